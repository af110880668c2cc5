using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class ReductionTests
{
    private readonly struct SquaredDifference<T> : IBinaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V a, V b)
            where V : struct, IRegister<V, T> => (a - b) * (a - b);
    }

    // One at zero: padding that counted would show.
    private readonly struct Bump<T> : IUnaryMap<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public V Apply<V>(V x)
            where V : struct, IRegister<V, T> => V.One / (V.One + x * x);
    }

    private static T[] Values<T>(int count, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        T[] values = new T[count];
        for (int i = 0; i < count; i++) values[i] = T.CreateTruncating((random.NextDouble() - 0.4) * Math.Pow(10, random.Next(-3, 3)));
        return values;
    }

    private static readonly int[] Lengths =
        [.. Enumerable.Range(0, 200), 255, 256, 257, 1000, 4095, 4096, 4097, 4160, 8192, 8300, 100_001];

    private static void SumsAreTheirDefinition<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Values<T>(100_020, 1), y = Values<T>(100_020, 2);
        foreach (int n in Lengths)
        {
            foreach (int at in new[] { 0, 1, 7 })
            {
                T[] a = x[at..(at + n)], b = y[..n];
                ReadOnlySpan<T> sa = x.AsSpan(at, n), sb = y.AsSpan(0, n);
                Assert.Equal(T.CreateTruncating(MapSumTests.Defined(a)), Reduction.Sum(sa));
                Assert.Equal(T.CreateTruncating(MapSumTests.Defined<T>([.. a.Zip(b, (p, q) => p * q)])), Reduction.Dot(sa, sb));
                Assert.Equal(T.CreateTruncating(MapSumTests.Defined<T>([.. a.Select(p => p * p)])), Reduction.SumOfSquares(sa));
                Assert.Equal(MapSumTests.Defined<T>([.. a.Select(p => T.One / (T.One + p * p))]), Reduction.Sum(new Bump<T>(), sa));
                Assert.Equal(MapSumTests.Defined<T>([.. a.Zip(b, (p, q) => (p - q) * (p - q))]), Reduction.Sum(new SquaredDifference<T>(), sa, sb));
                Assert.Equal(a.Aggregate(0.0, (sum, p) => sum + double.CreateTruncating(p)), Reduction.SumInOrder(sa));
                Assert.Equal(a.Aggregate(T.Zero, (most, p) => T.Max(most, T.Abs(p))), Reduction.MaxAbs(sa));
            }
        }
    }

    [Fact]
    public void FloatSumsAreTheirDefinition() => SumsAreTheirDefinition<float>();

    [Fact]
    public void DoubleSumsAreTheirDefinition() => SumsAreTheirDefinition<double>();

    [Fact]
    public void ThreadsChangeNoBitOfASum()
    {
        float[] a = Values<float>(400_001, 5), b = Values<float>(a.Length, 6);
        double expected = MapSumTests.Defined<float>([.. a.Zip(b, (p, q) => (p - q) * (p - q))]);
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            using var workers = new Workers(threads);
            Assert.Equal(expected, Reduction.Sum(new SquaredDifference<float>(), a, b, workers));
        }
    }

    [Fact]
    public void FloatSumsAreMoreExactThanAPlainLoop()
    {
        float[] x = [.. Enumerable.Repeat(0.1f, 1_000_000)];
        Assert.Equal(1_000_000 * (double)0.1f, Reduction.Sum<float>(x), 1.0);
        Assert.True(Math.Abs(x.Aggregate(0f, (sum, value) => sum + value) - 100_000) > 900);
    }

    [Fact]
    public void NaNAndInfinityPropagate()
    {
        for (int n = 1; n <= 140; n++)
        {
            float[] x = new float[n];
            x[n * 7 % n] = float.NaN;
            x[n - 1] = float.NaN;
            Assert.True(float.IsNaN(Reduction.Sum<float>(x)) && float.IsNaN(Reduction.MaxAbs<float>(x)));
            x = new float[n];
            x[0] = float.NaN;
            x[n - 1] = n == 1 ? float.NaN : float.NegativeInfinity;
            Assert.True(float.IsNaN(Reduction.MaxAbs<float>(x)));
            x[0] = 1;
            x[n - 1] = float.NegativeInfinity;
            Assert.Equal(float.PositiveInfinity, Reduction.MaxAbs<float>(x));
            Assert.Equal(float.NegativeInfinity, Reduction.Sum<float>(x));
        }
    }

    private static T[] ColumnDefinition<T>(T[] x, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] total = new T[columns];
        for (int start = 0; start < rows; start += 256)
        {
            for (int j = 0; j < columns; j++)
            {
                T[] s = new T[4];
                for (int n = start; n < Math.Min(start + 256, rows); n++) s[(n - start) % 4] += x[n * columns + j];
                total[j] += (s[0] + s[2]) + (s[1] + s[3]);
            }
        }

        return total;
    }

    private static void ColumnSumsAreTheirDefinition<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int rows in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 32, 255, 256, 257, 514, 1000 })
        {
            foreach (int columns in new[] { 0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 35, 49, 64, 100, 600 })
            {
                T[] x = Values<T>(rows * columns, rows + columns);
                T[] expected = ColumnDefinition(x, rows, columns), before = Values<T>(columns + 3, 9), sums = (T[])before.Clone();
                Reduction.ColumnSums(x, rows, columns, sums.AsSpan(), Write.Over);
                Widths.AssertSameBits<T>([.. expected, .. before[columns..]], sums, $"{rows} x {columns}");
                sums = (T[])before.Clone();
                Reduction.ColumnSums(x, rows, columns, sums.AsSpan(), Write.Add);
                Widths.AssertSameBits<T>([.. expected.Zip(before, (s, b) => b + s), .. before[columns..]], sums, $"{rows} x {columns} added");
            }
        }
    }

    [Fact]
    public void FloatColumnSumsAreTheirDefinition() => ColumnSumsAreTheirDefinition<float>();

    [Fact]
    public void DoubleColumnSumsAreTheirDefinition() => ColumnSumsAreTheirDefinition<double>();

    [Fact]
    public void EveryWidthGivesTheSameColumnSumsAndRows()
    {
        foreach (int rows in new[] { 1, 3, 40, 257 })
        {
            for (int columns = 1; columns <= 70; columns++)
            {
                float[] x = Values<float>(rows * columns, 1), row = Values<float>(columns, 2), expected = ColumnDefinition(x, rows, columns);
                float[] plus = [.. x.Select((value, i) => value + row[i % columns])];
                foreach (int bits in Widths.All)
                {
                    float[] sums = new float[columns], y = (float[])x.Clone();
                    Widths.Run(bits, new ColumnsKernel<float>(new RowSums<float>(x, rows, columns), sums, Write.Over), 0, columns);
                    Widths.AssertSameBits<float>(expected, sums, $"{rows} x {columns} at {bits} bits");
                    Widths.Run(bits, new AddRowKernel<float>(y, columns, row), 0, rows);
                    Widths.AssertSameBits<float>(plus, y, $"row added to {rows} x {columns} at {bits} bits");
                }
            }
        }
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(30_000, 5)]
    [InlineData(6001, 32)]
    [InlineData(2500, 1024)]
    [InlineData(2500, 1025)]
    [InlineData(128, 784)]
    [InlineData(3, 40_000)]
    public void ThreadsChangeNoBitOfRowsAndColumns(int rows, int columns)
    {
        float[] x = Values<float>(rows * columns, 1), row = Values<float>(columns, 2), expected = ColumnDefinition(x, rows, columns);
        float[] plus = [.. x.Select((value, i) => value + row[i % columns])];
        foreach (int threads in new[] { 1, 2, 3, 8 })
        {
            using var workers = new Workers(threads);
            float[] sums = new float[columns], y = (float[])x.Clone();
            Reduction.ColumnSums<float>(x, rows, columns, sums, Write.Over, workers);
            Widths.AssertSameBits<float>(expected, sums, $"{threads} threads");
            Reduction.ColumnSums<float>(x, rows, columns, sums, Write.Add, workers);
            Widths.AssertSameBits<float>([.. expected.Select(s => s + s)], sums, $"{threads} threads, added");
            Reduction.AddRow<float>(y, rows, columns, row, workers);
            Widths.AssertSameBits<float>(plus, y, $"{threads} threads, row added");
        }
    }

    [Fact]
    public void RowsAreAddedInDoubleAndBeyondTheMatrixNothingChanges()
    {
        foreach (int columns in new[] { 1, 3, 16, 21 })
        {
            double[] y = Values<double>(7 * columns + 5, 1), row = Values<double>(columns, 2);
            double[] expected = [.. y.Select((value, i) => i < 7 * columns ? value + row[i % columns] : value)];
            Reduction.AddRow<double>(y, 7, columns, row);
            Assert.Equal(expected, y);
        }

        Reduction.AddRow<float>([], 5, 0, []);
    }

    [Fact]
    public void WrongArgumentsThrow()
    {
        float[] six = new float[6], five = new float[5];
        Assert.Throws<ArgumentException>("b", () => Reduction.Dot<float>(six, five));
        Assert.Throws<ArgumentException>("b", () => Reduction.Sum(new SquaredDifference<float>(), six, five));
        Assert.Throws<ArgumentException>("y", () => Reduction.AddRow<float>(five, 2, 3, six));
        Assert.Throws<ArgumentException>("row", () => Reduction.AddRow<float>(six, 1, 6, five));
        Assert.Throws<ArgumentException>("row", () => Reduction.AddRow<float>(six, 2, 3, six.AsSpan(2, 3)));
        Assert.Throws<ArgumentException>("x", () => Reduction.ColumnSums<float>(five, 2, 3, six, Write.Over));
        Assert.Throws<ArgumentException>("sums", () => Reduction.ColumnSums<float>(six, 1, 6, five, Write.Over));
        Assert.Throws<ArgumentException>("sums", () => Reduction.ColumnSums<float>(six, 2, 3, six.AsSpan(1), Write.Over));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Reduction.AddRow<float>(six, -1, 3, six));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => Reduction.ColumnSums<float>(six, 1, -3, six, Write.Over));
        // 2^31 elements overflow an int: found before anything is read.
        Assert.Throws<ArgumentException>("x", () => Reduction.ColumnSums<float>(six, 65_536, 65_536, six, Write.Over));
    }
}
