using System.Runtime.Intrinsics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public sealed class PhiloxTests
{
    /// <summary>The known-answer vectors of Random123, philox4x32 with 10 rounds.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void KnownAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void AKeyPlacesSeedPurposeStepSampleAndIndexWhereItSays()
    {
        RandomKey key = new(0x299f31d0_a4093822, 0x03707344, 0x13198a2e);
        Assert.Equal((0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u), key.Block(0x85a308d3, 0x243f6a88));
        (uint r0, uint r1, uint r2, uint r3) = key.Block(5, 7);
        Assert.Equal([r0, r1, r2, r3], new[] { key.Word(5, 28), key.Word(5, 29), key.Word(5, 30), key.Word(5, 31) });
    }

    [Fact]
    public void AKeyFillsSpansOfAnyLength()
    {
        RandomKey key = new(7, 1000, 3);
        for (int length = 0; length <= 100; length++)
        {
            foreach (uint block in new[] { 0u, 1u, 25u })
            {
                uint[] words = new uint[length];
                key.Fill(5, block, words);
                Assert.Equal(Enumerable.Range(0, length).Select(i => key.Word(5, (4 * block) + (uint)i)), words);
            }
        }
    }

    [Fact]
    public void LanesGiveTheWordsOfBlocks()
    {
        // The counter of blocks runs over 2³², too.
        RandomKey key = new(0x0123456789abcdef, 1000, 3);
        foreach (uint block in new[] { 0u, 7u, uint.MaxValue - 9 })
        {
            for (int length = 0; length <= 150; length++)
            {
                uint[] expected = new uint[length], words = new uint[length];
                for (int i = 0; i < length; i++)
                {
                    (uint r0, uint r1, uint r2, uint r3) = key.Block(5, block + (uint)i / 4);
                    expected[i] = (i % 4) switch { 0 => r0, 1 => r1, 2 => r2, _ => r3 };
                }

                int written = PhiloxLanes.Fill<Vector512<ulong>, Words512>(key, 5, block, words);
                Assert.Equal(length / 32 * 32, written);
                Assert.Equal(expected[..written], words[..written]);
                Array.Clear(words);
                written = PhiloxLanes.Fill<Vector256<ulong>, Words256>(key, 5, block, words);
                Assert.Equal(length / 16 * 16, written);
                Assert.Equal(expected[..written], words[..written]);
            }
        }
    }
}
