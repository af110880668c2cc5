using System.Numerics;
using TinyAE.Layers;

namespace TinyAE.Models;

/// <summary>All that one run of a network computes on the way: each layer's output and cache, and the gradients between layers.</summary>
/// <remarks>
/// Allocated once for the largest batch, so that a training step allocates nothing. A smaller batch uses the front of each array.
/// Layers that may share one: see <see cref="ILayer{T}.Reuse"/>.
/// </remarks>
public sealed class NetworkRun<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Uses = 8;

    private readonly T[][] _outputs;
    private readonly T[][] _caches;
    private readonly T[][] _gradients;
    private readonly ParameterSlot[][] _slots;
    private readonly int[] _sizes;

    /// <summary>Room for one run of <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">The model's layout, which places the network's parameters.</param>
    /// <param name="capacity">The largest batch, at least 1.</param>
    /// <param name="use">0 for the network's only or first run in a step, 1 for a second run that must draw other random numbers, ...
    /// at most 7.</param>
    public NetworkRun(Network<T> network, ParameterLayout layout, int capacity, int use = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)use, (uint)Uses);
        Capacity = capacity;
        Layers = [.. network.Layers];
        FirstUser = ((layout.NumberOf(network) * Uses) + use) * Network<T>.MaxLayers;
        _sizes = [.. Layers.Select(layer => layer.Output.Size)];
        _outputs = [.. _sizes.Select(size => new T[checked(size * capacity)])];
        _caches = [.. Layers.Select(layer => new T[layer.CacheSize(capacity)])];
        _gradients = [.. _sizes[..^1].Select(size => new T[checked(size * capacity)])];
        for (int l = 1; l < Layers.Length; l++)
        {
            Reuse reuse = Layers[l].Reuse;
            if (reuse == Reuse.Unchanged || (reuse == Reuse.Changed && !Layers[l - 1].ReadsOutput)) _outputs[l] = _outputs[l - 1];
        }

        for (int l = Layers.Length - 2; l > 0; l--)
        {
            if (Layers[l].Reuse != Reuse.None) _gradients[l - 1] = _gradients[l];
        }

        _slots = [.. Layers.Select(layer => layer.Parameters.Select(layout.SlotOf).ToArray())];
    }

    /// <summary>The largest batch.</summary>
    public int Capacity { get; }

    /// <summary>The output of the last run's last layer, batch outermost.</summary>
    /// <param name="batch">The batch size of that run.</param>
    public ReadOnlySpan<T> Output(int batch) => OutputOf(_outputs.Length - 1, batch);

    /// <summary>The network's layers, as an array for the loop that runs in every step.</summary>
    internal ILayer<T>[] Layers { get; }

    /// <summary>The first of the numbers under which these layers draw random numbers.</summary>
    internal int FirstUser { get; }

    /// <summary>The first of the numbers that no run of these networks has: for what draws outside a network.</summary>
    internal static int FirstUserAfter(ParameterLayout layout) => layout.Networks.Count * Uses * Network<T>.MaxLayers;

    internal Span<T> OutputOf(int layer, int batch) => _outputs[layer].AsSpan(0, batch * _sizes[layer]);

    internal Span<T> GradientOf(int layer, int batch) => _gradients[layer].AsSpan(0, batch * _sizes[layer]);

    internal Span<T> CacheOf(int layer) => _caches[layer];

    internal ReadOnlySpan<ParameterSlot> SlotsOf(int layer) => _slots[layer];
}
