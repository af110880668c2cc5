using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class MapSumTests
{
    private readonly struct Formula<T> : ISumMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V a, V b, out V y)
            where V : struct, IRegister<V, T>
        {
            y = a - b;
            return V.Exp(a) * b + V.One; // not 0 at 0: padding must not count
        }
    }

    private static readonly int[] Lengths =
        [0, 1, 2, 15, 16, 17, 63, 64, 65, 127, 1000, 1023, 1024, 1025, 1088, 2048, 5000, 32768, 40000, 140_000];

    [Fact]
    public void FloatIsTheSumThatTheRemarksDefine() => IsTheDefinedSum<float>();

    [Fact]
    public void DoubleIsTheSumThatTheRemarksDefine() => IsTheDefinedSum<double>();

    [Fact]
    public void EveryWidthGivesTheSameBits()
    {
        foreach (int n in Lengths.Where(n => n <= 32768))
        {
            float[] a = Values<float>(n, 3), b = Values<float>(n, 4), y = new float[n];
            double expected = MapSum.Of(default(Formula<float>), a, b, y);
            Assert.Equal(expected, Width<Register512<float>>(a, b, y));
            Assert.Equal(expected, Width<Register256<float>>(a, b, y));
            Assert.Equal(expected, Width<Register128<float>>(a, b, y));
            Assert.Equal(expected, Width<ScalarRegister<float>>(a, b, y));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void EveryNumberOfThreadsGivesTheSameBits(int threads)
    {
        using Workers workers = new(threads);
        foreach (int n in new[] { 100, 131_072, 200_001, 2_200_000 })
        {
            float[] a = Values<float>(n, 5), b = Values<float>(n, 6), expected = new float[n], y = new float[n];
            double sum = MapSum.Of(default(Formula<float>), a, b, expected);
            Assert.Equal(sum, MapSum.Of(default(Formula<float>), a, b, y, workers));
            Assert.True(expected.AsSpan().SequenceEqual(y));
            Assert.Equal(sum, MapSum.Of(default(Formula<float>), a, b, [], workers));
        }
    }

    [Fact]
    public void TheResultMayTakeThePlaceOfAnInput()
    {
        foreach (int n in Lengths)
        {
            float[] a = Values<float>(n, 7), b = Values<float>(n, 8), y = new float[n], inA = [.. a], inB = [.. b];
            double sum = MapSum.Of(default(Formula<float>), a, b, y);
            Assert.Equal(sum, MapSum.Of(default(Formula<float>), inA, b, inA));
            Assert.Equal(sum, MapSum.Of(default(Formula<float>), a, inB, inB));
            Assert.Equal(y, inA);
            Assert.Equal(y, inB);
        }
    }

    [Fact]
    public void NothingIsWrittenBesideTheResult()
    {
        foreach (int n in Lengths.Where(n => n < 5000))
        {
            float[] a = Values<float>(n + 2, 9), b = Values<float>(n + 2, 10), y = new float[n + 2];
            y[0] = y[^1] = 77;
            MapSum.Of(default(Formula<float>), a.AsSpan(1, n), b.AsSpan(1, n), y.AsSpan(1, n));
            Assert.Equal(77, y[0]);
            Assert.Equal(77, y[^1]);
        }
    }

    [Fact]
    public void LongSumsLoseLittle()
    {
        // Of equal numbers each lane's sum and the fold are off by at most 22 roundings, the sum in double by nothing to speak of.
        float[] a = new float[1_000_000], b = new float[a.Length];
        Array.Fill(b, 0.1f);
        Assert.Equal((0.1f + 1.0) * a.Length, MapSum.Of(default(Formula<float>), a, b, []), 22 * Math.Pow(2, -24) * 1.1 * a.Length);
    }

    [Fact]
    public void WrongSpansAreNamed()
    {
        float[] data = new float[20];
        Says("5, 6 and 5", 0..5, 0..6, 0..5);
        Says("5, 5 and 4", 0..5, 0..5, 0..4);
        Says("overlap", 0..5, 10..15, 1..6);
        Says("overlap", 0..5, 10..15, 9..14);

        void Says(string part, Range a, Range b, Range y)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(
                () => MapSum.Of(default(Formula<float>), data.AsSpan(a), data.AsSpan(b), data.AsSpan(y)));
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
        }
    }

    private static void IsTheDefinedSum<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int n in Lengths)
        {
            T[] a = Values<T>(n, 1), b = Values<T>(n, 2), y = new T[n], difference = new T[n], terms = new T[n];
            for (int i = 0; i < n; i++)
            {
                // The formula in a register of one number, which RegisterTests compare with all others.
                ScalarRegister<T> one = ScalarRegister<T>.Load(in a[i]), other = ScalarRegister<T>.Load(in b[i]);
                default(Formula<T>).Apply(one, other, out ScalarRegister<T> _).Store(ref terms[i]);
                difference[i] = a[i] - b[i];
            }

            Assert.Equal(Defined(terms), MapSum.Of(default(Formula<T>), a, b, y));
            Assert.Equal(difference, y);
        }
    }

    // What the remarks of MapSum define, in plain loops.
    internal static double Defined<T>(T[] terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = 0;
        foreach (T[] tile in terms.Chunk(32 * 1024))
        {
            double sum = 0;
            foreach (T[] block in tile.Chunk(1024))
            {
                T[] lanes = new T[64];
                for (int i = 0; i < block.Length; i++)
                {
                    lanes[i % 64] += block[i];
                }

                for (int w = 32; w >= 1; w /= 2)
                {
                    for (int l = 0; l < w; l++)
                    {
                        lanes[l] += lanes[l + w];
                    }
                }

                sum += double.CreateChecked(lanes[0]);
            }

            total += sum;
        }

        return total;
    }

    private static double Width<V>(float[] a, float[] b, float[] y)
        where V : struct, IRegister<V, float>
    {
        SumKernel<Formula<float>, float> kernel = new(default, a, b, y);
        kernel.Run<V>();
        return kernel.Sum;
    }

    private static T[] Values<T>(int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)((random.NextDouble() * 4) - 2)))];
    }
}
