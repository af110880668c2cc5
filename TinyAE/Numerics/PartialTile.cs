using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TinyAE.Numerics;

/// <summary>Moves a tile that sticks out of the matrix, or sums kept elsewhere, to their place.</summary>
internal static unsafe class PartialTile
{
    /// <summary>A tile's rows are as far apart as a multiple of this, so that whole vectors may be read and written there.</summary>
    internal const int Unit = 8;

    /// <summary>c_rj = tile_rj, or c_rj += tile_rj (tile is then overwritten); writes nothing in c beside the given rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Merge(float* tile, nint tileRow, float* c, nint cRow, int rows, int columns, bool add)
    {
        int j = 0;
        for (; j <= columns - Unit; j += Unit)
        {
            float* from = tile + j, to = c + j;
            for (int r = rows; r > 0; r--, from += tileRow, to += cRow)
            {
                Vector256<float> v = Vector256.Load(from);
                (add ? Vector256.Load(to) + v : v).Store(to);
            }
        }
        if (j == columns) return;
        if (Avx512F.VL.IsSupported) MergeMasked(tile + j, tileRow, c + j, cRow, rows, columns - j, add);
        else MergeSingly(tile + j, tileRow, c + j, cRow, rows, columns - j, add);
    }

    private static void MergeMasked(float* tile, nint tileRow, float* c, nint cRow, int rows, int columns, bool add)
    {
        Vector256<float> mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(columns)).AsSingle();
        if (add)
        {
            // All of c is read before any is written: a masked read soon after a masked write beside it would have to wait.
            float* from = c, to = tile;
            for (int r = rows; r > 0; r--, from += cRow, to += tileRow)
                (Avx512F.VL.MaskLoad(from, mask, Vector256<float>.Zero) + Vector256.Load(to)).Store(to);
        }
        for (; rows > 0; rows--, tile += tileRow, c += cRow) Avx512F.VL.MaskStore(c, mask, Vector256.Load(tile));
    }

    private static void MergeSingly(float* tile, nint tileRow, float* c, nint cRow, int rows, int columns, bool add)
    {
        for (; rows > 0; rows--, tile += tileRow, c += cRow)
        {
            for (int j = 0; j < columns; j++) c[j] = add ? c[j] + tile[j] : tile[j];
        }
    }
}
