namespace TinyAE.Cli;

/// <summary>The user asked for something that cannot be; the message says what, and what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);
