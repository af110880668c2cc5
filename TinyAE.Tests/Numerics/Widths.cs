using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>Runs kernels at each register width within one process, and compares bits.</summary>
internal static class Widths
{
    /// <summary>0 stands for a register of one number.</summary>
    public static readonly int[] All = [512, 256, 128, 0];

    public static void Run<TKernel>(int bits, TKernel kernel)
        where TKernel : struct, IKernel<float>, allows ref struct
    {
        switch (bits)
        {
            case 512: kernel.Run<Register512<float>>(); break;
            case 256: kernel.Run<Register256<float>>(); break;
            case 128: kernel.Run<Register128<float>>(); break;
            default: kernel.Run<ScalarRegister<float>>(); break;
        }
    }

    public static void Run<TKernel>(int bits, TKernel kernel, int start, int count)
        where TKernel : struct, IRangeKernel<float>, allows ref struct
    {
        switch (bits)
        {
            case 512: kernel.Run<Register512<float>>(start, count); break;
            case 256: kernel.Run<Register256<float>>(start, count); break;
            case 128: kernel.Run<Register128<float>>(start, count); break;
            default: kernel.Run<ScalarRegister<float>>(start, count); break;
        }
    }

    /// <summary>Asserts that two spans hold the same bits; any NaN equals any other.</summary>
    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            T a = expected[i];
            T b = actual[i];
            bool same = T.IsNaN(a) ? T.IsNaN(b) : a == b && T.IsNegative(a) == T.IsNegative(b);
            if (!same) Assert.Fail($"{what}: element {i} of {expected.Length} is {b:R}, expected {a:R}");
        }
    }

    /// <summary>Floats of all kinds: special values first, then random bit patterns and ordinary numbers in turn.</summary>
    public static float[] Floats(int count, int seed)
    {
        float[] special =
        [
            0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon,
            float.MaxValue, float.MinValue, 1.17549435e-38f, -1.17549421e-38f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 8388609f, 1e10f,
            88.72284f, 88.8f, -87.4f, -103.9f, -104.1f, 0.625f, -0.625f, 1.41421354f, 0.70710677f, 3e-9f, -3e-9f, 100f, -100f,
        ];
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = i < special.Length ? special[i]
                : i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))
                : (float)(random.NextDouble() * 20 - 10);
        }

        return values;
    }
}
