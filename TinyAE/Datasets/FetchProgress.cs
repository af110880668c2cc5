namespace TinyAE.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is coming.</param>
/// <param name="Done">Bytes that are here, those of files that were here before included.</param>
/// <param name="Total">Bytes of all files.</param>
/// <param name="Left">The time that the rest will take at the rate so far; null: not known yet.</param>
public readonly record struct FetchProgress(string File, long Done, long Total, TimeSpan? Left);
