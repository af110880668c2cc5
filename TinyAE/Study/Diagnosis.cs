using System.Globalization;

namespace TinyAE.Study;

/// <summary>What a wrong gradient looks like: the known mistake which, made on purpose, gives the very same numbers.</summary>
/// <param name="Mistake">The best match.</param>
/// <param name="Detail">The mistake in words, with what is particular here.</param>
/// <param name="Cosine">Between the gradient and that of the mistake; for a mere factor, the right one; 0 if there is none.</param>
/// <param name="Ratio">The gradient is this many times that one: by least squares.</param>
/// <param name="Alternatives">Other mistakes that give these numbers too, in words; empty where there is no doubt.</param>
public sealed record Diagnosis(Mistake Mistake, string Detail, double Cosine, double Ratio, IReadOnlyList<string> Alternatives)
{
    /// <summary>"looks like a missing 1/N (cosine 1.000000, ratio 3)".</summary>
    public override string ToString()
    {
        string words = string.Join(", or like ", [Detail, .. Alternatives]);
        return Cosine == 0 ? $"looks like {words}" : string.Create(
            CultureInfo.InvariantCulture, $"looks like {words} (cosine {Cosine:F6}, ratio {Ratio:G6})");
    }
}
