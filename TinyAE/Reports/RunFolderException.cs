namespace TinyAE.Reports;

/// <summary>A folder that a run cannot use as it is; the message says what is there and what to do.</summary>
public sealed class RunFolderException : IOException
{
    /// <summary>The exception with its message: one sentence, or two.</summary>
    public RunFolderException(string message)
        : base(message)
    {
    }
}
