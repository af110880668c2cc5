using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>What a layout, a summary or a checkpoint knows of a network, whatever its precision.</summary>
public interface INetwork
{
    /// <summary>A name within the model: "encoder", "decoder", "discriminator".</summary>
    string Name { get; }

    /// <summary>The shape of one input sample.</summary>
    Shape Input { get; }

    /// <summary>The shape of one output sample.</summary>
    Shape Output { get; }

    /// <summary>Each layer's parameters, in the order of the layers; empty for a layer that has none.</summary>
    IEnumerable<IReadOnlyList<Parameter>> LayerParameters { get; }

    /// <summary>All the parameters named by the layers; a shared one as often as it is named.</summary>
    IEnumerable<Parameter> Parameters => LayerParameters.SelectMany(parameters => parameters);
}
