namespace TinyAE.Layers;

/// <summary>One layer's view of the model's flat gradient vector: <c>dtheta[Weight]</c> is added to, never overwritten.</summary>
/// <param name="flat">The model's whole gradient; empty for a frozen network.</param>
/// <param name="slots">Where this layer's parameters lie in it.</param>
public readonly ref struct Gradients<T>(Span<T> flat, ReadOnlySpan<ParameterSlot> slots)
    where T : unmanaged
{
    private readonly Span<T> _flat = flat;
    private readonly ReadOnlySpan<ParameterSlot> _slots = slots;

    /// <summary>False for a frozen network: its layers then compute dx alone.</summary>
    public bool Wanted => !_flat.IsEmpty;

    /// <summary>∂L/∂ of the layer's parameter number <paramref name="index"/>. Only where <see cref="Wanted"/>.</summary>
    public Span<T> this[int index] => _flat.Slice(_slots[index].Offset, _slots[index].Length);
}
