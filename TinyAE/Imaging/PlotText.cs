namespace TinyAE.Imaging;

/// <summary>The words of a plot: its title and those of its axes.</summary>
internal readonly record struct PlotText(string Title, string X, string Y);
