using System.CommandLine;
using TinyAE.Numerics;

namespace TinyAE.Cli;

/// <summary>The sizes of a layer that <c>check</c> is asked for; null where the layer's own example stands.</summary>
internal sealed record LayerSizes
{
    /// <summary>The shape of one sample of the input.</summary>
    public Shape? Input { get; init; }

    /// <summary>Outputs of a dense layer.</summary>
    public int? Units { get; init; }

    /// <summary>Channels of a convolution's output.</summary>
    public int? Filters { get; init; }

    /// <summary>The kernel of a convolution, the window of a pooling.</summary>
    public Extent? Kernel { get; init; }

    /// <summary>The steps of kernel or window.</summary>
    public Extent? Stride { get; init; }

    /// <summary>What happens at the border.</summary>
    public Padding? Padding { get; init; }

    /// <summary>Samples in the batch.</summary>
    public int? Batch { get; init; }
}

/// <summary>The options of <c>check</c> for the sizes of a layer.</summary>
internal sealed class LayerOptions
{
    public const string Input = "--input";
    public const string Units = "--units";
    public const string Filters = "--filters";
    public const string Kernel = "--kernel";
    public const string Stride = "--stride";
    public const string Padding = "--padding";
    public const string Batch = "--batch";

    private const string Group = "Layer";
    private const int Most = 1_000_000;

    private readonly Setting _input = new(Input, Group, "SHAPE", "One sample: 5x7x3 is height, width, channels; 20 is a vector.", null);
    private readonly Setting _units = new(Units, Group, "N", "Outputs of a dense layer.", null);
    private readonly Setting _filters = new(Filters, Group, "N", "Channels of a convolution's output.", null);
    private readonly Setting _kernel = new(
        Kernel, Group, "SIZE", "Kernel of a convolution, window of a pooling: 3, or 3x2 for height, width.", null);
    private readonly Setting _stride = new(Stride, Group, "SIZE", "Its steps: 2, or 2x1.", null);
    private readonly Setting _padding = new(Padding, Group, "NAME", "same or valid.", null, ["same", "valid"]);
    private readonly Setting _batch = new(Batch, Group, "N", "Samples in the batch.", "3");

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Setting> All => [_input, _units, _filters, _kernel, _stride, _padding, _batch];

    /// <summary>The options that a command line has.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [.. All.Where(option => option.Text(parsed) is not null).Select(option => option.Name)];

    /// <summary>The sizes that a command line asks for.</summary>
    /// <exception cref="UsageException">A size is wrong; the message names the option and what is allowed.</exception>
    public LayerSizes Read(ParseResult parsed) => new()
    {
        Input = _input.Read<Shape?>(parsed, null, text => ShapeOf(text, 3)),
        Units = _units.Read<int?>(parsed, null, text => Size(text)),
        Filters = _filters.Read<int?>(parsed, null, text => Size(text)),
        Kernel = _kernel.Read<Extent?>(parsed, null, text => ExtentOf(text)),
        Stride = _stride.Read<Extent?>(parsed, null, text => ExtentOf(text)),
        Padding = _padding.Choice(parsed, "padding") switch
        {
            null => null,
            "same" => Numerics.Padding.Same,
            _ => Numerics.Padding.Valid,
        },
        Batch = _batch.Read<int?>(parsed, null, text => (int)Numbers.Whole(text, 1, 10_000)),
    };

    private static int Size(string text) => (int)Numbers.Whole(text, 1, Most);

    private static Extent ExtentOf(string text)
    {
        Shape shape = ShapeOf(text, 2);
        return shape.Rank == 1 ? shape[0] : new Extent(shape[0], shape[1]);
    }

    private static Shape ShapeOf(string text, int most)
    {
        string[] parts = text.Split('x');
        if (parts.Length > most)
        {
            string example = most == 3 ? "5x7x3" : "3x2";
            throw new UsageException($"'{text}' has {parts.Length} sizes; at most {most} are allowed, as in {example}.");
        }

        int[] sizes = [.. parts.Select(Size)];
        long elements = sizes.Aggregate(1L, (product, size) => Math.Min(product * size, long.MaxValue / Most));
        return elements <= Most ? new Shape(sizes) : throw new UsageException($"'{text}' is more than {Most:N0} elements.");
    }
}
