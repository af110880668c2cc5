using System.Text.Json;

namespace TinyAE.Study;

/// <summary>The file of one part of a sweep: a header, then a line for each finished cell, in the order in which they finished.</summary>
/// <remarks>
/// Lines are only ever added, each by one write. Whatever kills the program, the file is whole lines and perhaps the beginning of one more,
/// without its line feed; that beginning is dropped, and its cell computed again. Anything else that does not fit is damage, and an error.
/// </remarks>
public sealed class SweepFile : IDisposable
{
    /// <summary>What the names of all these files match.</summary>
    public const string Pattern = "cells-*.jsonl";

    private const long MostBytes = 1 << 30;

    private readonly FileStream _stream;
    private long _end;

    private SweepFile(FileStream stream, CellResult?[] results, long end)
    {
        _stream = stream;
        Results = results;
        _end = end;
    }

    /// <summary>For each cell of the sweep its result, null where the file has none yet.</summary>
    internal CellResult?[] Results { get; }

    /// <summary>The name of a part's file: "cells-2-of-3.jsonl".</summary>
    public static string NameOf(Shard shard) => $"cells-{shard.Index}-of-{shard.Count}.jsonl";

    /// <summary>The files of sweeps that these paths name: a file itself, or all of a folder that match <see cref="Pattern"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or none in a folder.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            string[] found = File.Exists(path) ? [path]
                : Directory.Exists(path) ? [.. Directory.GetFiles(path, Pattern).Order(StringComparer.Ordinal)]
                : throw new FileNotFoundException($"{path}: there is no such file or folder.", path);
            files.AddRange(found.Length > 0 ? found
                : throw new FileNotFoundException($"{path}: there is no file {Pattern} of a study in this folder.", path));
        }

        return files;
    }

    /// <summary>Which sweep a file belongs to; null if not even its first line is whole.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or a damaged one.</exception>
    /// <exception cref="IOException">It cannot be read, for instance because a process adds to it.</exception>
    public static SweepHeader? ReadHeader(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, sweep: null).Header;
    }

    /// <summary>Reads a file of this sweep: its header, and for each cell of the sweep its result or null.</summary>
    /// <exception cref="InvalidDataException">It belongs to another sweep, or is damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It cannot be read, for instance because a process adds to it.</exception>
    internal static (SweepHeader? Header, CellResult?[] Results) Read(string path, Sweep sweep)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        (SweepHeader? header, CellResult?[] results, _) = Read(stream, sweep);
        return (header, results);
    }

    /// <summary>Opens the file of a part for adding to it, and creates it if it is not there.</summary>
    /// <exception cref="InvalidDataException">It belongs to another sweep, or is damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It cannot be read or written, for instance because another process adds to it.</exception>
    internal static SweepFile Open(string path, Sweep sweep, Shard shard)
    {
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        try
        {
            byte[] first = CheckedLine.Of(SweepHeader.Of(sweep, shard).Write);
            (SweepHeader? header, CellResult?[] results, long end) = Read(stream, sweep);
            if (header is not null && header.Shard != shard)
            {
                throw new InvalidDataException($"{path}, line 1: the file of shard {header.Shard}; expected that of shard {shard}.");
            }

            SweepFile file = new(stream, results, end);
            if (header is null)
            {
                byte[] begun = new byte[stream.Length];
                stream.Position = 0;
                stream.ReadExactly(begun);
                if (!first.AsSpan().StartsWith(begun))
                {
                    throw new InvalidDataException(
                        $"{path}, line 1: no file of a sweep; expected the beginning of its first line, or nothing.");
                }

                file.Append(first);
            }

            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Adds a finished cell.</summary>
    /// <exception cref="IOException">The line cannot be written; the file's whole lines stay.</exception>
    internal void Append(int cell, SweepCell named, CellResult result)
    {
        Append(CheckedLine.Of(writer => CellJson.Write(writer, named, result)));
        Results[cell] = result;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // What a killed or failed write has left of a line goes first.
    private void Append(byte[] line)
    {
        _stream.SetLength(_end);
        _stream.Position = _end;
        _stream.Write(line);
        _stream.Flush();
        _end += line.Length;
    }

    private static (SweepHeader? Header, CellResult?[] Results, long End) Read(FileStream stream, Sweep? sweep)
    {
        if (stream.Length > MostBytes)
        {
            throw new InvalidDataException($"{stream.Name}: {stream.Length} bytes; the file of a sweep has at most {MostBytes}.");
        }

        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        SweepHeader? header = null;
        CellResult?[] results = new CellResult?[sweep?.Cells.Count ?? 0];
        int number = 1;
        int begin = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', begin)) >= 0; begin = end + 1, number++)
        {
            try
            {
                JsonElement line = CheckedLine.Read(bytes.AsSpan(begin, end - begin));
                if (header is null)
                {
                    header = SweepHeader.Read(line);
                    if (sweep is null)
                    {
                        break;
                    }

                    if (header.DifferenceFrom(sweep) is { } difference)
                    {
                        throw new FormatException($"another sweep's file ({difference}); expected the sweep {sweep.Name} {sweep.Id[..12]}");
                    }
                }
                else
                {
                    TakeIn(line, sweep!, results);
                }
            }
            catch (FormatException wrong)
            {
                throw new InvalidDataException($"{stream.Name}, line {number}: {wrong.Message}.", wrong);
            }
        }

        return (header, results, begin);
    }

    private static void TakeIn(JsonElement line, Sweep sweep, CellResult?[] results)
    {
        (string key, CellResult result) = CellJson.Read(line);
        int cell = sweep.IndexOf(key);
        if (cell < 0)
        {
            throw new FormatException($"expected a cell of the sweep {sweep.Name}, found '{key}'");
        }

        if (results[cell] is { } before && !before.Equals(result))
        {
            throw new FormatException($"expected one result of the cell '{key}', found another than in a line above");
        }

        results[cell] ??= result;
    }
}
