using System.Text;

namespace TinyAE.Study;

/// <summary>What one cell of a sweep found: numbers and series of numbers by name, and how long things took.</summary>
/// <remarks>
/// Equal results have the same names in the same order and the same bits, where any NaN is like any other. Times differ from machine to
/// machine and from run to run, so <see cref="Seconds"/> counts for nothing there.
/// <c>new CellResult { Numbers = { ["wrong pixels"] = 3 }, Series = { ["loss"] = [2, 1] }, Seconds = [0.1, 0.2] }</c>
/// </remarks>
public sealed class CellResult : IEquatable<CellResult>
{
    /// <summary>Single numbers, in order.</summary>
    public OrderedDictionary<string, double> Numbers { get; init; } = [];

    /// <summary>Series of numbers, in order.</summary>
    public OrderedDictionary<string, double[]> Series { get; init; } = [];

    /// <summary>Wall-clock times in seconds, at points that the study chooses; no part of what is compared.</summary>
    public IReadOnlyList<double> Seconds { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(CellResult? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CellResult);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numbers.Count, Series.Count, Numbers.Count > 0 ? Numbers.GetAt(0).Key : "");

    /// <summary>Everything that is compared, as bytes.</summary>
    internal byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Numbers.Count);
        foreach ((string name, double number) in Numbers)
        {
            writer.Write(name);
            Write(writer, number);
        }

        writer.Write(Series.Count);
        foreach ((string name, double[] numbers) in Series)
        {
            writer.Write(name);
            writer.Write(numbers.Length);
            Array.ForEach(numbers, number => Write(writer, number));
        }

        writer.Flush();
        return bytes.ToArray();
    }

    private static void Write(BinaryWriter writer, double number) => writer.Write(double.IsNaN(number) ? double.NaN : number);
}
