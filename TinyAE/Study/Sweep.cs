using System.Security.Cryptography;
using System.Text;

namespace TinyAE.Study;

/// <summary>A study's plan: many independent computations, and all that their results depend on.</summary>
/// <remarks>
/// <see cref="SweepRunner.Run"/> computes the cells, on any number of threads and machines and in any number of sittings;
/// <see cref="SweepMerge"/> joins the parts. What comes out depends on the plan alone.
/// </remarks>
public sealed class Sweep
{
    private readonly Dictionary<string, int> _places = [];

    /// <summary>A plan.</summary>
    /// <param name="name">What it studies: "optimizers".</param>
    /// <param name="settings">All that matters for the results besides the cells' own settings, for instance the program's version.</param>
    /// <param name="cells">The cells, in the order in which results are listed; at least one, of different keys.</param>
    /// <exception cref="ArgumentException">No name, no cell, or two cells of one key.</exception>
    public Sweep(string name, IEnumerable<KeyValuePair<string, string>> settings, IEnumerable<SweepCell> cells)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Settings = new OrderedDictionary<string, string>(settings);
        Cells = [.. cells];
        if (Cells.Count == 0)
        {
            throw new ArgumentException($"The sweep {name} has at least one cell; found none.", nameof(cells));
        }

        for (int i = 0; i < Cells.Count; i++)
        {
            if (!_places.TryAdd(Cells[i].Key, i))
            {
                throw new ArgumentException($"The sweep {name} has different cells; found '{Cells[i].Key}' twice.", nameof(cells));
            }
        }

        Id = Hash();
    }

    /// <summary>What it studies.</summary>
    public string Name { get; }

    /// <summary>What matters for all results, in order.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The cells in the order of the results.</summary>
    public IReadOnlyList<SweepCell> Cells { get; }

    /// <summary>
    /// SHA-256 over name, settings and cells (keys and costs), 64 hexadecimal digits: two plans of one id have the same results.
    /// </summary>
    public string Id { get; }

    /// <summary>The place of the cell with this key, or -1.</summary>
    public int IndexOf(string key) => _places.GetValueOrDefault(key, -1);

    // Each text with its length before it, so that no two plans give the same bytes.
    private string Hash()
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes, Encoding.UTF8);
        writer.Write(Name);
        writer.Write(Settings.Count);
        foreach ((string name, string value) in Settings)
        {
            writer.Write(name);
            writer.Write(value);
        }

        foreach (SweepCell cell in Cells)
        {
            writer.Write(cell.Key);
            writer.Write(cell.Cost);
        }

        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }
}
