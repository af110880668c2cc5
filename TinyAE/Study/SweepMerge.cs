namespace TinyAE.Study;

/// <summary>Joins the parts of a sweep that several machines have computed.</summary>
public static class SweepMerge
{
    private const int Shown = 5;

    /// <summary>Reads the parts and lists the results of the whole sweep; they are the same as those of one run.</summary>
    /// <param name="sweep">The plan.</param>
    /// <param name="paths">Files of parts, or folders of such. A cell may come more than once, with the same result each time.</param>
    /// <returns>The results, and the keys of the cells that came more than once, in the order of the plan.</returns>
    /// <exception cref="InvalidDataException">
    /// A file is another sweep's or damaged, a cell has different results in two files, or a cell has none; the message says which.
    /// </exception>
    /// <exception cref="IOException">A path leads to nothing, or a file cannot be read.</exception>
    public static (SweepResults Results, IReadOnlyList<string> Twice) Join(Sweep sweep, IEnumerable<string> paths)
    {
        string?[] source = new string?[sweep.Cells.Count];
        CellResult?[] joined = new CellResult?[sweep.Cells.Count];
        SortedSet<int> twice = [];
        HashSet<Shard> shards = [];
        foreach (string path in SweepFile.Find(paths))
        {
            (SweepHeader? header, CellResult?[] results) = SweepFile.Read(path, sweep);
            if (header is null)
            {
                continue; // killed before its first line was whole
            }

            shards.Add(header.Shard);
            for (int i = 0; i < results.Length; i++)
            {
                if (results[i] is not { } result)
                {
                    continue;
                }

                if (joined[i] is { } other)
                {
                    twice.Add(i);
                    if (!other.Equals(result))
                    {
                        throw new InvalidDataException(
                            $"{path}: the cell '{sweep.Cells[i].Key}' has another result than in {source[i]}; expected the same.");
                    }
                }

                joined[i] ??= result;
                source[i] ??= path;
            }
        }

        SweepResults whole = new(sweep, joined);
        return whole.Missing.Count == 0
            ? (whole, [.. twice.Select(i => sweep.Cells[i].Key)])
            : throw new InvalidDataException(Lacks(whole, shards));
    }

    /// <summary>Which cells are missing, and, where the parts are of one division, which parts.</summary>
    private static string Lacks(SweepResults whole, HashSet<Shard> shards)
    {
        Sweep sweep = whole.Sweep;
        string cells = string.Join(", ", whole.Missing.Take(Shown).Select(cell => $"'{cell.Key}'"));
        string more = whole.Missing.Count > Shown ? $" and {whole.Missing.Count - Shown} more" : "";
        string message = $"{whole.Missing.Count} of {sweep.Cells.Count} cells of the sweep {sweep.Name} are missing: {cells}{more}.";
        int[] counts = [.. shards.Select(shard => shard.Count).Distinct()];
        if (counts.Length != 1)
        {
            return message;
        }

        List<string> parts = [];
        for (int index = 1; index <= Math.Min(counts[0], sweep.Cells.Count) && parts.Count < Shown; index++)
        {
            Shard shard = new(index, counts[0]);
            IReadOnlyList<int> mine = shard.CellsOf(sweep);
            int missing = mine.Count(cell => whole.Missing.Contains(sweep.Cells[cell]));
            if (missing > 0)
            {
                parts.Add($"shard {shard} lacks {missing} of {mine.Count}{(shards.Contains(shard) ? "" : ", its file is not here")}");
            }
        }

        return $"{message} {string.Join("; ", parts)}.";
    }
}
