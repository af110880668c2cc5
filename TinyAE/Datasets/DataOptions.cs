namespace TinyAE.Datasets;

/// <summary>Which images to take and how to split them; the defaults take all.</summary>
public sealed record DataOptions
{
    /// <summary>The largest height and width that images are resized or drawn to.</summary>
    public const int MostSide = 1024;

    /// <summary>Of what a generator draws, and of the order into which sorted data is put.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Data that is read: at most this many training images. Generators: how many images in all. Null: all, or 15,000.</summary>
    public int? Count { get; init; }

    /// <summary>So many images from the end of the training part are held out; null: the data's test part, else the last tenth.</summary>
    public int? HeldOut { get; init; }

    /// <summary>Images are drawn in this size, or resized to it by area; null: 28 x 28 for generators, else as they are.</summary>
    public (int Height, int Width)? Size { get; init; }

    /// <summary>Whether each byte b becomes 255 − b: black on white becomes white on black.</summary>
    public bool Invert { get; init; }

    /// <summary>The folder of downloaded data; null: that of the system, see <see cref="DataCache"/>.</summary>
    public string? Cache { get; init; }

    /// <summary>Refuses options outside their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range; the message says which is allowed.</exception>
    internal void Check()
    {
        Require(Count is null or >= 1, nameof(Count), Count, "at least 1 image");
        Require(HeldOut is null or >= 1, nameof(HeldOut), HeldOut, "at least 1 image");
        if (Size is var (height, width))
        {
            Require(height is >= 1 and <= MostSide, nameof(Size), height, $"a height of 1 to {MostSide}");
            Require(width is >= 1 and <= MostSide, nameof(Size), width, $"a width of 1 to {MostSide}");
        }
    }

    private static void Require(bool holds, string name, int? found, string allowed)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, found, $"Allowed: {allowed}.");
        }
    }
}
