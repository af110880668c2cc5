using BenchmarkDotNet.Attributes;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>The float matrix product on the shapes that occur in autoencoders, and on cubes.</summary>
[MemoryDiagnoser]
public class MatrixProductBenchmarks : IDisposable
{
    private float[] _a = [], _b = [], _c = [];
    private Workers _workers = Workers.One;

    /// <summary>The product's sizes.</summary>
    [ParamsSource(nameof(Shapes))]
    public GemmShape Shape { get; set; } = GemmShape.All[0];

    /// <summary>Threads, the caller's included.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>All shapes.</summary>
    public static IEnumerable<GemmShape> Shapes => GemmShape.All;

    /// <summary>Fills the factors.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _a = [.. Enumerable.Range(0, Shape.M * Shape.K).Select(_ => random.NextSingle() - 0.5f)];
        _b = [.. Enumerable.Range(0, Shape.K * Shape.N).Select(_ => random.NextSingle() - 0.5f)];
        _c = new float[Shape.M * Shape.N];
        _workers = new Workers(Threads);
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _workers.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>c = A·B.</summary>
    [Benchmark]
    public void AB() => MatrixProduct.AB<float>(_a, _b, _c, Shape.M, Shape.N, Shape.K, Write.Over, _workers);

    /// <summary>c = Aᵀ·B, as in a weight gradient.</summary>
    [Benchmark]
    public void AtB() => MatrixProduct.AtB<float>(_a, _b, _c, Shape.M, Shape.N, Shape.K, Write.Over, _workers);

    /// <summary>c = A·Bᵀ, as in an input gradient.</summary>
    [Benchmark]
    public void ABt() => MatrixProduct.ABt<float>(_a, _b, _c, Shape.M, Shape.N, Shape.K, Write.Over, _workers);
}
