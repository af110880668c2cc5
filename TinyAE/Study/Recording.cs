using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Keeps the last value of all that a pass hands to the probe, by "name" and by "part name".</summary>
internal sealed class Recording : IProbe
{
    private readonly Dictionary<string, (double[] Values, Shape Shape)> _arrays = [];
    private string _part = "";

    /// <summary>The names under which something was recorded, without those that name a part.</summary>
    public HashSet<string> Names { get; } = [];

    /// <summary>The values recorded last under a name.</summary>
    public double[] this[string name] => _arrays[name].Values;

    /// <summary>The shape of one sample, or of the parameter.</summary>
    public Shape ShapeOf(string name) => _arrays[name].Shape;

    /// <inheritdoc/>
    public void Enter(string part) => _part = part;

    /// <inheritdoc/>
    public void Record<T>(string name, ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged
    {
        double[] numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Convert.ToDouble(values[i]);
        }

        _arrays[name] = _arrays[$"{_part} {name}"] = (numbers, shape);
        Names.Add(name);
    }
}
