using TinyAE.Datasets;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>A trained autoencoder of images in use: any number of images or codes at once, in batches that the model has room for.</summary>
public sealed class ImageModel
{
    private const uint PriorDraws = 1;

    private readonly float[] _theta;
    private readonly Workers _workers;

    /// <summary>A model with its parameters.</summary>
    /// <param name="recipe">The recipe that trained it.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="image">The shape of one image.</param>
    /// <param name="model">The networks and the loss.</param>
    /// <param name="theta">The parameters, as the model's layout has them.</param>
    /// <param name="workers">The threads; no result depends on them.</param>
    internal ImageModel(string recipe, ImageSettings settings, Shape image, ILatentModel<float> model, float[] theta, Workers workers)
    {
        Recipe = recipe;
        Settings = settings;
        Image = image;
        Model = model;
        _theta = theta;
        _workers = workers;
    }

    /// <summary>The recipe that trained it.</summary>
    public string Recipe { get; }

    /// <summary>Its settings.</summary>
    public ImageSettings Settings { get; }

    /// <summary>The digest of the images that it was trained on, as <see cref="ImageConfig.DigestOf"/> makes it; "": not known.</summary>
    internal string Digest { get; private init; } = "";

    /// <summary>The shape of one image, (height, width, channels).</summary>
    public Shape Image { get; }

    /// <summary>The networks and the loss.</summary>
    public ILatentModel<float> Model { get; }

    /// <summary>The variational model, or null where it is a plain autoencoder.</summary>
    public VariationalAutoencoder<float>? Variational => Model as VariationalAutoencoder<float>;

    /// <summary>The flat vector of parameters.</summary>
    public Span<float> Theta => _theta;

    /// <summary>The threads.</summary>
    public Workers Workers => _workers;

    /// <summary>Numbers of a code.</summary>
    public int CodeSize => Model.Code.Size;

    /// <summary>Reads a model file or a checkpoint that an image recipe has written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="workers">The threads; no result depends on them.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or a model of another kind; the message names file and fault.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ImageModel Load(string path, Workers workers)
    {
        ModelFile file = ModelFile.Open(path);
        (string recipe, ImageSettings settings, Shape image) = ImageConfig.Read(path, file.Description);
        try
        {
            ImageNetworks.CheckSize(settings, image, new FileInfo(path).Length);
            (ILatentModel<float> model, _) = ImageNetworks.Build<float>(settings, image, ImageNetworks.LeastCapacity, 1);
            return new ImageModel(recipe, settings, image, model, file.Theta<float>(model.Layout), workers)
            {
                Digest = ImageConfig.DigestIn(file.Description),
            };
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidDataException($"{path}: its description does not make a network: {wrong.Message}", wrong);
        }
    }

    /// <summary>The values of some images of a set, (n, height, width, channels).</summary>
    public float[] Pixels(ImageSet images, ReadOnlySpan<int> indices)
    {
        float[] pixels = new float[indices.Length * Image.Size];
        new ImageDataset<float>(images).CopyTo(indices, pixels);
        return pixels;
    }

    /// <summary>The codes of images, (n, code size): of a variational model mu.</summary>
    public float[] Encode(ReadOnlySpan<float> images)
    {
        int count = images.Length / Image.Size;
        float[] codes = new float[count * CodeSize];
        for (int first = 0; first < count; first += Model.Capacity)
        {
            int part = Math.Min(Model.Capacity, count - first);
            Model.Encode(_theta, images.Slice(first * Image.Size, part * Image.Size), PassOf(part)).CopyTo(codes.AsSpan(first * CodeSize));
        }

        return codes;
    }

    /// <summary>The images that codes stand for, (n, height, width, channels).</summary>
    public float[] Decode(ReadOnlySpan<float> codes)
    {
        int count = codes.Length / CodeSize;
        float[] images = new float[count * Image.Size];
        for (int first = 0; first < count; first += Model.Capacity)
        {
            int part = Math.Min(Model.Capacity, count - first);
            Model.Decode(_theta, codes.Slice(first * CodeSize, part * CodeSize), images.AsSpan(first * Image.Size, part * Image.Size),
                PassOf(part));
        }

        return images;
    }

    /// <summary>What the model makes of images: the decoded codes.</summary>
    public float[] Reconstruct(ReadOnlySpan<float> images) => Decode(Encode(images));

    /// <summary>Codes drawn from the prior, (n, code size).</summary>
    /// <param name="count">n.</param>
    /// <param name="seed">The source of the draws.</param>
    public float[] SamplePrior(int count, ulong seed)
    {
        float[] codes = new float[count * CodeSize];
        GaussianMixture prior = Settings.Prior == "mixture" ? GaussianMixture.Petals() : GaussianMixture.Standard(CodeSize);
        RandomKey key = new(seed, RandomPurpose.Study, PriorDraws);
        for (int n = 0; n < count; n++)
        {
            prior.Sample(key, (uint)n, codes.AsSpan(n * CodeSize, CodeSize));
        }

        return codes;
    }

    /// <summary>The mean divergence of each latent from the standard normal prior, over these images, in nats.</summary>
    public double[] KlByLatent(ReadOnlySpan<float> images)
    {
        double[] sums = new double[CodeSize];
        int count = images.Length / Image.Size;
        for (int first = 0; Variational is not null && first < count; first += Model.Capacity)
        {
            int part = Math.Min(Model.Capacity, count - first);
            Variational.Encode(_theta, images.Slice(first * Image.Size, part * Image.Size), out ReadOnlySpan<float> mu,
                out ReadOnlySpan<float> logVar, PassOf(part));
            for (int i = 0; i < mu.Length; i++)
            {
                sums[i % CodeSize] += 0.5 * (((double)mu[i] * mu[i]) + (Scalar.Expm1((double)logVar[i]) - logVar[i])) / count;
            }
        }

        return sums;
    }

    private Pass PassOf(int batch) => new(batch, Training: false, default, _workers);
}
