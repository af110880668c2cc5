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
