using System.CommandLine;
using System.CommandLine.Invocation;

namespace TinyAE.Cli;

/// <summary>Prints the program's version.</summary>
internal sealed class PrintVersion(TextWriter stdout) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        stdout.WriteLine($"tinyae {App.Version}");
        return ExitCode.Done;
    }
}
