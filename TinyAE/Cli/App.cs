using System.CommandLine;

namespace TinyAE.Cli;

/// <summary>The program <c>tinyae</c>.</summary>
public static class App
{
    private static readonly string[] MainJob = ["train", "font"];

    /// <summary>The version, as <c>--version</c> and <c>config.json</c> give it.</summary>
    public static string Version { get; } = typeof(App).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments without the program's name; none: the main job, the font autoencoder.</param>
    /// <param name="stdout">For results and explanations; plain lines.</param>
    /// <param name="stderr">For errors.</param>
    /// <param name="cancellation">Stops a training as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, CancellationToken cancellation = default)
    {
        using Session session = new(WithCommand(args), stdout, stderr, terminal: null, cancellation);
        return Run(session);
    }

    /// <summary>Runs the process' command line in its terminal.</summary>
    internal static int RunProcess(string[] args)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = System.Text.Encoding.UTF8;
        }

        using Session session = new(WithCommand(args), Console.Out, Console.Error, Terminal.OfProcess(), default) { OwnsProcess = true };
        return Run(session);
    }

    /// <summary>Without a command it is the main job, whose options may follow at once: <c>tinyae --seed 3</c>.</summary>
    private static IReadOnlyList<string> WithCommand(IReadOnlyList<string> args) =>
        args.Count == 0 || (args[0].StartsWith('-') && !args.Any(arg => arg is "--help" or "-h" or "-?" or "--version"))
            ? [.. MainJob, .. args]
            : args;

    private static int Run(Session session)
    {
        try
        {
            return Invoke(session);
        }
        catch (Exception known) when (known is UsageException or ArgumentException or IOException or InvalidDataException
            or UnauthorizedAccessException or NotFiniteNumberException)
        {
            session.Output.Error(OneLine(known.Message));
            return ExitCode.Usage;
        }
#pragma warning disable CA1031 // The last resort: whatever is left is a fault of the program, and says so.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            session.Output.Error($"internal error, please report it with what follows.\n{fault}");
            return ExitCode.Internal;
        }
    }

    private static int Invoke(Session session)
    {
        RootCommand root = CommandTree.Create(session);
        // '@' begins no file name here: it is a character of font 2.
        ParserConfiguration words = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult parsed = root.Parse([.. session.Args], words);
        if (parsed.Action is not Help)
        {
            if (ParseErrors.First(parsed) is { } wrong)
            {
                throw new UsageException(wrong);
            }

            session.Heed(parsed);
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = session.Stdout,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are the training's matter
        });
    }

    // Messages of the framework may have line breaks, and those of ArgumentException end in the parameter's name.
    internal static string OneLine(string message)
    {
        string text = message.ReplaceLineEndings(" ");
        int parameter = text.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return parameter > 0 ? text[..parameter] : text;
    }
}
