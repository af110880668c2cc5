using System.Numerics;
using TinyAE.Imaging;
using TinyAE.Models;
using TinyAE.Optimizers;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>Every setting of a font experiment, defaults and random choices included: its <c>config.json</c>.</summary>
internal static class FontConfig
{
    /// <summary>All that determines the numbers.</summary>
    /// <param name="recipe">The recipe's name.</param>
    /// <param name="experiment">What was built.</param>
    public static Fields Of<T>(string recipe, FontExperiment<T> experiment)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Fields config = ModelOf(recipe, experiment);
        FontSettings settings = experiment.Settings;
        config["training"] = new Fields
        {
            ["optimizer"] = settings.Optimizer,
            ["rule"] = Optimizer.All.First(optimizer => optimizer.Name == experiment.Phases[0].Optimizer.Name).Description,
            ["learning_rate"] = settings.LearningRate,
            ["schedule"] = settings.Schedule,
            ["batch_size"] = settings.BatchSize ?? experiment.Data.Count,
            ["order"] = settings.BatchSize < experiment.Data.Count ? "shuffled each epoch" : "as in the data, all in each step",
            ["dropout"] = settings.Dropout,
            ["clipping"] = "none",
            ["precision"] = typeof(T) == typeof(float) ? "float" : "double",
        };
        config["random"] = new Fields
        {
            ["seed"] = settings.Seed,
            ["generator"] = "Philox4x32-10, one stream for each purpose, step and sample",
            ["draws"] = $"initial weights, order of the samples, dropout{(settings.Noise is null ? "" : ", noise")}",
        };
        config["stop"] = new Fields { ["iterations"] = settings.Iterations, ["loss_below"] = settings.StopError };
        return config;
    }

    /// <summary>What it takes to build the network again: the description in its files.</summary>
    public static Fields ModelOf<T>(string recipe, FontExperiment<T> experiment)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        FontSettings settings = experiment.Settings;
        Autoencoder<T> model = experiment.Model;
        Fields description = new()
        {
            ["program"] = new Fields { ["name"] = "tinyae", ["version"] = typeof(FontConfig).Assembly.GetName().Version!.ToString(3) },
            ["recipe"] = recipe,
            ["data"] = new Fields
            {
                ["font"] = settings.Font,
                ["characters"] = experiment.Font.Characters,
                ["samples"] = experiment.Data.Count,
                ["pixels"] = $"{Glyph.Width} x {Glyph.Height}, 0 paper, 1 ink",
                ["rows"] = string.Join(' ', experiment.Font.Glyphs.Select(Rows)),
            },
            ["network"] = new Fields
            {
                ["architecture"] = string.Join('-', settings.Architecture),
                ["code"] = experiment.CodeSize,
                ["activation"] = settings.Activation,
                ["output_activation"] = settings.OutputActivation,
                ["weights"] = settings.Initializer,
                ["biases"] = "zeros",
                ["parameters"] = model.Layout.TrainableCount,
            },
            ["loss"] = new Fields
            {
                ["name"] = settings.Loss,
                ["scale"] = settings.LossScale,
                ["meaning"] = model.Loss.Scale.ToString(),
                ["formula"] = model.Loss.Formula,
                ["penalty"] = model.WeightPenalty?.Formula,
            },
        };
        if (settings.Noise is { } noise)
        {
            description["noise"] = new Fields
            {
                ["kind"] = noise.Kind,
                ["level"] = noise.Level,
                ["meaning"] = noise.ToCorruption().Description,
                ["training_set"] = noise.TrainingSet,
                ["copies"] = noise.Copies,
            };
        }

        return description;
    }

    /// <summary>The seven rows of a character as two hexadecimal digits each: two fonts of one name and other pixels are told
    /// apart.</summary>
    private static string Rows(Glyph glyph)
    {
        byte[] rows = new byte[Glyph.Height];
        for (int i = 0; i < Glyph.Size; i++)
        {
            ref byte row = ref rows[i / Glyph.Width];
            row = (byte)((row << 1) | (glyph[i / Glyph.Width, i % Glyph.Width] ? 1 : 0));
        }

        return Convert.ToHexStringLower(rows);
    }
}
