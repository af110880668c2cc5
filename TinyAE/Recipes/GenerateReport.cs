using TinyAE.Imaging;
using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The page that shows what a decoder has drawn and says in words how it was chosen.</summary>
public static class GenerateReport
{
    private const int LongestCode = 4;

    /// <summary>All that determines the drawings.</summary>
    internal static Fields Config(Generated drawn)
    {
        FontModel model = drawn.Model;
        GenerateOptions options = drawn.Options;
        return new Fields
        {
            ["program"] = new Fields { ["name"] = "tinyae", ["version"] = typeof(GenerateReport).Assembly.GetName().Version!.ToString(3) },
            ["command"] = "generate font",
            ["model"] = new Fields
            {
                ["recipe"] = model.Recipe,
                ["architecture"] = model.Architecture,
                ["characters"] = model.Font.Characters,
                ["code"] = model.CodeSize,
                ["sha256_of_parameters"] = model.Fingerprint,
            },
            ["new_letters"] = options.NewLetters is null ? null : new Fields
            {
                ["wanted"] = options.NewLetters.Value,
                ["candidates"] = drawn.NewLetters!.Candidates,
                ["like_a_letter"] = "one piece, no 2 x 2 square of ink, ink as the characters have",
                ["pixels_from_every_character"] = NewLetters.LeastDistance,
                ["pixels_from_each_other"] = $"{NewLetters.WantedDistance} as long as possible, then less, at least "
                    + $"{NewLetters.LeastDistance}",
            },
            ["grid"] = options.Grid,
            ["line"] = options.Line is not { } line ? null
                : new Fields { ["from"] = $"{line.From}", ["to"] = $"{line.To}", ["steps"] = options.Steps },
            ["walk"] = options.Walk is null ? null : new Fields
            {
                ["through"] = options.Walk,
                ["frames_between"] = options.Frames,
                ["frames_at_rest"] = GeneratePictures.Rest,
                ["milliseconds_a_frame"] = GeneratePictures.Delay,
            },
            ["random"] = options.Random is null ? null : new Fields
            {
                ["count"] = options.Random.Value,
                ["spread"] = options.Spread,
                ["seed"] = options.Seed,
                ["generator"] = "Philox4x32-10",
            },
            ["point"] = options.Point?.ToArray(),
        };
    }

    /// <summary>What came of the search for new letters, in a sentence or two.</summary>
    private static string Verdict(Generated drawn)
    {
        NewLetters letters = drawn.NewLetters!;
        int wanted = drawn.Options.NewLetters!.Value, found = letters.Chosen.Count;
        string fewer = found == wanted ? "" : found == 0
            ? $" {Count(wanted)} were wanted; this decoder draws nothing else that keeps the rules below."
            : $" {Count(wanted)} were wanted; this decoder draws no more that keep the rules below.";
        return found == 0
            ? $"The decoder draws no new letter.{fewer}"
            : $"The decoder draws {Count(found, "new letter")} that nobody has shown it, "
              + $"{Distances(letters.Chosen)} from the nearest character it learned.{fewer}";
    }

    /// <summary>What was drawn, a sentence for each part.</summary>
    public static IEnumerable<string> Sentences(Generated drawn)
    {
        if (drawn.NewLetters is not null)
        {
            yield return Verdict(drawn);
        }

        if (drawn.Line is { } line)
        {
            yield return $"Line: {Count(line.Count, "drawing")} from {drawn.Options.Line!.Value.From} to {drawn.Options.Line.Value.To}.";
        }

        if (drawn.Grid is { } grid)
        {
            yield return $"Grid: {Count(grid.Count, "drawing")}, {Count(grid.Count(drawing => drawing.Distance == 0))} of them "
                + "characters learned.";
        }

        if (drawn.Random is { } random)
        {
            yield return $"Random: {Count(random.Count, "drawing")}, {Count(random.Count(drawing => drawing.Distance == 0))} of them "
                + "characters learned.";
        }

        if (drawn.Options.Walk is { } word)
        {
            yield return $"Walk: {Count(GeneratePictures.FrameCount(word, drawn.Options.Frames), "picture")} through {word}.";
        }

        if (drawn.Point is [var point])
        {
            yield return $"Point: nearest to {point.Nearest.Character}, {Count(point.Distance, "pixel")} away.";
        }
    }

