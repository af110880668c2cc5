namespace TinyAE.Numerics;

/// <summary>Terms of a sum whose first factors lie at equal distances and whose second factors lie in consecutive rows.</summary>
/// <param name="Source">Where the first of the first factors lies in an image, seen from a place that the user of the segment names.</param>
/// <param name="Row">The row of the first of the second factors.</param>
/// <param name="Length">Number of terms; all belong to the same block of 256.</param>
internal readonly record struct Segment(int Source, int Row, int Length)
{
    /// <summary>The block of the sum that the terms belong to, where rows are numbered as terms are.</summary>
    public int Block => Row / MatrixProduct.Block;
}
