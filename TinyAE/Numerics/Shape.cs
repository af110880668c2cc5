namespace TinyAE.Numerics;

/// <summary>The sizes of an array of one to four dimensions, outermost first; the last one is contiguous in memory.</summary>
/// <remarks>
/// One sample is (features) or (height, width, channels); a parameter is (in, out), (kh, kw, in, out) or (out).
/// The batch is never part of a sample's shape: it is outermost in memory, and <see cref="Pass.Batch"/> says how many.
/// </remarks>
public readonly record struct Shape
{
    private readonly int _d0, _d1, _d2, _d3;

    /// <summary>A shape of one to four dimensions.</summary>
    /// <param name="dimensions">Each at least 1, outermost first.</param>
    /// <exception cref="ArgumentException">No dimension, more than four, one below 1, or more than 2^31 - 1 elements in all.</exception>
    public Shape(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length is 0 or > 4)
        {
            throw new ArgumentException($"A shape has 1 to 4 dimensions; found {dimensions.Length}.", nameof(dimensions));
        }

        long size = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 1)
            {
                throw new ArgumentException($"Each dimension of a shape is at least 1; found {dimension}.", nameof(dimensions));
            }

            size *= dimension;
            if (size > int.MaxValue)
            {
                throw new ArgumentException($"A shape has at most {int.MaxValue} elements; found more.", nameof(dimensions));
            }
        }

        Rank = dimensions.Length;
        Size = (int)size;
        _d0 = dimensions[0];
        _d1 = Rank > 1 ? dimensions[1] : 1;
        _d2 = Rank > 2 ? dimensions[2] : 1;
        _d3 = Rank > 3 ? dimensions[3] : 1;
    }

    /// <summary>The number of dimensions, 1 to 4.</summary>
    public int Rank { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public int Size { get; }

    /// <summary>The size of one dimension; 0 is the outermost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Rank"/>.</exception>
    public int this[int dimension]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, Rank);
            return dimension switch { 0 => _d0, 1 => _d1, 2 => _d2, _ => _d3 };
        }
    }

    /// <summary>The dimensions as an array, outermost first.</summary>
    public int[] ToArray()
    {
        int[] all = [_d0, _d1, _d2, _d3];
        return all[..Rank];
    }

    /// <summary>The shape in words: (28, 28, 1).</summary>
    public override string ToString() => $"({string.Join(", ", ToArray())})";
}
