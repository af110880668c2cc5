namespace TinyAE.Recipes;

/// <summary>A recipe for a font autoencoder: its settings, each of which a user may change.</summary>
public interface IFontRecipe : IRecipe
{
    /// <summary>The settings.</summary>
    FontSettings Settings { get; }

    /// <summary>Why the settings are what they are, point by point, in Markdown; may be empty.</summary>
    IReadOnlyList<string> Reasons => [];

    Experiment<T> IRecipe.Build<T>(ulong seed) => FontExperiment<T>.Build(Settings with { Seed = seed });
}
