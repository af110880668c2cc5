using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What a run of a denoising recipe found, in words that report and program share.</summary>
internal static class DenoisingWords
{
    /// <summary>What was learned, in plain words.</summary>
    public static string Verdict(FontRunResult run)
    {
        DenoisingFindings found = run.Denoising!;
        string architecture = string.Join('-', run.Experiment.Settings.Architecture);
        DenoisingScore clean = found.Flips[0].Score;
        string asTheyAre = clean.Network.Characters == 1 ? "It leaves clean characters as they are."
            : $"Of clean characters it spoils {Percent(1 - clean.Network.Characters)}.";
        int[] shown = [1, 2, 4];
        string shares = string.Join(", ", shown.Select(k => $"{Percent(found.Flips[k].Score.Network.Characters)} with {Count(k, "pixel")}"));
        string rule = string.Join(", ", shown.Select(k => Percent(found.Flips[k].Score.Nearest.Characters)));
        return $"The network {architecture}, trained on {TrainedOn(run.Experiment.Settings)}, restores {shares} turned over; "
            + $"the nearest clean character would be right in {rule}. {asTheyAre}";
    }

    /// <summary>The least share of what the rule restores that the network restores, over 1 to 4 flipped pixels.</summary>
    public static double LeastShareOfRule(IReadOnlyList<LevelScore> flips) => flips.Where(tried => tried.Level is >= 1 and <= 4)
        .Min(tried => tried.Score.Network.Characters / tried.Score.Nearest.Characters);

    /// <summary>The training's noise in words.</summary>
    public static string TrainedOn(FontSettings settings)
    {
        NoiseSettings noise = settings.Noise!;
        string kind = noise.ToCorruption().Description;
        return noise.TrainingSet == NoiseSettings.Fresh
            ? $"noise drawn anew in every step ({kind})"
            : $"{noise.TrainingSet.Replace("+", " clean and ", StringComparison.Ordinal)} noisy characters that stay the same ({kind})";
    }

    /// <summary>A level's scores for a script.</summary>
    public static Fields FieldsOf(LevelScore tried) => new()
    {
        ["level"] = tried.Level,
        ["images"] = tried.Score.Images,
        ["restored"] = tried.Score.Network.Characters,
        ["restored_by_nearest"] = tried.Score.Nearest.Characters,
        ["restored_by_nothing"] = tried.Score.Nothing.Characters,
        ["wrong_pixels"] = tried.Score.Network.WrongPixels,
        ["wrong_pixels_by_nearest"] = tried.Score.Nearest.WrongPixels,
        ["wrong_pixels_by_nothing"] = tried.Score.Nothing.WrongPixels,
    };

    /// <summary>A share in percent: "97.4 %".</summary>
    public static string Percent(double share) => share switch
    {
        0 or 1 => $"{100 * share:0} %",
        < 0.0095 or > 0.9995 => $"{100 * share:0.00} %",
        _ => $"{100 * share:0.0} %",
    };
}
