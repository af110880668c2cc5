using TinyAE.Datasets;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class FashionMnistTests
{
    [LargeDataFact("fashion-mnist")]
    public void ReadsTheFourFiles()
    {
        DataSplit data = DataSource.Load("fashion-mnist");
        Assert.Equal((60_000, 10_000), (data.Training.Count, data.HeldOut.Count));
        Assert.Equal(new Shape(28, 28, 1), data.Training.Shape);
        Assert.Equal(10, data.Training.ClassNames.Count);
        Assert.All(Enumerable.Range(0, 10), label =>
        {
            Assert.Equal(6000, data.Training.Labels.Count(label));
            Assert.Equal(1000, data.HeldOut.Labels.Count(label));
        });
        Assert.Equal([9, 0, 0, 3, 0], data.Training.Labels[..5].ToArray());

        DataSplit part = DataSource.Load("fashion-mnist", new DataOptions { Count = 500, HeldOut = 200, Size = (14, 7) });
        Assert.Equal((500, 200), (part.Training.Count, part.HeldOut.Count));
        Assert.Equal(data.Training.Labels[..500], part.Training.Labels);
        Assert.Equal(data.Training.Labels[^200..], part.HeldOut.Labels);
        Assert.Equal(new Shape(14, 7, 1), part.HeldOut.Shape);
    }
}
