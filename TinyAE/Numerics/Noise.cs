using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TinyAE.Numerics;

/// <summary>Random numbers of the usual distributions, each made from one 32-bit word w of a <see cref="RandomKey"/>'s stream.</summary>
/// <remarks>
/// Because one word makes one number, float and double see the same noise: the float is the rounded double. Number i of a sample
/// does not depend on how many others are drawn, nor on the thread that draws it.
/// </remarks>
public static partial class Noise
{
    private const int Chunk = 256;
    private const int SharedFrom = 1 << 14; // a number takes ten times as long as one of Elementwise
    private const double Unit32 = 1.0 / (1ul << 32);
    private const double Unit23 = 1.0 / (1 << 23);

    /// <summary>Uniform in the open interval (0, 1): (⌊w / 2⁹⌋ + 1/2) / 2²³, exact in both precisions.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="values">Overwritten.</param>
    public static void Uniform<T>(RandomKey key, uint sample, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(default(UniformDraw), key, sample, values);

    /// <summary>Standard normal, mean 0 and variance 1: Φ⁻¹((w + 1/2) / 2³²), so |x| stays below 6.4.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="values">Overwritten.</param>
    public static void Normal<T>(RandomKey key, uint sample, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(default(NormalDraw), key, sample, values);

    /// <summary>1 with the given probability, else 0: w + 1/2 &lt; p 2³².</summary>
    /// <param name="key">The stream.</param>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="values">Overwritten.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public static void Bernoulli<T>(RandomKey key, uint sample, double probability, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => Fill(Checked(probability), key, sample, values);

    /// <summary>A random order of 0, 1, ..., n − 1, all n! equally likely (Fisher and Yates; Durstenfeld 1964).</summary>
    /// <param name="key">The stream.</param>
    /// <param name="order">Overwritten; n is its length.</param>
    public static void Permutation(RandomKey key, Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var words = new Words(key, 0, stackalloc uint[64]);
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Below(ref words, (uint)i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    /// <summary>An integer in [0, bound), each equally likely: ⌊w · bound / 2³²⌋, drawn again where that would favour some.</summary>
    /// <remarks>Source: Lemire (2019), Fast random integer generation in an interval.</remarks>
    /// <param name="key">The stream, sample 0.</param>
    /// <param name="next">The index of the next word; moved past the words used.</param>
    /// <param name="bound">At least 1.</param>
    public static int Below(RandomKey key, ref uint next, uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        var words = new Words(key, next, stackalloc uint[4]);
        int drawn = Below(ref words, bound);
        next = words.Index;
        return drawn;
    }

    private static int Below(ref Words words, uint bound)
    {
        ulong product = (ulong)words.Next() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (0u - bound) % bound; // 2³² mod bound
            while ((uint)product < threshold) product = (ulong)words.Next() * bound;
        }

        return (int)(product >> 32);
    }

    // Words of sample 0, one after the other; as many as the buffer holds are made at once.
    private ref struct Words(RandomKey key, uint index, Span<uint> buffer)
    {
        private readonly Span<uint> buffer = buffer;
        private bool filled;

        public uint Index { get; private set; } = index;

        public uint Next()
        {
            uint at = Index % (uint)buffer.Length;
            if (at == 0 || !filled) key.Fill(0, (Index - at) / 4, buffer);
            filled = true;
            Index++;
            return buffer[(int)at];
        }
    }

    // Words come in chunks, so that Philox' rounds of many blocks overlap.
    [SkipLocalsInit]
    private static void Fill<TDraw, T>(TDraw draw, RandomKey key, uint sample, Span<T> values)
        where TDraw : struct, IDraw
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<uint> words = stackalloc uint[Chunk];
        for (uint block = 0; values.Length > 0; block += Chunk / 4)
        {
            int count = Math.Min(Chunk, values.Length);
            key.Fill(sample, block, words[..count]);
            draw.From(words[..count], values[..count]);
            values = values[count..];
        }
    }

    private static BernoulliDraw Checked(double probability) => probability is >= 0 and <= 1
        ? new BernoulliDraw(probability)
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in [0, 1].");

    private interface IDraw
    {
        void From<T>(ReadOnlySpan<uint> words, Span<T> values)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    private readonly struct UniformDraw : IDraw
    {
        public void From<T>(ReadOnlySpan<uint> words, Span<T> values)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            for (int i = 0; i < words.Length; i++) values[i] = T.CreateTruncating(((words[i] >> 9) + 0.5) * Unit23);
        }
    }

    private readonly struct NormalDraw : IDraw
    {
        [SkipLocalsInit]
        public void From<T>(ReadOnlySpan<uint> words, Span<T> values)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            // The middle formula for all, in registers; then the 15 % in the tails, whose places are noted without a branch that
            // guesses wrong.
            Span<double> x = stackalloc double[Chunk];
            Span<byte> tails = stackalloc byte[Chunk];
            int outside = 0;
            for (int i = 0; i < words.Length; i++)
            {
                x[i] = (words[i] + 0.5) * Unit32 - 0.5;
                tails[outside] = (byte)i;
                outside += Math.Abs(x[i]) > NormalDistribution.MiddleHalfWidth ? 1 : 0;
            }

            // Whole registers; the lanes beyond the last word count for nothing.
            x.Slice(words.Length, -words.Length & 7).Clear();
            if (Vector512.IsHardwareAccelerated) Middle<Register512<double>>(x, words.Length);
            else if (Vector256.IsHardwareAccelerated) Middle<Register256<double>>(x, words.Length);
            else Middle<Register128<double>>(x, words.Length);
            foreach (byte i in tails[..outside])
            {
                double u = (words[i] + 0.5) * Unit32;
                x[i] = Math.CopySign(NormalDistribution.Tail(Math.Min(u, 1 - u)), u - 0.5);
            }

            for (int i = 0; i < words.Length; i++) values[i] = T.CreateTruncating(x[i]);
        }

        private static void Middle<V>(Span<double> q, int count)
            where V : struct, IRegister<V, double>
        {
            for (int i = 0; i < count; i += V.Count) NormalDistribution.Middle(V.Load(ref q[i])).Store(ref q[i]);
        }
    }

    private readonly struct BernoulliDraw(double probability) : IDraw
    {
        public void From<T>(ReadOnlySpan<uint> words, Span<T> values)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            // w + 1/2 < p 2³² in integers, so that no branch guesses.
            ulong bound = (ulong)Math.Ceiling(probability * 4294967296 - 0.5);
            for (int i = 0; i < words.Length; i++) values[i] = T.CreateTruncating(words[i] < bound ? 1 : 0);
        }
    }
}
