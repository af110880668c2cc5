using BenchmarkDotNet.Attributes;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>The three products of the convolutions of Keras' variational autoencoder, for BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class ConvolutionBenchmarks : IDisposable
{
    private const int Batch = 128;

    private ConvolutionShape _shape;
    private float[] _x = [], _w = [], _y = [];
    private Workers _workers = Workers.One;

    public static IEnumerable<string> Layers => ConvolutionLines.Layers.Select(layer => layer.Name);

    [ParamsSource(nameof(Layers))]
    public string Layer { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _shape = ConvolutionLines.Layers.Single(layer => layer.Name == Layer).Shape;
        _x = GemmLines.Numbers(Batch * _shape.Input.Size);
        _w = GemmLines.Numbers(_shape.Kernel.Size);
        _y = GemmLines.Numbers(Batch * _shape.Output.Size);
        _workers = new Workers(Threads);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _workers.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void Forward() => Convolution.Forward<float>(_shape, _x, _w, _y, Batch, _workers);

    [Benchmark]
    public void InputGradient() => Convolution.InputGradient<float>(_shape, _y, _w, _x, Batch, _workers);

    [Benchmark]
    public void KernelGradient() => Convolution.KernelGradient<float>(_shape, _x, _y, _w, Batch, Write.Over, _workers);
}
