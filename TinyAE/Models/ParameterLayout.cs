using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>Where each parameter of one or several networks lies in one flat vector.</summary>
/// <remarks>
/// First everything trainable, network after network, layer after layer; then the layers' state (running statistics). A parameter
/// that two layers name has one place: tied weights. The gradient of a model is as long as its trainable part.
/// </remarks>
public sealed class ParameterLayout
{
    private readonly List<INetwork> _networks = [];
    private readonly List<NamedParameter> _all = [];
    private readonly Dictionary<Parameter, ParameterSlot> _slots = [];

    /// <summary>Lays out the parameters of these networks.</summary>
    /// <exception cref="ArgumentException">No network, or two of one name.</exception>
    public ParameterLayout(params IReadOnlyList<INetwork> networks)
    {
        if (networks.Count == 0)
        {
            throw new ArgumentException("A layout is of at least one network; found none.", nameof(networks));
        }

        foreach (INetwork network in networks)
        {
            if (_networks.Exists(other => other.Name == network.Name))
            {
                throw new ArgumentException(
                    $"Networks of one model have names of their own; found '{network.Name}' twice.", nameof(networks));
            }

            _networks.Add(network);
        }

        TrainableCount = Place(state: false, 0);
        Count = Place(state: true, TrainableCount);
    }

    /// <summary>The networks, in order.</summary>
    public IReadOnlyList<INetwork> Networks => _networks;

    /// <summary>Each parameter once, in the order of the flat vector, with the name that files use.</summary>
    public IReadOnlyList<NamedParameter> All => _all;

    /// <summary>How many elements an optimizer moves: the length of a gradient.</summary>
    public int TrainableCount { get; }

    /// <summary>The length of the flat vector, state included.</summary>
    public int Count { get; }

    /// <summary>The place of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">No network here names it.</exception>
    public ParameterSlot SlotOf(Parameter parameter) =>
        _slots.TryGetValue(parameter, out ParameterSlot slot)
            ? slot
            : throw new KeyNotFoundException($"The parameter '{parameter.Name}' {parameter.Shape} belongs to no network of this model.");

    /// <summary>The number of a network here: 0, 1, ...</summary>
    /// <exception cref="ArgumentException">The network is none of these.</exception>
    public int NumberOf(INetwork network)
    {
        int number = _networks.IndexOf(network);
        return number >= 0
            ? number
            : throw new ArgumentException(
                $"The network '{network.Name}' is none of this model's: {string.Join(", ", _networks.Select(other => other.Name))}.",
                nameof(network));
    }

    /// <summary>The trainable elements that these networks name, as the fewest contiguous ranges, ascending.</summary>
    public IReadOnlyList<ParameterSlot> RangesOf(params IEnumerable<INetwork> networks)
    {
        List<ParameterSlot> ranges = [];
        foreach (ParameterSlot slot in networks.SelectMany(network => network.Parameters).Where(parameter => !parameter.IsState)
                     .Select(SlotOf).Distinct().OrderBy(slot => slot.Offset))
        {
            if (ranges.Count > 0 && ranges[^1].Offset + ranges[^1].Length == slot.Offset)
            {
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + slot.Length };
            }
            else
            {
                ranges.Add(slot);
            }
        }

        return ranges;
    }

    /// <summary>A flat vector with the initial values; the same seed gives the same values in either precision.</summary>
    /// <param name="seed">Any number. Each parameter draws from a stream of its own, named by its position.</param>
    public T[] Initialize<T>(ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] theta = new T[Count];
        for (int i = 0; i < _all.Count; i++)
        {
            (_, Parameter parameter, ParameterSlot slot) = _all[i];
            RandomKey key = new(seed, RandomPurpose.Initialization, (uint)i);
            parameter.Initializer.Fill(parameter, key, theta.AsSpan(slot.Offset, slot.Length));
        }

        return theta;
    }

    private int Place(bool state, int offset)
    {
        foreach (INetwork network in _networks)
        {
            int layer = 0;
            foreach (IReadOnlyList<Parameter> parameters in network.LayerParameters)
            {
                foreach (Parameter parameter in parameters.Where(parameter => parameter.IsState == state && !_slots.ContainsKey(parameter)))
                {
                    ParameterSlot slot = new(offset, parameter.Shape.Size);
                    _slots.Add(parameter, slot);
                    _all.Add(new NamedParameter($"{network.Name}.{layer}.{parameter.Name}", parameter, slot));
                    offset = checked(offset + slot.Length);
                }

                layer++;
            }
        }

        return offset;
    }
}
