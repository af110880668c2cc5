using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Recipes;

/// <summary>What a decoder has drawn; a part that was not asked for is null.</summary>
public sealed class Generated
{
    private Generated(FontModel model, GenerateOptions options)
    {
        Model = model;
        Options = options;
    }

    /// <summary>The model.</summary>
    public FontModel Model { get; }

    /// <summary>What was asked for.</summary>
    public GenerateOptions Options { get; }

    /// <summary>The drawing of the point.</summary>
    public IReadOnlyList<DecodedGlyph>? Point { get; private init; }

    /// <summary>The drawings from one character to the other.</summary>
    public IReadOnlyList<DecodedGlyph>? Line { get; private init; }

    /// <summary>The drawings of the grid, row by row from the top.</summary>
    public IReadOnlyList<DecodedGlyph>? Grid { get; private init; }

    /// <summary>The drawings of random codes.</summary>
    public IReadOnlyList<DecodedGlyph>? Random { get; private init; }

    /// <summary>The character around which each random code was drawn.</summary>
    public IReadOnlyList<Glyph> RandomFrom { get; private init; } = [];

    /// <summary>The new letters.</summary>
    public NewLetters? NewLetters { get; private init; }

    /// <summary>The parts that are lists of drawings: their file names without ending, what they are, the drawings.</summary>
    public IEnumerable<(string Name, string About, IReadOnlyList<DecodedGlyph> Drawings)> Parts
    {
        get
        {
            if (NewLetters is { Chosen.Count: > 0 })
            {
                yield return ("new-letters", "New letters, each at least 3 pixels from every character learned", NewLetters.Chosen);
            }

            if (Line is not null)
            {
                yield return ("line", "From one character to another", Line);
            }

            if (Grid is not null)
            {
                yield return ("grid", "A grid of codes, row by row from the top", Grid);
            }

            if (Random is not null)
            {
                yield return ("random", "Random codes around those of characters", Random);
            }

            if (Point is not null)
            {
                yield return ("point", "One code", Point);
            }
        }
    }

    /// <summary>Draws what is asked for.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="options">What to draw.</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    /// <exception cref="ArgumentException">A wish does not go with the model; the message says why.</exception>
    public static Generated Of(FontModel model, GenerateOptions options, Workers workers)
    {
        options = options.For(model);
        (float[] randomCodes, Glyph[] from) = options.Random is int count ? Draws(model, count, options) : ([], []);
        return new Generated(model, options)
        {
            Point = options.Point is null ? null : Decode([.. options.Point.Select(number => (float)number)]),
            Line = options.Line is not { } line ? null
                : Decode(CodePath.Between(model.Code(model.IndexOf(line.From)), model.Code(model.IndexOf(line.To)), options.Steps)),
            Grid = options.Grid is null ? null : Decode(Plane(model, options.Grid.Value).Codes<float>()),
            Random = options.Random is null ? null : Decode(randomCodes),
            RandomFrom = from,
            NewLetters = options.NewLetters is int wanted ? NewLetters.Find(model, wanted, workers) : null,
        };

        IReadOnlyList<DecodedGlyph> Decode(float[] codes) => DecodedGlyph.Of(model.Font, codes, model.Decode(codes, workers));
    }

    /// <summary>The grid's points and its picture's frame.</summary>
    internal static PlanePlot Plane(FontModel model, int side)
    {
        (double left, double right) = NewLetters.Extent(model, 0);
        (double bottom, double top) = NewLetters.Extent(model, 1);
        return new PlanePlot
        {
            Title = "What the decoder draws at each point",
            X = "first number of the code",
            Y = "second number of the code",
            Columns = side,
            Rows = side,
            Left = left,
            Right = right,
            Bottom = bottom,
            Top = top,
        };
    }

    /// <summary>Codes z = z_c + s σ ε within what a code can be: c a character drawn with equal chances, σ_k the standard deviation of
    /// number k over all codes (divided by n), ε normal, s the spread.</summary>
    private static (float[] Codes, Glyph[] From) Draws(FontModel model, int count, GenerateOptions options)
    {
        int size = model.CodeSize, known = model.Font.Glyphs.Count;
        double[] deviation = [.. Enumerable.Range(0, size).Select(k => Deviation([.. model.Codes.Where((_, i) => i % size == k)]))];
        double[] noise = new double[count * size];
        Noise.Normal(new RandomKey(options.Seed, RandomPurpose.Study, 1), 0, noise);
        float[] codes = new float[count * size];
        Glyph[] from = new Glyph[count];
        uint next = 0;
        for (int n = 0; n < count; n++)
        {
            int character = Noise.Below(new RandomKey(options.Seed, RandomPurpose.Study, 0), ref next, (uint)known);
            from[n] = model.Font.Glyphs[character];
            for (int k = 0; k < size; k++)
            {
                double z = model.Code(character)[k] + (options.Spread * deviation[k] * noise[(n * size) + k]);
                double held = Math.Clamp(z, model.Range.Least, model.Range.Greatest);
                codes[(n * size) + k] = (float)Math.Clamp(held, float.MinValue, float.MaxValue);
            }
        }

        return (codes, from);
    }

    private static double Deviation(float[] values)
    {
        double mean = 0, squares = 0;
        foreach (float value in values)
        {
            mean += value / (double)values.Length;
        }

        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }
}
