using System.Globalization;
using TinyAE.Losses;
using TinyAE.Metrics;

namespace TinyAE.Tests.Metrics;

public class LossLedgerTests
{
    private const int D = 784;
    private const int Latents = 2;
    private const int N = 128;

    private static readonly LossScale[] _scales = [LossScale.Mean, LossScale.SampleMean, LossScale.Sum, new(true, false)];

    /// <summary>The example: 150.25 nats for the pixels and 6.5 for the code of a sample, on four scales and as a bound.</summary>
    [Fact]
    public void TheSameNumberOnEveryScale()
    {
        LossLedger ledger = new(150.25, LossScale.SampleMean, 6.5, LossScale.SampleMean, 1, D, Latents, N, digits: 4);
        Assert.Equal(LossLedger.ScaleHeadings.Count, ledger.Rows[0].Cells.Count);
        Assert.Equal(
            [
                "150.2500 6.5000 1 6.5000 156.7500",
                "150.2500 6.5000 1 6.5000 156.7500",
                "150.2500 6.5000 1 6.5000 156.7500",
                "19232.0000 832.0000 1 832.0000 20064.0000",
                "0.1916 0.0083 1 0.0083 0.1999",
                "-150.2500 6.5000 1 -6.5000 -156.7500",
            ],
            ledger.Rows.Select(row => string.Join(' ', row.Cells.Skip(2))));
    }

    /// <summary>However the model sums and averages, the ledger says the same of it: here the notebook's mean loss with β = 1/784.</summary>
    [Fact]
    public void EveryModelScaleGivesTheSameRows()
    {
        foreach (LossScale of in _scales)
        {
            foreach (LossScale to in _scales)
            {
                double r = LossScale.SampleMean.Convert(150.25, of, N, D), k = LossScale.SampleMean.Convert(6.5, to, N, Latents);
                double beta = 3 * (r / 150.25) / (k / 6.5); // so that the loss is a multiple of R + 3 K
                LossLedger ledger = new(r, of, k, to, beta, D, Latents, N);
                Assert.Equal(150.25, ledger.Reconstruction, 1e-9);
                Assert.Equal(6.5, ledger.Divergence, 1e-9);
                Assert.Equal(r + (beta * k), ledger.Rows[0].Loss, 1e-9 * Math.Abs(r));
                Assert.Equal(169.75, ledger.Rows[1].Loss, 1e-9);
                Assert.Equal(169.75, ledger.Rows[2].Loss, 1e-9);
                Assert.Equal(N * 169.75, ledger.Rows[3].Loss, 1e-7);
                Assert.Equal(169.75 / D, ledger.Rows[4].Loss, 1e-12);
                Assert.Equal(-156.75, ledger.Rows[5].Loss, 1e-9); // the bound knows no β
                Assert.All(ledger.Rows.Skip(1).SkipLast(1), row => Assert.Equal(3, row.Beta, 1e-12));
                Assert.Equal(beta, ledger.Rows[0].Beta);
            }
        }
    }

    [Fact]
    public void TheNotebooksLossIsKerasLossByPixel()
    {
        LossLedger ledger = new(0.25, LossScale.Mean, 10, LossScale.SampleMean, 1.0 / D, D, Latents, N);
        Assert.Equal(0.25 + (10.0 / D), ledger.Rows[0].Loss, 1e-15);
        Assert.Equal(ledger.Rows[0].Loss, ledger.Rows[4].Loss, 1e-15);
        Assert.Equal(1, ledger.Rows[1].Beta, 1e-12);
        Assert.Equal((0.25 * D) + 10, ledger.Rows[1].Loss, 1e-10);
    }

    /// <summary>What a reader adds up on paper is what is printed, for any numbers and any number of decimals.</summary>
    [Fact]
    public void ThePrintedTermsAddUpToThePrintedLoss()
    {
        Random random = new(1);
        int longer = 0, rows = 0;
        for (int i = 0; i < 3_000; i++)
        {
            int digits = random.Next(0, 7);
            LossLedger ledger = new(
                random.NextDouble() * Math.Pow(10, random.Next(-3, 5)), _scales[random.Next(4)],
                random.NextDouble() * Math.Pow(10, random.Next(-3, 3)), _scales[random.Next(4)],
                random.Next(3) == 0 ? 1 : 5 * random.NextDouble(), random.Next(1, 1000), random.Next(1, 30), random.Next(1, 500), digits);
            foreach (LedgerRow row in ledger.Rows)
            {
                string[] cells = [.. row.Cells.Skip(2)];
                decimal reconstruction = Number(cells[0]), weighted = Number(cells[3]), loss = Number(cells[4]);
                Assert.Equal(loss, reconstruction + weighted);
                int decimals = (cells[0].Split('.') is [_, string fraction] ? fraction : "").Length;
                double unit = Math.Pow(10, -decimals);
                Assert.InRange(decimals, digits, digits + 6);
                Assert.InRange(Math.Abs((double)reconstruction - row.Reconstruction), 0, 0.501 * unit + (1e-14 * Math.Abs(row.Reconstruction)));
                Assert.InRange(Math.Abs((double)weighted - row.WeightedDivergence), 0, 0.501 * unit + (1e-14 * Math.Abs(row.WeightedDivergence)));
                Assert.InRange(Math.Abs((double)loss - row.Loss), 0, 1.001 * unit + (1e-14 * Math.Abs(row.Loss)));
                longer += decimals > digits ? 1 : 0;
                rows++;
            }
        }

        Assert.InRange((double)longer / rows, 0.1, 0.4); // two roundings of three go wrong about one time in four

        static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>4/9 + 4/9: rounded summands never add up to the rounded sum.</summary>
    [Fact]
    public void WhereNoNumberOfDecimalsFitsTheLossIsTheSumOfWhatIsPrinted()
    {
        LedgerRow row = new LossLedger(4.0 / 9, LossScale.SampleMean, 4.0 / 9, LossScale.SampleMean, 1, 1, 1, 1, digits: 2).Rows[0];
        Assert.Equal(["0.44444444", "0.44444444", "1", "0.44444444", "0.88888888"], row.Cells.Skip(2));
    }

    [Fact]
    public void TheTermsNameTheirSumsAndMeans()
    {
        BinaryCrossEntropy<float> loss = new();
        LossLedger ledger = LossLedger.Of(loss, 0.25, new GaussianKl<float>(), 6.5, 0.01, D, Latents, N);
        Assert.Equal(
            ["reconstruction|mean over features|mean|1|0.25", "kl|sum over latents|mean|0.01|6.5"],
            ledger.Terms.Select(term => string.Join('|', term)));
        Assert.All(ledger.Terms, term => Assert.Equal(LossLedger.TermHeadings.Count, term.Count));
        Assert.Contains("mean over features, mean over batch", ledger.Rows[0].Sums, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e25)]
    public void ANumberThatCannotBePrintedIsNamed(double value)
    {
        Assert.Equal("reconstruction", Assert.Throws<ArgumentException>(() => Of(value, 1)).ParamName);
        Assert.Equal("divergence", Assert.Throws<ArgumentException>(() => Of(1, value)).ParamName);
        Assert.Equal("beta", Assert.Throws<ArgumentOutOfRangeException>(() => Of(1, 1, -1)).ParamName);

        static LossLedger Of(double r, double k, double beta = 1) =>
            new(r, LossScale.SampleMean, k, LossScale.SampleMean, beta, D, Latents, N);
    }
}
