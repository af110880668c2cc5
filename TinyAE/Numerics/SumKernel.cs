using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>The constants of <see cref="SumKernel{TMap, T}"/>.</summary>
internal static class SumKernel
{
    /// <summary>Elements whose values are summed in T.</summary>
    public const int Block = 1024;

    /// <summary>Lanes of such a sum: four of the widest registers.</summary>
    public const int Lanes = 64;
}

/// <summary>The loop behind <see cref="MapSum"/>: one tile.</summary>
internal ref struct SumKernel<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) : IKernel<T>
    where TMap : struct, ISumMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ReadOnlySpan<T> a = a;
    private readonly ReadOnlySpan<T> b = b;
    private readonly Span<T> y = y;

    /// <summary>The sum, after the run.</summary>
    public double Sum { get; private set; }

    public void Run<V>()
        where V : struct, IRegister<V, T>
    {
        double sum = 0;
        for (int start = 0; start < a.Length; start += SumKernel.Block)
        {
            sum += double.CreateTruncating(SumBlock<V>(start, Math.Min(SumKernel.Block, a.Length - start)));
        }

        Sum = sum;
    }

    [SkipLocalsInit]
    private readonly T SumBlock<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        Span<T> lanes = stackalloc T[SumKernel.Lanes];
        lanes.Clear();
        int whole = count & -SumKernel.Lanes;
        Span<T> target = y.IsEmpty ? y : y.Slice(start, count);
        SumRows<V>(a.Slice(start, whole), b.Slice(start, whole), target, lanes);

        int rest = count - whole;
        if (rest > 0)
        {
            // The last row is not full: it is copied and filled up with zeros, and what they give is dropped. Taking it through the same
            // loop keeps the formula, which is inlined, in one place.
            Span<T> row = stackalloc T[4 * SumKernel.Lanes];
            row.Clear();
            Span<T> rowA = row[..SumKernel.Lanes], rowB = row[SumKernel.Lanes..(2 * SumKernel.Lanes)];
            Span<T> rowY = row[(2 * SumKernel.Lanes)..(3 * SumKernel.Lanes)], terms = row[(3 * SumKernel.Lanes)..];
            a.Slice(start + whole, rest).CopyTo(rowA);
            b.Slice(start + whole, rest).CopyTo(rowB);
            SumRows<V>(rowA, rowB, y.IsEmpty ? y : rowY, terms);
            for (int lane = 0; lane < rest; lane++) lanes[lane] += terms[lane];
            if (!y.IsEmpty) rowY[..rest].CopyTo(target[whole..]);
        }

        return Fold<V>(lanes);
    }

    /// <summary>Adds rows of 64 elements to 64 lanes, one register's lanes after another.</summary>
    /// <remarks>One sum in flight is enough: only its addition waits for the element before.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void SumRows<V>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> lanes)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        bool store = !y.IsEmpty;
        ref T pa = ref MemoryMarshal.GetReference(a);
        ref T pb = ref MemoryMarshal.GetReference(b);
        ref T py = ref MemoryMarshal.GetReference(y);
        for (nint lane = 0; lane < SumKernel.Lanes; lane += V.Count)
        {
            ref T target = ref Unsafe.Add(ref MemoryMarshal.GetReference(lanes), lane);
            V sum = V.Load(ref target);
            for (nint i = lane; i < a.Length; i += SumKernel.Lanes)
            {
                sum += f.Apply(V.Load(ref Unsafe.Add(ref pa, i)), V.Load(ref Unsafe.Add(ref pb, i)), out V result);
                if (store) result.Store(ref Unsafe.Add(ref py, i));
            }

            sum.Store(ref target);
        }
    }

    private static T Fold<V>(Span<T> lanes)
        where V : struct, IRegister<V, T>
    {
        ref T p = ref MemoryMarshal.GetReference(lanes);
        int width = SumKernel.Lanes / 2;
        for (; width >= V.Count; width /= 2)
        {
            for (int l = 0; l < width; l += V.Count)
            {
                ref T target = ref Unsafe.Add(ref p, l);
                (V.Load(ref target) + V.Load(ref Unsafe.Add(ref target, width))).Store(ref target);
            }
        }

        for (; width >= 1; width /= 2)
        {
            for (int l = 0; l < width; l++) lanes[l] += lanes[l + width];
        }

        return lanes[0];
    }
}
