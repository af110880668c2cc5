using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

public class PolygonCoverageTests
{
    private static double[] Cover(int width, int height, params double[] corners)
    {
        double[] shares = new double[(width * height) + 1];
        PolygonCoverage.Compute(corners, width, height, shares);
        return shares[..^1];
    }

    [Fact]
    public void IsExactForRectanglesAndHalfPixels()
    {
        Assert.Equal([0, 0.5, 1, 0.25, 0, 0.125, 0.25, 0.0625], Cover(4, 2, 1.5, 0, 3.25, 0, 3.25, 1.25, 1.5, 1.25));
        Assert.Equal([0.5, 0, 1, 0.5], Cover(2, 2, 0, 0, 2, 2, 0, 2));
        Assert.Equal([0.5, 0, 1, 0.5], Cover(2, 2, 0, 2, 2, 2, 0, 0)); // the other way round
        Assert.Equal([1, 1, 1, 1], Cover(2, 2, -5, -7, 9, -7, 9, 8, -5, 8)); // all around
        Assert.Equal([0, 0, 0, 0], Cover(2, 2, 3, 0, 5, 0, 5, 2, 3, 2)); // beside
        Assert.Equal([0, 0, 0, 0], Cover(2, 2, -3, 0, -1, 0, -1, 2, -3, 2));
        Assert.Equal([0.5, 0, 0, 0], Cover(2, 2, -1, 0.5, 1, 0.5, 1, 1, -1, 1)); // half outside
    }

    /// <summary>Random triangles, also such as leave the image, against many points a pixel.</summary>
    [Fact]
    public void AgreesWithCountingPoints()
    {
        const int Points = 40;
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            double[] p = [.. Enumerable.Range(0, 6).Select(_ => (random.NextDouble() * 12) - 3)];
            double[] shares = Cover(6, 5, p);
            for (int i = 0; i < shares.Length; i++)
            {
                int inside = 0;
                for (int n = 0; n < Points * Points; n++)
                {
                    double x = (i % 6) + ((n % Points) + 0.5) / Points, y = (i / 6) + ((n / Points) + 0.5) / Points;
                    bool Left(int a, int b) => ((p[b] - p[a]) * (y - p[a + 1])) - ((p[b + 1] - p[a + 1]) * (x - p[a])) > 0;
                    inside += Left(0, 2) == Left(2, 4) && Left(2, 4) == Left(4, 0) ? 1 : 0;
                }

                Assert.Equal(inside / (double)(Points * Points), shares[i], 0.04);
            }
        }
    }
}
