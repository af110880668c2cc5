using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

// The loops behind Elementwise. Each runs whole registers, and a last register that ends at the last element and overlaps the one
// before; it is loaded before anything is written, so that it sees the inputs also where the result takes their place. Fewer
// elements than one register holds go through a register padded with zeros. So no element ever takes other arithmetic.

internal readonly ref struct UnaryKernel<TMap, T>(TMap map, ReadOnlySpan<T> x, Span<T> y) : IRangeKernel<T>
    where TMap : struct, IUnaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ref T x = ref MemoryMarshal.GetReference(x);
    private readonly ref T y = ref MemoryMarshal.GetReference(y);

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        ref T px = ref Unsafe.Add(ref x, start);
        ref T py = ref Unsafe.Add(ref y, start);
        nint last = count - V.Count;
        if (last < 0)
        {
            f.Apply(V.LoadPart(ref px, count)).StorePart(ref py, count);
            return;
        }

        V tail = V.Load(ref Unsafe.Add(ref px, last));
        for (nint i = 0; i < last; i += V.Count) f.Apply(V.Load(ref Unsafe.Add(ref px, i))).Store(ref Unsafe.Add(ref py, i));
        f.Apply(tail).Store(ref Unsafe.Add(ref py, last));
    }
}

internal readonly ref struct BinaryKernel<TMap, T>(TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) : IRangeKernel<T>
    where TMap : struct, IBinaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ref T a = ref MemoryMarshal.GetReference(a);
    private readonly ref T b = ref MemoryMarshal.GetReference(b);
    private readonly ref T y = ref MemoryMarshal.GetReference(y);

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        ref T pa = ref Unsafe.Add(ref a, start);
        ref T pb = ref Unsafe.Add(ref b, start);
        ref T py = ref Unsafe.Add(ref y, start);
        nint last = count - V.Count;
        if (last < 0)
        {
            f.Apply(V.LoadPart(ref pa, count), V.LoadPart(ref pb, count)).StorePart(ref py, count);
            return;
        }

        V tailA = V.Load(ref Unsafe.Add(ref pa, last));
        V tailB = V.Load(ref Unsafe.Add(ref pb, last));
        for (nint i = 0; i < last; i += V.Count)
        {
            f.Apply(V.Load(ref Unsafe.Add(ref pa, i)), V.Load(ref Unsafe.Add(ref pb, i))).Store(ref Unsafe.Add(ref py, i));
        }

        f.Apply(tailA, tailB).Store(ref Unsafe.Add(ref py, last));
    }
}

internal readonly ref struct TernaryKernel<TMap, T>(
    TMap map, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> y) : IRangeKernel<T>
    where TMap : struct, ITernaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ref T a = ref MemoryMarshal.GetReference(a);
    private readonly ref T b = ref MemoryMarshal.GetReference(b);
    private readonly ref T c = ref MemoryMarshal.GetReference(c);
    private readonly ref T y = ref MemoryMarshal.GetReference(y);

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        ref T pa = ref Unsafe.Add(ref a, start);
        ref T pb = ref Unsafe.Add(ref b, start);
        ref T pc = ref Unsafe.Add(ref c, start);
        ref T py = ref Unsafe.Add(ref y, start);
        nint last = count - V.Count;
        if (last < 0)
        {
            V part = f.Apply(V.LoadPart(ref pa, count), V.LoadPart(ref pb, count), V.LoadPart(ref pc, count));
            part.StorePart(ref py, count);
            return;
        }

        V tailA = V.Load(ref Unsafe.Add(ref pa, last));
        V tailB = V.Load(ref Unsafe.Add(ref pb, last));
        V tailC = V.Load(ref Unsafe.Add(ref pc, last));
        for (nint i = 0; i < last; i += V.Count)
        {
            V result = f.Apply(V.Load(ref Unsafe.Add(ref pa, i)), V.Load(ref Unsafe.Add(ref pb, i)), V.Load(ref Unsafe.Add(ref pc, i)));
            result.Store(ref Unsafe.Add(ref py, i));
        }

        f.Apply(tailA, tailB, tailC).Store(ref Unsafe.Add(ref py, last));
    }
}

internal readonly ref struct UpdateKernel<TUpdate, T>(
    TUpdate update, Span<T> theta, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v) : IRangeKernel<T>
    where TUpdate : struct, IUpdate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TUpdate update = update;
    private readonly Span<T> theta = theta;
    private readonly ReadOnlySpan<T> gradient = gradient;
    private readonly Span<T> m = m;
    private readonly Span<T> v = v;

    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        TUpdate f = update;
        ref T pt = ref Unsafe.Add(ref MemoryMarshal.GetReference(theta), start);
        ref T pg = ref Unsafe.Add(ref MemoryMarshal.GetReference(gradient), start);
        // A memory that is not kept is never touched: its reference stays at an empty span.
        bool hasM = !m.IsEmpty;
        bool hasV = !v.IsEmpty;
        ref T pm = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), hasM ? start : 0);
        ref T pv = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), hasV ? start : 0);
        nint last = count - V.Count;
        if (last < 0)
        {
            V t = V.LoadPart(ref pt, count);
            V first = hasM ? V.LoadPart(ref pm, count) : V.Zero;
            V second = hasV ? V.LoadPart(ref pv, count) : V.Zero;
            f.Apply(ref t, V.LoadPart(ref pg, count), ref first, ref second);
            t.StorePart(ref pt, count);
            if (hasM) first.StorePart(ref pm, count);
            if (hasV) second.StorePart(ref pv, count);
            return;
        }

        V tailT = V.Load(ref Unsafe.Add(ref pt, last));
        V tailM = hasM ? V.Load(ref Unsafe.Add(ref pm, last)) : V.Zero;
        V tailV = hasV ? V.Load(ref Unsafe.Add(ref pv, last)) : V.Zero;
        for (nint i = 0; i < last; i += V.Count)
        {
            V t = V.Load(ref Unsafe.Add(ref pt, i));
            V first = hasM ? V.Load(ref Unsafe.Add(ref pm, i)) : V.Zero;
            V second = hasV ? V.Load(ref Unsafe.Add(ref pv, i)) : V.Zero;
            f.Apply(ref t, V.Load(ref Unsafe.Add(ref pg, i)), ref first, ref second);
            t.Store(ref Unsafe.Add(ref pt, i));
            if (hasM) first.Store(ref Unsafe.Add(ref pm, i));
            if (hasV) second.Store(ref Unsafe.Add(ref pv, i));
        }

        f.Apply(ref tailT, V.Load(ref Unsafe.Add(ref pg, last)), ref tailM, ref tailV);
        tailT.Store(ref Unsafe.Add(ref pt, last));
        if (hasM) tailM.Store(ref Unsafe.Add(ref pm, last));
        if (hasV) tailV.Store(ref Unsafe.Add(ref pv, last));
    }
}

internal readonly struct AddUnary<TMap, T>(TMap map) : IBinaryMap<T>
    where TMap : struct, IUnaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V y, V x)
        where V : struct, IRegister<V, T> => y + map.Apply(x);
}

internal readonly struct AddBinary<TMap, T>(TMap map) : ITernaryMap<T>
    where TMap : struct, IBinaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V y, V a, V b)
        where V : struct, IRegister<V, T> => y + map.Apply(a, b);
}
