namespace TinyAE.Layers;

/// <summary>Where one parameter lies in a flat vector.</summary>
/// <param name="Offset">Its first element.</param>
/// <param name="Length">Its number of elements.</param>
public readonly record struct ParameterSlot(int Offset, int Length);
