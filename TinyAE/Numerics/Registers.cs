using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TinyAE.Numerics;

/// <summary>A computation that is written once for every register width.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes with registers <typeparamref name="V"/>; every width must give the same bits.</summary>
    void Run<V>()
        where V : struct, IRegister<V, T>;
}

/// <summary>Chooses the register: for float the widest that the processor has, for double always a single number.</summary>
public static class Registers
{
    /// <summary>Bits of the widest float register that the processor works on at full speed: 512, 256 or 128.</summary>
    public static int WidestBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Runs a kernel on the register that fits T and the processor.</summary>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TKernel>(ref TKernel kernel)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IKernel<T>, allows ref struct
    {
        if (typeof(T) == typeof(double))
        {
            kernel.Run<ScalarRegister<T>>();
        }
        else if (typeof(T) != typeof(float))
        {
            throw NotSupported<T>();
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            kernel.Run<Register512<T>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            kernel.Run<Register256<T>>();
        }
        else
        {
            kernel.Run<Register128<T>>();
        }
    }

    /// <summary>The same for a part of a range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<T, TKernel>(scoped ref TKernel kernel, int start, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, IRangeKernel<T>, allows ref struct
    {
        if (typeof(T) == typeof(double)) kernel.Run<ScalarRegister<T>>(start, count);
        else if (typeof(T) != typeof(float)) throw NotSupported<T>();
        else if (Vector512.IsHardwareAccelerated) kernel.Run<Register512<T>>(start, count);
        else if (Vector256.IsHardwareAccelerated) kernel.Run<Register256<T>>(start, count);
        else kernel.Run<Register128<T>>(start, count);
    }

    private static NotSupportedException NotSupported<T>() => new($"{typeof(T)} is not supported; allowed are float and double.");
}
