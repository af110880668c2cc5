namespace TinyAE.Layers;

/// <summary>One layer's view of the model's flat parameter vector: <c>theta[Weight]</c> is the weight's span.</summary>
/// <param name="flat">The model's whole vector.</param>
/// <param name="slots">Where this layer's parameters lie in it, in the order of <see cref="ILayer{T}.Parameters"/>.</param>
public readonly ref struct Parameters<T>(Span<T> flat, ReadOnlySpan<ParameterSlot> slots)
    where T : unmanaged
{
    private readonly Span<T> _flat = flat;
    private readonly ReadOnlySpan<ParameterSlot> _slots = slots;

    /// <summary>The values of the layer's parameter number <paramref name="index"/>.</summary>
    public ReadOnlySpan<T> this[int index] => _flat.Slice(_slots[index].Offset, _slots[index].Length);

    /// <summary>A parameter that is state (<see cref="Parameter.IsState"/>), to be updated in a training pass.</summary>
    public Span<T> State(int index) => _flat.Slice(_slots[index].Offset, _slots[index].Length);
}