    /// <summary>Writes the page.</summary>
    internal static MarkdownDocument Of(GenerateResult result, Fields config, string command)
    {
        Generated drawn = result.Drawn;
        FontModel model = drawn.Model;
        MarkdownDocument page = new();
        page.Heading("What the decoder draws", 1);
        if (drawn.NewLetters is not null)
        {
            page.Paragraph(Verdict(drawn));
        }

        string characters = Count(model.Font.Glyphs.Count, "character");
        page.Paragraph($"The model is a {model.Architecture} autoencoder (recipe {model.Recipe}). Its encoder squeezes each of "
            + $"{characters} "
            + $"of 5 x 7 pixels into a *code* of {Count(model.CodeSize, "number")}; its decoder draws a picture from a code. Here the "
            + "decoder works alone: it gets codes that no character has, and draws 35 pixels from paper (0) to ink (1). "
            + $"It redraws its own characters with {Count(model.Findings.Wrong)} of {Count(model.Findings.Pixels)} pixels wrong.");
        page.Paragraph("**Words used here.** *Ink*: a pixel of at least 1/2. *Distance*: the number of pixels, of 35, in which two "
            + "drawings differ (Hamming distance). *Certainty*: how far the least sure pixel of a drawing is from 1/2; 0.5 is black and "
            + "white, 0 undecided.");
        New(page, drawn);
        Plane(page, drawn);
        Line(page, drawn);
        Walk(page, drawn);
        Random(page, drawn);
        Point(page, drawn);
        page.Heading("Settings").Table(FontReport.Settings(config));
        page.Heading("Files").Bullets(result.Files.Append(RunFolder.Config).Select(file => $"[{file}]({file}): {Meaning(file)}"));
        page.Heading("Again").Paragraph(result.Trained
            ? "The model was trained for this page and lies beside it. This command gives the same to the last bit, on any machine and "
              + "with any number of threads:"
            : "With this model the command gives the same to the last bit, on any machine and with any number of threads:");
        return page.Code(command, "sh");
    }

    private static void New(MarkdownDocument page, Generated drawn)
    {
        if (drawn.NewLetters is not { } letters)
        {
            return;
        }

        page.Heading("New letters");
        if (letters.Chosen.Count > 0)
        {
            page.Picture("new-letters.png", "New letters beside the nearest known ones",
                "From above: what the decoder draws; the same as ink and paper; the character learned that is nearest to it; the "
                + "difference, red where the new letter has ink and the known one has not, blue the other way round. Numbered from the "
                + "left in the order of choice.");
            Table(page, drawn.Model, letters);
        }

        page.Heading("How the new letters were chosen", 3);
        string candidates = drawn.Model.CodeSize == 2
            ? $"a grid of {NewLetters.Side} x {NewLetters.Side} codes over the range of the characters' codes and a twentieth more on "
                + "each side"
            : $"{NewLetters.OnALine} codes on the line between each two characters' codes";
        page.Bullets(
            $"Candidates: {candidates}, {Count(letters.Candidates)} codes. The decoder draws "
                + $"{Count(letters.Drawings, "different picture")} "
            + $"there (ink from 1/2 on); {Count(letters.Known)} of these are characters of the set, to the pixel.",
            $"New: at least {NewLetters.LeastDistance} pixels from every character learned. {Count(letters.Far)} are.",
            "Like a letter: all ink in one piece (pixels that touch by side or corner), in strokes one pixel wide (no square of 2 x 2 "
            + $"pixels all ink), and no less and no more ink than the characters that have any. {Count(letters.Plausible)} are left.",
            "Sure: of all codes with the same drawing the one with the greatest certainty stands for it; the drawing with the greatest "
            + "certainty comes first.",
            $"Different: each next one is the surest that is at least {NewLetters.WantedDistance} pixels from all chosen before; where "
            + $"there is none, {NewLetters.WantedDistance - 1}, and so on down to {NewLetters.LeastDistance}. "
            + (letters.Apart.Count == 0 ? "None was chosen." : $"The last one chosen is {Count(letters.Apart[^1])} or more from the "
            + "others."));
        page.Paragraph(Certainty(letters));
        if (drawn.Model.Findings.Wrong > 0 && letters.Chosen.Count > 0)
        {
            page.Paragraph("**Mind the model.** It does not redraw all of its own characters without a wrong pixel "
                + $"({drawn.Model.Findings.Exact} of {drawn.Model.Findings.Count} come back as they are): a new letter may be one of "
                + "them, drawn badly. A model that has learned its characters shows more of its own invention.");
        }
    }

