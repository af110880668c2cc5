using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TinyAE.Numerics;

/// <summary>Registers of which only the first lanes are in memory.</summary>
internal static class Part
{
    /// <summary>LoadPart by copying, where the processor has no masked load.</summary>
    public static V Load<V, T>(ref readonly T source, int count)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        V padded = V.Zero;
        MemoryMarshal.CreateReadOnlySpan(in source, count).CopyTo(Span<V, T>(ref padded));
        return padded;
    }

    /// <summary>StorePart by copying.</summary>
    public static void Store<V, T>(V value, ref T target, int count)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Span<V, T>(ref value)[..count].CopyTo(MemoryMarshal.CreateSpan(ref target, count));

    /// <summary>The first of a register's lanes, in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Lanes<V, T>(ref V register)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T> => ref Unsafe.As<V, T>(ref register);

    private static Span<T> Span<V, T>(ref V register)
        where V : struct, IRegister<V, T>
        where T : unmanaged, IFloatingPointIeee754<T> =>
        MemoryMarshal.CreateSpan(ref Lanes<V, T>(ref register), V.Count);
}
