using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

/// <summary>Random data for tests. Every number is a float, so that both precisions see the same one.</summary>
internal static class Draw
{
    public static T[] Normal<T>(int seed, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return Fill<T>(count, () => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    public static T[] Uniform<T>(int seed, int count, double low, double high)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Random random = new(seed);
        return Fill<T>(count, () => low + ((high - low) * random.NextDouble()));
    }

    /// <summary>Numbers of either sign whose size is at least <paramref name="margin"/>: away from a kink at 0.</summary>
    public static T[] AwayFromZero<T>(int seed, int count, double margin = 0.05)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T least = T.CreateChecked(margin);
        return [.. Normal<T>(seed, count).Select(value => value + T.CopySign(least, value))];
    }

    public static Pass Pass(int batch, bool training = false, ulong seed = 1, Workers? workers = null) =>
        new(batch, training, new RandomKey(seed, RandomPurpose.Layer, 0), workers ?? Workers.One);

    private static T[] Fill<T>(int count, Func<double> next)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)next()))];
}
