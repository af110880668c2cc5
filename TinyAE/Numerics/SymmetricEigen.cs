namespace TinyAE.Numerics;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix: A v_k = λ_k v_k.</summary>
/// <remarks>
/// Householder reflections make the matrix tridiagonal, then QL steps with implicit shifts make it diagonal; both act on the vectors too.
/// About 8 n³ operations in double, on one thread, in one order: the bits depend on the matrix alone. Where eigenvalues are
/// equal their vectors are some orthonormal basis of the space that belongs to them.
/// Source: Golub and Van Loan (2013), Matrix computations, algorithms 8.3.1 and 8.3.3; Wilkinson's shift.
/// </remarks>
public static class SymmetricEigen
{
    private const int StepsPerValue = 60;

    /// <summary>Decomposes A.</summary>
    /// <param name="matrix">A, (n, n), finite, only its lower triangle is read; overwritten: row k is v_k, of length 1.</param>
    /// <param name="values">λ, n of them, the greatest first; overwritten.</param>
    /// <exception cref="ArgumentException">The matrix is not n x n, or not finite.</exception>
    public static void Decompose(Span<double> matrix, Span<double> values)
    {
        int n = values.Length;
        if (n == 0 || matrix.Length != (long)n * n)
        {
            throw new ArgumentException(
                $"{n} eigenvalues, at least one, need a matrix of {(long)n * n} numbers; found {matrix.Length}.", nameof(matrix));
        }

        for (int i = 0; i < n * n; i++)
        {
            if (i % n <= i / n && !double.IsFinite(matrix[i]))
            {
                throw new ArgumentException($"The matrix should be finite; element ({i / n}, {i % n}) is {matrix[i]}.", nameof(matrix));
            }
        }

        double[] q = new double[n * n], beside = new double[n];
        Tridiagonalize(matrix, q, values, beside, n);
        Diagonalize(values, beside, q, n);
        int[] order = [.. Enumerable.Range(0, n)];
        double[] unsorted = values.ToArray();
        Array.Sort(order, (a, b) => unsorted[a] != unsorted[b] ? unsorted[b].CompareTo(unsorted[a]) : a.CompareTo(b));
        for (int k = 0; k < n; k++)
        {
            values[k] = unsorted[order[k]];
            q.AsSpan(order[k] * n, n).CopyTo(matrix[(k * n)..]);
        }
    }

    // A = Qᵀ T Q with T tridiagonal: row and column k lose all but their neighbour of the diagonal by P = I − τ u uᵀ, for k = 0, 1, ...
    // Rows of q are those of Q. Only the lower triangle of A is kept.
    private static void Tridiagonalize(Span<double> a, double[] q, Span<double> diagonal, Span<double> beside, int n)
    {
        double[] u = new double[n], p = new double[n];
        for (int i = 0; i < n; i++) q[i * n + i] = 1;
        for (int k = 0; k < n; k++)
        {
            diagonal[k] = a[k * n + k];
            if (k + 1 == n) break;

            double rest = 0;
            for (int i = k + 2; i < n; i++) rest += a[i * n + k] * a[i * n + k];
            double first = a[(k + 1) * n + k];
            beside[k] = first;
            if (rest == 0) continue;

            // u = x + sign(x_0) ‖x‖ e_0 for the column x below the diagonal; P x = −sign(x_0) ‖x‖ e_0.
            double norm = Math.CopySign(Math.Sqrt(first * first + rest), first);
            beside[k] = -norm;
            for (int i = k + 2; i < n; i++) u[i] = a[i * n + k];
            u[k + 1] = first + norm;
            double tau = 2 / (u[k + 1] * u[k + 1] + rest);
            Reflect(a, u, p, tau, k + 1, n);
            ReflectRows(q, u, p, tau, k + 1, n);
        }
    }

    // A = P A P for the part from `start` on: A − u wᵀ − w uᵀ, with p = τ A u and w = p − ½ τ (pᵀu) u.
    private static void Reflect(Span<double> a, double[] u, double[] p, double tau, int start, int n)
    {
        Array.Clear(p);
        for (int i = start; i < n; i++)
        {
            ReadOnlySpan<double> row = a.Slice(i * n, i);
            double sum = a[i * n + i] * u[i];
            double ui = u[i];
            for (int j = start; j < row.Length; j++)
            {
                sum += row[j] * u[j];
                p[j] += row[j] * ui; // the upper triangle is the lower one's mirror
            }

            p[i] += sum;
        }

        double half = 0;
        for (int i = start; i < n; i++)
        {
            p[i] *= tau;
            half += 0.5 * tau * p[i] * u[i];
        }

        for (int i = start; i < n; i++) p[i] -= half * u[i];
        for (int i = start; i < n; i++)
        {
            Span<double> row = a.Slice(i * n, i + 1);
            double ui = u[i], wi = p[i];
            for (int j = start; j < row.Length; j++) row[j] -= ui * p[j] + wi * u[j];
        }
    }

    // Q = P Q: rows from `start` on lose τ u (uᵀQ).
    private static void ReflectRows(double[] q, double[] u, double[] p, double tau, int start, int n)
    {
        Array.Clear(p);
        for (int i = start; i < n; i++)
        {
            ReadOnlySpan<double> row = q.AsSpan(i * n, n);
            double ui = tau * u[i];
            for (int j = 0; j < row.Length; j++) p[j] += ui * row[j];
        }

        for (int i = start; i < n; i++)
        {
            Span<double> row = q.AsSpan(i * n, n);
            double ui = u[i];
            for (int j = 0; j < row.Length; j++) row[j] -= ui * p[j];
        }
    }

    // QL steps on the tridiagonal matrix: d its diagonal, e what stands beside it.
    private static void Diagonalize(Span<double> d, Span<double> e, double[] q, int n)
    {
        e[n - 1] = 0;
        for (int l = 0; l < n; l++)
        {
            for (int step = 0; ; step++)
            {
                int m = l;
                while (m + 1 < n && Math.Abs(e[m]) > 1.1102230246251565e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1]))) m++;
                if (m == l) break;
                if (step == StepsPerValue) throw new ArithmeticException($"No eigenvalue was found in {StepsPerValue} steps.");
                Step(d, e, q, l, m, n);
            }
        }
    }

    // One step on the block l..m: plane rotations from the bottom up, the first one made from the shifted matrix.
    private static void Step(Span<double> d, Span<double> e, double[] q, int l, int m, int n)
    {
        double half = (d[l + 1] - d[l]) / (2 * e[l]);
        double root = Math.Sqrt(half * half + 1);
        double shift = d[l] - e[l] / (half + Math.CopySign(root, half)); // the eigenvalue of the corner's 2 x 2 block nearer to d_l
        double g = d[m] - shift, s = 1, c = 1, moved = 0;
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i];
            double r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                // The matrix falls apart here.
                d[i + 1] -= moved;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - moved;
            double t = (d[i] - g) * s + 2 * c * b;
            moved = s * t;
            d[i + 1] = g + moved;
            g = c * t - b;
            Rotate(q.AsSpan(i * n, n), q.AsSpan((i + 1) * n, n), c, s);
        }

        d[l] -= moved;
        e[l] = g;
        e[m] = 0;
    }

    private static void Rotate(Span<double> low, Span<double> high, double c, double s)
    {
        for (int j = 0; j < low.Length; j++)
        {
            double x = low[j], y = high[j];
            high[j] = s * x + c * y;
            low[j] = c * x - s * y;
        }
    }
}
