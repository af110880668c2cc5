using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>Tests that count what all threads allocate; nothing else may run beside them.</summary>
[CollectionDefinition(nameof(CountsAllocation), DisableParallelization = true)]
public sealed class CountsAllocation;

[Collection(nameof(CountsAllocation))]
public class MatrixProductAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void AfterTheFirstCallNothingIsAllocated(int threads)
    {
        using Workers workers = new(threads);
        float[] a = new float[200 * 600], b = new float[200 * 600], c = new float[600 * 600];
        Products();
        // Which thread gets which block changes from call to call; each grows its own working memory when it first needs it.
        for (int i = 0; i < 200; i++) Products();
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Products();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.Equal(0, least);

        void Products()
        {
            MatrixProduct.AB<float>(a, b, c, 200, 50, 600, Write.Add, workers);
            MatrixProduct.AtB<float>(a, b, c, 300, 70, 300, Write.Over, workers);
            MatrixProduct.ABt<float>(a, b, c, 90, 110, 300, Write.Over, workers);
            MatrixProduct.AtBt<float>(a, b, c, 5, 7, 600, Write.Add, workers);
            MatrixProduct.AB<float>(a, b, c, 32, 5, 35, Write.Over, workers);
        }
    }
}

[Collection(nameof(CountsAllocation))]
public class ElementwiseAllocationTests
{
    private readonly struct Step : IUpdate<float>
    {
        public void Apply<V>(ref V theta, V gradient, ref V m, ref V v)
            where V : struct, IRegister<V, float>
        {
            m += gradient;
            v += gradient * gradient;
            theta -= m / (V.Sqrt(v) + V.One);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void ElementsSumsRowsAndNoiseAllocateNothing(int threads)
    {
        const int large = 100_000; // enough for threads to share
        using Workers workers = new(threads);
        float[] x = new float[large], y = new float[large], m = new float[large], v = new float[large];
        int[] order = new int[1000];
        for (int i = 0; i < 20; i++) Everything();
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Everything();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, least);

        void Everything()
        {
            foreach (int count in (ReadOnlySpan<int>)[5, large])
            {
                Elementwise.Map(new FloatFunctionsTests.Function<float>("tanh"), x.AsSpan(0, count), y.AsSpan(0, count), workers);
                Elementwise.Update(default(Step), x.AsSpan(0, count), y.AsSpan(0, count), m.AsSpan(0, count), v.AsSpan(0, count), workers);
                _ = Reduction.Sum<float>(x.AsSpan(0, count), workers) + Reduction.Dot<float>(x, y, workers) + Reduction.MaxAbs<float>(x);
                Reduction.ColumnSums<float>(x, 10_000, 10, y, Write.Add, workers);
                Reduction.AddRow<float>(x, 10_000, 10, y, workers);
                Noise.Normal<float>(new RandomKey(1, 2, 3), 4, x.AsSpan(0, count));
                Noise.Permutation(new RandomKey(1, 2, 3), order);
            }
        }
    }
}