    private static void Table(MarkdownDocument page, FontModel model, NewLetters letters)
    {
        Font whole = Font.Join(Font.Embedded);
        TextTable table = new(
            "letter", "code", "certainty>", "ink>", "nearest known", "distance>", "nearest in all of font.h", "distance there>");
        List<string> rediscovered = [];
        for (int n = 0; n < letters.Chosen.Count; n++)
        {
            DecodedGlyph letter = letters.Chosen[n];
            (Glyph other, int distance) = DecodedGlyph.NearestIn(whole, letter.Glyph);
            table.Add($"{n + 1}", CodeOf(letter), letter.Certainty.ToString("0.000"), $"{letter.Glyph.Ink}",
                Show(letter.Nearest.Character), $"{letter.Distance}", Show(other.Character), $"{distance}");
            if (distance == 0)
            {
                rediscovered.Add(Show(other.Character));
            }
        }

        page.Table(table);
        int seen = whole.Glyphs.Count(glyph => DecodedGlyph.NearestIn(model.Font, glyph).Distance == 0);
        if (seen < whole.Glyphs.Count)
        {
            page.Paragraph($"data/font.h has {whole.Glyphs.Count} characters; the model has learned {seen} of them. "
                + (rediscovered.Count == 0 ? "None of the new letters is one of the others."
                    : $"To the pixel it has found characters that it never saw: {string.Join(' ', rediscovered)}."));
        }
    }

    private static string Certainty(NewLetters letters) => letters.Chosen.Count == 0 ? "Between characters this decoder changes from "
        + "one to the next without drawing anything of its own on the way."
        : $"Certainties lie between {letters.Chosen.Min(letter => letter.Certainty):0.000} and "
        + $"{letters.Chosen.Max(letter => letter.Certainty):0.000}: a low one means that some pixel is gray, and that a little step in the "
        + "plane changes the drawing.";

    private static void Plane(MarkdownDocument page, Generated drawn)
    {
        if (drawn.Model.CodeSize != 2)
        {
            page.Heading("The plane").Paragraph($"A code of this model has {Count(drawn.Model.CodeSize, "number")}, so there is no "
                + "plane to draw, and no grid over it. Lines, random codes and walks are drawn all the same.");
            return;
        }

        string letters = drawn.NewLetters is { Chosen.Count: > 0 }
            ? " In red the new letters, each at the code from which it was drawn: they live between the characters." : "";
        page.Heading("The plane").Picture(GeneratePictures.Plane, "The plane of codes",
            $"Each character at its code; a line joins a drawing that had to step aside to a dot there.{letters}");
        if (drawn.Grid is { } grid)
        {
            page.Picture("grid.png", "A grid over the plane",
                $"What the decoder draws at {drawn.Options.Grid} x {drawn.Options.Grid} codes. "
                    + $"{Count(grid.Count(drawing => drawing.Distance == 0))} "
                + $"of {Count(grid.Count)} drawings are characters it learned, to the pixel, "
                + $"{Count(grid.Count(drawing => drawing.Distance >= NewLetters.LeastDistance))} are at least "
                + $"{NewLetters.LeastDistance} pixels from each.");
        }
    }

