using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class InnerProductTests
{
    [Fact]
    public void TheSumIsThatOfTheEightLanes()
    {
        for (int length = 0; length <= 70; length++)
        {
            float[] a = new float[length];
            float[] b = new float[length];
            Noise.Normal(new RandomKey((ulong)length, RandomPurpose.Study, 0), 0, a);
            Noise.Normal(new RandomKey((ulong)length, RandomPurpose.Study, 0), 1, b);
            double[] lanes = new double[8];
            for (int i = 0; i < length; i++)
            {
                lanes[i < length / 8 * 8 ? i % 8 : 0] += (double)a[i] * b[i];
            }

            double expected = lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
            Assert.Equal(BitConverter.DoubleToUInt64Bits(expected), BitConverter.DoubleToUInt64Bits(InnerProduct.Of<float>(a, b)));
            Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), InnerProduct.Of<float>(a, b), 1e-12);
        }
    }

    [Fact]
    public void ProductsOfFloatsDoNotOverflow() => Assert.Equal(2e76, InnerProduct.Of<float>([1e38f, 1e38f], [1e38f, 1e38f]), 1e70);

    [Fact]
    public void DifferentLengthsAreRefused() => Assert.Throws<ArgumentException>(() => InnerProduct.Of<double>([1, 2], [1]));
}
