namespace TinyAE.Study;

/// <summary>A numeric derivative.</summary>
/// <param name="Value">The estimate; NaN where L is not a number at any usable step.</param>
/// <param name="Error">Its own uncertainty, from the agreement of neighbouring steps.</param>
/// <param name="IsKink">True where the one-sided slopes differ however small the step.</param>
internal readonly record struct Estimate(double Value, double Error, bool IsKink);
