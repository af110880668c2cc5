using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class LabelPlacementTests
{
    private static readonly Box Area = new(50, 20, 700, 700);

    private static bool Overlap(Box a, Box b)
    {
        Box both = a.Intersect(b);
        return both.Width > 0 && both.Height > 0;
    }

    [Fact]
    public void ALoneLabelStandsAroundItsPoint()
    {
        Box box = Assert.Single(LabelPlacement.Place([(300.5, 200.5)], 24, 32, Area));
        Assert.Equal(new Box(289, 185, 24, 32), box);
        Assert.Equal((300.5, 200.5), LabelPlacement.Nearest(box, (300.5, 200.5)));
    }

    [Fact]
    public void LabelsCoverNeitherEachOtherNorForeignPointsNorLeaveTheArea()
    {
        Random random = new(11);
        for (int trial = 0; trial < 12; trial++)
        {
            // Some points anywhere, some in a heap of a few pixels.
            (double X, double Y) heap = (100 + (600 * random.NextDouble()), 100 + (500 * random.NextDouble()));
            (double X, double Y)[] points = [.. Enumerable.Range(0, 32).Select(i => i < 3 * trial
                ? (heap.X + (8 * random.NextDouble()), heap.Y + (8 * random.NextDouble()))
                : (70 + (650 * random.NextDouble()), 45 + (640 * random.NextDouble())))];
            Box[] boxes = LabelPlacement.Place(points, 24, 32, Area);
            for (int i = 0; i < boxes.Length; i++)
            {
                Assert.Equal((24, 32), (boxes[i].Width, boxes[i].Height));
                Assert.Equal(boxes[i], boxes[i].Intersect(Area));
                for (int j = 0; j < boxes.Length; j++)
                {
                    Assert.True(i == j || !Overlap(boxes[i], boxes[j]), $"trial {trial}: {i} and {j}");
                    bool same = Math.Abs(points[i].X - points[j].X) < 2 && Math.Abs(points[i].Y - points[j].Y) < 2;
                    Assert.True(same || !boxes[i].Contains((int)points[j].X, (int)points[j].Y), $"trial {trial}: {i} covers {j}");
                }
            }
        }
    }

    [Fact]
    public void AllAtOnePointStillGetTheirPlaces()
    {
        Box[] boxes = LabelPlacement.Place([.. Enumerable.Repeat((400.0, 400.0), 32)], 24, 32, Area);
        for (int i = 0; i < boxes.Length; i++)
            Assert.All(boxes.Take(i), other => Assert.False(Overlap(other, boxes[i])));
    }

    [Fact]
    public void MoreLabelsThanFitAreDrawnAllTheSame()
    {
        Box tight = new(0, 0, 60, 60);
        Assert.Equal(40, LabelPlacement.Place([.. Enumerable.Repeat((30.0, 30.0), 40)], 24, 32, tight).Length);
        Assert.Empty(LabelPlacement.Place([], 24, 32, tight));
    }
}
