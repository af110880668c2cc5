namespace TinyAE.Metrics;

/// <summary>MIG, the mutual information gap: whether each factor is told by one latent alone.</summary>
/// <remarks>
/// I_jk = I(bin(z_j); v_k), in nats: each mean code z_j is cut into bins of equal width from its least to its greatest value.
/// gap_k = (I_jk of the best latent − I_jk of the second) / H(v_k), in [0, 1]; with one latent the second is 0.
/// MIG = mean of gap_k over the factors that vary in the samples.
/// The order of the latents does not matter. The bins' information of latents that tell nothing is not quite 0 (see
/// <see cref="MutualInformation"/>), but equally so for the best two.
/// Source: Chen, Li, Grosse and Duvenaud (2018), Isolating sources of disentanglement in VAEs, eq. 6, there with samples of q(z|x); the
/// bins: Locatello et al. (2019), Challenging common assumptions, with 20.
/// </remarks>
/// <param name="Score">MIG.</param>
/// <param name="Factors">The factors that vary, in their order.</param>
/// <param name="Dimensions">How many latents there are.</param>
/// <param name="Count">Samples.</param>
/// <param name="Bins">Bins of each latent.</param>
public sealed record InformationGap(double Score, IReadOnlyList<FactorInformation> Factors, int Dimensions, int Count, int Bins)
{
    /// <summary>Measures the information. Nothing is drawn.</summary>
    /// <param name="data">Mean codes and their factors.</param>
    /// <param name="bins">Bins of each latent, at least 2; 20 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than two bins.</exception>
    public static InformationGap Of(FactoredCodes data, int bins = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        int[][] binned = [.. Enumerable.Range(0, data.Dimensions).Select(j => Bin(data, j, bins))];
        FactorInformation[] factors = [.. data.Varying.Select(k => Of(data, k, binned, bins))];
        double score = 0;
        foreach (FactorInformation factor in factors)
        {
            score += factor.Gap / factors.Length; // MIG = 1/K Σ_k gap_k
        }

        return new InformationGap(score, factors, data.Dimensions, data.Count, bins);
    }

    private static FactorInformation Of(FactoredCodes data, int k, int[][] binned, int bins)
    {
        int[] counts = new int[data.Sizes[k]];
        foreach (int value in data.Factor(k))
        {
            counts[value]++;
        }

        double[] information = new double[binned.Length];
        for (int j = 0; j < binned.Length; j++)
        {
            information[j] = MutualInformation.Of(binned[j], bins, data.Factor(k), counts.Length);
        }

        double best = information.Max();
        int latent = Array.IndexOf(information, best);
        double second = 0;
        for (int j = 0; j < information.Length; j++)
        {
            second = j == latent ? second : Math.Max(second, information[j]);
        }

        double entropy = MutualInformation.Entropy(counts);
        return new FactorInformation(data.Names[k], entropy, information, latent, (best - second) / entropy);
    }

    private static int[] Bin(FactoredCodes data, int j, int bins)
    {
        int[] binned = new int[data.Count];
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int n = 0; n < data.Count; n++)
        {
            double z = data.Codes[n * data.Dimensions + j];
            (low, high) = (Math.Min(low, z), Math.Max(high, z));
        }

        for (int n = 0; n < data.Count && high > low; n++)
        {
            double share = (data.Codes[n * data.Dimensions + j] - low) / (high - low);
            binned[n] = Math.Min((int)(share * bins), bins - 1); // the greatest value belongs to the last bin
        }

        return binned;
    }
}

/// <summary>What the latents tell about a factor.</summary>
/// <param name="Name">The factor.</param>
/// <param name="Entropy">H(v_k), in nats: the most that a latent could tell.</param>
/// <param name="Information">I_jk of each latent, in nats.</param>
/// <param name="Latent">The latent that tells the most; of equal ones the first.</param>
/// <param name="Gap">(best − second) / H(v_k), in [0, 1].</param>
public sealed record FactorInformation(string Name, double Entropy, IReadOnlyList<double> Information, int Latent, double Gap);
