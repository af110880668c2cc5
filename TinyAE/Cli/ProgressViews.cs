using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>Says nothing: --quiet.</summary>
internal sealed class NoProgress : IProgressView
{
    public void Show(long done, double? loss, TimeSpan? left)
    {
    }

    public void Say(string line)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>A plain line for each tenth of the way, or those lines alone that the work itself gives.</summary>
internal sealed class PlainProgress(Output output, string unit, long total, bool tenths = true) : IProgressView
{
    private long _tenths;

    public void Show(long done, double? loss, TimeSpan? left)
    {
        long reached = Tenths(done, total);
        if (tenths && reached > _tenths)
        {
            _tenths = reached;
            output.Say($"  {Words(unit, done, total, loss, done < total ? left : null)}");
        }
    }

    public void Say(string line) => output.Say($"  {line}");

    public void Dispose()
    {
    }

    /// <summary>"step  1,000 of 10,000   loss 0.25   3.2 s left".</summary>
    internal static string Words(string unit, long done, long total, double? loss, TimeSpan? left)
    {
        string all = Figures.Count(total);
        return $"{unit} {Figures.Count(done).PadLeft(all.Length)} of {all}"
            + (loss is null ? "" : $"   loss {Figures.Number(loss.Value)}") + (left is null ? "" : $"   {Figures.Duration(left.Value)} left");
    }

    internal static long Tenths(long done, long total) => total == 0 ? 10 : (long)(done * (Int128)10 / total);
}

/// <summary>A line of JSON for each tenth of the way.</summary>
internal sealed class JsonProgress(Output output, string unit, long total) : IProgressView
{
    private long _tenths;

    public void Show(long done, double? loss, TimeSpan? left)
    {
        long tenths = PlainProgress.Tenths(done, total);
        if (tenths > _tenths)
        {
            _tenths = tenths;
            Fields fields = new() { [unit] = done, [$"{unit}s"] = total };
            if (loss is not null)
            {
                fields["loss"] = loss;
            }

            fields["seconds_left"] = left is null ? null : Math.Round(left.Value.TotalSeconds, 3);
            output.Event("progress", fields);
        }
    }

    public void Say(string line)
    {
    }

    public void Dispose()
    {
    }
}
