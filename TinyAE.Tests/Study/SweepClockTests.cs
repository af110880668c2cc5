using TinyAE.Study;

namespace TinyAE.Tests.Study;

/// <summary>The time left, with a clock that stands still between the lines.</summary>
public sealed class SweepClockTests
{
    private static readonly SweepCell[] Cells = [.. Enumerable.Range(0, 5).Select(i => new SweepCell(i == 0 ? 1 : 3, ("cell", $"{i}")))];

    private readonly StandingClock _time = new();
    private readonly List<SweepProgress> _told = [];

    private SweepClock Of(int threads, Action<SweepProgress>? progress = null) =>
        new(done: 2, Cells, threads, progress ?? _told.Add, error => throw error, _time);

    private SweepProgress After(double seconds)
    {
        _time.Advance(seconds);
        return _told[^1];
    }

    [Fact]
    public void TheTimeLeftFollowsTheCosts()
    {
        using (SweepClock clock = Of(threads: 2))
        {
            clock.Begin(Cells[0]);
            clock.Begin(Cells[1]);
            Assert.Equal(new SweepProgress(2, 7, TimeSpan.FromSeconds(2), null), After(2)); // nothing to go by yet
            clock.End(Cells[0]); // 2 s for a cost of 1: 6 s for each of the others, of which one has run for 2
            clock.Begin(Cells[2]);
            Assert.Equal(new SweepProgress(3, 7, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds((4 + 6 + 12) / 2.0)), After(0));
            Assert.Equal(TimeSpan.FromSeconds((3 + 5 + 12) / 2.0), After(1).Left);
            Assert.Equal(TimeSpan.FromSeconds((0 + 0 + 12) / 2.0), After(10).Left); // both take longer than expected
            clock.End(Cells[2]); // 2 + 11 s for a cost of 4
            clock.Begin(Cells[3]);
            clock.End(Cells[3]);
            Assert.Equal(13 / 7.0 * 3 / 2, After(0).Left!.Value.TotalSeconds, 1e-6);
        }

        Assert.Equal(5, _told[^1].Done);
    }

    [Fact]
    public void TheLongestRunningCellIsWaitedFor()
    {
        using SweepClock clock = Of(threads: 4);
        clock.Begin(Cells[0]);
        _time.Advance(1);
        clock.End(Cells[0]);
        foreach (SweepCell cell in Cells[1..])
        {
            clock.Begin(cell);
        }

        _time.Advance(0);
        Array.ForEach(Cells[2..], clock.End); // at once: the pace is 1 s for a cost of 10
        Assert.Equal(0.3, After(0).Left!.Value.TotalSeconds, 1e-6); // one cell is left; the other three threads do not help it
    }

    [Fact]
    public void NobodyIsToldAfterTheEnd()
    {
        SweepClock clock = Of(threads: 1);
        clock.Dispose();
        int told = _told.Count;
        clock.Dispose();
        _time.Advance(1);
        Assert.Equal((1, 1), (told, _told.Count));
    }

    private sealed class StandingClock : TimeProvider
    {
        private readonly List<TimerCallback> _timers = [];
        private double _seconds;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(_seconds * TimestampFrequency);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal((0.1, 0.1), (dueTime.TotalSeconds, period.TotalSeconds));
            _timers.Add(callback);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Advance(double seconds)
        {
            _seconds += seconds;
            _timers.ForEach(timer => timer(null));
        }
    }
}
