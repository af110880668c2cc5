using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>The initializers by name.</summary>
public static class Initializers
{
    /// <summary>All zeros: biases.</summary>
    public static IInitializer Zeros { get; } = new Constant("zeros", 0);

    /// <summary>All ones: scales.</summary>
    public static IInitializer Ones { get; } = new Constant("ones", 1);

    /// <summary>Uniform, variance 2 / (fan_in + fan_out): for tanh and sigmoid; Keras' default.</summary>
    public static IInitializer GlorotUniform { get; } = new VarianceScaling("glorot-uniform", 1, averageFan: true, normal: false);

    /// <summary>Normal, variance 2 / (fan_in + fan_out).</summary>
    public static IInitializer GlorotNormal { get; } = new VarianceScaling("glorot-normal", 1, averageFan: true, normal: true);

    /// <summary>Uniform, variance 2 / fan_in: for ReLU.</summary>
    public static IInitializer HeUniform { get; } = new VarianceScaling("he-uniform", 2, averageFan: false, normal: false);

    /// <summary>Normal, variance 2 / fan_in.</summary>
    public static IInitializer HeNormal { get; } = new VarianceScaling("he-normal", 2, averageFan: false, normal: true);

    /// <summary>Uniform, variance 1 / fan_in: for SELU.</summary>
    public static IInitializer LeCunUniform { get; } = new VarianceScaling("lecun-uniform", 1, averageFan: false, normal: false);

    /// <summary>Normal, variance 1 / fan_in.</summary>
    public static IInitializer LeCunNormal { get; } = new VarianceScaling("lecun-normal", 1, averageFan: false, normal: true);

    /// <summary>Every initializer, for <c>list</c> and for parsing a name.</summary>
    public static IReadOnlyList<IInitializer> All { get; } =
        [GlorotUniform, GlorotNormal, HeUniform, HeNormal, LeCunUniform, LeCunNormal, Zeros, Ones];

    /// <summary>The initializer of this name.</summary>
    /// <exception cref="ArgumentException">No such name; the message lists the names.</exception>
    public static IInitializer ByName(string name) =>
        All.FirstOrDefault(initializer => initializer.Name == name)
        ?? throw new ArgumentException(
            $"Unknown initializer '{name}'; allowed: {string.Join(", ", All.Select(initializer => initializer.Name))}.", nameof(name));

    private sealed class Constant(string name, int value) : IInitializer
    {
        public string Name => name;

        public void Fill<T>(Parameter parameter, RandomKey key, Span<T> values)
            where T : unmanaged, IFloatingPointIeee754<T> => values.Fill(T.CreateChecked(value));
    }
}
