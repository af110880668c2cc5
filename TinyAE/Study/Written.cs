using System.Globalization;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A number together with the arithmetic that makes it, as one would write it on paper: "1·2 + 3·(−1)".</summary>
/// <remarks>Text and value come from the same operators, so that they cannot differ. Products are written ·, minus −, as in
/// formulas.</remarks>
internal readonly struct Written
{
    private const int Sum = 1;
    private const int Product = 2;
    private const int Atom = 3;

    private readonly int _rank;

    private Written(string text, double value, int rank)
    {
        Text = text;
        Value = value;
        _rank = rank;
    }

    /// <summary>The arithmetic.</summary>
    public string Text { get; }

    /// <summary>Its result.</summary>
    public double Value { get; }

    /// <summary>A number by itself.</summary>
    public static implicit operator Written(double value) => new(Number(value), value, value < 0 ? Sum : Atom);

    public static Written operator +(Written a, Written b) => b._rank == Sum && b.Text[0] == '−'
        ? new($"{a.Text} + ({b.Text})", a.Value + b.Value, Sum)
        : new($"{a.Text} + {b.Text}", a.Value + b.Value, Sum);

    public static Written operator -(Written a, Written b) => new($"{a.Text} − {b.In(Product)}", a.Value - b.Value, Sum);

    public static Written operator -(Written a) => new($"−{a.In(Product)}", -a.Value, Sum);

    public static Written operator *(Written a, Written b) => new($"{a.In(Product)}·{b.In(Product)}", a.Value * b.Value, Product);

    public static Written operator /(Written a, Written b) => new($"{a.In(Atom)} / {b.In(Atom)}", a.Value / b.Value, Product);

    /// <summary>A constant by its name: "2π".</summary>
    public static Written Named(string name, double value) => new(name, value, name.Length > 1 ? Product : Atom);

    /// <summary>The sum of several, in their order; 0 of none.</summary>
    public static Written SumOf(IEnumerable<Written> terms)
    {
        Written? sum = null;
        foreach (Written term in terms)
        {
            sum = sum is { } before ? before + term : term;
        }

        return sum ?? 0;
    }

    /// <summary>The sum over 0 to count − 1.</summary>
    public static Written SumOf(int count, Func<int, Written> term) => SumOf(Enumerable.Range(0, count).Select(term));

    /// <summary>1 where the condition holds, else 0: "[2 > 0]".</summary>
    public static Written Holds(string condition, bool holds) => new($"[{condition}]", holds ? 1 : 0, Atom);

    /// <summary>"[2 > 0]".</summary>
    public static Written Above(Written a, Written b) => Holds($"{a.Text} > {b.Text}", a.Value > b.Value);

    /// <summary>a².</summary>
    public static Written Square(Written a) => new($"{a.In(Atom)}²", a.Value * a.Value, Product);

    /// <summary>√a.</summary>
    public static Written Root(Written a) => new($"√{a.In(Atom)}", Math.Sqrt(a.Value), Product);

    /// <summary>|a|.</summary>
    public static Written Abs(Written a) => new($"|{a.Text}|", Math.Abs(a.Value), Atom);

    /// <summary>e^a.</summary>
    public static Written Exp(Written a) => Call("exp", a, Scalar.Exp(a.Value));

    /// <summary>ln a.</summary>
    public static Written Log(Written a) => Call("ln", a, Scalar.Log(a.Value));

    /// <summary>tanh a.</summary>
    public static Written Tanh(Written a) => Call("tanh", a, Scalar.Tanh(a.Value));

    /// <summary>σ(a) = 1 / (1 + e^−a).</summary>
    public static Written Sigmoid(Written a) => Call("σ", a, Scalar.Sigmoid(a.Value));

    /// <summary>sign(a), 0 at 0.</summary>
    public static Written Sign(Written a) => Call("sign", a, Math.Sign(a.Value));

    /// <summary>The largest.</summary>
    public static Written Max(params IEnumerable<Written> numbers)
    {
        Written[] all = [.. numbers];
        return new($"max({string.Join(", ", all.Select(number => number.Text))})", all.Max(number => number.Value), Atom);
    }

    /// <summary>A number as it is written in a page: up to six digits after the point or six significant ones, − for minus.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        string digits = size == 0 || size is >= 1e-3 and < 1e9
            ? size.ToString("0.######", CultureInfo.InvariantCulture)
            : size.ToString("0.######e-0", CultureInfo.InvariantCulture);
        return value < 0 && digits != "0" ? $"−{digits}" : digits;
    }

    /// <summary>True if <see cref="Number"/> gives the value itself, but for the rounding of double arithmetic.</summary>
    public static bool IsExact(double value) =>
        Math.Abs(double.Parse(Number(value).Replace('−', '-'), CultureInfo.InvariantCulture) - value) <= 1e-14 * Math.Abs(value);

    private static Written Call(string function, Written a, double value) => new($"{function}({a.Text})", value, Atom);

    private string In(int rank) => _rank < rank ? $"({Text})" : Text;
}
