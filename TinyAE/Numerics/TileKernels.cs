using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using unsafe PatchKernelCode = delegate*<float*, nint*, nint, TinyAE.Numerics.Segment*, TinyAE.Numerics.Segment*, float*, nint, float*, float*, nint*, bool, void>;
using unsafe PlaneKernelCode = delegate*<float*, TinyAE.Numerics.Segment*, TinyAE.Numerics.Segment*, float*, nint, float*, bool, void>;
using unsafe RollingKernelCode = delegate*<float*, int, TinyAE.Numerics.RollingSegment*, TinyAE.Numerics.RollingSegment*, float*, nint, nint, float*, nint, int, void>;
using unsafe TileKernel = delegate*<float*, nint, nint, float*, nint, int, float*, nint, bool, void>;

namespace TinyAE.Numerics;

/// <summary>The micro-kernels of one register width, for 1 to <see cref="Rows"/> rows and two, one or half a vector of columns.</summary>
/// <remarks>Half a vector is the next narrower register: it halves the work where a matrix has few columns left.</remarks>
internal sealed unsafe class TileKernels
{
    /// <summary>The most numbers that a tile of any width holds.</summary>
    internal const int MaxTile = 8 * 32;

    private readonly Table _wide;
    private readonly Table _single;
    private readonly Table _half;
    private readonly int _lanes;
    private readonly int _halfLanes;

    private TileKernels(int rows, int lanes, int halfLanes, Table wide, Table single, Table half, PlaneKernelCode plane,
        RollingKernelCode rolling)
    {
        Rows = rows;
        _lanes = lanes;
        _halfLanes = halfLanes;
        _wide = wide;
        _single = single;
        _half = half;
        Plane = plane;
        Rolling = rolling;
    }

    /// <summary>The kernels of the widest register that the processor works on at full speed.</summary>
    internal static TileKernels Widest { get; } = Of(Registers.WidestBits);

    /// <summary>Rows of a full tile: 8 x 2 sums where there are 32 registers, 6 x 2 where there are 16.</summary>
    internal int Rows { get; }

    /// <summary>Columns of a full tile: two vectors.</summary>
    internal int Columns => 2 * _lanes;

    /// <summary>The kernel for one column of neighbouring places.</summary>
    internal PlaneKernelCode Plane { get; }

    /// <summary>The same where the convolution's kernel has three rows.</summary>
    internal RollingKernelCode Rolling { get; }

    /// <summary>The kernels of 512, 256 or 128 bits; all give the same bits, on any processor.</summary>
    internal static TileKernels Of(int bits) => bits switch
    {
        512 => new(8, Lanes512.Count, Lanes256.Count, Of<Vector512<float>, Lanes512, Size2>(),
            Of<Vector512<float>, Lanes512, Size1>(), Of<Vector256<float>, Lanes256, Size1>(),
            &PlaneKernel.Run<Vector512<float>, Lanes512>, &RollingKernel.Run<Vector512<float>, Lanes512>),
        256 => new(6, Lanes256.Count, Lanes128.Count, Of<Vector256<float>, Lanes256, Size2>(),
            Of<Vector256<float>, Lanes256, Size1>(), Of<Vector128<float>, Lanes128, Size1>(),
            &PlaneKernel.Run<Vector256<float>, Lanes256>, &RollingKernel.Run<Vector256<float>, Lanes256>),
        _ => new(6, Lanes128.Count, Lanes128.Count, Of<Vector128<float>, Lanes128, Size2>(),
            Of<Vector128<float>, Lanes128, Size1>(), Of<Vector128<float>, Lanes128, Size1>(),
            &PlaneKernel.Run<Vector128<float>, Lanes128>, &RollingKernel.Run<Vector128<float>, Lanes128>),
    };

    /// <summary>Width of the next panel of columns when so many are left: the narrowest that holds them, at most <see cref="Columns"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PanelWidth(int columnsLeft) => columnsLeft > _lanes ? 2 * _lanes : columnsLeft > _halfLanes ? _lanes : _halfLanes;

    /// <summary>The kernels for panels of this width; index them by the number of rows less one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TileKernel[] ForPanel(int width) => TableFor(width).Products;

    /// <summary>The same for the convolution's product.</summary>
    internal PatchKernelCode[] ForPatches(int width) => TableFor(width).Patches;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Table TableFor(int width) => width > _lanes ? _wide : width > _halfLanes ? _single : _half;

    private static Table Of<V, L, C>()
        where V : struct
        where L : struct, ILanes<V>
        where C : struct, ISize => new(
    [
        &MicroKernel.Run<V, L, Size1, C>, &MicroKernel.Run<V, L, Size2, C>, &MicroKernel.Run<V, L, Size3, C>,
        &MicroKernel.Run<V, L, Size4, C>, &MicroKernel.Run<V, L, Size5, C>, &MicroKernel.Run<V, L, Size6, C>,
        &MicroKernel.Run<V, L, Size7, C>, &MicroKernel.Run<V, L, Size8, C>,
    ],
    [
        &PatchKernel.Run<V, L, Size1, C>, &PatchKernel.Run<V, L, Size2, C>, &PatchKernel.Run<V, L, Size3, C>,
        &PatchKernel.Run<V, L, Size4, C>, &PatchKernel.Run<V, L, Size5, C>, &PatchKernel.Run<V, L, Size6, C>,
        &PatchKernel.Run<V, L, Size7, C>, &PatchKernel.Run<V, L, Size8, C>,
    ]);

    /// <summary>The kernels for panels of one width: of the matrix product, and of the convolution.</summary>
    private sealed class Table(TileKernel[] products, PatchKernelCode[] patches)
    {
        internal TileKernel[] Products => products;

        internal PatchKernelCode[] Patches => patches;
    }
}
