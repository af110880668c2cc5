namespace TinyAE.Recipes;

/// <summary>A recipe for an autoencoder of images: its settings, each of which a user may change.</summary>
public interface IImageRecipe : IRecipe
{
    /// <summary>The settings.</summary>
    ImageSettings Settings { get; }

    /// <summary>A smaller version of the same, for a first look.</summary>
    ImageSettings Quick { get; }

    /// <summary>What the settings are like and why, in Markdown, a point each.</summary>
    IReadOnlyList<string> Reasons => [];

    /// <summary>The side of the images that a gradient check takes: as small as the layers allow. With fewer ReLU units there are fewer kinks
    /// between x − h and x + h.</summary>
    int CheckSide => 8;

    // What a gradient check takes: the same layers on a few small images, so that a check in double takes seconds.
    Experiment<T> IRecipe.Build<T>(ulong seed) => ImageExperiment<T>.Build(Settings with
    {
        Seed = seed,
        Data = "shapes",
        Count = 40,
        HeldOut = null,
        Side = CheckSide,
    });
}
