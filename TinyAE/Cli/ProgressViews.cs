using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>Says nothing: --quiet.</summary>
internal sealed class NoProgress : IProgressView
{
    public void Show(long step, double loss, TimeSpan left)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>A plain line for each tenth of the way.</summary>
internal sealed class PlainProgress(Output output, long total) : IProgressView
{
    private long _tenths;

    public void Show(long step, double loss, TimeSpan left)
    {
        long tenths = Tenths(step, total);
        if (tenths > _tenths)
        {
            _tenths = tenths;
            string rest = step < total ? $"   {Figures.Duration(left)} left" : "";
            string all = Figures.Count(total), done = Figures.Count(step).PadLeft(all.Length);
            output.Say($"  step {done} of {all}   loss {Figures.Number(loss)}{rest}");
        }
    }

    public void Dispose()
    {
    }

    internal static long Tenths(long step, long total) => (long)(step * (Int128)10 / total);
}

/// <summary>A line of JSON for each tenth of the way.</summary>
internal sealed class JsonProgress(Output output, long total) : IProgressView
{
    private long _tenths;

    public void Show(long step, double loss, TimeSpan left)
    {
        long tenths = PlainProgress.Tenths(step, total);
        if (tenths > _tenths)
        {
            _tenths = tenths;
            output.Event("progress",
                new Fields { ["step"] = step, ["steps"] = total, ["loss"] = loss, ["seconds_left"] = Math.Round(left.TotalSeconds, 3) });
        }
    }

    public void Dispose()
    {
    }
}
