namespace TinyAE.Datasets;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>The longest time between two pieces of an answer, the first one included; above 0.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a transfer that broke off, stalled or met a busy server is taken up again; at least 0.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first retry; before each further one twice as long.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);
}
