using System.Globalization;

namespace TinyAE.Reports;

/// <summary>Numbers as a reader wants them: few digits, thousands apart, a unit that fits.</summary>
public static class Figures
{
    /// <summary>A whole number with its thousands apart: "10,000".</summary>
    public static string Count(long number) => number.ToString("N0");

    /// <summary>A number of things: "1 wrong pixel", "1,120 wrong pixels". The plural adds an s.</summary>
    public static string Count(long number, string thing) => $"{Count(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>A measured number with four significant digits: "0.06313", "1.5", "3.1e-07".</summary>
    public static string Number(double number) => number switch
    {
        double.NaN => "not a number",
        0 => "0",
        _ when double.IsInfinity(number) => number > 0 ? "infinity" : "-infinity",
        _ when Math.Abs(number) is >= 1e-4 and < 1e6 => decimal.Parse(number.ToString("G4"), NumberStyles.Float).ToString("0.############"),
        _ => number.ToString("0.###e+00"),
    };

    /// <summary>A duration: "85 ms", "2.4 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.9995 => $"{time.TotalMilliseconds:0} ms",
        < 9.95 => $"{time.TotalSeconds:0.0} s",
        < 59.5 => $"{time.TotalSeconds:0} s",
        < 3599.5 => Two(Math.Round(time.TotalSeconds), 60, "min", "s"),
        _ => Two(Math.Round(time.TotalMinutes), 60, "h", "min"),
    };

    private static string Two(double total, int each, string large, string small) =>
        total % each == 0 ? $"{total / each:N0} {large}" : $"{Math.Floor(total / each):N0} {large} {total % each:0} {small}";
}
