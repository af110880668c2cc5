using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>A convolution as the list of all its products: the oracle of the three sums. Its sizes can be made wrong on purpose.</summary>
internal sealed record PlainConvolution(ConvolutionShape Shape)
{
    public int StrideY { get; init; } = Shape.Vertical.Stride;

    public int StrideX { get; init; } = Shape.Horizontal.Stride;

    public int BeforeY { get; init; } = Shape.Vertical.Before;

    public int BeforeX { get; init; } = Shape.Horizontal.Before;

    /// <summary>The kernel is turned by 180 degrees.</summary>
    public bool Flipped { get; init; }

    /// <summary>The kernel's channels and filters are exchanged; they are as many.</summary>
    public bool Swapped { get; init; }

    /// <summary>Where a product lies in x, W and y, and its number in each of the sums, the padding's zeros counted.</summary>
    public readonly record struct Product(int X, int W, int Y, int InForward, int InKernel, int InInput);

    /// <summary>All products, in ascending order of (n, h, w), (i, j), c, f.</summary>
    public IEnumerable<Product> Products(int batch)
    {
        (Window v, Window u) = (Shape.Vertical, Shape.Horizontal);
        for (int row = 0; row < batch * v.Output * u.Output; row++)
        {
            int w = row % u.Output, h = row / u.Output % v.Output, n = row / u.Output / v.Output;
            for (int tap = 0; tap < v.Kernel * u.Kernel; tap++)
            {
                int i = tap / u.Kernel, j = tap % u.Kernel;
                int y = h * StrideY + i - BeforeY, x = w * StrideX + j - BeforeX;
                if (y < 0 || y >= v.Input || x < 0 || x >= u.Input)
                {
                    continue;
                }

                int tapsY = Taps(v.Kernel, i, StrideY), tapsX = Taps(u.Kernel, j, StrideX);
                int meeting = (tapsY - 1 - i / StrideY) * tapsX + tapsX - 1 - j / StrideX;
                int at = Flipped ? v.Kernel * u.Kernel - 1 - tap : tap;
                for (int c = 0; c < Shape.Channels; c++)
                {
                    for (int f = 0; f < Shape.Filters; f++)
                    {
                        (int a, int b) = Swapped ? (f, c) : (c, f);
                        yield return new(
                            ((n * v.Input + y) * u.Input + x) * Shape.Channels + c, (at * Shape.Channels + a) * Shape.Filters + b,
                            row * Shape.Filters + f, tap * Shape.Channels + c, row, meeting * Shape.Filters + f);
                    }
                }
            }
        }
    }

    public double[] Forward(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int batch)
    {
        double[] y = new double[batch * Shape.Output.Size];
        foreach (Product p in Products(batch))
        {
            y[p.Y] += x[p.X] * w[p.W];
        }

        return y;
    }

    public double[] InputGradient(ReadOnlySpan<double> dy, ReadOnlySpan<double> w, int batch)
    {
        double[] dx = new double[batch * Shape.Input.Size];
        foreach (Product p in Products(batch))
        {
            dx[p.X] += dy[p.Y] * w[p.W];
        }

        return dx;
    }

    public double[] KernelGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, int batch)
    {
        double[] dw = new double[Shape.Kernel.Size];
        foreach (Product p in Products(batch))
        {
            dw[p.W] += x[p.X] * dy[p.Y];
        }

        return dw;
    }

    /// <summary>The three sums in the documented order.</summary>
    public (T[] Y, T[] Dx, T[] Dw) InOrder<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> dy, int batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Sums<T> ofY = new(batch * Shape.Output.Size), ofDx = new(batch * Shape.Input.Size), ofDw = new(Shape.Kernel.Size);
        foreach (Product p in Products(batch))
        {
            ofY.Add(p.Y, p.InForward, x[p.X], w[p.W]);
            ofDx.Add(p.X, p.InInput, dy[p.Y], w[p.W]);
            ofDw.Add(p.W, p.InKernel, x[p.X], dy[p.Y]);
        }

        return (ofY.Totals(), ofDx.Totals(), ofDw.Totals());
    }

    // Taps i, i ± s, ... of the same remainder.
    private static int Taps(int kernel, int i, int stride) => (kernel - i % stride + stride - 1) / stride;

    /// <summary>Sums in the documented order: chains of fused multiply-adds over blocks of 256 numbered terms, then the blocks.</summary>
    public sealed class Sums<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly T[] _total = new T[count], _chain = new T[count];
        private readonly int[] _block = new int[count];

        public void Add(int target, int number, T a, T b)
        {
            if (number / 256 != _block[target])
            {
                _total[target] += _chain[target];
                _chain[target] = T.Zero;
                _block[target] = number / 256;
            }

            _chain[target] = T.FusedMultiplyAdd(a, b, _chain[target]);
        }

        public T[] Totals() => [.. _total.Zip(_chain, (total, chain) => total + chain)];
    }
}
