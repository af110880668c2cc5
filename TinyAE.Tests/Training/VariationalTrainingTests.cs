using TinyAE.Bench;
using TinyAE.Datasets;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Tests.Layers;
using TinyAE.Tests.Models;
using TinyAE.Tests.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Short trainings of variational autoencoders: the same bits everywhere, no allocation, and they learn.</summary>
[Collection(nameof(CountsAllocation))]
public class VariationalTrainingTests
{
    /// <summary>20 steps of the convolutional model of Keras' example: the same bits for any number of threads.</summary>
    [Fact]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        string one = Large(Workers.One);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            using Workers workers = new(threads);
            Assert.Equal(one, Large(workers));
        }

        Assert.Equal(one, ChildProcess.Output("DOTNET_EnableAVX512=0", "variational-digests", "large"));
    }

    /// <summary>Small models with every divergence, on machines with less: narrower registers, no fused multiply-add, no vectors.</summary>
    [Theory]
    [MemberData(nameof(ChildProcess.LesserMachines), MemberType = typeof(ChildProcess))]
    public void AnyInstructionSetGivesTheSameBits(string setting) =>
        Assert.Equal(Digests(["small"]), ChildProcess.Output(setting, "variational-digests", "small"));

    /// <summary>What the verb prints: "large", the convolutional model of Keras' example; else small models.</summary>
    internal static string Digests(string[] arguments) => arguments[0] == "large" ? Large(Workers.One) : Small();

    [Fact]
    public void AnotherSeedDrawsOtherCodes() =>
        Assert.NotEqual(
            Digest(VariationalModels.Dense<float>(8), 3, 8, Workers.One), Digest(VariationalModels.Dense<float>(8), 3, 8, Workers.One, seed: 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AStepAllocatesNothing(int threads)
    {
        using Workers workers = new(threads);
        const int batch = 128, convolutionalBatch = 16; // both large enough for threads to share the work
        foreach (VariationalAutoencoder<float> model in new[]
        {
            VariationalNetworks.Dense<float>(batch),
            VariationalNetworks.Convolutional<float>(convolutionalBatch),
            VariationalModels.Dense<float>(batch, new GaussianKl<float>(freeBits: 0.1), warmUpSteps: 9),
            VariationalModels.Dense<float>(
                batch, new MixtureKl<float>(GaussianMixture.Petals()), new GaussianNegativeLogLikelihood<float>(0.5), latents: 2),
        })
        {
            float[] theta = model.Layout.Initialize<float>(1), dtheta = new float[model.Layout.TrainableCount];
            float[] x = Draw.Uniform<float>(1, model.Capacity * model.Input.Size, 0, 1);
            double[] terms = new double[2];
            uint step = 0;
            for (int i = 0; i < 3; i++)
            {
                Step();
            }

            // The test host's own threads allocate now and then and are counted too, so that a step must be short and may be repeated;
            // a step that allocates does so every time.
            long least = long.MaxValue;
            for (int i = 0; i < 20 && least > 0; i++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                Step();
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            Assert.Equal(0, least);

            void Step() => model.Evaluate(
                theta, new Batch<float>(x, x), dtheta, terms,
                new Pass(model.Capacity, true, new RandomKey(1, RandomPurpose.Layer, step++), workers));
        }
    }

    /// <summary>Two kinds of samples, half of them each: after 400 steps the bound is better by far, and the codes of the kinds lie apart.</summary>
    [Fact]
    public void ItLearnsToTellTwoKindsApart()
    {
        const int count = 64;
        float[] x = new float[count * 7];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (i / 7 % 2 == 0) == (i % 7 < 3) ? 1 : 0;
        }

        // Cross-entropy is a log-likelihood: 7 ln 2 = 4.85 nats for a model that knows nothing, ln 2 at best, for one bit must pass.
        VariationalAutoencoder<float> model = VariationalModels.Dense<float>(count, latents: 2);
        TrainingPlan plan = new() { Iterations = 400, Seed = 1 };
        Trainer<float> trainer = new([new Phase<float>(model, new Adam<float>()) { LearningRate = 0.02 }], new MemoryDataset<float>(new Shape(7), x), plan);
        double[] terms = new double[2];
        double before = Loss();
        trainer.Run();
        double after = Loss();
        Assert.InRange(before, 3, 10);
        Assert.InRange(after, 0.69, 1.6);
        Assert.InRange(model.Divergence, 0.4, 2);
        float[] codes = model.Encode(trainer.State.Theta, x, Draw.Pass(count)).ToArray();
        float[] first = codes[..2], second = codes[2..4];
        Assert.True(Math.Abs(first[0] - second[0]) + Math.Abs(first[1] - second[1]) > 1);

        double Loss() => model.Evaluate(trainer.State.Theta, new Batch<float>(x, x), [], terms, Draw.Pass(count));
    }

    private static string Large(Workers workers) => Digest(VariationalNetworks.Convolutional<float>(32), 20, 64, workers);

    private static string Small() => string.Join('\n',
        Digest(VariationalModels.Dense<float>(8, warmUpSteps: 3), 5, 16, Workers.One),
        Digest(VariationalModels.Dense<double>(8, new GaussianKl<double>(freeBits: 0.1)), 5, 16, Workers.One),
        Digest(VariationalModels.Dense<float>(8, new MixtureKl<float>(GaussianMixture.Petals()), latents: 2), 5, 16, Workers.One),
        Digest(VariationalModels.Dense<float>(8, loss: new GaussianNegativeLogLikelihood<float>(0.3)), 5, 16, Workers.One),
        Digest(VariationalModels.Convolutional<float>(4), 3, 8, Workers.One));

    private static string Digest<T>(VariationalAutoencoder<T> model, int steps, int samples, Workers workers, ulong seed = 1)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] x = new T[samples * model.Input.Size];
        Noise.Uniform(new RandomKey(3, RandomPurpose.Data, 0), 0, x);
        TrainingPlan plan = new() { Iterations = steps, BatchSize = model.Capacity, Seed = seed };
        Trainer<T> trainer = new([new Phase<T>(model, new Adam<T>())], new MemoryDataset<T>(model.Input, x), plan, workers);
        trainer.Run();
        return ShortTraining.Digest(trainer.State);
    }
}
