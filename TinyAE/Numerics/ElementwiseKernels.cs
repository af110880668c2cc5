using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

// The loops behind Elementwise: whole registers where they lie, then what is left in a register of its own, filled up with zeros, through
// the same loop. So no element ever takes other arithmetic, and the formula is compiled in one place only: it is inlined there, and each
// further place would cost the just-in-time compiler milliseconds. The loops are optimized at once, not after thirty calls.

internal readonly ref struct UnaryKernel<TMap, T>(TMap map, ReadOnlySpan<T> x, Span<T> y) : IRangeKernel<T>
    where TMap : struct, IUnaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ref T x = ref MemoryMarshal.GetReference(x);
    private readonly ref T y = ref MemoryMarshal.GetReference(y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        int rest = count % V.Count;
        int end = start + count - rest;
        if (end > start) Loop<V>(ref Unsafe.Add(ref x, start), ref Unsafe.Add(ref y, start), end - start);
        if (rest == 0) return;
        V vx = V.LoadPart(ref Unsafe.Add(ref x, end), rest);
        Loop<V>(ref Part.Lanes<V, T>(ref vx), ref Part.Lanes<V, T>(ref vx), V.Count);
        vx.StorePart(ref Unsafe.Add(ref y, end), rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop<V>(ref T px, ref T py, nint count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        for (nint i = 0; i < count; i += V.Count) f.Apply(V.Load(ref Unsafe.Add(ref px, i))).Store(ref Unsafe.Add(ref py, i));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        int rest = count % V.Count;
        int end = start + count - rest;
        if (end > start) Loop<V>(ref Unsafe.Add(ref a, start), ref Unsafe.Add(ref b, start), ref Unsafe.Add(ref y, start), end - start);
        if (rest == 0) return;
        V va = V.LoadPart(ref Unsafe.Add(ref a, end), rest), vb = V.LoadPart(ref Unsafe.Add(ref b, end), rest);
        Loop<V>(ref Part.Lanes<V, T>(ref va), ref Part.Lanes<V, T>(ref vb), ref Part.Lanes<V, T>(ref va), V.Count);
        va.StorePart(ref Unsafe.Add(ref y, end), rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop<V>(ref T pa, ref T pb, ref T py, nint count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        for (nint i = 0; i < count; i += V.Count)
        {
            f.Apply(V.Load(ref Unsafe.Add(ref pa, i)), V.Load(ref Unsafe.Add(ref pb, i))).Store(ref Unsafe.Add(ref py, i));
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        int rest = count % V.Count;
        int end = start + count - rest;
        if (end > start)
        {
            Loop<V>(ref Unsafe.Add(ref a, start), ref Unsafe.Add(ref b, start), ref Unsafe.Add(ref c, start), ref Unsafe.Add(ref y, start),
                end - start);
        }

        if (rest == 0) return;
        V va = V.LoadPart(ref Unsafe.Add(ref a, end), rest), vb = V.LoadPart(ref Unsafe.Add(ref b, end), rest);
        V vc = V.LoadPart(ref Unsafe.Add(ref c, end), rest);
        ref T lanes = ref Part.Lanes<V, T>(ref va);
        Loop<V>(ref lanes, ref Part.Lanes<V, T>(ref vb), ref Part.Lanes<V, T>(ref vc), ref lanes, V.Count);
        va.StorePart(ref Unsafe.Add(ref y, end), rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop<V>(ref T pa, ref T pb, ref T pc, ref T py, nint count)
        where V : struct, IRegister<V, T>
    {
        TMap f = map;
        for (nint i = 0; i < count; i += V.Count)
        {
            V result = f.Apply(V.Load(ref Unsafe.Add(ref pa, i)), V.Load(ref Unsafe.Add(ref pb, i)), V.Load(ref Unsafe.Add(ref pc, i)));
            result.Store(ref Unsafe.Add(ref py, i));
        }
    }
}

// A memory that is not kept is never touched: its reference stays at an empty span.
internal readonly ref struct UpdateKernel<TUpdate, T>(
    TUpdate update, Span<T> theta, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v) : IRangeKernel<T>
    where TUpdate : struct, IUpdate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly TUpdate update = update;
    private readonly bool hasM = !m.IsEmpty, hasV = !v.IsEmpty;
    private readonly ref T theta = ref MemoryMarshal.GetReference(theta);
    private readonly ref T gradient = ref MemoryMarshal.GetReference(gradient);
    private readonly ref T m = ref MemoryMarshal.GetReference(m);
    private readonly ref T v = ref MemoryMarshal.GetReference(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(int start, int count)
        where V : struct, IRegister<V, T>
    {
        int rest = count % V.Count;
        int end = start + count - rest;
        if (end > start)
        {
            Loop<V>(ref Unsafe.Add(ref theta, start), ref Unsafe.Add(ref gradient, start),
                ref Unsafe.Add(ref m, hasM ? start : 0), ref Unsafe.Add(ref v, hasV ? start : 0), end - start);
        }

        if (rest == 0) return;
        V t = V.LoadPart(ref Unsafe.Add(ref theta, end), rest), g = V.LoadPart(ref Unsafe.Add(ref gradient, end), rest);
        V first = hasM ? V.LoadPart(ref Unsafe.Add(ref m, end), rest) : V.Zero;
        V second = hasV ? V.LoadPart(ref Unsafe.Add(ref v, end), rest) : V.Zero;
        Loop<V>(ref Part.Lanes<V, T>(ref t), ref Part.Lanes<V, T>(ref g),
            ref Part.Lanes<V, T>(ref first), ref Part.Lanes<V, T>(ref second), V.Count);
        t.StorePart(ref Unsafe.Add(ref theta, end), rest);
        if (hasM) first.StorePart(ref Unsafe.Add(ref m, end), rest);
        if (hasV) second.StorePart(ref Unsafe.Add(ref v, end), rest);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop<V>(ref T pt, ref T pg, ref T pm, ref T pv, nint count)
        where V : struct, IRegister<V, T>
    {
        TUpdate f = update;
        bool keepM = hasM, keepV = hasV;
        for (nint i = 0; i < count; i += V.Count)
        {
            V t = V.Load(ref Unsafe.Add(ref pt, i));
            V first = keepM ? V.Load(ref Unsafe.Add(ref pm, i)) : V.Zero;
            V second = keepV ? V.Load(ref Unsafe.Add(ref pv, i)) : V.Zero;
            f.Apply(ref t, V.Load(ref Unsafe.Add(ref pg, i)), ref first, ref second);
            t.Store(ref Unsafe.Add(ref pt, i));
            if (keepM) first.Store(ref Unsafe.Add(ref pm, i));
            if (keepV) second.Store(ref Unsafe.Add(ref pv, i));
        }
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
