using System.CommandLine;
using System.Runtime.InteropServices;

namespace TinyAE.Cli;

/// <summary>One call of the program: where its output goes, what stops it, and the options that every command takes.</summary>
internal sealed class Session : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <param name="args">The command line.</param>
    /// <param name="stdout">For results.</param>
    /// <param name="stderr">For errors.</param>
    /// <param name="terminal">The terminal behind stdout, or null.</param>
    /// <param name="cancellation">Stops a training as Ctrl-C does.</param>
    public Session(IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, Terminal? terminal, CancellationToken cancellation)
    {
        Args = args;
        Stdout = stdout;
        Output = new Output(stdout, stderr, terminal);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    }

    /// <summary>The command line.</summary>
    public IReadOnlyList<string> Args { get; }

    /// <summary>For results.</summary>
    public TextWriter Stdout { get; }

    /// <summary>What the program says.</summary>
    public Output Output { get; }

    /// <summary>The options that every command takes.</summary>
    public GlobalOptions Options { get; } = new();

    /// <summary>Set once somebody wants the program to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>True where signals of the process are this call's matter; false in a test.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>Whatever is running now ends in order at Ctrl-C, SIGTERM or SIGHUP; at the second one at once.</summary>
    public void HeedSignals()
    {
        if (!OwnsProcess || _signals.Count > 0)
        {
            return;
        }

        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !_stop.IsCancellationRequested;
                _stop.Cancel();
            }));
        }
    }

    /// <summary>The seed, or null: the recipe's.</summary>
    public ulong? Seed { get; private set; }

    /// <summary>The number of threads, or null: what suits the work.</summary>
    public int? Threads { get; private set; }

    /// <summary>Takes over the options that every command takes.</summary>
    /// <exception cref="UsageException">A value is wrong.</exception>
    public void Heed(ParseResult parsed)
    {
        Output.Quiet = parsed.GetValue(Options.Quiet);
        Output.Json = parsed.GetValue(Options.Json);
        Seed = Options.Seed.Read<ulong?>(parsed, null, text => Numbers.Seed(text));
        Threads = (int?)Options.Threads.Read<long?>(parsed, null, text => Numbers.Whole(text, 1, Numerics.Workers.MaxCount));
    }

    /// <summary>Which of some commands to make: the one that the command line names there, else all of them.</summary>
    /// <param name="place">The word's place in the command line.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="name">A command's name.</param>
    public IReadOnlyList<T> Wanted<T>(int place, IReadOnlyList<T> commands, Func<T, string> name)
    {
        foreach (T command in commands)
        {
            if (Args.Count > place && Args[place] == name(command))
            {
                return [command];
            }
        }

        return commands;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }
}
