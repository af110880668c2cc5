namespace TinyAE.Numerics;

/// <summary>Names a stream of random numbers: who draws, and when. The same key gives the same numbers, on every machine.</summary>
/// <remarks>Philox' key is the seed; its counter is (index / 4, sample, step, purpose).</remarks>
/// <param name="Seed">The run's seed.</param>
/// <param name="Purpose">What the numbers are for, see <see cref="RandomPurpose"/>: two purposes never see the same numbers.</param>
/// <param name="Step">The training step, epoch or other occasion.</param>
public readonly record struct RandomKey(ulong Seed, uint Purpose, uint Step)
{
    /// <summary>Four words of the stream: those with the indices 4·<paramref name="block"/> to 4·<paramref name="block"/> + 3.</summary>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="block">The index of a word, divided by 4.</param>
    public (uint R0, uint R1, uint R2, uint R3) Block(uint sample, uint block) =>
        Philox.Block(block, sample, Step, Purpose, (uint)Seed, (uint)(Seed >> 32));

    /// <summary>Word number <paramref name="index"/> of the stream.</summary>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="index">0, 1, ...</param>
    public uint Word(uint sample, uint index)
    {
        (uint r0, uint r1, uint r2, uint r3) = Block(sample, index >> 2);
        return (index & 3) switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 };
    }

    /// <summary>Fills a span with consecutive words of the stream, from word 4·<paramref name="block"/> on.</summary>
    /// <param name="sample">Which sample of the batch, or 0.</param>
    /// <param name="block">The index of the first word, divided by 4.</param>
    /// <param name="words">Overwritten; any length.</param>
    public void Fill(uint sample, uint block, Span<uint> words)
    {
        int written = PhiloxLanes.Fill(this, sample, block, words);
        words = words[written..];
        for (block += (uint)written / 4; words.Length >= 4; words = words[4..])
            (words[0], words[1], words[2], words[3]) = Block(sample, block++);
        for (int i = 0; i < words.Length; i++) words[i] = Word(sample, 4 * block + (uint)i);
    }
}
