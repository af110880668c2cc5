using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>k nearest neighbours: a vector's class is the one that most of the k nearest training vectors have.</summary>
/// <remarks>
/// Distances are Euclidean, compared by ‖x − t‖² − ‖x‖² = ‖t‖² − 2 x·t, the products x·t of blocks of vectors as matrix products in
/// float: exact to about 10⁻⁶ of the squared lengths. Features are taken as they are, not standardized.
/// Of equal distances the smaller index is nearer. Of classes with as many votes that of the nearest neighbour among them wins.
/// Nothing is drawn: the same data give the same answer, for any number of threads.
/// Source: Cover and Hart (1967), Nearest neighbor pattern classification.
/// </remarks>
public sealed class NearestNeighbours
{
    private const int Queries = 256;
    private const int Block = 2048;

    private readonly LabelledVectors _data;
    private readonly double[] _squares; // ‖t‖²

    /// <summary>Keeps the training vectors.</summary>
    /// <param name="data">Vectors and their classes; not copied.</param>
    /// <param name="neighbours">k, 1 to the number of vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of that range.</exception>
    public NearestNeighbours(LabelledVectors data, int neighbours = 5)
    {
        if (neighbours < 1 || neighbours > data.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(neighbours), neighbours, $"With {data.Count} vectors the number of neighbours is 1 to {data.Count}.");
        }

        _data = data;
        Count = neighbours;
        _squares = new double[data.Count];
        for (int j = 0; j < data.Count; j++)
        {
            ReadOnlySpan<float> t = data.Values.AsSpan(j * data.Features, data.Features);
            _squares[j] = InnerProduct.Of(t, t);
        }
    }

    /// <summary>k.</summary>
    public int Count { get; }

    /// <summary>The indices of the k nearest training vectors of each query, the nearest first: (N, k).</summary>
    /// <param name="x">(N, features), each number finite.</param>
    /// <param name="workers">Threads that share the work, or none.</param>
    /// <exception cref="ArgumentException">No whole number of vectors, none, or a number that is not finite.</exception>
    public int[] Find(ReadOnlySpan<float> x, Workers? workers = null)
    {
        int features = _data.Features;
        int count = Finite.Samples(x.Length, features, nameof(x));
        Finite.Check(x, features, nameof(x));
        workers ??= Workers.One;
        int[] found = new int[checked(count * Count)];
        double[] distances = new double[Math.Min(Queries, count) * Count];
        float[] products = new float[Math.Min(Queries, count) * Math.Min(Block, _data.Count)];
        for (int first = 0; first < count; first += Queries)
        {
            int queries = Math.Min(Queries, count - first);
            distances.AsSpan().Fill(double.PositiveInfinity);
            for (int start = 0; start < _data.Count; start += Block)
            {
                int block = Math.Min(Block, _data.Count - start);
                ReadOnlySpan<float> t = _data.Values.AsSpan(start * features, block * features);
                ReadOnlySpan<float> own = x.Slice(first * features, queries * features);
                MatrixProduct.ABt(own, t, products, queries, block, features, Write.Over, workers); // products = x·tᵀ
                Search search = new(products, _squares.AsSpan(start, block), start, distances, found.AsSpan(first * Count), Count);
                workers.Run(queries, search);
            }
        }

        return found;
    }

    /// <summary>The class of each vector by the votes of its neighbours.</summary>
    /// <inheritdoc cref="Find"/>
    public int[] Predict(ReadOnlySpan<float> x, Workers? workers = null)
    {
        int[] neighbours = Find(x, workers);
        int[] predicted = new int[neighbours.Length / Count];
        int[] votes = new int[_data.Classes];
        for (int n = 0; n < predicted.Length; n++)
        {
            ReadOnlySpan<int> own = neighbours.AsSpan(n * Count, Count);
            Array.Clear(votes);
            foreach (int j in own)
            {
                votes[_data.Labels[j]]++;
            }

            int best = _data.Labels[own[0]];
            foreach (int j in own)
            {
                best = votes[_data.Labels[j]] > votes[best] ? _data.Labels[j] : best;
            }

            predicted[n] = best;
        }

        return predicted;
    }

    /// <summary>The share of these vectors whose class it tells right.</summary>
    /// <exception cref="ArgumentException">Other features or classes than those of the training vectors.</exception>
    public double AccuracyOn(LabelledVectors data, Workers? workers = null)
    {
        data.CheckTrainedOn(_data.Features, _data.Classes);
        return Accuracy.Of(Predict(data.Values, workers), data.Labels);
    }

    /// <summary>Merges a block of training vectors into the nearest found so far; a tile is a query.</summary>
    private readonly ref struct Search(
        ReadOnlySpan<float> products, ReadOnlySpan<double> squares, int start, Span<double> distances, Span<int> found, int k) : ITileTask
    {
        private readonly ReadOnlySpan<float> products = products;
        private readonly ReadOnlySpan<double> squares = squares;
        private readonly Span<double> distances = distances;
        private readonly Span<int> found = found;

        public void Run(int tile)
        {
            ReadOnlySpan<float> xt = products.Slice(tile * squares.Length, squares.Length);
            Span<double> best = distances.Slice(tile * k, k);
            Span<int> index = found.Slice(tile * k, k);
            for (int j = 0; j < xt.Length; j++)
            {
                double distance = squares[j] - 2.0 * xt[j]; // ‖t‖² − 2 x·t
                if (distance < best[k - 1])
                {
                    int at = k - 1;
                    for (; at > 0 && distance < best[at - 1]; at--)
                    {
                        best[at] = best[at - 1];
                        index[at] = index[at - 1];
                    }

                    best[at] = distance;
                    index[at] = start + j;
                }
            }
        }
    }
}
