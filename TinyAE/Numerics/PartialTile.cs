using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TinyAE.Numerics;

/// <summary>Moves a finished tile to its place.</summary>
internal static unsafe class PartialTile
{
    /// <summary>c_rj = tile_rj, or c_rj += tile_rj; writes nothing beside the given rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Merge(float* tile, nint tileRow, float* c, nint cRow, int rows, int columns, bool add)
    {
        for (; rows > 0; rows--, tile += tileRow, c += cRow)
        {
            int j = 0;
            for (; j <= columns - 8; j += 8)
            {
                Vector256<float> v = Vector256.Load(tile + j);
                (add ? Vector256.Load(c + j) + v : v).Store(c + j);
            }
            if (j <= columns - 4)
            {
                Vector128<float> v = Vector128.Load(tile + j);
                (add ? Vector128.Load(c + j) + v : v).Store(c + j);
                j += 4;
            }
            for (; j < columns; j++) c[j] = add ? c[j] + tile[j] : tile[j];
        }
    }
}
