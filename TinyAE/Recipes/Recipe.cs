namespace TinyAE.Recipes;

/// <summary>The recipes by name.</summary>
public static class Recipe
{
    /// <summary>Every recipe.</summary>
    public static IReadOnlyList<IRecipe> All { get; } =
    [
        new FontAutoencoder(), new FontCourse(), new FontDenoising(), new FontDenoisingCourse(), new ConvAutoencoder(), new DenseVae(),
        new DeepVae(), new ConvVae(), new ShapesVae(), new BetaVae(),
    ];

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static IRecipe ByName(string name) =>
        All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw new ArgumentException(
            $"Unknown recipe '{name}'; allowed: {string.Join(", ", All.Select(recipe => recipe.Name))}.", nameof(name));
}
