namespace TinyAE.Cli;

/// <summary>What the program tells the shell.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>A check failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>The command line or a file it names is wrong, or a file cannot be written; stderr says what.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program itself (EX_SOFTWARE of sysexits.h); stderr has what a report of it needs.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted by Ctrl-C or SIGTERM; what was reached is saved.</summary>
    public const int Interrupted = 130;
}
