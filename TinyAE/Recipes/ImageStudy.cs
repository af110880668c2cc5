using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>A study that compares variational autoencoders of images which differ in one number.</summary>
internal abstract class ImageStudy : IStudy
{
    /// <summary>A latent is used if its codes are so many nats away from their prior, on average.</summary>
    public const double LeastUse = 0.01;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Summary { get; }

    /// <inheritdoc/>
    public abstract string Source { get; }

    /// <inheritdoc/>
    public string DefaultSeeds => $"{SeedsOf(quick: false)}, with --quick {SeedsOf(quick: true)}";

    /// <inheritdoc/>
    public string DefaultData => string.Join(", or without it ", Data);

    /// <summary>The data by default: the first of these that is on this machine. The last one always is.</summary>
    public abstract IReadOnlyList<string> Data { get; }

    /// <summary>What is varied, in one word: "beta".</summary>
    public abstract string Varied { get; }

    /// <summary>Its values, ascending.</summary>
    public abstract IReadOnlyList<double> Values { get; }

    /// <summary>Trainings of each value.</summary>
    public abstract int SeedsOf(bool quick);

    /// <summary>The settings that all share.</summary>
    public abstract ImageSettings SettingsOf(string data, bool quick);

    /// <summary>The settings with a value.</summary>
    public abstract ImageSettings With(ImageSettings settings, double value);

    /// <summary>Measures besides the losses what this study alone wants to know.</summary>
    /// <param name="plan">The plan, with the images.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="heldOut">The values of the held-out images.</param>
    /// <param name="keepPictures">Whether to keep what pictures need.</param>
    /// <param name="result">Where to.</param>
    public abstract void Measure(ImageStudyPlan plan, ImageModel model, float[] heldOut, bool keepPictures, CellResult result);

    /// <summary>What the results say.</summary>
    public abstract StudyPage Show(ImageStudyResults results);

    /// <inheritdoc/>
    public StudyPlan Plan(StudyScale scale) => new ImageStudyPlan(this, scale);

    /// <summary>The settings for data of any kind: black shapes on white become white ones on black.</summary>
    protected static ImageSettings On(string data, ImageSettings settings) => settings with { Data = data, Invert = data == "shapes" };

    /// <summary>Images as bytes: enough for a picture, short in a file.</summary>
    protected static double[] Bytes(float[] images) => [.. images.Select(value => (double)Datasets.PixelValues.ToByte(value))];
}
