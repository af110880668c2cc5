using System.Numerics;
using TinyAE.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Tests.Optimizers;

public class ElementwiseTests
{
    public static TheoryData<string> Names() => [.. Reference.Papers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AVectorInTwoPartsTakesTheSameSteps(string name)
    {
        for (int cut = 1; cut < 70; cut += 3)
        {
            float[] whole = Run<float>(name, 70, 5, Workers.One);
            float[] parts = Run<float>(name, 70, 5, Workers.One, cut);
            Assert.Equal(Bits(whole), Bits(parts));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheNumberOfThreadsChangesNoBit(string name)
    {
        const int Length = 300_001;
        uint[] one = Bits(Run<float>(name, Length, 3, Workers.One));
        foreach (int threads in (int[])[2, 3, 8])
        {
            using Workers workers = new(threads);
            Assert.Equal(one, Bits(Run<float>(name, Length, 3, workers)));
        }
    }

    // The same was seen with registers of 512, 256 and 128 bits and with all vector instructions switched off.
    [Theory]
    [InlineData("gradient-descent", 0x8ac9b3d6u, 0x7a6035f3u)]
    [InlineData("momentum", 0x6ff9ab56u, 0xb9c29135u)]
    [InlineData("nesterov", 0x44a4583au, 0xc7d677c7u)]
    [InlineData("adagrad", 0x6e4d26d5u, 0x96652980u)]
    [InlineData("rmsprop", 0xe07a85a9u, 0x5e5fbc79u)]
    [InlineData("adam", 0xa5fed698u, 0xac1dc36au)]
    [InlineData("adamw", 0x964c29d8u, 0x70a4ae8fu)]
    public void TheBitsAreTheSameOnEveryMachine(string name, uint inFloat, uint inDouble)
    {
        uint[] floats = Bits(Run<float>(name, 70, 20, Workers.One));
        double[] doubles = Run<double>(name, 70, 20, Workers.One);
        ulong[] wide = [.. doubles.Select(BitConverter.DoubleToUInt64Bits)];
        uint[] halves = [.. wide.Select(bits => (uint)bits), .. wide.Select(bits => (uint)(bits >> 32))];
        Assert.Equal((inFloat, inDouble), (Hash(floats), Hash(halves)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsAllocateNothing(string name)
    {
        IOptimizer<float> optimizer = Optimizer.ByName<float>(name);
        OptimizerState<float> state = new(optimizer, 1000);
        float[] theta = new float[1000];
        float[] g = new float[1000];
        StepInfo<float> step = new(0.1, 0, Workers.One);
        optimizer.Step(theta, g, state, step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int t = 0; t < 100; t++)
        {
            optimizer.Step(theta, g, state, step);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AGradientThatIsNoNumberSpoilsItsOwnParameterOnly(string name)
    {
        IOptimizer<float> optimizer = Optimizer.ByName<float>(name);
        OptimizerState<float> state = new(optimizer, 40);
        float[] theta = new float[40];
        float[] g = new float[40];
        theta.AsSpan().Fill(1);
        g.AsSpan().Fill(0.5f);
        g[17] = float.NaN;
        optimizer.Step(theta, g, state, new StepInfo<float>(0.1, 0, Workers.One));
        g[17] = 0.5f;
        optimizer.Step(theta, g, state, new StepInfo<float>(0.1, 0, Workers.One));
        Assert.True(float.IsNaN(theta[17]));
        Assert.All(theta.Where((_, i) => i != 17), value => Assert.InRange(value, -1, 0.999f));
    }

    // FNV-1a, word by word.
    private static uint Hash(uint[] words) => words.Aggregate(2166136261u, (hash, word) => (hash ^ word) * 16777619u);

    private static uint[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToUInt32Bits)];

    // A few steps with random gradients, the vector and its state in one part or in two.
    private static T[] Run<T>(string name, int length, int steps, Workers workers, int? cut = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IOptimizer<T> optimizer = Optimizer.ByName<T>(name);
        T[] theta = new T[length];
        T[] g = new T[length];
        Noise.Uniform(new RandomKey(3, RandomPurpose.Study, 0), 0, theta);
        System.Range[] ranges = cut is int c ? [System.Range.EndAt(c), System.Range.StartAt(c)] : [System.Range.All];
        OptimizerState<T>[] states = [.. ranges.Select(range => new OptimizerState<T>(optimizer, range.GetOffsetAndLength(length).Length))];
        for (int t = 1; t <= steps; t++)
        {
            Noise.Uniform(new RandomKey(3, RandomPurpose.Study, (uint)t), 0, g);
            for (int i = 0; i < length; i++)
            {
                g[i] -= T.CreateChecked(0.5);
            }

            for (int part = 0; part < ranges.Length; part++)
            {
                optimizer.Step(theta.AsSpan(ranges[part]), g.AsSpan(ranges[part]), states[part], new StepInfo<T>(0.01, 0, workers));
            }
        }

        return theta;
    }
}