    private static void Line(MarkdownDocument page, Generated drawn)
    {
        if (drawn.Line is not { } line)
        {
            return;
        }

        (char from, char to) = drawn.Options.Line!.Value;
        page.Heading($"From {Show(from)} to {Show(to)}").Picture("line.png", "Along the line between two codes",
            $"{line.Count} codes at equal steps on the straight line between the two characters' codes, above as decoded, below as ink."
            + (drawn.Options.IsStandard ? " Of all characters these two have the codes furthest apart." : ""));
        TextTable table = new("step", "code", "nearest known", "distance>", "certainty>");
        for (int n = 0; n < line.Count; n++)
        {
            DecodedGlyph drawing = line[n];
            table.Add(
                $"{n + 1}", CodeOf(drawing), Show(drawing.Nearest.Character), $"{drawing.Distance}", drawing.Certainty.ToString("0.000"));
        }

        page.Table(table);
        IEnumerable<char> met = line.Where(drawing => drawing.Distance == 0).Select(drawing => drawing.Nearest.Character).Distinct();
        page.Paragraph($"Drawn to the pixel on the way: {(met.Any() ? string.Join(' ', met.Select(Show)) : "no character")}.");
    }

    private static void Walk(MarkdownDocument page, Generated drawn)
    {
        if (drawn.Options.Walk is not { } word)
        {
            return;
        }

        page.Heading($"A walk: {string.Join(' ', word.Select(Show))}").Picture(GeneratePictures.Walk, "An animation",
            $"{GeneratePictures.FrameCount(word, drawn.Options.Frames)} pictures, {GeneratePictures.Delay} ms each; the file is an "
            + "animated PNG, which browsers play. From each character to the next the code moves on a straight line in "
            + $"{drawn.Options.Frames + 1} steps "
            + "and rests at each character.");
    }

    private static void Random(MarkdownDocument page, Generated drawn)
    {
        if (drawn.Random is not { } random)
        {
            return;
        }

        int same = Enumerable.Range(0, random.Count).Count(n => random[n].Glyph.Distance(drawn.RandomFrom[n]) == 0);
        page.Heading("Around the characters").Picture("random.png", "Random codes around those of characters",
            $"Each code is that of a character drawn at random, plus normal noise: {drawn.Options.Spread} times the standard deviation "
            + $"that all codes have, in each number; what leaves the range of {drawn.Model.Activation} is set to its end. {Count(same)} of "
            + $"{Count(random.Count)} are still drawn as the character they come from, to the pixel.");
    }

    private static void Point(MarkdownDocument page, Generated drawn)
    {
        if (drawn.Point is not [var point])
        {
            return;
        }

        page.Heading("One code").Picture("point.png", "What the decoder draws there",
            $"At {CodeOf(point)} the nearest character is {Show(point.Nearest.Character)}, {Count(point.Distance, "pixel")} away; the "
            + $"certainty is {point.Certainty:0.000}.");
    }

    private static string Meaning(string file) => System.IO.Path.GetExtension(file) switch
    {
        _ when file == GeneratePictures.Walk => "the animation",
        ".csv" => "codes, nearest character (its code number), distance, certainty, and all 35 pixels (r1c1 top left)",
        ".h" => $"the drawings in the form of font.h; `tinyae train font --font {file}` learns them",
        ".json" => "every setting, defaults included",
        ".safetensors" => "the model",
        _ => "a picture above",
    };

    private static string Distances(IReadOnlyList<DecodedGlyph> letters)
    {
        int least = letters.Min(letter => letter.Distance), most = letters.Max(letter => letter.Distance);
        return least == most ? $"{least} pixels" : $"{least} to {most} pixels";
    }

    /// <summary>The numbers of a code; of a long one the first few.</summary>
    private static string CodeOf(DecodedGlyph drawing) =>
        string.Join(", ", drawing.Code.Take(LongestCode).Select(number => number.ToString("0.000")))
        + (drawing.Code.Count > LongestCode ? ", ..." : "");

    private static string Show(char character) => FontReport.Show(character);
}
