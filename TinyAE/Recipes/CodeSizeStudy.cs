using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The dense variational autoencoder with codes of several sizes.</summary>
internal sealed class CodeSizeStudy : ImageStudy
{
    public const string Samples = "samples";
    public const string Reconstructions = "reconstructions";

    /// <summary>Images of a row.</summary>
    public const int Columns = 12;

    /// <summary>Rows of samples of a size.</summary>
    public const int Rows = 2;

    /// <inheritdoc/>
    public override string Name => "code-size";

    /// <inheritdoc/>
    public override string Summary =>
        "codes of 2, 5, 10 and 20 numbers: what is lost in the image, and what samples from the prior look like";

    /// <inheritdoc/>
    public override string Source => new DenseVae().Source + ", figures 2 and 5";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Data { get; } = ["glyphs"];

    /// <inheritdoc/>
    public override string Varied => "code";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Values { get; } = [2, 5, 10, 20];

    /// <inheritdoc/>
    public override int SeedsOf(bool quick) => quick ? 1 : 3;

    /// <inheritdoc/>
    public override ImageSettings SettingsOf(string data, bool quick)
    {
        ImageSettings settings = On(data, new DenseVae().Settings) with { Epochs = 40 };
        return quick ? settings with { Count = 3000, Epochs = 5 } : settings;
    }

    /// <inheritdoc/>
    public override ImageSettings With(ImageSettings settings, double value) => settings with { Latent = (int)value };

    /// <inheritdoc/>
    public override void Measure(ImageStudyPlan plan, ImageModel model, float[] heldOut, bool keepPictures, CellResult result)
    {
        if (keepPictures)
        {
            int shown = Math.Min(Columns, heldOut.Length / model.Image.Size);
            result.Series[Samples] = Bytes(model.Decode(model.SamplePrior(Columns * Rows, model.Settings.Seed)));
            result.Series[Reconstructions] = Bytes(model.Reconstruct(heldOut.AsSpan(0, shown * model.Image.Size)));
        }
    }

    /// <inheritdoc/>
    public override StudyPage Show(ImageStudyResults results) => CodeSizeReport.Of(results);
}
