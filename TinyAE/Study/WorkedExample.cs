namespace TinyAE.Study;

/// <summary>An array of an example, small enough to be shown whole.</summary>
/// <param name="Name">As in the formulas: "x", "dW".</param>
/// <param name="Dimensions">The sizes, without those that are 1; empty for one number. At most two.</param>
/// <param name="Values">The elements, the last index running fastest.</param>
public sealed record ExampleArray(string Name, IReadOnlyList<int> Dimensions, IReadOnlyList<double> Values)
{
    /// <summary>The array without the dimensions of size 1.</summary>
    internal static ExampleArray Of(string name, IEnumerable<int> dimensions, ReadOnlySpan<double> values) =>
        new(name, [.. dimensions.Where(size => size > 1)], values.ToArray());

    internal Written this[int i] => Values[i];

    internal Written this[int i, int j] => Values[(i * Dimensions[1]) + j];

    /// <summary>An element's name: "dW_01"; indices run from 0.</summary>
    public string Label(int element) => Dimensions.Count switch
    {
        0 => Name,
        1 => $"{Name}_{element}",
        _ => $"{Name}_{element / Dimensions[1]}{element % Dimensions[1]}",
    };
}

/// <summary>One element of a step, by plain arithmetic.</summary>
/// <param name="Left">The element's name: "y_01".</param>
/// <param name="Arithmetic">The numbers as one would write them on paper: "1·0 + 2·1 + (−1)".</param>
/// <param name="ByHand">What the arithmetic gives.</param>
/// <param name="ByCode">What the code gave; null for a quantity that the code does not hand out.</param>
public sealed record ExampleLine(string Left, string Arithmetic, double ByHand, double? ByCode)
{
    /// <summary>True if code and arithmetic agree, to 12 digits.</summary>
    public bool Agrees => ByCode is not { } code || Math.Abs(code - ByHand) <= 1e-12 * Math.Max(1, Math.Abs(ByHand));

    /// <summary>The whole line: "y_01 = 1·0 + 2·1 + (−1) = 1"; ≈ where digits are left out.</summary>
    public override string ToString()
    {
        double value = ByCode ?? ByHand;
        string number = Written.Number(value);
        return Arithmetic == number
            ? $"{Left} = {number}"
            : $"{Left} = {Arithmetic} {(Written.IsExact(value) ? "=" : "≈")} {number}";
    }
}

/// <summary>One quantity of an example: its formula from the file, its numbers, and how each comes about.</summary>
/// <param name="Formula">The formula as it stands in the file; null where it has none.</param>
/// <param name="Result">The numbers: the code's own.</param>
/// <param name="Lines">The arithmetic, element by element.</param>
public sealed record ExampleStep(string? Formula, ExampleArray Result, IReadOnlyList<ExampleLine> Lines);

/// <summary>An example with numbers small enough to be worked out again on paper, computed in double by the very code that
/// trains.</summary>
/// <param name="Words">What is computed: sizes, constants. Markdown-free.</param>
/// <param name="Given">What it begins with.</param>
/// <param name="Steps">What is computed, in the order of the code.</param>
public sealed record WorkedExample(string Words, IReadOnlyList<ExampleArray> Given, IReadOnlyList<ExampleStep> Steps)
{
    /// <summary>How many numbers the code computed and the arithmetic repeated.</summary>
    public int Compared => Steps.SelectMany(step => step.Lines).Count(line => line.ByCode is not null);

    /// <summary>The lines where code and arithmetic differ; none in a program that is right.</summary>
    public IEnumerable<ExampleLine> Disagreements => Steps.SelectMany(step => step.Lines).Where(line => !line.Agrees);
}
