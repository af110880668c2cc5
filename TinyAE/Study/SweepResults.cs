using System.Security.Cryptography;
using System.Text;

namespace TinyAE.Study;

/// <summary>A cell and what it found.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Result">What it found.</param>
public readonly record struct FinishedCell(SweepCell Cell, CellResult Result);

/// <summary>The results of a sweep, or of a part of it, in the order of its cells.</summary>
public sealed class SweepResults
{
    /// <summary>Lists what there is.</summary>
    /// <param name="sweep">The plan.</param>
    /// <param name="results">One for each cell of the plan, null where there is none.</param>
    internal SweepResults(Sweep sweep, IReadOnlyList<CellResult?> results)
    {
        Sweep = sweep;
        int[] finished = [.. Enumerable.Range(0, results.Count).Where(i => results[i] is not null)];
        Finished = [.. finished.Select(i => new FinishedCell(sweep.Cells[i], results[i]!))];
        Missing = [.. sweep.Cells.Where((_, i) => results[i] is null)];
    }

    /// <summary>The plan.</summary>
    public Sweep Sweep { get; }

    /// <summary>The cells that are finished, in the order of the plan.</summary>
    public IReadOnlyList<FinishedCell> Finished { get; }

    /// <summary>The cells without a result, in the order of the plan.</summary>
    public IReadOnlyList<SweepCell> Missing { get; }

    /// <summary>
    /// SHA-256 over the sweep's id and every finished cell's key and result, times left out, 64 hexadecimal digits: the same for each way
    /// to compute the same cells.
    /// </summary>
    public string Digest
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(Sweep.Id));
            foreach ((SweepCell cell, CellResult result) in Finished)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(cell.Key + '\n'));
                hash.AppendData(result.ToBytes());
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
