namespace TinyAE.Recipes;

/// <summary>What to draw with a trained font autoencoder. Where nothing is asked for, everything is drawn.</summary>
public sealed record GenerateOptions
{
    /// <summary>The letters of a walk, at most: 32.</summary>
    public const int LongestWalk = 32;

    /// <summary>A code to decode, or null.</summary>
    public IReadOnlyList<double>? Point { get; init; }

    /// <summary>The characters at the ends of a line, or null.</summary>
    public (char From, char To)? Line { get; init; }

    /// <summary>Drawings on the line, both ends included: 2 to 64.</summary>
    public int Steps { get; init; } = 12;

    /// <summary>Points a side of a grid over the plane, 2 to 64, or null.</summary>
    public int? Grid { get; init; }

    /// <summary>Random codes, 1 to 256, or null.</summary>
    public int? Random { get; init; }

    /// <summary>How far random codes lie from a character's, in standard deviations of all codes.</summary>
    public double Spread { get; init; } = 0.1;

    /// <summary>New letters wanted, 1 to 256, or null.</summary>
    public int? NewLetters { get; init; }

    /// <summary>The characters of a walk, 2 to 32, or null.</summary>
    public string? Walk { get; init; }

    /// <summary>Pictures between two characters of the walk, 1 to 64.</summary>
    public int Frames { get; init; } = 16;

    /// <summary>The source of every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True if nothing was asked for and the rest follows from the model.</summary>
    public bool IsStandard { get; private init; }

    /// <summary>True if nothing is asked for.</summary>
    public bool IsEmpty => Point is null && Line is null && Grid is null && Random is null && NewLetters is null && Walk is null;

    /// <summary>These wishes, or, where there is none, all that the model allows.</summary>
    /// <remarks>
    /// Eight new letters, a grid of 15 x 15, twelve random codes, a line between the two characters whose codes are furthest apart, and a
    /// walk: through the first of some words whose characters the model knows, else from one end of the line to the other.
    /// </remarks>
    /// <exception cref="ArgumentException">A wish does not go with the model; the message says why.</exception>
    internal GenerateOptions For(FontModel model)
    {
        GenerateOptions options = this;
        if (IsEmpty)
        {
            (char, char)? line = model.Font.Glyphs.Count > 1 ? Furthest(model) : null;
            options = this with
            {
                IsStandard = true,
                NewLetters = 8,
                Grid = model.CodeSize == 2 ? 15 : null,
                Random = 12,
                Line = line,
                Walk = Words.FirstOrDefault(word => word.All(c => model.Font.Characters.Contains(c, StringComparison.Ordinal)))
                    ?? (line is { } ends ? $"{ends.Item1}{ends.Item2}" : null),
            };
        }

        options.Check(model);
        return options;
    }

    private static readonly string[] Words = ["2026", "TINY", "tiny"];

    private void Check(FontModel model)
    {
        foreach (char character in (Line is { } ends ? $"{ends.From}{ends.To}" : "") + Walk)
        {
            model.IndexOf(character);
        }

        if (Grid is not null && model.CodeSize != 2)
        {
            throw new ArgumentException($"A grid lies in a plane, but a code of this model ({model.Architecture}) has "
                + $"{Reports.Figures.Count(model.CodeSize, "number")}, not two; a point, lines, random codes, new letters and walks "
                + "work all the same.");
        }

        if (Point is null)
        {
            return;
        }

        if (Point.Count != model.CodeSize)
        {
            throw new ArgumentException($"A point has {Reports.Figures.Count(model.CodeSize, "number")} here, as a code of this model "
                + $"({model.Architecture}) has; found {Point.Count}.");
        }

        (double least, double greatest) = model.Range;
        foreach (double number in Point.Where(number => !(number >= least && number <= greatest && double.IsFinite((float)number))))
        {
            string range = double.IsFinite(greatest) ? $"from {least} to {greatest}"
                : double.IsFinite(least) ? $"of at least {least}" : "that a float can hold";
            throw new ArgumentException(
                $"A code of this model follows {model.Activation}, so a point has numbers {range}; found {number}.");
        }
    }

    private static (char, char) Furthest(FontModel model)
    {
        (int A, int B, double Squares) furthest = (0, 1, -1);
        for (int a = 0; a < model.Font.Glyphs.Count; a++)
        {
            for (int b = a + 1; b < model.Font.Glyphs.Count; b++)
            {
                double squares = 0;
                for (int k = 0; k < model.CodeSize; k++)
                {
                    double difference = model.Code(a)[k] - (double)model.Code(b)[k];
                    squares += difference * difference;
                }

                furthest = squares > furthest.Squares ? (a, b, squares) : furthest;
            }
        }

        return (model.Font.Glyphs[furthest.A].Character, model.Font.Glyphs[furthest.B].Character);
    }
}
