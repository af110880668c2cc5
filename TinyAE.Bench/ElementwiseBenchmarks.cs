using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using TinyAE.Numerics;

namespace TinyAE.Bench;

/// <summary>Functions, updates, sums and noise over a whole span: the time of a call; divide by the elements.</summary>
[MemoryDiagnoser]
public class ElementwiseBenchmarks
{
    private float[] _x = [], _positive = [], _y = [], _m = [], _v = [];

    /// <summary>Elements: a small layer, what the first cache holds, and what only main memory does.</summary>
    [Params(160, 4096, 4_000_000)]
    public int Elements { get; set; }

    /// <summary>Fills the inputs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        _x = [.. Enumerable.Range(0, Elements).Select(_ => 10 * random.NextSingle() - 5)];
        _positive = [.. Enumerable.Range(0, Elements).Select(_ => 10 * random.NextSingle())];
        _y = new float[Elements];
        _m = new float[Elements];
        _v = new float[Elements];
    }

    /// <summary>e^x.</summary>
    [Benchmark]
    public void Exp() => Elementwise.Map(default(ExpMap), _x, _y);

    /// <summary>ln x.</summary>
    [Benchmark]
    public void Log() => Elementwise.Map(default(LogMap), _positive, _y);

    /// <summary>tanh x.</summary>
    [Benchmark]
    public void Tanh() => Elementwise.Map(default(TanhMap), _x, _y);

    /// <summary>σ(x).</summary>
    [Benchmark]
    public void Sigmoid() => Elementwise.Map(default(SigmoidMap), _x, _y);

    /// <summary>ln(1 + e^x).</summary>
    [Benchmark]
    public void Softplus() => Elementwise.Map(default(SoftplusMap), _x, _y);

    /// <summary>Adam's step: four spans read, three written.</summary>
    [Benchmark]
    public void Adam() => Elementwise.Update(new AdamUpdate(1e-3f), _y, _x, _m, _v);

    /// <summary>Σ x_i y_i.</summary>
    [Benchmark]
    public float Dot() => Reduction.Dot<float>(_x, _positive);

    /// <summary>Sums of 32 columns.</summary>
    [Benchmark]
    public void ColumnSums() => Reduction.ColumnSums<float>(_x, Elements / 32, 32, _m.AsSpan(0, 32), Write.Over);

    /// <summary>A bias of 32 columns.</summary>
    [Benchmark]
    public void AddRow() => Reduction.AddRow<float>(_y, Elements / 32, 32, _x.AsSpan(0, 32));

    /// <summary>Standard normal numbers.</summary>
    [Benchmark]
    public void Normal() => Noise.Normal<float>(new RandomKey(1, RandomPurpose.Data, 1), 0, _y);

    private readonly struct ExpMap : IUnaryMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, float> => V.Exp(x);
    }

    private readonly struct LogMap : IUnaryMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, float> => V.Log(x);
    }

    private readonly struct TanhMap : IUnaryMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, float> => V.Tanh(x);
    }

    private readonly struct SigmoidMap : IUnaryMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, float> => V.Sigmoid(x);
    }

    private readonly struct SoftplusMap : IUnaryMap<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x)
            where V : struct, IRegister<V, float> => V.Softplus(x);
    }

    private readonly struct AdamUpdate(float rate) : IUpdate<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V theta, V gradient, ref V m, ref V v)
            where V : struct, IRegister<V, float>
        {
            m = V.Fma(V.Splat(0.1f), gradient - m, m);
            v = V.Fma(V.Splat(0.001f), gradient * gradient - v, v);
            theta -= V.Splat(rate) * m / (V.Sqrt(v) + V.Splat(1e-8f));
        }
    }
}
