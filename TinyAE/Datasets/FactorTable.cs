namespace TinyAE.Datasets;

/// <summary>What images were made from, as dSprites has it: for each sample the class of its shape, its scale, its place, ...</summary>
/// <remarks>Value (n, k) is a whole number of 0 to Sizes[k] − 1 and stands at n · Names.Count + k.</remarks>
public sealed class FactorTable
{
    private readonly ReadOnlyMemory<int> _values;

    /// <summary>A table over the given values, which are not copied.</summary>
    /// <param name="names">The name of each factor, at least one.</param>
    /// <param name="sizes">The number of values that each factor can take, at least 1.</param>
    /// <param name="values">The values of one sample after another.</param>
    /// <exception cref="ArgumentException">
    /// Another number of sizes than of names, a size below 1, a part of a sample, or a value outside its factor's range.
    /// </exception>
    public FactorTable(IReadOnlyList<string> names, IReadOnlyList<int> sizes, ReadOnlyMemory<int> values)
    {
        if (names.Count == 0 || names.Count != sizes.Count || values.Length % names.Count != 0)
        {
            throw new ArgumentException(
                $"Each factor has a name and a size, and each sample a value of each; found {names.Count} names, {sizes.Count} sizes and "
                + $"{values.Length} values.", nameof(names));
        }

        ReadOnlySpan<int> all = values.Span;
        for (int i = 0; i < all.Length; i++)
        {
            int factor = i % names.Count;
            if ((uint)all[i] >= (uint)sizes[factor])
            {
                throw new ArgumentException(
                    $"Sample {i / names.Count} has the {names[factor]} {all[i]}; allowed: 0 to {sizes[factor] - 1}.", nameof(values));
            }
        }

        Names = names;
        Sizes = sizes;
        _values = values;
    }

    /// <summary>The factors' names: shape, scale, orientation, x, y.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of values that each factor can take.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The number of samples.</summary>
    public int Count => _values.Length / Names.Count;

    /// <summary>All values, (samples, factors).</summary>
    public ReadOnlySpan<int> Values => _values.Span;

    /// <summary>The values of one sample, one a factor.</summary>
    /// <param name="sample">0 to Count − 1.</param>
    public ReadOnlySpan<int> this[int sample] => _values.Span.Slice(sample * Names.Count, Names.Count);

    /// <summary>The rows of some samples, without a copy.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many.</param>
    public FactorTable Slice(int start, int count) => new(Names, Sizes, _values.Slice(start * Names.Count, count * Names.Count));

    /// <summary>The rows of these samples, in this order.</summary>
    /// <param name="indices">Each 0 to Count − 1; one may come twice.</param>
    public FactorTable Select(ReadOnlySpan<int> indices)
    {
        int[] chosen = new int[indices.Length * Names.Count];
        for (int n = 0; n < indices.Length; n++)
        {
            this[indices[n]].CopyTo(chosen.AsSpan(n * Names.Count));
        }

        return new FactorTable(Names, Sizes, chosen);
    }
}
