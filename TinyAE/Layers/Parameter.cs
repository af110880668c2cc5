using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>What a layer says about one of its parameters: a description, without values and without a place.</summary>
/// <remarks>
/// The values live in one flat vector that the model owns; where, a <c>ParameterLayout</c> says. One description named by two
/// layers is one parameter: that is weight tying. Two descriptions are two parameters even if all their properties are equal.
/// </remarks>
public sealed class Parameter
{
    /// <summary>Describes a parameter that an optimizer moves.</summary>
    /// <param name="name">The symbol in the layer's formulas: "W", "b", "gamma".</param>
    /// <param name="shape">Its shape, laid out as in Keras.</param>
    /// <param name="initializer">How its values start.</param>
    /// <param name="fanIn">Terms in the sum that makes one output; the scale of the Glorot, He and LeCun initializers.</param>
    /// <param name="fanOut">Outputs that one input takes part in.</param>
    public Parameter(string name, Shape shape, IInitializer initializer, int fanIn = 1, int fanOut = 1)
    {
        Name = name;
        Shape = shape;
        Initializer = initializer;
        FanIn = fanIn;
        FanOut = fanOut;
    }

    /// <summary>The symbol in the layer's formulas.</summary>
    public string Name { get; }

    /// <summary>The shape, outermost dimension first.</summary>
    public Shape Shape { get; }

    /// <summary>How the values start.</summary>
    public IInitializer Initializer { get; }

    /// <summary>Terms in the sum that makes one output.</summary>
    public int FanIn { get; }

    /// <summary>Outputs that one input takes part in.</summary>
    public int FanOut { get; }

    /// <summary>
    /// True for what the layer itself updates in a training pass (running statistics): it is saved and resumed with the rest, has no
    /// gradient, and no optimizer moves it.
    /// </summary>
    public bool IsState { get; init; }

    /// <summary>True if a penalty on the weights (L1, L2, decay) counts it; biases and scales are left alone.</summary>
    public bool IsDecayed { get; init; }
}
