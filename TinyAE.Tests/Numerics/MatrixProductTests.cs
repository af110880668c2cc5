using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

/// <summary>Every product is compared, bit by bit, with three loops that follow the definition word by word.</summary>
public class MatrixProductTests
{
    private const float Canary = 12345.678f;

    private static readonly TileKernels[] AllKernels = [TileKernels.Of(512), TileKernels.Of(256), TileKernels.Of(128)];

    public static TheoryData<bool, bool, Write> Forms()
    {
        TheoryData<bool, bool, Write> forms = [];
        foreach (bool aTransposed in new[] { false, true })
            foreach (bool bTransposed in new[] { false, true })
                foreach (Write write in new[] { Write.Over, Write.Add })
                    forms.Add(aTransposed, bTransposed, write);
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void EverySmallSizeAtEveryWidth(bool aTransposed, bool bTransposed, Write write)
    {
        for (int m = 1; m <= 19; m++)
            for (int n = 1; n <= 19; n++)
                for (int k = 1; k <= 19; k += k < 6 ? 1 : 3)
                    Compare(m, n, k, aTransposed, bTransposed, write, [null], offset: (m + n + k) % 4);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryNumberOfColumnsUpToThreePanels(bool aTransposed, bool bTransposed, Write write)
    {
        for (int n = 20; n <= 100; n++) Compare(1 + n % 10, n, 1 + n % 23, aTransposed, bTransposed, write, [null], offset: n % 16);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void LargeOddSizesAndThreads(bool aTransposed, bool bTransposed, Write write)
    {
        using Workers two = new(2), three = new(3), eight = new(8);
        (int M, int N, int K)[] sizes =
        [
            (193, 65, 257), (200, 33, 513), (7, 530, 300), (385, 17, 515), (1, 1000, 700), (65, 97, 1025), (9, 1100, 259), (577, 5, 256),
            (100, 3, 2000), (64, 64, 512), (128, 129, 255), (67, 545, 300), (8, 32, 1), (300, 300, 2),
        ];
        foreach ((int m, int n, int k) in sizes) Compare(m, n, k, aTransposed, bTransposed, write, [null, two, three, eight], offset: 3);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryAlignment(bool aTransposed, bool bTransposed, Write write)
    {
        for (int offset = 0; offset < 16; offset++)
        {
            Compare(9, 37, 11, aTransposed, bTransposed, write, [null], offset);
            Compare(70, 75, 260, aTransposed, bTransposed, write, [null], offset);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void DoubleFollowsTheSameDefinition(bool aTransposed, bool bTransposed, Write write)
    {
        foreach ((int m, int n, int k) in new[] { (1, 1, 1), (3, 5, 7), (13, 70, 300), (5, 130, 513), (4, 3, 0) })
        {
            double[] a = Numbers<double>(m * k, 1), b = Numbers<double>(k * n, 2), c = Numbers<double>(m * n, 3), expected = [.. c];
            Oracle(a, aTransposed, b, bTransposed, expected, m, n, k, write);
            Call(a, aTransposed, b, bTransposed, c, m, n, k, write, null);
            Assert.Equal(expected, c);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ThePublicFunctionsTakeTheirTranspositions(bool aTransposed, bool bTransposed, Write write)
    {
        const int m = 5, n = 7, k = 300;
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), c = Numbers<float>(m * n, 3), expected = [.. c];
        Oracle(a, aTransposed, b, bTransposed, expected, m, n, k, write);
        Call(a, aTransposed, b, bTransposed, c, m, n, k, write, null);
        Assert.Equal(expected, c);
    }

    [Fact]
    public void AddingEqualsAProductWrittenElsewhereAndAdded()
    {
        const int m = 30, n = 40, k = 600;
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), c = Numbers<float>(m * n, 3), product = new float[m * n];
        MatrixProduct.AB<float>(a, b, product, m, n, k);
        float[] expected = [.. c.Zip(product, (x, y) => x + y)];
        MatrixProduct.AB<float>(a, b, c, m, n, k, Write.Add);
        Assert.Equal(expected, c);
    }

    [Fact]
    public void AnEmptySumIsZero()
    {
        float[] c = [1, float.NegativeZero, 3, 4];
        MatrixProduct.AB<float>([], [], c, 2, 2, 0, Write.Add);
        Assert.Equal([1, 0, 3, 4], c);
        Assert.False(float.IsNegative(c[1]));
        MatrixProduct.AB<float>([], [], c, 2, 2, 0);
        Assert.Equal([0, 0, 0, 0], c);
        MatrixProduct.AB<float>([], new float[6], c, 0, 2, 3);
        MatrixProduct.AB<float>(new float[6], [], c, 2, 0, 3);
        Assert.Equal([0, 0, 0, 0], c);
    }

    [Theory]
    [InlineData(5, 7, 9)]
    [InlineData(70, 90, 300)]
    public void NaNAndInfinityReachExactlyTheElementsTheyMeet(int m, int n, int k)
    {
        float[] a = Numbers<float>(m * k, 1), b = Numbers<float>(k * n, 2), c = new float[m * n], expected = new float[m * n];
        a[2 * k + k - 1] = float.NaN;
        a[4 * k] = float.PositiveInfinity;
        b[3] = float.NegativeInfinity;
        b[n + n - 1] = 0;
        Oracle(a, false, b, false, expected, m, n, k, Write.Over);
        MatrixProduct.AB<float>(a, b, c, m, n, k);
        Assert.All(Enumerable.Range(0, n), j => Assert.True(float.IsNaN(c[2 * n + j])));
        Assert.True(float.IsFinite(c[0]) && float.IsInfinity(c[3]) && float.IsInfinity(c[4 * n]));
        Assert.Equal(expected, c); // xunit takes NaN as equal to NaN
    }

    [Fact]
    public void ShortSpansAndNegativeSizesAreNamed()
    {
        float[] six = new float[6], five = new float[5];
        Check("a has 5 elements", "2 x 3 = 6", () => MatrixProduct.AB<float>(five, six, six, 2, 2, 3));
        Check("b has 5 elements", "3 x 2 = 6", () => MatrixProduct.AtB<float>(six, five, six, 2, 2, 3));
        Check("c has 5 elements", "2 x 3 = 6", () => MatrixProduct.ABt<float>(six, six, five, 2, 3, 2));
        Check("0 rows or more", "-1", () => MatrixProduct.AtBt<float>(six, six, six, -1, 2, 3));
        Check("0 columns or more", "-2", () => MatrixProduct.AB<double>(new double[6], new double[6], new double[6], 1, -2, 3));
        Check("0 or more", "-3", () => MatrixProduct.AB<float>(six, six, six, 1, 2, -3));
        Check("a has 6 elements", "65536 x 65536 = 4294967296", () => MatrixProduct.AB<float>(six, six, six, 65536, 1, 65536));

        static void Check(string found, string allowed, Action product)
        {
            string message = Assert.ThrowsAny<ArgumentException>(product).Message;
            Assert.Contains(found, message, StringComparison.Ordinal);
            Assert.Contains(allowed, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ADestinationThatOverlapsAFactorIsRefused()
    {
        float[] all = new float[20];
        Assert.Throws<ArgumentException>(() => MatrixProduct.AB<float>(all.AsSpan(0, 4), new float[4], all.AsSpan(3, 4), 2, 2, 2));
        Assert.Throws<ArgumentException>(() => MatrixProduct.AB<float>(new float[4], all.AsSpan(0, 4), all.AsSpan(3, 4), 2, 2, 2));
        MatrixProduct.AB<float>(all.AsSpan(0, 4), all.AsSpan(2, 4), all.AsSpan(6, 4), 2, 2, 2);
    }

    private static void Compare(int m, int n, int k, bool aTransposed, bool bTransposed, Write write, Workers?[] teams, int offset)
    {
        Span<float> a = Numbers<float>(offset + m * k, 11 * m + k).AsSpan(offset);
        // What lies around the right factor must not leak into a product that reads whole vectors.
        float[] around = [.. Enumerable.Repeat(float.NaN, offset), .. Numbers<float>(k * n, 13 * n + k), .. Enumerable.Repeat(float.NaN, 40)];
        Span<float> b = around.AsSpan(offset);
        float[] before = new float[offset + m * n + 40];
        Array.Fill(before, Canary);
        Numbers<float>(m * n, 17 * m + n).CopyTo(before, offset);
        float[] expected = [.. before];
        Oracle<float>(a, aTransposed, b, bTransposed, expected.AsSpan(offset, m * n), m, n, k, write);
        float[] actual = new float[before.Length];
        foreach (TileKernels kernels in AllKernels)
        {
            foreach (Workers? workers in teams)
            {
                before.CopyTo(actual, 0);
                FloatProduct.Run(kernels, a, aTransposed, b, bTransposed, actual.AsSpan(offset), m, n, k, write, workers);
                int wrong = FirstDifference(expected, actual);
                Assert.True(wrong < 0, wrong < 0 ? "" : $"{m} x {n} x {k}, tile {kernels.Rows} x {kernels.Columns}, {workers?.Count ?? 1} threads: " +
                    $"element {wrong - offset} is {actual[wrong]:R}, not {expected[wrong]:R}");
            }
        }
    }

    private static int FirstDifference(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i])) return i;
        }
        return -1;
    }

    private static void Call<T>(T[] a, bool aTransposed, T[] b, bool bTransposed, T[] c, int m, int n, int k, Write write, Workers? workers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (aTransposed && bTransposed) MatrixProduct.AtBt<T>(a, b, c, m, n, k, write, workers);
        else if (aTransposed) MatrixProduct.AtB<T>(a, b, c, m, n, k, write, workers);
        else if (bTransposed) MatrixProduct.ABt<T>(a, b, c, m, n, k, write, workers);
        else MatrixProduct.AB<T>(a, b, c, m, n, k, write, workers);
    }

    private static void Oracle<T>(ReadOnlySpan<T> a, bool aTransposed, ReadOnlySpan<T> b, bool bTransposed, Span<T> c, int m, int n, int k,
        Write write) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T total = T.Zero, block = T.Zero;
                for (int p = 0; p < k; p++)
                {
                    block = T.FusedMultiplyAdd(aTransposed ? a[p * m + i] : a[i * k + p], bTransposed ? b[j * k + p] : b[p * n + j], block);
                    if (p % 256 != 255 && p != k - 1) continue;
                    total = p < 256 ? block : total + block;
                    block = T.Zero;
                }
                c[i * n + j] = write == Write.Add ? c[i * n + j] + total : total;
            }
        }
    }

    /// <summary>Numbers of very different size, so that any change of the order of additions changes bits.</summary>
    private static T[] Numbers<T>(int count, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] numbers = new T[count];
        uint state = (uint)seed * 2654435761 + 12345;
        for (int i = 0; i < count; i++)
        {
            state = state * 1664525 + 1013904223;
            T mantissa = T.CreateChecked((int)(state >> 8) - (1 << 23)) / T.CreateChecked(1 << 23);
            numbers[i] = mantissa * T.CreateChecked(1 << (int)(state >> 5 & 7));
        }
        return numbers;
    }
}
