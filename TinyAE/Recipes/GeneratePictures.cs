using System.Globalization;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>The pictures of what a decoder has drawn.</summary>
internal static class GeneratePictures
{
    /// <summary>Each character at its code, and the new letters at theirs.</summary>
    public const string Plane = "plane.png";

    /// <summary>The animation.</summary>
    public const string Walk = "walk.png";

    /// <summary>Milliseconds for which a picture of the walk is shown.</summary>
    public const int Delay = 80;

    /// <summary>Pictures for which the walk rests at each character.</summary>
    public const int Rest = 8;

    /// <summary>Every still picture.</summary>
    public static IEnumerable<(string File, Image Picture)> Draw(Generated drawn)
    {
        if (drawn.Model.CodeSize == 2)
        {
            yield return (Plane, PlaneOf(drawn, stressed: true, drawn.NewLetters is { Chosen.Count: > 0 }
                ? "The characters, and in red the new letters, at their codes" : "The characters at their codes").Render());
        }

        foreach ((string name, _, IReadOnlyList<DecodedGlyph> drawings) in drawn.Parts)
        {
            yield return ($"{name}.png", name switch
            {
                "new-letters" => New(drawings),
                "grid" => Generated.Plane(drawn.Model, drawn.Options.Grid!.Value)
                    .Render<float>(Predictions(drawings), drawn.Options.Grid <= 24 ? 5 : 3),
                "line" => Rows($"From {Name(drawn.Options.Line!.Value.From)} to {Name(drawn.Options.Line!.Value.To)}", drawings, null),
                "random" => Rows("Around the codes of characters", drawings, drawn.RandomFrom),
                _ => Rows("One code", drawings, null),
            });
        }
    }

    /// <summary>The pictures of the walk.</summary>
    public static IReadOnlyList<Image> Frames(Generated drawn, Workers workers)
    {
        FontModel model = drawn.Model;
        string word = drawn.Options.Walk!;
        List<float> codes = [];
        List<string> captions = [];
        for (int n = 0; n < word.Length; n++)
        {
            int here = model.IndexOf(word[n]);
            for (int rest = 0; rest < Rest; rest++)
            {
                codes.AddRange(model.Code(here));
                captions.Add(Name(word[n]));
            }

            if (n + 1 < word.Length)
            {
                float[] way = CodePath.Between(model.Code(here), model.Code(model.IndexOf(word[n + 1])), drawn.Options.Frames + 2);
                codes.AddRange(way[model.CodeSize..^model.CodeSize]);
                captions.AddRange(Enumerable.Repeat($"{Name(word[n])} to {Name(word[n + 1])}", drawn.Options.Frames));
            }
        }

        float[] all = [.. codes];
        float[] drawings = model.Decode(all, workers);
        GlyphWalk walk = new()
        {
            Title = "A walk",
            Plane = model.CodeSize == 2 ? PlaneOf(drawn, stressed: false, "The way through the plane of codes") : null,
        };
        return walk.Render([.. captions.Select((caption, n) => new WalkStep(caption, all[n * model.CodeSize],
            model.CodeSize == 2 ? all[(n * 2) + 1] : 0, drawings[(n * Glyph.Size)..((n + 1) * Glyph.Size)]))]);
    }

    /// <summary>How many pictures a walk has: 8 at each character, and those between.</summary>
    public static int FrameCount(string word, int frames) => (word.Length * Rest) + ((word.Length - 1) * frames);

    /// <summary>A character's name in a picture.</summary>
    private static string Name(char character) => character switch
    {
        ' ' => "space",
        char c when char.IsControl(c) => $"0x{((int)c).ToString("x2", CultureInfo.InvariantCulture)}",
        char c => $"{c}",
    };

    private static GlyphPlot PlaneOf(Generated drawn, bool stressed, string title)
    {
        GlyphPlot plot = new GlyphPlot { Title = title, X = "first number of the code", Y = "second number of the code" }
            .Add<double>(drawn.Model.Font.Glyphs, drawn.Model.Findings.Codes);
        return stressed && drawn.NewLetters is { } letters
            ? plot.Add<float>([.. letters.Chosen.Select(letter => letter.Glyph)],
                letters.Chosen.SelectMany(letter => letter.Code).ToArray(), stressed: true)
            : plot;
    }

    private static Image New(IReadOnlyList<DecodedGlyph> letters) =>
        new GlyphGrid { Title = Figures.Count(letters.Count, "new letter"), Columns = 12 }
        .Add<float>("as decoded", Predictions(letters)).Add<float>("new letter", Pixels(letters.Select(letter => letter.Glyph)))
        .Add<float>("nearest known", Pixels(letters.Select(letter => letter.Nearest)))
        .AddSigned<float>("difference", [.. letters.SelectMany(letter =>
            letter.Glyph.Pixels<float>().Zip(letter.Nearest.Pixels<float>(), (a, b) => a - b))])
        .Render(10);

    private static Image Rows(string title, IReadOnlyList<DecodedGlyph> drawings, IReadOnlyList<Glyph>? from)
    {
        GlyphGrid grid = new() { Title = title };
        if (from is not null)
        {
            grid.Add<float>("character", Pixels(from));
        }

        return grid.Add<float>("as decoded", Predictions(drawings))
            .Add<float>("ink from 1/2 on", Pixels(drawings.Select(drawing => drawing.Glyph))).Render(8);
    }

    private static float[] Predictions(IEnumerable<DecodedGlyph> drawings) => [.. drawings.SelectMany(drawing => drawing.Prediction)];

    private static float[] Pixels(IEnumerable<Glyph> glyphs) => [.. glyphs.SelectMany(glyph => glyph.Pixels<float>())];
}
