namespace TinyAE.Tests.Models;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations: slow, simple and accurate.</summary>
/// <remarks>Each rotation makes one off-diagonal element zero; sweeps over all converge quadratically. Source: Jacobi (1846).</remarks>
internal static class SymmetricEigenvalues
{
    /// <summary>Eigenvalues, largest first, and the vectors that belong to them.</summary>
    public static (double Value, double[] Vector)[] Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone();
        double[,] v = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        for (int sweep = 0; sweep < 30; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, v, n, p, q);
                }
            }
        }

        IEnumerable<int> all = Enumerable.Range(0, n);
        return [.. all.Select(k => (Value: a[k, k], Vector: all.Select(i => v[i, k]).ToArray())).OrderByDescending(pair => pair.Value)];
    }

    private static void Rotate(double[,] a, double[,] v, int n, int p, int q)
    {
        if (a[p, q] == 0)
        {
            return;
        }

        double angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]);
        double c = Math.Cos(angle);
        double s = Math.Sin(angle);
        for (int i = 0; i < n; i++)
        {
            (a[i, p], a[i, q]) = ((c * a[i, p]) - (s * a[i, q]), (s * a[i, p]) + (c * a[i, q]));
        }

        for (int i = 0; i < n; i++)
        {
            (a[p, i], a[q, i]) = ((c * a[p, i]) - (s * a[q, i]), (s * a[p, i]) + (c * a[q, i]));
            (v[i, p], v[i, q]) = ((c * v[i, p]) - (s * v[i, q]), (s * v[i, p]) + (c * v[i, q]));
        }
    }
}
