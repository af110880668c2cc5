using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Tests.Models;

public class NetworkTextTests
{
    private static readonly Shape Image = new(28, 28, 1);

    [Theory]
    [InlineData("conv2d:32,3,2,same relu conv2d:64,3,2,same relu flatten dense:16 relu", "28x28x1", 320 + 18_496 + 50_192)]
    [InlineData("conv2d:32,3", "28x28x1", 320)]
    [InlineData("conv2d:4,3x2,2x1,valid", "9x8x2", (3 * 2 * 2 * 4) + 4)]
    [InlineData("conv2d-transpose:2,3,2,same,1 max-pool2d:2 average-pool2d:2,1 up-sampling2d:2x3 dropout:0.5", "4x4x3", 3 * 3 * 3 * 2 + 2)]
    [InlineData("flatten dense:data sigmoid reshape:data", "28x28x1", (784 * 784) + 784)]
    public void Words_become_layers_with_the_parameters_that_they_have_in_Keras(string text, string input, int parameters)
    {
        Shape shape = new([.. input.Split('x').Select(int.Parse)]);
        IReadOnlyList<ILayer<double>> layers = NetworkText.Layers<double>(text, shape, shape);
        Assert.Equal(text.Split(' ').Length, layers.Count);
        Assert.Equal(parameters, layers.Sum(layer => layer.Parameters.Sum(parameter => parameter.Shape.Size)));
    }

    [Theory]
    [InlineData(28, (3 * 7 * 7 * 64) + 36_928 + 18_464 + 289)]
    [InlineData(64, (3 * 16 * 16 * 64) + 36_928 + 18_464 + 289)]
    public void Data_stands_for_the_shape_of_the_images(int side, int parameters)
    {
        Shape image = new(side, side, 1);
        const string text = "dense:data/4x64 relu reshape:data/4x64 conv2d-transpose:64,3,2,same relu conv2d-transpose:32,3,2,same relu "
            + "conv2d-transpose:data,3,1,same sigmoid";
        IReadOnlyList<ILayer<float>> layers = NetworkText.Layers<float>(text, new Shape(2), image);
        Assert.Equal(image, layers[^1].Output);
        Assert.Equal(parameters, layers.Sum(layer => layer.Parameters.Sum(parameter => parameter.Shape.Size)));
    }

    [Theory]
    [InlineData("", "at least one layer")]
    [InlineData("danse:3", "no such layer")]
    [InlineData("dense:3", "put flatten before it")]
    [InlineData("flatten dense:x", "whole number")]
    [InlineData("flatten dense", "another argument")]
    [InlineData("flatten dense:3,4", "does not take '4'")]
    [InlineData("flatten dense:99999999999", "0 to 1,000,000")]
    [InlineData("flatten dense:0", "at least 1")]
    [InlineData("flatten dropout:2", "[0, 1)")]
    [InlineData("flatten dropout:much", "much")]
    [InlineData("conv2d:4,30", "30")]
    [InlineData("reshape:data/3x1", "does not divide by 3")]
    [InlineData("reshape:data/x1", "whole number")]
    [InlineData("reshape:7x7", "784")]
    [InlineData("conv2d:4,3x3x3", "3x3x3")]
    public void A_wrong_word_is_named_with_what_is_allowed(string text, string part)
    {
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => NetworkText.Layers<double>(text, Image, Image));
        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        Assert.All(text.Split(' ')[^1..], word => Assert.Contains(word, wrong.Message, StringComparison.Ordinal));
    }
}
