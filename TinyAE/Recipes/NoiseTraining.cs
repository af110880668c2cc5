using System.Globalization;

namespace TinyAE.Recipes;

/// <summary>One kind of training of the study of noise; seeds come on top.</summary>
/// <param name="Network">"wide", "course" or "exercise": the recipe's network, the course's trained in the same way, the exercise as it
/// stands.</param>
/// <param name="Settings">Everything but the seed.</param>
internal sealed record NoiseTraining(string Network, FontSettings Settings)
{
    public const string Wide = "wide";
    public const string Course = "course";
    public const string Exercise = "exercise";

    /// <summary>Its noise.</summary>
    public NoiseSettings Noise => Settings.Noise!;

    /// <summary>"flips 2".</summary>
    public string NoiseName => NameOf(Noise.Kind, Noise.Level);

    /// <summary>Seconds, roughly.</summary>
    public double Cost => Network switch { Wide => 3.4, Course => 1, _ => 0.3 };

    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<NoiseTraining> All(bool quick)
    {
        FontSettings wide = new FontDenoising().Settings;
        wide = quick ? wide with { Iterations = 600, Noise = wide.Noise! with { Copies = 2 } } : wide;
        FontSettings exercise = new FontDenoisingCourse().Settings;
        FontSettings course = wide with { Architecture = exercise.Architecture };
        (string Kind, double Level)[] kinds =
        [
            ("flips", 0), ("flips", 1), ("flips", 2), ("flips", 3), ("flips", 4), ("flips", 6), ("random-flips", 0.1),
            ("salt-and-pepper", 0.2), ("gaussian", 0.5), ("gaussian-clipped", 0.5), ("erased-rows", 2), ("erased-square", 3),
        ];
        return
        [
            .. kinds.Select(noise => Of(Wide, wide, noise.Kind, noise.Level)),
            Of(Course, course, "random-flips", 0.1),
            .. from set in (string[])["9+18", "9+36"]
               from level in (int[])[1, 2, 3, 4]
               select new NoiseTraining(Exercise, exercise with { Noise = exercise.Noise! with { TrainingSet = set, Level = level } }),
        ];
    }

    /// <summary>A kind and a level in one word and a number.</summary>
    public static string NameOf(string kind, double level) => $"{kind} {level.ToString(CultureInfo.InvariantCulture)}";

    private static NoiseTraining Of(string network, FontSettings settings, string kind, double level) =>
        new(network, settings with { Noise = settings.Noise! with { Kind = kind, Level = level } });
}
