using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using TinyAE.Imaging;
using TinyAE.Numerics;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>A trained font autoencoder in use: the characters that it learned, their codes, and its decoder.</summary>
public sealed class FontModel
{
    private readonly FontExperiment<float> _experiment;
    private readonly float[] _theta;

    private FontModel(string recipe, FontExperiment<float> experiment, float[] theta)
    {
        Recipe = recipe;
        _experiment = experiment;
        _theta = theta;
        Findings = FontFindings.Of(experiment, theta);
        Codes = [.. Findings.Codes.Select(number => (float)number)];
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(theta.AsSpan())));
        Range = RangeOf(experiment.Settings.Activation);
    }

    /// <summary>The recipe that trained it.</summary>
    public string Recipe { get; }

    /// <summary>The characters that it learned.</summary>
    public Font Font => _experiment.Font;

    /// <summary>What it makes of them.</summary>
    public FontFindings Findings { get; }

    /// <summary>Numbers of a code.</summary>
    public int CodeSize => Findings.CodeSize;

    /// <summary>Their codes, (characters, code size).</summary>
    public float[] Codes { get; }

    /// <summary>Units of each layer: "35-20-2-20-35".</summary>
    public string Architecture => string.Join('-', _experiment.Settings.Architecture);

    /// <summary>The activation after the code.</summary>
    public string Activation => _experiment.Settings.Activation;

    /// <summary>The SHA-256 digest of the parameters' bytes, in hexadecimal: two models with the same one draw the same.</summary>
    public string Fingerprint { get; }

    /// <summary>What a number of a code can be: the values of the code's activation, limits included.</summary>
    public (double Least, double Greatest) Range { get; }

    /// <summary>Reads a model file or a checkpoint that a font recipe has written.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or a model of another kind; the message names file and
    /// fault.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static FontModel Load(string path)
    {
        ModelFile file = ModelFile.Open(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(file.Description);
            JsonElement root = document.RootElement;
            FontSettings settings = new()
            {
                Font = Text(root, "data", "font"),
                Characters = Text(root, "data", "characters"),
                Architecture = [.. Text(root, "network", "architecture").Split('-').Select(int.Parse)],
                Activation = Text(root, "network", "activation"),
                OutputActivation = Text(root, "network", "output_activation"),
                Initializer = Text(root, "network", "weights"),
                Loss = Text(root, "loss", "name"),
                LossScale = Text(root, "loss", "scale"),
                Optimizer = "gradient-descent", // nothing is trained here
                Iterations = 1,
            };
            Font font = FontOf(settings, Text(root, "data", "rows"));
            FontExperiment<float> experiment = FontExperiment<float>.Build(settings, font);
            // A description that promises more than the file holds must not cost its memory.
            if (4L * experiment.Model.Layout.Count > new FileInfo(path).Length)
            {
                throw new InvalidDataException(
                    $"{path}: the network {Text(root, "network", "architecture")} has {experiment.Model.Layout.Count:N0} parameters, "
                    + $"which {new FileInfo(path).Length:N0} bytes cannot hold.");
            }

            return new FontModel(Text(root, "recipe"), experiment, file.Theta<float>(experiment.Model.Layout));
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            string why = foreign is JsonException ? "it has no description of its network that can be read"
                : foreign is KeyNotFoundException ? $"its description has no {foreign.Message}"
                : foreign.Message.ReplaceLineEndings(" ").Split(" (Parameter")[0];
            throw new InvalidDataException($"{path}: this is no font autoencoder such as tinyae train font saves: "
                + $"{why.TrimEnd('.')}.", foreign);
        }
    }

    /// <summary>Trains a recipe as it stands.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    /// <param name="cancellation">Ends the training early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static FontModel Train(IFontRecipe recipe, Workers workers, CancellationToken cancellation = default)
    {
        FontExperiment<float> experiment = FontExperiment<float>.Build(recipe.Settings);
        Trainer<float> trainer = new(experiment.Phases, experiment.Data, experiment.Plan, workers);
        TrainingResult training = trainer.Run(cancellation: cancellation);
        return training.Reason == StopReason.Interrupted
            ? throw new OperationCanceledException(cancellation)
            : new FontModel(recipe.Name, experiment, trainer.State.Theta);
    }

    /// <summary>Writes the model in the form that <see cref="Load"/> reads.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) =>
        ModelFile.Save<float>(path, _experiment.Model.Layout, _theta, FontConfig.ModelOf(Recipe, _experiment).ToJson());

    /// <summary>The drawings of codes.</summary>
    /// <param name="codes">(n, code size).</param>
    /// <param name="workers">Threads; the result does not depend on them.</param>
    /// <returns>(n, 35), 0 paper to 1 ink.</returns>
    public float[] Decode(ReadOnlySpan<float> codes, Workers workers)
    {
        int count = codes.Length / CodeSize, capacity = _experiment.Model.Capacity;
        float[] drawings = new float[count * Glyph.Size];
        for (int first = 0; first < count; first += capacity)
        {
            int part = Math.Min(capacity, count - first);
            _experiment.Model.Decode(_theta, codes.Slice(first * CodeSize, part * CodeSize),
                drawings.AsSpan(first * Glyph.Size, part * Glyph.Size), new Pass(part, Training: false, default, workers));
        }

        return drawings;
    }

    /// <summary>The code of a character.</summary>
    public ReadOnlySpan<float> Code(int character) => Codes.AsSpan(character * CodeSize, CodeSize);

    /// <summary>The place of a character among those learned.</summary>
    /// <exception cref="ArgumentException">It was not learned; the message names those that were.</exception>
    public int IndexOf(char character)
    {
        int index = Font.Characters.IndexOf(character, StringComparison.Ordinal);
        return index >= 0 ? index
            : throw new ArgumentException(
                $"The model has not learned {Font.Show(character)}; it knows "
                    + $"{string.Concat(Font.Characters.Where(c => !char.IsControl(c)))}");
    }

    private static Font FontOf(FontSettings settings, string rows)
    {
        string[] parts = rows.Split(' ');
        string characters = settings.Characters!;
        return parts.Length == characters.Length
            ? new Font(settings.Font, characters.Zip(parts, (character, part) => new Glyph(character, Convert.FromHexString(part))))
            : throw new FormatException($"it describes {parts.Length} drawings for {characters.Length} characters");
    }

    private static string Text(JsonElement root, params ReadOnlySpan<string> path)
    {
        JsonElement element = root;
        foreach (string name in path)
        {
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement inner)
                ? inner : throw new KeyNotFoundException(string.Join('.', path.ToArray()));
        }

        return element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw new KeyNotFoundException(string.Join('.', path.ToArray()));
    }

    private static (double, double) RangeOf(string activation) => activation switch
    {
        "tanh" => (-1, 1),
        "sigmoid" => (0, 1),
        "relu" or "softplus" => (0, double.PositiveInfinity),
        "elu" => (-1, double.PositiveInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
