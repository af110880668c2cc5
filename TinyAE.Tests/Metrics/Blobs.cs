using TinyAE.Metrics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Metrics;

/// <summary>Classes that are normal clouds around centres of their own.</summary>
internal static class Blobs
{
    /// <summary>Sample n has class n mod classes and lies around the centre <paramref name="distance"/> · e_class.</summary>
    public static LabelledVectors Of(int seed, int count, int features, int classes, double distance)
    {
        float[] x = Draw.Normal<float>(seed, count * features);
        int[] labels = [.. Enumerable.Range(0, count).Select(n => n % classes)];
        for (int n = 0; n < count; n++)
        {
            x[(n * features) + labels[n]] += (float)distance;
        }

        return new LabelledVectors(x, features, labels, classes);
    }
}
