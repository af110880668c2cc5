using System.Collections.Concurrent;
using System.Diagnostics;
using Spectre.Console;

namespace TinyAE.Cli;

/// <summary>A progress bar with the loss and the time left. It appears after half a second; what is shorter needs none.</summary>
/// <remarks>Spectre's bar runs on a thread of its own, so that loading and drawing it does not hold up the work.</remarks>
internal sealed class RichProgress(TextWriter stdout, Terminal terminal, string unit, long total) : IProgressView
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private Thread? _thread;
    private long _done;
    private double? _loss;
    private TimeSpan? _left;

    public void Show(long done, double? loss, TimeSpan? left)
    {
        lock (_lock)
        {
            (_done, _loss, _left) = (done, loss, left);
        }

        if (_thread is null && done < total && Stopwatch.GetElapsedTime(_began) > Patience)
        {
            _thread = new Thread(Draw) { IsBackground = true, Name = "progress" };
            _thread.Start();
        }
    }

    public void Say(string line)
    {
        if (_thread is null)
        {
            stdout.WriteLine($"  {line}");
        }
        else
        {
            _lines.Enqueue(line);
        }
    }

    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }

    private void Draw()
    {
        IAnsiConsole console = RichTable.Create(stdout, terminal);
        Progress progress = console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left });
        progress.Start(context =>
        {
            ProgressTask task = context.AddTask(Words(), maxValue: total);
            do
            {
                task.Description = Words();
                task.Value = _done;
                while (_lines.TryDequeue(out string? line))
                {
                    console.WriteLine($"  {line}");
                }
            }
            while (!_ended.Wait(100));
        });
        while (_lines.TryDequeue(out string? line))
        {
            console.WriteLine($"  {line}");
        }
    }

    private string Words()
    {
        lock (_lock)
        {
            return PlainProgress.Words(unit, _done, total, _loss, _left);
        }
    }
}
