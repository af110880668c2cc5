using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads an array of images, one after another: memory for the result and one image.</summary>
/// <remarks>
/// Shapes (N, height, width), (N, height, width, 1 or 3) or (N, side · side). All values lie in [0, 255]; if none is above 1, they
/// are taken as 0 to 1 and multiplied by 255. So reading begins with that, and begins again at the first value above 1.
/// </remarks>
internal static class NpyImages
{
    /// <summary>Reads the images.</summary>
    /// <param name="open">Opens the array from its first byte on; called once or twice.</param>
    /// <param name="size">The height and width to resize to; null: as they are.</param>
    /// <exception cref="InvalidDataException">The array is none of images, or damaged.</exception>
    public static (Shape Shape, byte[] Pixels) Read(Func<DataInput> open, (int Height, int Width)? size) =>
        Read(open, size, 1) ?? Read(open, size, byte.MaxValue)!.Value;

    // Null if a value is above white, which is 1 or 255; above 255 is an error.
    private static (Shape Shape, byte[] Pixels)? Read(Func<DataInput> open, (int Height, int Width)? size, double white)
    {
        using DataInput input = open();
        NpyHeader header = NpyHeader.Read(input);
        Shape from = ShapeOf(header, input);
        int count = header.Shape[0];
        input.RequireRoom(header.Count * header.Type.Size, $"{header.Count} numbers {header.Type} of shape {header.ShapeText}");
        AreaResize? resize = size is var (height, width) && (height, width) != (from[0], from[1]) ? new(from, height, width) : null;
        Shape to = resize?.To ?? from;
        if (count > Array.MaxLength / to.Size)
        {
            throw input.Error($"{count} images {to} are too many; at most {Array.MaxLength / to.Size} are held. Choose a smaller size");
        }

        byte[] pixels = GC.AllocateUninitializedArray<byte>(count * to.Size);
        SampleReader reader = new(input, header, from.Size, white);
        byte[] old = new byte[from.Size];
        for (int n = 0; n < count; n++)
        {
            Span<byte> image = pixels.AsSpan(n * to.Size, to.Size);
            if (!reader.Next(n, resize is null ? image : old))
            {
                return null;
            }

            resize?.Apply(old, image);
        }

        input.ExpectEnd("the array");
        return (to, pixels);
    }

    private static Shape ShapeOf(NpyHeader header, DataInput input)
    {
        IReadOnlyList<int> sizes = header.Shape;
        int side = sizes.Count == 2 ? (int)Math.Sqrt(sizes[1]) : 0;
        int[] shape = sizes.Count switch
        {
            2 when (long)side * side == sizes[1] => [side, side, 1],
            3 => [sizes[1], sizes[2], 1],
            4 when sizes[3] is 1 or 3 => [sizes[1], sizes[2], sizes[3]],
            _ => throw input.Error(
                $"its shape is {header.ShapeText}; images are (N, height, width), (N, height, width, 1 or 3) or (N, side * side)"),
        };
        const int Most = DataOptions.MostSide;
        return sizes[0] > 0 && shape[0] is >= 1 and <= Most && shape[1] is >= 1 and <= Most ? new Shape(shape)
            : throw input.Error($"its shape is {header.ShapeText}; allowed are 1 or more images of 1 x 1 to {Most} x {Most}");
    }

    // Takes one image after another from the input.
    private sealed class SampleReader(DataInput input, NpyHeader header, int size, double white)
    {
        private readonly byte[] _bytes = new byte[size * header.Type.Size];
        private readonly double[] _values = new double[header.Type.Size > 1 || header.Type.Kind == 'i' ? size : 0];

        /// <summary>Reads image number n.</summary>
        /// <returns>False if a value is above white.</returns>
        public bool Next(int n, Span<byte> pixels)
        {
            input.Read(_bytes, "the images");
            return _values.Length == 0 ? FromBytes(pixels) : FromNumbers(n, pixels);
        }

        private bool FromBytes(Span<byte> pixels)
        {
            ReadOnlySpan<byte> bytes = _bytes;
            if (white == byte.MaxValue)
            {
                bytes.CopyTo(pixels);
                return true;
            }

            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)-bytes[i]; // 0 and 1 become 0 and 255
            }

            return !bytes.ContainsAnyExceptInRange((byte)0, (byte)1);
        }

        private bool FromNumbers(int n, Span<byte> pixels)
        {
            header.Type.ToDoubles(_bytes, _values);
            bool fits = true;
            for (int i = 0; i < pixels.Length; i++)
            {
                double value = _values[i];
                pixels[i] = value is >= 0 and <= byte.MaxValue ? PixelValues.ToByte(value / white)
                    : throw input.Error($"image {n} has the value {value}; allowed are 0 to 255, or 0 to 1");
                fits &= value <= white;
            }

            return fits;
        }
    }
}
