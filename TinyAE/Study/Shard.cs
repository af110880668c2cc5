using System.Globalization;

namespace TinyAE.Study;

/// <summary>One of several parts of a sweep, so that machines can share it.</summary>
/// <remarks>Which cells belong to a part follows from the plan alone, so every machine finds the same.</remarks>
/// <param name="Index">1 to Count.</param>
/// <param name="Count">Parts in all, at least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The whole sweep.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads "2/3", the second of three parts.</summary>
    /// <exception cref="ArgumentException">It is not of that form, or not one of 1/3, 2/3, 3/3.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            throw new ArgumentException($"A shard is written i/n, part i of n, such as 2/3; found '{text}'.", nameof(text));
        }

        return index >= 1 && index <= count
            ? new Shard(index, count)
            : throw new ArgumentException($"The shard {text} does not exist: in i/n, n is at least 1 and i is 1 to n.", nameof(text));
    }

    /// <summary>The places of this part's cells in the sweep, ascending. The parts are disjoint and together they are the sweep.</summary>
    /// <remarks>
    /// Longest processing time first: the cells by falling cost, each to the part that has the least work so far, the first of equals. The
    /// longest part is then at most 4/3 as long as that of the best division (Graham 1969). There may be more parts than cells.
    /// </remarks>
    public IReadOnlyList<int> CellsOf(Sweep sweep)
    {
        List<int> mine = [];
        PriorityQueue<int, (double Work, int Part)> parts = new();
        for (int part = 1; part <= Math.Min(Count, sweep.Cells.Count); part++)
        {
            parts.Enqueue(part, (0, part));
        }

        foreach (int cell in LongestFirst(sweep, Enumerable.Range(0, sweep.Cells.Count)))
        {
            parts.TryDequeue(out int part, out (double Work, int) least);
            parts.Enqueue(part, (least.Work + sweep.Cells[cell].Cost, part));
            if (part == Index)
            {
                mine.Add(cell);
            }
        }

        mine.Sort();
        return mine;
    }

    /// <summary>"2/3".</summary>
    public override string ToString() => $"{Index}/{Count}";

    /// <summary>Places by falling cost, equal ones in the order of the sweep.</summary>
    internal static int[] LongestFirst(Sweep sweep, IEnumerable<int> cells) => [.. cells.OrderByDescending(cell => sweep.Cells[cell].Cost)];
}
