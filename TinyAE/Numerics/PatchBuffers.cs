using System.Runtime.CompilerServices;

namespace TinyAE.Numerics;

/// <summary>Working memory of the convolutions: one array a thread and purpose, kept for the next call, grown when too small.</summary>
internal sealed class PatchBuffers<T>
    where T : unmanaged
{
    /// <summary>So many bytes has every array at least: most networks never grow one.</summary>
    private const int Least = 1 << 18;

    [ThreadStatic]
    private static PatchBuffers<T>? _ofThread;

    private T[] _patches = [], _products = [], _kernel = [], _total = [], _blocks = [];

    /// <summary>The calling thread's working memory.</summary>
    public static PatchBuffers<T> OfThread => _ofThread ??= new PatchBuffers<T>();

    /// <summary>Gathered patches.</summary>
    public Span<T> Patches(int count) => Get(ref _patches, count);

    /// <summary>A product that is to be spread over an image.</summary>
    public Span<T> Products(int count) => Get(ref _products, count);

    /// <summary>A kernel in another order; read by the other threads too, while the owner waits for them.</summary>
    public Span<T> Kernel(int count) => Get(ref _kernel, count);

    /// <summary>A sum not yet written to its destination.</summary>
    public Span<T> Total(int count) => Get(ref _total, count);

    /// <summary>The sums of single blocks; written by the other threads too, while the owner waits for them.</summary>
    public Span<T> Blocks(int count) => Get(ref _blocks, count);

    private static Span<T> Get(ref T[] array, int count)
    {
        if (array.Length < count)
        {
            array = [];
            array = GC.AllocateUninitializedArray<T>(Math.Max(Least / Unsafe.SizeOf<T>(), count));
        }

        return array.AsSpan(0, count);
    }
}
