using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

public class PixelValuesTests
{
    [Fact]
    public void EveryByteBecomesTheNearestNumber()
    {
        for (int length = 0; length <= 300; length++)
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 37))];
            float[] floats = new float[length + 1];
            double[] doubles = new double[length + 1];
            (floats[length], doubles[length]) = (7, 7);
            PixelValues.FromBytes<float>(bytes, floats);
            PixelValues.FromBytes<double>(bytes, doubles);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal(bytes[i] / 255f, floats[i]);
                Assert.Equal(bytes[i] / 255.0, doubles[i]);
                Assert.Equal(bytes[i], PixelValues.ToByte(floats[i]));
            }

            Assert.Equal((7f, 7.0), (floats[length], doubles[length]));
        }

        Assert.Throws<ArgumentException>(() => PixelValues.FromBytes<float>(new byte[3], new float[2]));
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0.49 / 255, 0)]
    [InlineData(0.51 / 255, 1)]
    [InlineData(1.5, 255)]
    [InlineData(double.PositiveInfinity, 255)]
    public void RoundsAndClips(double value, byte expected) => Assert.Equal(expected, PixelValues.ToByte(value));
}
