namespace TinyAE.Datasets;

/// <summary>A file to download, known before its first byte arrives.</summary>
/// <param name="Name">Its name, on the server and here.</param>
/// <param name="Size">Its length in bytes, at least 1.</param>
/// <param name="Sha256">Its SHA-256 as 64 hexadecimal digits in lower case.</param>
public sealed record RemoteFile(string Name, long Size, string Sha256);
