using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>Working memory of a kernel: one block a thread and purpose, kept for the next call, grown when it is too small.</summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static Scratch? _ofThread;

    private Block _packedB, _total;

    /// <summary>The calling thread's working memory.</summary>
    internal static Scratch OfThread => _ofThread ??= new Scratch();

    /// <summary>Panels of a right factor; read by the other threads too, while the owner waits for them.</summary>
    internal float* PackedB(long count) => _packedB.Get(count);

    /// <summary>Sums not yet added to their destination.</summary>
    internal float* Total(long count) => _total.Get(count);

    private struct Block
    {
        private float[]? _array;
        private float* _start;
        private long _count;

        internal float* Get(long count)
        {
            if (count > _count) Grow(count);
            return _start;
        }

        // The contents are not kept. A pinned array never moves, so that its address may be.
        private void Grow(long count)
        {
            long rounded = (long)BitOperations.RoundUpToPowerOf2((ulong)count);
            _array = null;
            _array = GC.AllocateUninitializedArray<float>(checked((int)(rounded + Alignment / sizeof(float))), pinned: true);
            fixed (float* first = _array) _start = (float*)(((nint)first + Alignment - 1) & ~(nint)(Alignment - 1));
            _count = rounded;
        }
    }
}
