namespace TinyAE.Datasets;

/// <summary>A file that cannot be downloaded; the message names where it should come from and what is wrong.</summary>
public sealed class DownloadException : IOException
{
    /// <summary>An error without further words.</summary>
    public DownloadException()
    {
    }

    /// <summary>An error in these words.</summary>
    public DownloadException(string message)
        : base(message)
    {
    }

    /// <summary>An error in these words, and what led to it.</summary>
    public DownloadException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>True where another attempt may succeed: a connection that broke, a server that is busy.</summary>
    public bool MayPass { get; init; }
}
