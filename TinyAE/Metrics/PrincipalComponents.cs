using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>PCA: the plane (or line, or space) through the data's mean from which the data are least far away.</summary>
/// <remarks>
/// Shapes: x (N, D), m (D), V (K, D) with orthonormal rows, z (N, K).
/// m = 1/N Σ_n x_n,  S = 1/N Σ_n (x_n − m)(x_n − m)ᵀ,  S v_k = λ_k v_k, λ_1 ≥ λ_2 ≥ ...: the rows of V are the first K of the v_k.
/// z = (x − m)·Vᵀ,  x ≈ m + z·V;  1/N Σ_n ‖x_n − m − z_n·V‖² = Σ_(k > K) λ_k
/// The sign of each v_k is such that its greatest element in size (of equal ones the first) is positive. Nothing is drawn.
/// S is summed in float by matrix products, so that λ_k below about 10⁻⁶ λ_1 are noise; its eigenvectors are computed in double
/// (<see cref="SymmetricEigen"/>), with time as D³.
/// Source: Hotelling (1933), Analysis of a complex of statistical variables into principal components.
/// </remarks>
public sealed class PrincipalComponents
{
    private readonly float[] _mean;
    private readonly float[] _components;
    private readonly double[] _variances;

    private PrincipalComponents(float[] mean, float[] components, double[] variances, double total)
    {
        _mean = mean;
        _components = components;
        _variances = variances;
        TotalVariance = total;
    }

    /// <summary>D, numbers of a sample.</summary>
    public int Features => _mean.Length;

    /// <summary>K, components kept.</summary>
    public int Count => _variances.Length;

    /// <summary>m.</summary>
    public ReadOnlySpan<float> Mean => _mean;

    /// <summary>V, (K, D), one component a row.</summary>
    public ReadOnlySpan<float> Components => _components;

    /// <summary>λ_1 to λ_K: the variance along each component, at least 0.</summary>
    public ReadOnlySpan<double> Variances => _variances;

    /// <summary>Σ_k λ_k over all D: the data's whole variance.</summary>
    public double TotalVariance { get; }

    /// <summary>The share of the whole variance that the components keep, in [0, 1]; 1 where there is no variance.</summary>
    public double ExplainedShare => TotalVariance > 0 ? Math.Min(1, Reduction.SumInOrder<double>(_variances) / TotalVariance) : 1;

    /// <summary>The first components of data.</summary>
    /// <param name="x">(N, D), each number finite, N at least 1.</param>
    /// <param name="features">D.</param>
    /// <param name="components">K, 1 to D.</param>
    /// <param name="workers">Threads that share the products, or none.</param>
    /// <exception cref="ArgumentException">No whole number of samples, none, or a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">K is out of its range.</exception>
    public static PrincipalComponents Of(ReadOnlySpan<float> x, int features, int components, Workers? workers = null)
    {
        int count = Finite.Samples(x.Length, features, nameof(x));
        Finite.Check(x, features, nameof(x));
        if (components < 1 || components > features)
        {
            throw new ArgumentOutOfRangeException(
                nameof(components), components, $"Data of {features} features have 1 to {features} components.");
        }

        float[] mean = Standardization.Of(x, features).Mean.ToArray();
        float[] centred = Centred(x, mean);
        float[] products = new float[checked(features * features)];
        MatrixProduct.AtB<float>(centred, centred, products, features, features, count, Write.Over, workers); // N S = x'ᵀ·x'
        double[] matrix = new double[products.Length], values = new double[features];
        double total = 0;
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = products[i] / (double)count;
            total += i % (features + 1) == 0 ? matrix[i] : 0; // trace S = Σ_k λ_k
        }

        SymmetricEigen.Decompose(matrix, values);
        float[] kept = new float[components * features];
        for (int k = 0; k < components; k++)
        {
            Orient(matrix.AsSpan(k * features, features), kept.AsSpan(k * features, features));
        }

        return new PrincipalComponents(mean, kept, [.. values[..components].Select(value => Math.Max(0, value))], total);
    }

    /// <summary>z = (x − m)·Vᵀ.</summary>
    /// <param name="x">(N, D).</param>
    /// <param name="workers">Threads that share the product, or none.</param>
    /// <returns>(N, K), a new array.</returns>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public float[] Encode(ReadOnlySpan<float> x, Workers? workers = null)
    {
        int count = Finite.Samples(x.Length, Features, nameof(x));
        float[] z = new float[count * Count];
        MatrixProduct.ABt<float>(Centred(x, _mean), _components, z, count, Count, Features, Write.Over, workers); // z = (x − m)·Vᵀ
        return z;
    }

    /// <summary>m + z·V.</summary>
    /// <param name="z">(N, K).</param>
    /// <param name="workers">Threads that share the product, or none.</param>
    /// <returns>(N, D), a new array.</returns>
    /// <exception cref="ArgumentException">No whole number of samples, or none.</exception>
    public float[] Decode(ReadOnlySpan<float> z, Workers? workers = null)
    {
        int count = Finite.Samples(z.Length, Count, nameof(z));
        float[] x = new float[checked(count * Features)];
        MatrixProduct.AB<float>(z, _components, x, count, Features, Count, Write.Over, workers); // x = z·V
        Reduction.AddRow<float>(x, count, Features, _mean, workers); // x += m
        return x;
    }

    private static float[] Centred(ReadOnlySpan<float> x, float[] mean)
    {
        float[] centred = new float[x.Length];
        for (int i = 0; i < centred.Length; i += mean.Length)
        {
            for (int j = 0; j < mean.Length; j++)
            {
                centred[i + j] = x[i + j] - mean[j];
            }
        }

        return centred;
    }

    private static void Orient(ReadOnlySpan<double> vector, Span<float> oriented)
    {
        int peak = 0;
        for (int i = 1; i < vector.Length; i++)
        {
            peak = Math.Abs(vector[i]) > Math.Abs(vector[peak]) ? i : peak;
        }

        for (int i = 0; i < vector.Length; i++)
        {
            oriented[i] = (float)(vector[peak] < 0 ? -vector[i] : vector[i]);
        }
    }
}
