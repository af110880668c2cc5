using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The pictures of a trained autoencoder of images.</summary>
internal sealed class ImagePictures
{
    /// <summary>Held-out images over what comes back.</summary>
    public const string Reconstructions = "reconstructions.png";

    /// <summary>What the decoder makes of codes drawn from the prior.</summary>
    public const string Samples = "samples.png";

    /// <summary>What the decoder makes of a grid of codes.</summary>
    public const string Manifold = "manifold.png";

    /// <summary>The codes of held-out images, by class.</summary>
    public const string Codes = "codes.png";

    /// <summary>From one held-out image to another in a straight line of codes.</summary>
    public const string Interpolation = "interpolation.png";

    /// <summary>One number of the code moved at a time.</summary>
    public const string Traversals = "traversals.png";

    /// <summary>The losses over the epochs.</summary>
    public const string Losses = "losses.png";

    private const int ManifoldSide = 20;
    private const int SampleSide = 10;
    private const int Shown = 12;
    private const int Steps = 11;
    private const int MostTraversed = 20;
    private const int MostPoints = 5000;

    private readonly ImageModel _model;
    private readonly ImageSet _heldOut;
    private readonly History _history;
    private readonly Shape _shape;
    private readonly int _scale;
    private readonly int[] _first;

    /// <summary>Prepares the pictures.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="heldOut">Images that it has not seen.</param>
    /// <param name="history">How it was trained.</param>
    public ImagePictures(ImageModel model, ImageSet heldOut, History history)
    {
        _model = model;
        _heldOut = heldOut;
        _history = history;
        _shape = heldOut.Shape;
        _scale = Math.Clamp(64 / Math.Max(_shape[0], _shape[1]), 1, 8);
        _first = OneOfEachClass(heldOut, Shown);
    }

    /// <summary>The pictures that there are, in the order of the report.</summary>
    public static IReadOnlyList<string> Files(ImageModel model) =>
    [
        Reconstructions,
        .. model.Settings.IsVariational ? [Samples] : (string[])[],
        .. model.Settings.IsVariational && model.CodeSize == 2 ? [Manifold] : (string[])[],
        .. model.CodeSize >= 2 ? [Codes] : (string[])[],
        Interpolation,
        .. model.Settings.IsVariational ? [Traversals] : (string[])[],
        Losses,
    ];

    /// <summary>Draws one of them.</summary>
    public Image Draw(string file) => file switch
    {
        Reconstructions => DrawReconstructions(),
        Samples => DrawSamples(),
        Manifold => DrawManifold(),
        Codes => DrawCodes(),
        Interpolation => DrawInterpolation(),
        Traversals => DrawTraversals(),
        Losses => DrawLosses(),
        _ => throw new ArgumentException($"There is no picture '{file}'.", nameof(file)),
    };

    /// <summary>Samples to show: of each class in turn, the first, then the second, ...</summary>
    private static int[] OneOfEachClass(ImageSet images, int count)
    {
        count = Math.Min(count, images.Count);
        if (images.Labels.IsEmpty)
        {
            return [.. Enumerable.Range(0, count)];
        }

        int[] labels = images.Labels.ToArray();
        int[] seen = new int[images.ClassNames.Count];
        return [.. Enumerable.Range(0, images.Count).OrderBy(n => seen[labels[n]]++).ThenBy(n => labels[n]).Take(count)];
    }

    private ImageSheet Sheet(string title, string note = "", int gap = 4, IReadOnlyList<string>? headings = null) =>
        new(_shape[1], _shape[0], _shape[2]) { Title = title, Note = note, Gap = gap, Headings = headings ?? [] };

    private Image DrawReconstructions()
    {
        float[] images = _model.Pixels(_heldOut, _first);
        float[] outputs = _model.Reconstruct(images);
        double error = MeanSquaredDifference(images, outputs);
        return Sheet("Images that training has not seen, and what comes back", $"mean squared difference {Figures.Number(error)} a pixel")
            .Add<float>("input", images).Add<float>("output", outputs).Render(_scale);
    }

    private Image DrawSamples()
    {
        float[] codes = _model.SamplePrior(SampleSide * SampleSide, _model.Settings.Seed);
        return Sheet("Samples from the prior")
            .AddRows<float>(SampleSide, _model.Decode(codes)).Render(Math.Max(1, _scale * 3 / 4));
    }

