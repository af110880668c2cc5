namespace TinyAE.Models;

/// <summary>One summand of an objective.</summary>
/// <param name="Name">"reconstruction", "KL", "L2".</param>
/// <param name="Formula">The formula with its sums and means written out.</param>
public readonly record struct Term(string Name, string Formula);
