using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>Registers of which only the first lanes are in memory, by copying, where the processor has no masked load and store.</summary>
internal static class Part
{
    /// <summary>Loads <paramref name="count"/> numbers, at most a register full; the other lanes are zero.</summary>
    public static V Load<V, T>(ref readonly T source, int count)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        V padded = V.Zero;
        MemoryMarshal.CreateReadOnlySpan(in source, count).CopyTo(Lanes<V, T>(ref padded));
        return padded;
    }

    /// <summary>Stores the first <paramref name="count"/> lanes.</summary>
    public static void Store<V, T>(V value, ref T target, int count)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Lanes<V, T>(ref value)[..count].CopyTo(MemoryMarshal.CreateSpan(ref target, count));

    private static Span<T> Lanes<V, T>(ref V register)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<V, T>(ref register), V.Count);
}
