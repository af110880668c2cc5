namespace TinyAE.Datasets;

/// <summary>The images to train on, and others of the same kind to judge by.</summary>
/// <param name="Training">Images that a model is fitted to.</param>
/// <param name="HeldOut">Images that it never sees while it is fitted.</param>
public sealed record DataSplit(ImageSet Training, ImageSet HeldOut);
