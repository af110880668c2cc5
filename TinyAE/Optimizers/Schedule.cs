using System.Globalization;

namespace TinyAE.Optimizers;

/// <summary>A schedule as a user writes it: what <c>list</c> prints, and the schedule that a text stands for.</summary>
/// <param name="Usage">The form, with its parameters: "step:RATE,STEPS".</param>
/// <param name="Description">One line: the factor on the base rate at step t of T.</param>
public sealed record Schedule(string Usage, string Description)
{
    /// <summary>Every schedule.</summary>
    public static IReadOnlyList<Schedule> All { get; } =
    [
        new("constant", "1"),
        new("step:RATE,STEPS", "RATE^⌊t / STEPS⌋"),
        new("exponential:RATE,STEPS", "RATE^(t / STEPS)"),
        new("cosine[:FINAL]", "half a cosine from 1 at the first step to FINAL (0) after the last"),
        new("warm-up:STEPS[,SCHEDULE]", "(t + 1) / STEPS, then SCHEDULE (constant) over the rest"),
        new("inverse-time:STEPS", "1 / (1 + t / STEPS)"),
    ];

    /// <summary>The schedule that a text stands for, for instance "step:0.5,1000" or "warm-up:100,cosine".</summary>
    /// <remarks>Each schedule's ToString gives such a text.</remarks>
    /// <exception cref="ArgumentException">The text has none of these forms, or a number is out of range; the message says what is
    /// allowed.</exception>
    public static ISchedule Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? text : text[..colon];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        int comma = rest.IndexOf(',', StringComparison.Ordinal);
        string first = comma < 0 ? rest : rest[..comma];
        string second = comma < 0 ? "" : rest[(comma + 1)..];
        return name switch
        {
            "constant" when colon < 0 => new ConstantRate(),
            "step" => new StepDecay(Number(first, text), Steps(second, text)),
            "exponential" => new ExponentialDecay(Number(first, text), Steps(second, text)),
            "cosine" => colon < 0 ? new CosineDecay() : new CosineDecay(Number(rest, text)),
            "warm-up" => new WarmUp(Steps(first, text), comma < 0 ? null : Parse(second)),
            "inverse-time" => new InverseTimeDecay(Steps(rest, text)),
            _ => throw Wrong(text),
        };
    }

    private static double Number(string part, string text) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(text);

    private static long Steps(string part, string text) =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Wrong(text);

    private static ArgumentException Wrong(string text) =>
        new($"Unknown schedule '{text}'; allowed: {string.Join(", ", All.Select(schedule => schedule.Usage))}.", nameof(text));
}
