using System.Numerics;

namespace TinyAE.Recipes;

/// <summary>One experiment of the course: data, network, loss and optimizer, where they come from, and what to expect.</summary>
public interface IRecipe
{
    /// <summary>The name that commands use: "font".</summary>
    string Name { get; }

    /// <summary>One line: what it trains and to what end.</summary>
    string Summary { get; }

    /// <summary>Where its settings come from.</summary>
    string Source { get; }

    /// <summary>The figures to expect.</summary>
    string Expected { get; }

    /// <summary>Data, networks and objectives, in the precision wanted; nothing has been trained yet. Recipes for images take a few small
    /// ones here: what a gradient check can afford.</summary>
    /// <param name="seed">The source of every random number.</param>
    Experiment<T> Build<T>(ulong seed)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
