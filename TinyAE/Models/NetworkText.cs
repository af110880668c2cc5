using System.Globalization;
using System.Numerics;
using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Models;

/// <summary>A network written as text, one word a layer: "conv2d:32,3,2,same relu flatten dense:16".</summary>
/// <remarks>
/// A word is a layer's name, then, after a colon, its arguments, separated by commas:
/// <c>dense:UNITS</c>, <c>conv2d:FILTERS,KERNEL[,STRIDE][,same]</c>, <c>conv2d-transpose:FILTERS,KERNEL[,STRIDE][,same][,OUTPUT PADDING]</c>,
/// <c>max-pool2d:WINDOW[,STRIDE][,same]</c>, <c>average-pool2d:...</c>, <c>up-sampling2d:FACTOR</c>, <c>flatten</c>, <c>reshape:SHAPE</c>,
/// <c>dropout:RATE</c>, and each activation by its name. A kernel, stride, window or factor is 3 or 3x2 (height x width); padding is valid
/// unless it says same, as in Keras.
/// A shape is 7x7x64; a number of units may be a shape, that of which it is the size. <c>data</c> is the data's own shape, and as a number of
/// filters its channels; <c>data/4x64</c> is a quarter of its height and width, with 64 channels. So one text serves images of any size.
/// </remarks>
public static class NetworkText
{
    private const string Data = "data";

    /// <summary>The words that begin a layer, activations aside, each with its arguments.</summary>
    public static IReadOnlyList<string> Usages { get; } =
    [
        "dense:UNITS", "conv2d:FILTERS,KERNEL[,STRIDE][,same]", "conv2d-transpose:FILTERS,KERNEL[,STRIDE][,same][,OUTPUT PADDING]",
        "max-pool2d:WINDOW[,STRIDE][,same]", "average-pool2d:WINDOW[,STRIDE][,same]", "up-sampling2d:FACTOR", "flatten", "reshape:SHAPE",
        "dropout:RATE",
    ];

    /// <summary>Builds the layers that a text describes.</summary>
    /// <param name="text">The words, separated by blanks; at least one.</param>
    /// <param name="input">The shape of one sample of the first layer's input.</param>
    /// <param name="data">What "data" stands for: the shape of one image, (height, width, channels), or of one vector.</param>
    /// <param name="initializer">How weights start; null: Glorot uniform, as in Keras.</param>
    /// <exception cref="ArgumentException">A word is unknown or does not fit what is before it; the message names the word.</exception>
    public static IReadOnlyList<ILayer<T>> Layers<T>(string text, Shape input, Shape data, IInitializer? initializer = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<ILayer<T>> layers = [];
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            Shape shape = layers.Count == 0 ? input : layers[^1].Output;
            try
            {
                layers.Add(Layer<T>(word, shape, data, initializer));
            }
            catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
            {
                string why = wrong.Message.Split(" (Parameter")[0];
                throw new ArgumentException($"In the network '{text}', at '{word}', which gets {shape}: {why}", nameof(text));
            }
        }

        return layers.Count > 0 ? layers
            : throw new ArgumentException($"A network has at least one layer; allowed are {Allowed}.", nameof(text));
    }

    private static string Allowed => string.Join(", ", Usages.Concat(Activation.All.Select(activation => activation.Name)));

    private static ILayer<T> Layer<T>(string word, Shape input, Shape data, IInitializer? initializer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string name, Arguments arguments) = Arguments.Of(word);
        ILayer<T> layer = name switch
        {
            "dense" => new Dense<T>(input.Rank == 1 ? input.Size : throw Images(input), ShapeOf(arguments.Next(), data).Size, initializer),
            "conv2d" => new Conv2D<T>(input, Filters(arguments.Next(), data), SizeOf(arguments.Next()), arguments.NextExtent(),
                arguments.Padding(), initializer),
            "conv2d-transpose" => new Conv2DTranspose<T>(input, Filters(arguments.Next(), data), SizeOf(arguments.Next()),
                arguments.NextExtent(), arguments.Padding(), arguments.NextExtent(), initializer),
            "max-pool2d" => new MaxPool2D<T>(input, SizeOf(arguments.Next()), arguments.NextExtent(), arguments.Padding()),
            "average-pool2d" => new AveragePool2D<T>(input, SizeOf(arguments.Next()), arguments.NextExtent(), arguments.Padding()),
            "up-sampling2d" => new UpSampling2D<T>(input, SizeOf(arguments.Next())),
            "flatten" => new Flatten<T>(input),
            "reshape" => new Reshape<T>(input, ShapeOf(arguments.Next(), data)),
            "dropout" => new Dropout<T>(input, double.Parse(arguments.Next(), NumberStyles.Float, CultureInfo.InvariantCulture)),
            _ when Activation.All.Any(activation => activation.Name == name) => Activation.ByName<T>(name, input),
            _ => throw new ArgumentException($"there is no such layer; allowed are {Allowed}."),
        };
        arguments.End();
        return layer;
    }

    private static ArgumentException Images(Shape input) =>
        new($"a dense layer takes vectors, found images {input}; put flatten before it.");

    private static int Filters(string text, Shape data) => text == Data ? data[data.Rank - 1] : Whole(text);

    private static Shape ShapeOf(string text, Shape data)
    {
        string[] parts = text.Split('x');
        if (!parts[0].StartsWith(Data, StringComparison.Ordinal))
        {
            return new Shape([.. parts.Select(Whole)]);
        }

        if (text == Data)
        {
            return data;
        }

        string divisor = parts[0][Data.Length..];
        if (data.Rank != 3 || parts.Length != 2 || !divisor.StartsWith('/'))
        {
            throw new ArgumentException($"expected a shape such as 7x7x64, data or data/4x64, found {text} for data {data}.");
        }

        int by = Whole(divisor[1..]);
        return data[0] % by == 0 && data[1] % by == 0
            ? new Shape(data[0] / by, data[1] / by, parts[1] == Data ? data[2] : Whole(parts[1]))
            : throw new ArgumentException($"{data} does not divide by {by}.");
    }

    private static Extent SizeOf(string text)
    {
        string[] sides = text.Split('x');
        return sides.Length <= 2
            ? new Extent(Whole(sides[0]), Whole(sides[^1]))
            : throw new ArgumentException($"expected a size such as 3 or 3x2, found {text}.");
    }

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 1_000_000
            ? number : throw new ArgumentException($"expected a whole number of 0 to 1,000,000, found '{text}'.");

    /// <summary>The arguments of a word, taken from left to right.</summary>
    private sealed class Arguments(string[] all)
    {
        private int _next;

        public static (string Name, Arguments Arguments) Of(string word)
        {
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (word, new Arguments([])) : (word[..colon], new Arguments(word[(colon + 1)..].Split(',')));
        }

        public string Next() => _next < all.Length ? all[_next++]
            : throw new ArgumentException($"it wants another argument; the forms are {string.Join(", ", Usages)}.");

        /// <summary>The next argument if it is a size, else null.</summary>
        public Extent? NextExtent() => _next < all.Length && char.IsAsciiDigit(all[_next].FirstOrDefault()) ? SizeOf(all[_next++]) : null;

        public Padding Padding()
        {
            if (_next == all.Length || all[_next] is not ("same" or "valid"))
            {
                return Numerics.Padding.Valid;
            }

            return all[_next++] == "same" ? Numerics.Padding.Same : Numerics.Padding.Valid;
        }

        public void End()
        {
            if (_next < all.Length)
            {
                throw new ArgumentException($"it does not take '{all[_next]}'; the forms are {string.Join(", ", Usages)}.");
            }
        }
    }
}
