namespace TinyAE.Imaging;

/// <summary>A mark on an axis; its label is empty for a minor one.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The range of one axis, linear or logarithmic, and its round numbers: 1, 2 or 5 times a power of ten.</summary>
internal sealed class Axis
{
    // Leaves room at the ends of an axis: beyond 1e308 a double is infinite.
    private const double Largest = 1e250;

    // The values, and where the axis begins and ends: a value, or the logarithm of one.
    private readonly double min, max, begin, end;
    private readonly bool whole;

    // Decades between two labels of a long logarithmic axis, which has 500 at the most.
    private static readonly int[] Strides = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private Axis(double min, double max, bool log, double before, double after, bool whole = false)
    {
        (this.min, this.max, IsLog, this.whole) = (min, max, log, whole);
        (begin, end) = log ? (Decimals.Log10(min), Decimals.Log10(max)) : (min, max);
        double range = end - begin;
        (begin, end) = (begin - (before * range), end + (after * range));
    }

    /// <summary>Whether equal ratios take equal lengths.</summary>
    public bool IsLog { get; }

    /// <summary>Whether such an axis can show the value: finite, at most 1e250 in size, on a logarithmic axis at least 1e-250.</summary>
    public static bool Shows(double value, bool log) => value <= Largest && value >= (log ? 1 / Largest : -Largest);

    /// <summary>The axis of those values that it can show.</summary>
    /// <remarks>
    /// Without values: 0 to 1, logarithmic 1 to 10. If all are equal, or differ by less than 1e-9 of their size: a tenth of their
    /// size to both sides (for zero: one), logarithmic a factor of two.
    /// </remarks>
    /// <param name="values">Any values.</param>
    /// <param name="log">Logarithmic.</param>
    /// <param name="room">The share of the values' range that is left free at both ends.</param>
    /// <param name="fromZero">Begin at zero if no value is below it and the least is nearer to zero than to the greatest.</param>
    public static Axis Of(IEnumerable<double> values, bool log, double room, bool fromZero = false)
    {
        double min = double.MaxValue, max = double.MinValue;
        foreach (double value in values)
        {
            if (Shows(value, log))
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }
        if (min > max)
            return new Axis(log ? 1 : 0, log ? 10 : 1, log, 0, 0);
        double size = Math.Max(Math.Abs(min), Math.Abs(max));
        if (max - min <= 1e-9 * size)
        {
            double half = size > 0 ? size / 10 : 1;
            return log ? new Axis(min / 2, max * 2, log, 0, 0) : new Axis(min - half, max + half, log, 0, 0);
        }
        return fromZero && !log && min >= 0 && min < max - min
            ? new Axis(0, max, log, 0, room)
            : new Axis(min, max, log, room, room);
    }

    /// <summary>The linear axis with just these two different ends, the first of which may be the greater one.</summary>
    /// <param name="begin">The value where the axis begins.</param>
    /// <param name="end">The value where it ends.</param>
    /// <param name="whole">Mark whole numbers only: the axis counts something.</param>
    public static Axis Between(double begin, double end, bool whole = false) => new(begin, end, false, 0, 0, whole);

    /// <summary>Where the value is: 0 at the axis' beginning, 1 at its end.</summary>
    public double Position(double value) => ((IsLog ? Decimals.Log10(value) : value) - begin) / (end - begin);

    /// <summary>The round numbers of the range, at most so many with a label, in increasing order.</summary>
    public Tick[] Ticks(int atMost) => IsLog
        ? LogTicks(Math.Max(atMost, 1))
        : LinearTicks(Math.Min(begin, end), Math.Max(begin, end), Math.Max(atMost, 1));

    private Tick[] LinearTicks(double from, double to, int atMost)
    {
        double size = Math.Max(Math.Abs(from), Math.Abs(to));
        int finest = Decimals.Exponent(to - from) - 3;
        for (int exponent = whole ? Math.Max(0, finest) : finest; ; exponent++)
        {
            foreach (int digit in (ReadOnlySpan<int>)[1, 2, 5])
            {
                double step = digit * Decimals.Pow10(exponent);
                long first = (long)Math.Ceiling((from / step) - 1e-9), last = (long)Math.Floor((to / step) + 1e-9);
                if (last - first + 1 > atMost)
                    continue;
                bool scientific = size >= 999_999.5 || (exponent < -4 && size < 0.01);
                Tick[] ticks = new Tick[last - first + 1];
                for (long i = first; i <= last; i++)
                    ticks[i - first] = new Tick(i * step, Decimals.Format(i * digit, exponent, scientific));
                return ticks;
            }
        }
    }

    // Powers of ten, with their multiples as minor marks; over two decades or less 2 and 5 are labelled too; if even these are
    // too few, the marks of a linear axis.
    private Tick[] LogTicks(int atMost)
    {
        List<(int Digit, int Exponent)> inside = [];
        for (int exponent = (int)Math.Floor(begin); exponent <= end; exponent++)
        {
            for (int digit = 1; digit < 10; digit++)
            {
                if (Position(digit * Decimals.Pow10(exponent)) is >= -1e-9 and <= 1 + 1e-9)
                    inside.Add((digit, exponent));
            }
        }
        int powers = inside.Count(mark => mark.Digit == 1), fine = inside.Count(mark => mark.Digit is 1 or 2 or 5);
        int stride = Strides.First(step => inside.Count(mark => mark.Digit == 1 && mark.Exponent % step == 0) <= atMost);
        bool between = powers <= 2 && fine >= 2 && fine <= atMost;
        if (powers < 2 && !between)
            return LinearTicks(min, max, atMost);
        if (powers > 12)
            inside.RemoveAll(mark => mark.Digit > 1);
        bool scientific = begin < -4.001 || end > 5.001;
        return [.. inside.Select(mark => new Tick(
            mark.Digit * Decimals.Pow10(mark.Exponent),
            (mark.Digit == 1 && mark.Exponent % stride == 0) || (between && mark.Digit is 2 or 5)
                ? Decimals.Format(mark.Digit, mark.Exponent, scientific)
                : ""))];
    }
}
