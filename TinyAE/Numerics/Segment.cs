namespace TinyAE.Numerics;

/// <summary>A piece of a patch that lies in one run of memory, and within one block of 256 terms.</summary>
/// <param name="Source">Where it begins in the image, seen from the patch's first number inside the image.</param>
/// <param name="Row">The row of the kernel, (i, j, c) ascending, that its first number meets.</param>
/// <param name="Length">Numbers.</param>
internal readonly record struct Segment(int Source, int Row, int Length)
{
    /// <summary>The block of the sum that these terms belong to.</summary>
    public int Block => Row / MatrixProduct.Block;
}
