using TinyAE.Models;
using TinyAE.Study;

namespace TinyAE.Tests.Models;

public class VariationalAutoencoderGradientTests
{
    private const int Batch = 4;

    [Fact]
    public void TheGradientOfTheDenseModelIsRightTermByTerm()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, beta: 0.3 * seed, warmUpSteps: seed % 3);
            CheckOptions options = new() { Seed = (ulong)seed, Batch = Batch, Training = seed % 2 == 0 };
            GradientReport report = GradientCheck.Of(model, options: options);
            Assert.True(report.Passed, $"seed {seed}: {report}");
        }
    }

    [Fact]
    public void TheGradientOfTheConvolutionalModelIsRightTermByTerm()
    {
        for (int seed = 0; seed < 3; seed++)
        {
            VariationalAutoencoder<double> model = VariationalModels.Convolutional<double>(2);
            GradientReport report = GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = 2 });
            Assert.True(report.Passed, $"seed {seed}: {report}");
        }
    }
}