    /// <summary>Codes at equal steps of probability: where the prior is dense, they stand close.</summary>
    private Image DrawManifold()
    {
        float[] codes = new float[ManifoldSide * ManifoldSide * 2];
        double[] quantiles = [.. Enumerable.Range(0, ManifoldSide)
            .Select(i => NormalDistribution.InverseCdf((i + 0.5) / ManifoldSide))];
        for (int i = 0; i < ManifoldSide * ManifoldSide; i++)
        {
            codes[2 * i] = (float)quantiles[i % ManifoldSide];
            codes[(2 * i) + 1] = (float)quantiles[ManifoldSide - 1 - (i / ManifoldSide)];
        }

        return Sheet("The plane of codes, at equal steps of probability",
                $"z1 to the right, z2 upward: {quantiles[0]:0.00} to {quantiles[^1]:0.00}", gap: 0)
            .AddRows<float>(ManifoldSide, _model.Decode(codes)).Render(Math.Max(1, _scale * 3 / 4));
    }

    private Image DrawCodes()
    {
        int count = Math.Min(_heldOut.Count, MostPoints), size = _model.CodeSize;
        float[] codes = _model.Encode(_model.Pixels(_heldOut, [.. Enumerable.Range(0, count)]));
        (string title, string x, string y) = ("Codes of images that training has not seen", "z1", "z2");
        if (size > 2)
        {
            codes = PrincipalComponents.Of(codes, size, 2, _model.Workers).Encode(codes, _model.Workers);
            title = $"Codes of {size} numbers along their two main axes";
            (x, y) = ("first principal component", "second principal component");
        }

        ScatterPlot plot = new() { Title = title, X = x, Y = y };
        if (_heldOut.Labels.IsEmpty)
        {
            return plot.Add<float>("", codes).Render(900, 900);
        }

        for (int label = 0; label < _heldOut.ClassNames.Count; label++)
        {
            List<float> points = [];
            for (int n = 0; n < count; n++)
            {
                if (_heldOut.Labels[n] == label)
                {
                    points.AddRange(codes.AsSpan(2 * n, 2));
                }
            }

            plot.Add<float>(_heldOut.ClassNames[label], points.ToArray());
        }

        return plot.Render(900, 950);
    }

    private Image DrawInterpolation()
    {
        ImageSheet sheet = Sheet("Straight lines of codes from one held-out image to another");
        int rows = Math.Min(6, _first.Length / 2), size = _model.CodeSize;
        float[] codes = _model.Encode(_model.Pixels(_heldOut, _first));
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = codes.AsSpan(2 * row * size, size), to = codes.AsSpan(((2 * row) + 1) * size, size);
            float[] line = new float[Steps * size];
            for (int i = 0; i < line.Length; i++)
            {
                float share = i / size / (float)(Steps - 1);
                line[i] = ((1 - share) * from[i % size]) + (share * to[i % size]);
            }

            sheet.Add<float>("", _model.Decode(line));
        }

        return sheet.Render(_scale);
    }

    /// <summary>The code of one image, each number in turn moved from -3 to 3; those that the prior cares for most come first.</summary>
    private Image DrawTraversals()
    {
        int size = _model.CodeSize;
        float[] code = _model.Encode(_model.Pixels(_heldOut, _first.AsSpan(0, 1)));
        double[] kl = _model.KlByLatent(_model.Pixels(_heldOut, [.. Enumerable.Range(0, Math.Min(_heldOut.Count, 1000))]));
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(j => kl[j]).Take(MostTraversed)];
        string[] headings = [.. Enumerable.Range(0, Steps).Select(i => $"{At(i):0.0}")];
        ImageSheet sheet = Sheet("One number of the code moved from -3 to 3, the others kept",
            "beside each number the nats that it uses", headings: headings);
        foreach (int latent in order)
        {
            float[] codes = new float[Steps * size];
            for (int i = 0; i < Steps; i++)
            {
                code.CopyTo(codes, i * size);
                codes[(i * size) + latent] = (float)At(i);
            }

            sheet.Add<float>($"z{latent + 1} {kl[latent]:0.00}", _model.Decode(codes));
        }

        return sheet.Render(_scale);

        static double At(int step) => -3 + (6.0 * step / (Steps - 1));
    }

    private Image DrawLosses()
    {
        CurvePlot plot = new() { Title = "Losses, epoch by epoch", X = "epoch", Y = ImageWords.UnitOf(_model.Settings) };
        double[] epochs = _history.Column("epoch");
        int[] ends = ImageHistory.EpochEnds(_history);
        foreach (string column in ImageHistory.LossColumns(_history))
        {
            double[] values = _history.Column(column);
            plot.Add<double, double>(ImageHistory.NameOf(column), [.. ends.Select(i => epochs[i])], [.. ends.Select(i => values[i])]);
        }

        return plot.Render(900, 600);
    }

    private static double MeanSquaredDifference(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum / a.Length;
    }
}
