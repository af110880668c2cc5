namespace TinyAE.Models;

/// <summary>Which terms of an objective count: all of them in training, one at a time in a gradient check.</summary>
public readonly record struct TermSet
{
    private readonly ulong _left; // a bit for each term left out, so that default means all

    private TermSet(ulong left) => _left = left;

    /// <summary>Every term; the default.</summary>
    public static TermSet All => default;

    /// <summary>One term alone.</summary>
    /// <param name="index">Its index in <see cref="IObjective{T}.Terms"/>, 0 to 63.</param>
    public static TermSet Only(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 63u);
        return new TermSet(~(1UL << index));
    }

    /// <summary>True if the term counts.</summary>
    public bool Contains(int index) => (_left >> index & 1) == 0;
}
