namespace TinyAE.Study;

/// <summary>A known mistake, and the gradient that it would have given.</summary>
/// <param name="Mistake">The mistake.</param>
/// <param name="Detail">In words.</param>
/// <param name="Gradient">At the elements that were compared; NaN where it cannot be told.</param>
internal readonly record struct Suspect(Mistake Mistake, string Detail, double[] Gradient);
