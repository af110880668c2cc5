using System.Globalization;
using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Losses;

/// <summary>A mixture of normal distributions: p(z) = Σ_k w_k N(z; m_k, S_k), Σ_k w_k = 1.</summary>
/// <remarks>
/// ln p(z) = a + ln Σ_k exp(a_k − a), a_k = ln w_k + ln N(z; m_k, S_k), a = max_k a_k: no term overflows, and one of them is 1
/// ∂ ln p / ∂z = −Σ_k r_k S_k⁻¹ (z − m_k), with the shares r_k = exp(a_k − ln p(z)), which add up to 1
/// Source: Bishop (2006), Pattern recognition and machine learning, section 2.3.9.
/// </remarks>
public sealed class GaussianMixture : IPrior
{
    /// <summary>The most dimensions, and the most components: so many numbers are kept on the stack.</summary>
    public const int MostDimensions = 256;

    private readonly GaussianComponent[] _components;
    private readonly double[] _logWeights;
    private readonly double[] _shares;

    /// <summary>A mixture of these components.</summary>
    /// <param name="name">The name that commands and files use.</param>
    /// <param name="description">One line with the parameters.</param>
    /// <param name="components">1 to 256, all of one number of dimensions; their weights are divided by their sum.</param>
    /// <exception cref="ArgumentException">No component, too many, or several numbers of dimensions.</exception>
    public GaussianMixture(string name, string description, params IReadOnlyList<GaussianComponent> components)
    {
        if (components.Count is 0 or > MostDimensions)
        {
            throw new ArgumentException(
                $"The mixture has {components.Count} components; allowed are 1 to {MostDimensions}.", nameof(components));
        }

        if (components.FirstOrDefault(other => other.Dimensions != components[0].Dimensions) is GaussianComponent odd)
        {
            throw new ArgumentException(
                $"Components of {components[0].Dimensions} and of {odd.Dimensions} dimensions make no mixture.", nameof(components));
        }

        Name = name;
        Description = description;
        _components = [.. components];
        double sum = components.Sum(component => component.Weight);
        _shares = [.. components.Select(component => component.Weight / sum)];
        _logWeights = [.. _shares.Select(Scalar.Log)];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public int Dimensions => _components[0].Dimensions;

    /// <inheritdoc/>
    public int Components => _components.Length;

    /// <summary>Component number <paramref name="index"/>.</summary>
    public GaussianComponent this[int index] => _components[index];

    /// <summary>The standard normal distribution, a mixture of one.</summary>
    /// <param name="dimensions">D, 1 to 256.</param>
    public static GaussianMixture Standard(int dimensions) =>
        new("gaussian", $"standard normal, {dimensions} dimensions", GaussianComponent.Round(new double[dimensions], 1));

    /// <summary>Petals around the origin: elongated two-dimensional components, evenly turned, each pointing outwards.</summary>
    /// <remarks>
    /// Component k has the direction φ = 2π k / K, mean radius · (cos φ, sin φ), standard deviation <paramref name="along"/> in that
    /// direction and <paramref name="across"/> at right angles to it; all have one weight. Made after figure 2 of Makhzani, Shlens,
    /// Jaitly, Goodfellow and Frey (2016), Adversarial autoencoders, a picture without numbers: the defaults here are our choice of them.
    /// </remarks>
    /// <param name="count">K, at least 1.</param>
    /// <param name="radius">Distance of the means from the origin.</param>
    /// <param name="along">Standard deviation outwards, above 0.</param>
    /// <param name="across">Standard deviation at right angles to that, above 0.</param>
    public static GaussianMixture Petals(int count = 10, double radius = 1.4, double along = 0.5, double across = 0.1)
    {
        string description = string.Create(CultureInfo.InvariantCulture,
            $"mixture of {count} normal petals: radius {radius}, standard deviation {along} outwards, {across} across");
        return new GaussianMixture($"mixture-of-{count}", description, [.. Enumerable.Range(0, count).Select(Petal)]);

        GaussianComponent Petal(int k)
        {
            double phi = 2 * Math.PI * k / count, c = Scalar.Cos(phi), s = Scalar.Sin(phi), a = along * along, b = across * across;
            double[] covariance = [a * c * c + b * s * s, (a - b) * c * s, (a - b) * c * s, a * s * s + b * c * c];
            return new GaussianComponent([radius * c, radius * s], covariance);
        }
    }

    /// <inheritdoc/>
    public int Sample<T>(RandomKey key, uint sample, Span<T> z, int? component = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(component ?? 0), (uint)Components, nameof(component));
        Span<double> epsilon = stackalloc double[Dimensions], drawn = stackalloc double[Dimensions];
        Noise.Normal(key, sample, epsilon);
        int k = component ?? Draw((key.Word(sample, (uint)Dimensions) + 0.5) / (1ul << 32)); // the word behind those of ε
        _components[k].Draw(epsilon, drawn);
        for (int i = 0; i < drawn.Length; i++)
        {
            z[i] = T.CreateTruncating(drawn[i]);
        }

        return k;
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> z, Span<double> gradient)
    {
        Span<double> a = stackalloc double[Components], u = stackalloc double[Dimensions];
        double largest = double.NegativeInfinity;
        for (int k = 0; k < a.Length; k++)
        {
            a[k] = _logWeights[k] + _components[k].LogDensity(z, u);
            largest = Math.Max(largest, a[k]); // NaN stays
        }

        double sum = 0;
        foreach (double term in a)
        {
            sum += Scalar.Exp(term - largest);
        }

        double logDensity = largest + Scalar.Log(sum);
        gradient.Clear();
        for (int k = 0; k < a.Length && !gradient.IsEmpty; k++)
        {
            _components[k].LogDensity(z, u);
            _components[k].AddGradient(Scalar.Exp(a[k] - logDensity), u, gradient);
        }

        return logDensity;
    }

    private int Draw(double u)
    {
        int k = 0;
        for (double below = _shares[0]; u >= below && k < Components - 1; below += _shares[k])
        {
            k++;
        }

        return k;
    }
}
