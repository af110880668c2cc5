using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class WindowTests
{
    /// <summary>Keras' sizes and offsets: ⌈n / s⌉ outputs; where the padding is odd, the larger half comes after.</summary>
    [Theory]
    [InlineData(28, 3, 1, 28, 1)]
    [InlineData(28, 3, 2, 14, 0)] // 1 in all, after
    [InlineData(7, 3, 2, 4, 1)]
    [InlineData(5, 2, 1, 5, 0)]
    [InlineData(5, 4, 1, 5, 1)] // 1 before, 2 after
    [InlineData(6, 4, 2, 3, 1)]
    [InlineData(7, 4, 2, 4, 1)] // 3 in all
    [InlineData(8, 2, 2, 4, 0)]
    [InlineData(5, 1, 3, 2, 0)]
    [InlineData(1, 3, 1, 1, 1)]
    [InlineData(1, 4, 2, 1, 1)]
    [InlineData(2, 5, 3, 1, 1)] // 3 in all
    public void SameIsThatOfKeras(int input, int kernel, int stride, int output, int before)
    {
        Window window = Window.Of(input, kernel, stride, Padding.Same);
        Assert.Equal((input, kernel, stride, output, before), (window.Input, window.Kernel, window.Stride, window.Output, window.Before));
    }

    [Theory]
    [InlineData(28, 3, 1, 26)]
    [InlineData(28, 3, 2, 13)]
    [InlineData(7, 7, 3, 1)]
    [InlineData(8, 2, 3, 3)]
    [InlineData(7, 2, 3, 2)]
    [InlineData(1, 1, 1, 1)]
    public void ValidStaysInside(int input, int kernel, int stride, int output)
    {
        Window window = Window.Of(input, kernel, stride, Padding.Valid);
        Assert.Equal((output, 0), (window.Output, window.Before));
    }

    [Theory]
    [InlineData(7, 3, 2, Padding.Same, null, 14, 0)]
    [InlineData(7, 3, 1, Padding.Same, null, 7, 1)]
    [InlineData(2, 3, 2, Padding.Same, 0, 3, 1)]
    [InlineData(2, 3, 2, Padding.Same, 1, 4, 0)]
    [InlineData(4, 4, 2, Padding.Same, null, 8, 1)]
    [InlineData(4, 4, 2, Padding.Same, 1, 7, 1)]
    [InlineData(2, 3, 2, Padding.Valid, null, 5, 0)]
    [InlineData(2, 3, 2, Padding.Valid, 1, 6, 0)]
    [InlineData(3, 2, 3, Padding.Valid, null, 9, 0)]
    [InlineData(3, 2, 3, Padding.Valid, 0, 8, 0)]
    [InlineData(7, 1, 1, Padding.Valid, null, 7, 0)]
    public void TheTransposedSizesAreThoseOfKeras(
        int size, int kernel, int stride, Padding padding, int? outputPadding, int input, int before)
    {
        Window window = Window.Transposed(size, kernel, stride, padding, outputPadding);
        Assert.Equal((input, size, before), (window.Input, window.Output, window.Before));
    }

    [Fact]
    public void WithoutOutputPaddingTheTransposedConvolutionUndoesTheSize()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            int size = random.Next(1, 20), kernel = random.Next(1, 8), stride = random.Next(1, 6);
            Window same = Window.Transposed(size, kernel, stride, Padding.Same);
            Assert.Equal(Window.Of(same.Input, kernel, stride, Padding.Same), same);
            Window valid = Window.Transposed(size, kernel, stride, Padding.Valid);
            Assert.Equal(size, (valid.Input - kernel) / stride + 1);
            Assert.Equal(Window.Of(valid.Input, kernel, stride, Padding.Valid), valid);
        }
    }

    /// <summary>Every window of a same padding meets the image, and no window could be moved out of it.</summary>
    [Fact]
    public void EveryWindowMeetsTheImage()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Random random = new(seed);
            int input = random.Next(1, 20), kernel = random.Next(1, 8), stride = random.Next(1, 6);
            Window window = Window.Of(input, kernel, stride, Padding.Same);
            int last = (window.Output - 1) * stride - window.Before;
            int after = last + kernel - input;
            Assert.True(kernel - window.Before >= 1 && last < input);
            Assert.True(after <= window.Before || after - window.Before <= 1, $"{window}: {window.Before} before, {after} after");
        }
    }

    [Fact]
    public void WhatCannotBeIsRefusedWithItsNumbers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.Of(0, 1, 1, Padding.Same));
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.Of(1, 0, 1, Padding.Same));
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.Of(1, 1, 0, Padding.Same));
        ArgumentException large = Assert.Throws<ArgumentException>(() => Window.Of(3, 5, 1, Padding.Valid));
        Assert.Contains("kernel of 5", large.Message);
        Assert.Contains("input of 3", large.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.Transposed(2, 3, 2, Padding.Same, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.Transposed(2, 3, 2, Padding.Same, -1));
        Assert.Throws<ArgumentException>(() => Window.Transposed(1, 2, 1, Padding.Same, 0)); // an output of 0
        Assert.Throws<ArgumentException>(() => Window.Transposed(int.MaxValue, 3, 2, Padding.Same));
    }
}
