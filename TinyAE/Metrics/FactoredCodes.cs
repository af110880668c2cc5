namespace TinyAE.Metrics;

/// <summary>Codes of samples whose factors of variation are known: shape, size, place.</summary>
public sealed class FactoredCodes
{
    private readonly int[] _factors;

    /// <summary>Joins codes and factors.</summary>
    /// <param name="codes">(Count, dimensions), mean codes, each number finite; not copied.</param>
    /// <param name="dimensions">D, the latents, at least 1.</param>
    /// <param name="names">The name of each of F factors, at least one.</param>
    /// <param name="sizes">How many values each factor can have, at least 1.</param>
    /// <param name="factors">(Count, F), the value of each factor, in [0, size).</param>
    /// <exception cref="ArgumentException">A size does not fit, a value is out of range, or a number is not finite.</exception>
    public FactoredCodes(
        float[] codes, int dimensions, IReadOnlyList<string> names, IReadOnlyList<int> sizes, ReadOnlySpan<int> factors)
    {
        Count = Finite.Samples(codes.Length, dimensions, nameof(codes));
        Finite.Check(codes, dimensions, nameof(codes));
        if (names.Count == 0 || names.Count != sizes.Count || factors.Length != (long)Count * names.Count)
        {
            throw new ArgumentException(
                $"{Count} codes with {names.Count} names of factors need as many sizes and {(long)Count * names.Count} values; "
                + $"found {sizes.Count} and {factors.Length}.", nameof(factors));
        }

        // Kept factor by factor, as they are read.
        _factors = new int[factors.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            (int n, int k) = (i / names.Count, i % names.Count);
            if ((uint)factors[i] >= (uint)sizes[k])
            {
                throw new ArgumentException(
                    $"The factor {names[k]} is 0 to {sizes[k] - 1}; sample {n} has {factors[i]}.", nameof(factors));
            }

            _factors[k * Count + n] = factors[i];
        }

        Codes = codes;
        Dimensions = dimensions;
        Names = [.. names];
        Sizes = [.. sizes];
        Varying = [.. Enumerable.Range(0, names.Count).Where(k => Factor(k).ContainsAnyExcept(Factor(k)[0]))];
        if (Varying.Count == 0)
        {
            throw new ArgumentException("No factor has more than one value among these samples.", nameof(factors));
        }
    }

    /// <summary>(Count, Dimensions).</summary>
    public float[] Codes { get; }

    /// <summary>D, the latents.</summary>
    public int Dimensions { get; }

    /// <summary>The name of each factor.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many values each factor can have.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The factors with more than one value among the samples, by their number: only these say something.</summary>
    public IReadOnlyList<int> Varying { get; }

    /// <summary>How many samples there are.</summary>
    public int Count { get; }

    /// <summary>The value of factor number <paramref name="k"/> of each sample.</summary>
    public ReadOnlySpan<int> Factor(int k) => _factors.AsSpan(k * Count, Count);
}
