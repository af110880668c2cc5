using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>Layers one after another: y = f_L(... f_2(f_1(x))). Holds no values, as a layer holds none.</summary>
/// <remarks>
/// Forward: a_0 = x, a_l = f_l(a_{l−1}; theta_l), y = a_L.
/// Backward, the chain rule from the last layer to the first: da_{l−1} = (∂f_l/∂a_{l−1})ᵀ da_l, dtheta_l += (∂f_l/∂theta_l)ᵀ da_l.
/// What a run computes on the way lives in an <see cref="NetworkRun{T}"/>; a network used twice in a step has two.
/// Source: Rumelhart, Hinton and Williams (1986).
/// </remarks>
public sealed class Network<T> : INetwork
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The most layers: so many numbers each run keeps for those that draw random ones.</summary>
    internal const int MaxLayers = 1024;

    private readonly string[] _parts;

    /// <summary>A chain of layers.</summary>
    /// <param name="name">The network's name within its model: "encoder".</param>
    /// <param name="layers">1 to 1024; each one's input shape is the output shape of the one before it.</param>
    /// <exception cref="ArgumentException">No layer, too many, or two neighbours whose shapes differ.</exception>
    public Network(string name, params IReadOnlyList<ILayer<T>> layers)
    {
        if (layers.Count is 0 or > MaxLayers)
        {
            throw new ArgumentException($"The network '{name}' has {layers.Count} layers; allowed are 1 to {MaxLayers}.", nameof(layers));
        }

        for (int l = 1; l < layers.Count; l++)
        {
            ILayer<T> layer = layers[l], before = layers[l - 1];
            if (layer.Input != before.Output)
            {
                throw new ArgumentException(
                    $"In the network '{name}' layer {l} ({layer.Name}) takes {layer.Input}, " +
                    $"but layer {l - 1} ({before.Name}) gives {before.Output}.",
                    nameof(layers));
            }
        }

        Name = name;
        Layers = [.. layers];
        _parts = [.. Layers.Select((layer, l) => $"{name}.{l}.{layer.Name}")];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<ILayer<T>> Layers { get; }

    /// <inheritdoc/>
    public Shape Input => Layers[0].Input;

    /// <inheritdoc/>
    public Shape Output => Layers[^1].Output;

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyList<Parameter>> LayerParameters => Layers.Select(layer => layer.Parameters);

    /// <summary>Runs the layers in order and returns the output y, which lives in <paramref name="run"/>.</summary>
    /// <param name="theta">The model's flat vector.</param>
    /// <param name="x">The batch, pass.Batch · Input.Size.</param>
    /// <param name="run">Room for what the run computes; made for this network and at least this batch.</param>
    /// <param name="pass">The circumstances.</param>
    /// <exception cref="ArgumentException">The batch is larger than the run's capacity.</exception>
    public ReadOnlySpan<T> Forward(Span<T> theta, ReadOnlySpan<T> x, NetworkRun<T> run, in Pass pass)
    {
        int n = pass.Batch;
        if (n > run.Capacity)
        {
            throw new ArgumentException($"The network '{Name}' has room for {run.Capacity} samples; the batch has {n}.", nameof(pass));
        }

        ReadOnlySpan<T> a = x[..(n * Input.Size)];
        for (int l = 0; l < run.Layers.Length; l++)
        {
            ILayer<T> layer = run.Layers[l];
            Span<T> y = run.OutputOf(l, n);
            pass.Probe?.Enter(_parts[l]);
            pass.Probe?.Record<T>("x", a, layer.Input); // first, because y may take its place
            layer.Forward(new(theta, run.SlotsOf(l)), a, y, run.CacheOf(l), pass.For(run.FirstUser + l)); // y = f_l(a)
            pass.Probe?.Record<T>("y", y, layer.Output);
            a = y;
        }

        return a;
    }

    /// <summary>Runs the layers' derivatives in reverse order.</summary>
    /// <param name="theta">The vector that Forward saw.</param>
    /// <param name="x">The batch that Forward saw.</param>
    /// <param name="run">What Forward computed.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dx">∂L/∂x, overwritten; empty where nobody wants it.</param>
    /// <param name="dtheta">The model's flat gradient, added to; empty: the network is frozen.</param>
    /// <param name="pass">The circumstances that Forward saw.</param>
    public void Backward(Span<T> theta, ReadOnlySpan<T> x, NetworkRun<T> run, ReadOnlySpan<T> dy, Span<T> dx, Span<T> dtheta, in Pass pass)
    {
        int n = pass.Batch;
        ReadOnlySpan<T> da = dy[..(n * Output.Size)];
        for (int l = run.Layers.Length - 1; l >= 0; l--)
        {
            ILayer<T> layer = run.Layers[l];
            ReadOnlySpan<T> a = l > 0 ? run.OutputOf(l - 1, n) : x[..(n * Input.Size)];
            Span<T> dprevious = l > 0 ? run.GradientOf(l - 1, n) : dx.IsEmpty ? [] : dx[..(n * Input.Size)];
            ReadOnlySpan<ParameterSlot> slots = run.SlotsOf(l);
            pass.Probe?.Enter(_parts[l]);
            pass.Probe?.Record("dy", da, layer.Output);
            ReadOnlySpan<T> y = run.OutputOf(l, n), cache = run.CacheOf(l);
            Pass own = pass.For(run.FirstUser + l);
            layer.Backward(new(theta, slots), a, y, cache, da, dprevious, new(dtheta, slots), own); // da_{l−1} = (∂f_l/∂a_{l−1})ᵀ da_l
            Trace(pass.Probe, layer, slots, dprevious, dtheta);
            da = dprevious;
        }
    }

    private static void Trace(IProbe? probe, ILayer<T> layer, ReadOnlySpan<ParameterSlot> slots, ReadOnlySpan<T> dx, Span<T> dtheta)
    {
        if (probe is null)
        {
            return;
        }

        if (!dx.IsEmpty)
        {
            probe.Record("dx", dx, layer.Input);
        }

        for (int i = 0; i < slots.Length && !dtheta.IsEmpty; i++)
        {
            Parameter parameter = layer.Parameters[i];
            if (!parameter.IsState)
            {
                probe.Record<T>("d" + parameter.Name, dtheta.Slice(slots[i].Offset, slots[i].Length), parameter.Shape);
            }
        }
    }
}
