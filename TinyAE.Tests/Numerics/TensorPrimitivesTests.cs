using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using TinyAE.Numerics;
using TinyAE.Tests.House;

namespace TinyAE.Tests.Numerics;

/// <summary>The functions of System.Numerics.Tensors that the library calls give the bits of a plain loop, at every length and alignment.</summary>
public sealed class TensorPrimitivesTests
{
    private static readonly Dictionary<string, (Action<byte[], byte[], byte[], int, int> Call, Func<byte, byte, byte> Plain)> Tested = new()
    {
        ["Add"] = ((a, b, y, from, n) => TensorPrimitives.Add<byte>(a.AsSpan(from, n), b.AsSpan(from, n), y.AsSpan(from, n)), (a, b) => unchecked((byte)(a + b))),
        ["Subtract"] = ((a, b, y, from, n) => TensorPrimitives.Subtract<byte>(a.AsSpan(from, n), b.AsSpan(from, n), y.AsSpan(from, n)), (a, b) => unchecked((byte)(a - b))),
    };

    [Fact]
    public void EachFunctionInUseIsTestedHere()
    {
        foreach ((_, string path) in Sources.Library)
        {
            foreach (Match call in Regex.Matches(File.ReadAllText(path), @"\bTensorPrimitives\.(\w+)[<(]"))
            {
                Assert.True(Tested.ContainsKey(call.Groups[1].Value), $"{path} calls TensorPrimitives.{call.Groups[1].Value}, which no test compares with a plain loop.");
            }
        }
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Subtract")]
    public void TheBitsAreThoseOfAPlainLoop(string name)
    {
        float[] draw = new float[600];
        Noise.Uniform(new RandomKey(1, 1000, 0), 0, draw);
        byte[] a = [.. draw[..300].Select(value => (byte)(256 * value))], b = [.. draw[300..].Select(value => (byte)(256 * value))];
        for (int from = 0; from < 17; from += 3)
        {
            for (int n = 0; n <= 256; n++)
            {
                byte[] y = new byte[300];
                Tested[name].Call(a, b, y, from, n);
                for (int i = 0; i < y.Length; i++)
                {
                    Assert.Equal(i >= from && i < from + n ? Tested[name].Plain(a[i], b[i]) : 0, y[i]);
                }
            }
        }
    }
}
