using TinyAE.Training;

namespace TinyAE.Tests.Training;

public class HistoryTests
{
    [Fact]
    public void RowsAndColumns()
    {
        History history = new(["step", "loss"]);
        Assert.Equal(0, history.Count);
        history.Add([1, 0.5]);
        history.Add([2, 0.25, 3, 0.125]);

        Assert.Equal(3, history.Count);
        Assert.Equal([2, 0.25], history[1].ToArray());
        Assert.Equal([0.5, 0.25, 0.125], history.Column("loss"));
        Assert.Equal([1, 0.5, 2, 0.25, 3, 0.125], history.Values.ToArray());
    }

    [Fact]
    public void RefusesUnknownAndDoubleNames()
    {
        Assert.Contains("step, loss", Assert.Throws<ArgumentException>(() => new History(["step", "loss"]).Column("Loss")).Message);
        Assert.Throws<ArgumentException>(() => new History([]));
        Assert.Throws<ArgumentException>(() => new History(["a", "b", "a"]));
    }
}
