using TinyAE.Layers;

namespace TinyAE.Models;

/// <summary>One parameter of a model: its name in files and reports, its description, its place in the flat vector.</summary>
/// <param name="Name">Network, layer number and symbol: "encoder.0.W". A shared parameter bears the name of its first use.</param>
/// <param name="Parameter">The description.</param>
/// <param name="Slot">The place.</param>
public readonly record struct NamedParameter(string Name, Parameter Parameter, ParameterSlot Slot);
