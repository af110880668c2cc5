using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The mistakes of a convolution's stride and padding, for plain and transposed ones.</summary>
/// <remarks>
/// Both join a big plane B and a small one S by the kernel: B(i s + k − p) and S(i) meet in W(k), along rows and along columns.
/// Conv2D has x = B and y = S, and W (kh, kw, in, out); Conv2DTranspose has y = B and x = S, and W (kh, kw, out, in): the channels of B
/// come first in both. With dy for y,
/// dW(k) = Σ_i B(i s + k − p) S(i),   dB(i s + k − p) += S(i) W(k),   dS(i) = Σ_k B(i s + k − p) W(k)
/// The stride s and the padding p are those with which this is the numeric gradient; a mistake has one of them off by one.
/// </remarks>
internal sealed class ConvolutionCatalogue
{
    // As many products as a check takes for a small layer; a large one is not searched.
    private const long MostProducts = 200_000_000;
    private const int MostStride = 4;

    private readonly int _batch;
    private readonly CheckedTensor? _weight;
    private readonly CheckedTensor? _x;
    private readonly double[] _dy;
    private readonly Shape _big;
    private readonly Shape _small;
    private readonly bool _isTransposed;

    /// <summary>Looks whether the case is a convolution by its shapes; else there are no suspects.</summary>
    public ConvolutionCatalogue(IGradientCase @case)
    {
        _batch = @case.Batch;
        _dy = @case.Weights;
        CheckedTensor? weight = @case.Tensors.FirstOrDefault(tensor => !tensor.IsData && tensor.Shape.Rank == 4);
        CheckedTensor? x = @case.Tensors.FirstOrDefault(tensor => tensor.IsData && tensor.Shape.Rank == 3);
        if (weight is null || x is null || @case.Output is not { Rank: 3 } output)
        {
            return;
        }

        (int first, int second) = (weight.Shape[2], weight.Shape[3]);
        bool isPlain = x.Shape[2] == first && output[2] == second && x.Shape[0] >= output[0] && x.Shape[1] >= output[1];
        _isTransposed = !isPlain && output[2] == first && x.Shape[2] == second;
        (_big, _small) = _isTransposed ? (output, x.Shape) : (x.Shape, output);
        if (isPlain || _isTransposed)
        {
            (_weight, _x) = (weight, x);
        }
    }

    /// <summary>The gradients that a stride or padding off by one would give.</summary>
    /// <param name="tensor">The tensor: W or x.</param>
    /// <param name="indices">The elements that were compared.</param>
    /// <param name="numeric">The right gradient there.</param>
    public IEnumerable<Suspect> Suspects(CheckedTensor tensor, IReadOnlyList<int> indices, IReadOnlyList<double> numeric)
    {
        if (_weight is null || (tensor != _weight && tensor != _x))
        {
            return [];
        }

        (int kh, int kw) = (_weight.Shape[0], _weight.Shape[1]);
        long products = (long)_batch * _small[0] * _small[1] * _weight.Values.Length;
        long most = products * MostStride * MostStride * (kh + 1) * (kw + 1);
        if (most > MostProducts)
        {
            return [];
        }

        IEnumerable<Links> all =
            from sy in Enumerable.Range(1, MostStride)
            from sx in Enumerable.Range(1, MostStride)
            from py in Enumerable.Range(0, kh + 1)
            from px in Enumerable.Range(0, kw + 1)
            select new Links(sy, sx, py, px);
        foreach (Links right in all)
        {
            if (Likeness.Of(numeric, Gradient(tensor, right, indices)).Is(1))
            {
                return OffByOne(right).Select(
                    wrong => new Suspect(Mistake.Shifted, wrong.Words, Gradient(tensor, wrong.Links, indices)));
            }
        }

        return [];
    }

    private static IEnumerable<(string Words, Links Links)> OffByOne(Links right)
    {
        foreach (int by in new[] { -1, 1 })
        {
            yield return Padding("above", right.PadY, by, right with { PadY = right.PadY + by });
            yield return Padding("to the left", right.PadX, by, right with { PadX = right.PadX + by });
            yield return Padding("above and to the left", right.PadY, by, right with { PadY = right.PadY + by, PadX = right.PadX + by });
            yield return Stride("along the rows", right.StrideY, by, right with { StrideY = right.StrideY + by });
            yield return Stride("along the columns", right.StrideX, by, right with { StrideX = right.StrideX + by });
            yield return Stride("both ways", right.StrideY, by, right with { StrideY = right.StrideY + by, StrideX = right.StrideX + by });
        }

        static (string, Links) Padding(string where, int size, int by, Links links) =>
            ($"a padding {where} of {size + by} in place of {size}", links);
        static (string, Links) Stride(string where, int size, int by, Links links) =>
            ($"a stride {where} of {size + by} in place of {size}", links);
    }

    private double[] Gradient(CheckedTensor tensor, Links links, IReadOnlyList<int> indices)
    {
        ReadOnlySpan<double> x = _x!.Values.Span, w = _weight!.Values.Span;
        ReadOnlySpan<double> big = _isTransposed ? _dy : x, small = _isTransposed ? x : _dy;
        double[] gradient = new double[tensor.Values.Length];
        (int kh, int kw, int channels, int filters) = (_weight.Shape[0], _weight.Shape[1], _weight.Shape[2], _weight.Shape[3]);
        int places = _small[0] * _small[1];
        for (int row = 0; row < _batch * places; row++)
        {
            int n = row / places, i = row % places / _small[1], j = row % _small[1];
            for (int tap = 0; tap < kh * kw; tap++)
            {
                int y = (i * links.StrideY) + (tap / kw) - links.PadY, z = (j * links.StrideX) + (tap % kw) - links.PadX;
                if (y < 0 || y >= _big[0] || z < 0 || z >= _big[1])
                {
                    continue;
                }

                int b = ((((n * _big[0]) + y) * _big[1]) + z) * channels, s = row * filters, at = tap * channels * filters;
                for (int product = 0; product < channels * filters; product++)
                {
                    int bc = b + (product / filters), sf = s + (product % filters);
                    if (tensor == _weight)
                    {
                        gradient[at + product] += big[bc] * small[sf]; // dW(k) = Σ_i B(i s + k − p) S(i)
                    }
                    else if (_isTransposed)
                    {
                        gradient[sf] += big[bc] * w[at + product]; // dS(i) = Σ_k B(i s + k − p) W(k)
                    }
                    else
                    {
                        gradient[bc] += small[sf] * w[at + product]; // dB(i s + k − p) += S(i) W(k)
                    }
                }
            }
        }

        return [.. indices.Select(index => gradient[index])];
    }

    private readonly record struct Links(int StrideY, int StrideX, int PadY, int PadX);
}
