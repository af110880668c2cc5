using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>Every setting of an autoencoder of images: its <c>config.json</c>, and the description in its model file.</summary>
internal static class ImageConfig
{
    /// <summary>All that determines the numbers.</summary>
    public static Fields Of<T>(string recipe, ImageExperiment<T> experiment)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ImageSettings settings = experiment.Settings;
        Fields config = ModelOf(recipe, experiment);
        config["training"] = new Fields
        {
            ["optimizer"] = settings.Optimizer,
            ["rule"] = Optimizer.All.First(optimizer => optimizer.Name == settings.Optimizer).Description,
            ["learning_rate"] = settings.LearningRate,
            ["schedule"] = settings.Schedule,
            ["batch_size"] = experiment.Plan.BatchSize,
            ["order"] = "shuffled each epoch; the last batch of an epoch is what is left",
            ["clipping"] = "none",
            ["precision"] = typeof(T) == typeof(float) ? "float" : "double",
        };
        config["random"] = new Fields
        {
            ["seed"] = settings.Seed,
            ["generator"] = "Philox4x32-10, one stream for each purpose, step and sample",
            ["draws"] = $"generated images, initial weights, order of the images{(settings.IsVariational ? ", epsilon" : "")}",
        };
        config["stop"] = new Fields { ["epochs"] = settings.Epochs };
        return config;
    }

    /// <summary>What it takes to build the networks again, and what they were trained on.</summary>
    public static Fields ModelOf<T>(string recipe, ImageExperiment<T> experiment)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ImageSettings settings = experiment.Settings;
        return new Fields
        {
            ["program"] = new Fields { ["name"] = "tinyae", ["version"] = typeof(ImageConfig).Assembly.GetName().Version!.ToString(3) },
            ["recipe"] = recipe,
            ["data"] = new Fields
            {
                ["source"] = settings.Data,
                ["count"] = settings.Count,
                ["held_out_wanted"] = settings.HeldOut,
                ["side"] = settings.Side,
                ["invert"] = settings.Invert,
                ["seed"] = settings.Seed,
                ["training"] = experiment.Images.Training.Count,
                ["held_out"] = experiment.Images.HeldOut.Count,
                ["image"] = experiment.Images.Training.Shape.ToArray(),
                ["values"] = "0 black to 1 white: byte / 255",
                ["digest"] = DigestOf(experiment.Images.Training),
            },
            ["network"] = new Fields
            {
                ["encoder"] = settings.Encoder,
                ["latent"] = settings.Latent,
                ["decoder"] = settings.Decoder,
                ["weights"] = settings.Initializer,
                ["biases"] = "zeros",
                ["parameters"] = experiment.Model.Layout.TrainableCount,
            },
            ["loss"] = new Fields
            {
                ["name"] = settings.Loss,
                ["scale"] = settings.LossScale,
                ["beta"] = settings.IsVariational ? settings.Beta : null,
                ["warm_up_epochs"] = settings.WarmUpEpochs,
                ["free_bits"] = settings.FreeBits,
                ["prior"] = settings.IsVariational ? settings.Prior : null,
                ["terms"] = experiment.Model.Terms.Select(term => $"{term.Name}: {term.Formula}"),
            },
        };
    }

    /// <summary>The settings that a description tells, as far as a trained model needs them.</summary>
    /// <param name="path">The file, for errors.</param>
    /// <param name="description">What <see cref="ModelOf"/> made, as JSON.</param>
    /// <exception cref="InvalidDataException">It is none such.</exception>
    public static (string Recipe, ImageSettings Settings, Shape Image) Read(string path, string description)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(description);
            JsonElement root = document.RootElement, data = root.GetProperty("data"), network = root.GetProperty("network");
            JsonElement loss = root.GetProperty("loss");
            ImageSettings settings = new()
            {
                Data = data.GetProperty("source").GetString()!,
                Count = Whole(data, "count"),
                HeldOut = Whole(data, "held_out_wanted"),
                Side = Whole(data, "side"),
                Invert = data.GetProperty("invert").GetBoolean(),
                Seed = data.TryGetProperty("seed", out JsonElement seed) ? seed.GetUInt64() : 1, // older files name none
                Encoder = network.GetProperty("encoder").GetString()!,
                Latent = Whole(network, "latent"),
                Decoder = network.GetProperty("decoder").GetString()!,
                Initializer = network.GetProperty("weights").GetString()!,
                Loss = loss.GetProperty("name").GetString()!,
                LossScale = loss.GetProperty("scale").GetString()!,
                Beta = Number(loss, "beta") ?? 1,
                FreeBits = Number(loss, "free_bits") ?? 0,
                Prior = loss.GetProperty("prior").GetString() ?? "gaussian",
                Epochs = 1,
            };
            Shape image = new([.. data.GetProperty("image").EnumerateArray().Select(side => side.GetInt32())]);
            CheckSize(path, root, image);
            return (root.GetProperty("recipe").GetString()!, settings, image);
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            if (FontRecipeOf(description) is { } font)
            {
                throw new InvalidDataException(
                    $"{path}: this is a model of the recipe {font}, no autoencoder of images; the report.md of its run has its "
                        + "measures, and "
                    + "tinyae generate font --model draws with it.", foreign);
            }

            throw new InvalidDataException(
                $"{path}: this is no autoencoder of images such as tinyae train conv-vae saves: its description has not what one needs "
                + $"({foreign.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", foreign);
        }
    }

    /// <summary>The digest of the images that a description's model was trained on; "" where it says none.</summary>
    public static string DigestIn(string description)
    {
        using JsonDocument document = JsonDocument.Parse(description);
        JsonElement data = document.RootElement.GetProperty("data");
        return data.TryGetProperty("digest", out JsonElement digest) && digest.ValueKind == JsonValueKind.String ? digest.GetString()! : "";
    }

    /// <summary>Two sets of one name and other pixels are told apart: a run is not resumed on other images.</summary>
    public static string DigestOf(ImageSet images) => Convert.ToHexStringLower(SHA256.HashData(images.Pixels))[..16];

    /// <summary>The recipe of a description where it is one for fonts; else null.</summary>
    private static string? FontRecipeOf(string description)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(description);
            string? name = document.RootElement.GetProperty("recipe").GetString();
            return Recipe.All.FirstOrDefault(each => each.Name == name) is IFontRecipe ? name : null;
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A description that promises more parameters than the file holds must not cost their memory.</summary>
    private static void CheckSize(string path, JsonElement root, Shape image)
    {
        long parameters = root.GetProperty("network").GetProperty("parameters").GetInt64(), bytes = new FileInfo(path).Length;
        if (4 * parameters > bytes || image.Size > bytes)
        {
            throw new FormatException($"{bytes:N0} bytes cannot hold {parameters:N0} parameters for images {image}");
        }
    }

    private static int? Whole(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;

    private static double? Number(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
