using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>What a run of a font recipe found, in words that report and program share.</summary>
public static class FontWords
{
    /// <summary>What was learned, in plain words.</summary>
    public static string Verdict(FontRunResult run)
    {
        if (run.Denoising is not null)
        {
            return DenoisingWords.Verdict(run);
        }

        FontFindings found = run.Findings;
        string architecture = string.Join('-', run.Experiment.Settings.Architecture);
        string characters = Count(found.Count, "character"), code = Count(found.CodeSize, "number");
        if (found.Wrong == 0)
        {
            string learned = found.Count == 1 ? "its character" : $"all {characters}";
            return $"The network {architecture} has learned {learned}: each is squeezed into {code}, "
                + $"and from {(found.CodeSize == 1 ? "it" : "these")} drawn again without a wrong pixel (0 of {Count(found.Pixels)}).";
        }

        string exact = found.Exact == 0 ? "none" : $"{found.Exact}";
        return $"The network {architecture} draws {exact} of {characters} without a wrong pixel from {code} each; "
            + $"{Count(found.Wrong)} of {Count(found.Pixels)} pixels are wrong. "
            + $"One picture for all characters, at its best, would have {Count(found.WrongOfOnePicture)} wrong.";
    }
}
