namespace TinyAE.Datasets;

/// <summary>Data that is not on this machine. The message says where it was looked for and how to get it.</summary>
public sealed class DataMissingException : IOException
{
    /// <summary>With no more than that.</summary>
    public DataMissingException()
    {
    }

    /// <summary>With what is missing and how to get it.</summary>
    public DataMissingException(string message)
        : base(message)
    {
    }

    /// <summary>With what is missing and why.</summary>
    public DataMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
