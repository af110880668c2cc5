using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Gives a parameter its first values.</summary>
public interface IInitializer
{
    /// <summary>The name that <c>config.json</c> and <c>list</c> print, for instance "glorot-uniform".</summary>
    string Name { get; }

    /// <summary>Fills the values of one parameter.</summary>
    /// <param name="parameter">Its shape and fans.</param>
    /// <param name="key">Random numbers of this parameter's own; both precisions see the same draws.</param>
    /// <param name="values">Overwritten; as long as the parameter's shape.</param>
    void Fill<T>(Parameter parameter, RandomKey key, Span<T> values)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>;
}
