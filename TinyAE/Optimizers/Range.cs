using System.Numerics;
using System.Runtime.CompilerServices;

namespace TinyAE.Optimizers;

/// <summary>Checks the constants of optimizers and schedules, naming value and range.</summary>
internal static class Range
{
    /// <summary>In [0, 1).</summary>
    public static T Fraction<T>(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IFloatingPointIeee754<T> => Within<T>(value >= 0 && value < 1, value, "at least 0 and below 1", name);

    /// <summary>Above 0 and finite.</summary>
    public static T Positive<T>(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IFloatingPointIeee754<T> => Within<T>(value > 0 && double.IsFinite(value), value, "above 0 and finite", name);

    /// <summary>At least 0 and finite.</summary>
    public static T NotNegative<T>(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IFloatingPointIeee754<T> => Within<T>(value >= 0 && double.IsFinite(value), value, "at least 0 and finite", name);

    /// <summary>At least 1 and finite.</summary>
    public static double AtLeastOne(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Within<double>(value >= 1 && double.IsFinite(value), value, "at least 1 and finite", name);

    /// <summary>Above 0, at most 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Within<double>(value > 0 && value <= 1, value, "above 0 and at most 1", name);

    /// <summary>A number of steps, at least 1.</summary>
    public static long AtLeastOneStep(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is at least 1 step.");

    /// <summary>1 to <paramref name="most"/>.</summary>
    public static int Count(int value, int most, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is 1 to {most}.");

    private static T Within<T>(bool holds, double value, string range, string name)
        where T : IFloatingPointIeee754<T> =>
        holds ? T.CreateChecked(value) : throw new ArgumentOutOfRangeException(name, value, $"{name} is {range}.");
}
