using System.Globalization;

namespace TinyAE.Metrics;

/// <summary>A variational loss on one scale, as numbers and as text that adds up.</summary>
/// <remarks>
/// loss = reconstruction + weight · divergence
/// The text has the fewest decimals, from those asked for on and at most six more, at which the two rounded summands add up to the rounded loss. Where no such number exists (4/9 + 4/9), the loss is printed as the sum of the rounded
/// summands, with six decimals more: within a unit of the last decimal of its own rounding.
/// </remarks>
public sealed class LedgerRow
{
    private const int MoreDigits = 6;

    internal LedgerRow(string scale, string sums, double reconstruction, double divergence, double weight, double beta, int digits)
    {
        Scale = scale;
        Sums = sums;
        Reconstruction = reconstruction;
        Divergence = divergence;
        Beta = beta;
        WeightedDivergence = weight * divergence;
        Loss = Reconstruction + WeightedDivergence;
        Cells = [Scale, Sums, .. Texts(digits)];
    }

    /// <summary>Whose scale it is.</summary>
    public string Scale { get; }

    /// <summary>Its sums and means.</summary>
    public string Sums { get; }

    /// <summary>The reconstruction loss; on the bound's scale the log-likelihood, its negative.</summary>
    public double Reconstruction { get; }

    /// <summary>The divergence, without β.</summary>
    public double Divergence { get; }

    /// <summary>β on this scale: the weight of the divergence when both terms are sums over a sample.</summary>
    public double Beta { get; }

    /// <summary>The divergence as it enters the loss.</summary>
    public double WeightedDivergence { get; }

    /// <summary>The sum of the two.</summary>
    public double Loss { get; }

    /// <summary>The row as text, a cell for each of <see cref="LossLedger.ScaleHeadings"/>.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>Reconstruction, divergence, β, weighted divergence, loss.</summary>
    private IEnumerable<string> Texts(int digits)
    {
        int last = digits + MoreDigits;
        decimal first = 0, second = 0, sum = 0;
        for (; digits <= last; digits++)
        {
            first = Round(Reconstruction, digits);
            second = Round(WeightedDivergence, digits);
            sum = Round(Loss, digits);
            if (first + second == sum)
            {
                break;
            }
        }

        digits = Math.Min(digits, last);
        string format = $"F{digits}", beta = Beta.ToString("G6", CultureInfo.InvariantCulture);
        return
        [
            Text(first), Text(Round(Divergence, digits)), beta, Text(second), Text(first + second),
        ];

        string Text(decimal value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static decimal Round(double value, int digits) => decimal.Round((decimal)value, digits, MidpointRounding.ToEven);
}
