namespace TinyAE.Recipes;

/// <summary>Codes on straight lines between codes.</summary>
internal static class CodePath
{
    /// <summary>z_s = a + s/(n − 1) · (b − a), s = 0 ... n − 1; the ends are a and b themselves.</summary>
    /// <param name="a">The first code.</param>
    /// <param name="b">The last one.</param>
    /// <param name="count">n, at least 2.</param>
    /// <returns>(n, code size).</returns>
    public static float[] Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int count)
    {
        float[] codes = new float[count * a.Length];
        for (int s = 0; s < count; s++)
        {
            for (int k = 0; k < a.Length; k++)
            {
                codes[(s * a.Length) + k] = s == count - 1 ? b[k] : (float)(a[k] + ((b[k] - (double)a[k]) * s / (count - 1)));
            }
        }

        return codes;
    }
}
