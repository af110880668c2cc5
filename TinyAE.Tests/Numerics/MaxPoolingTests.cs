using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class MaxPoolingTests
{
    /// <summary>Every number of channels leaves another part of a register empty; NaNs, infinities and equal numbers are among the data.</summary>
    [Fact]
    public void TheRegistersTakeTheFirstLargestOfEachWindow()
    {
        for (int channels = 1; channels <= 35; channels++)
        {
            PoolingShape shape = new(Window.Of(5, 3, 2, Padding.Same), Window.Of(6, 2, 1, Padding.Valid), channels);
            float[] x = [.. Widths.Floats(2 * shape.Input.Size, channels).Select((value, i) => i % 5 == 0 ? 1 : value)];
            float[] y = new float[2 * shape.Output.Size], place = new float[y.Length];
            MaxPooling.Forward<float>(shape, x, y, place, 2);
            for (int i = 0; i < y.Length; i++)
            {
                (float best, int at) = Largest(shape, x, i);
                Assert.True(best.Equals(y[i]), $"{channels} channels: y_{i} is {y[i]}, expected {best}");
                Assert.Equal(at, place[i]);
            }
        }
    }

    private static (float Best, int At) Largest(PoolingShape shape, float[] x, int output)
    {
        int c = output % shape.Channels, w = output / shape.Channels % shape.Horizontal.Output;
        int h = output / shape.Channels / shape.Horizontal.Output % shape.Vertical.Output, n = output / shape.Output.Size;
        (float Best, int At)? found = null;
        for (int i = 0; i < shape.Vertical.Kernel; i++)
        {
            for (int j = 0; j < shape.Horizontal.Kernel; j++)
            {
                int u = h * shape.Vertical.Stride - shape.Vertical.Before + i, v = w * shape.Horizontal.Stride - shape.Horizontal.Before + j;
                if (u < 0 || v < 0 || u >= shape.Vertical.Input || v >= shape.Horizontal.Input) continue;
                float here = x[((n * shape.Vertical.Input + u) * shape.Horizontal.Input + v) * shape.Channels + c];
                bool larger = found is not (float best, _) || here > best || (float.IsNaN(here) && !float.IsNaN(best));
                if (larger) found = (here, i * shape.Horizontal.Kernel + j);
            }
        }

        return found!.Value;
    }
}
