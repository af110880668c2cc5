using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>What a reader found: images to train on and, if the data has it, a test part of its own.</summary>
/// <param name="Training">The training part, or all.</param>
/// <param name="Test">The data's own test part, or null.</param>
/// <param name="IsSorted">Whether images of one kind may stand together, so that the first or last ones are not like the rest.</param>
internal sealed record DataParts(ImageSet Training, ImageSet? Test, bool IsSorted = false)
{
    /// <summary>
    /// Divides the images: HeldOut of them from the end of the training part; without that number the test part, else the last tenth
    /// (rounded down, at least one). Of the rest the first Count remain. Sorted images are first put into an order drawn from the seed.
    /// </summary>
    /// <exception cref="InvalidDataException">There are too few images for two parts.</exception>
    public DataSplit Split(DataOptions options)
    {
        int held = options.HeldOut ?? (Test is null ? Math.Max(1, Training.Count / 10) : 0);
        int rest = Training.Count - held;
        if (rest < 1)
        {
            throw new InvalidDataException(
                $"{Training.Name}: {held} images shall be held out and at least one remain to train on; there are {Training.Count}.");
        }

        int kept = Math.Min(options.Count ?? rest, rest);
        if (!IsSorted)
        {
            return new DataSplit(Training.Slice(0, kept), held == 0 ? Test! : Training.Slice(rest, held));
        }

        int[] order = Order(options.Seed);
        return new DataSplit(Training.Select(order.AsSpan(0, kept)), held == 0 ? Test! : Training.Select(order.AsSpan(rest, held)));
    }

    /// <summary>The training part as it stands, or Count images of it: the first, of sorted ones some drawn from the seed.</summary>
    public ImageSet Whole(DataOptions options)
    {
        int kept = Math.Min(options.Count ?? Training.Count, Training.Count);
        return kept == Training.Count ? Training
            : IsSorted ? Training.Select(Order(options.Seed).AsSpan(0, kept))
            : Training.Slice(0, kept);
    }

    /// <summary>The parts with each image changed.</summary>
    public DataParts Select(Func<ImageSet, ImageSet> change) => new(change(Training), Test is null ? null : change(Test), IsSorted);

    private int[] Order(ulong seed)
    {
        int[] order = new int[Training.Count];
        Noise.Permutation(new RandomKey(seed, RandomPurpose.Data, OrderStep), order);
        return order;
    }

    private const uint OrderStep = uint.MaxValue; // the generators count from 0
}
