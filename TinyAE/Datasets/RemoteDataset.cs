namespace TinyAE.Datasets;

/// <summary>A published data set that can be downloaded.</summary>
/// <remarks>
/// A mirror is trusted with nothing: size and SHA-256 of each file stand here, so that also plain http will do.
/// </remarks>
/// <param name="Name">"fashion-mnist".</param>
/// <param name="Description">What is in it.</param>
/// <param name="Files">Its files.</param>
/// <param name="Mirrors">Folders on the web that hold the files, tried in this order.</param>
public sealed record RemoteDataset(string Name, string Description, IReadOnlyList<RemoteFile> Files, IReadOnlyList<Uri> Mirrors)
{
    /// <summary>All sets that are known by name.</summary>
    public static IReadOnlyList<RemoteDataset> All { get; } =
    [
        new("fashion-mnist", "70,000 articles of clothing, 28x28, 10 classes (Xiao, Rasul and Vollgraf 2017; MIT)",
            [
                new("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                new("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                new("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                new("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ],
            [
                new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            ]),
        new("mnist", "70,000 handwritten digits, 28x28, 10 classes (LeCun, Cortes and Burges 1998)",
            [
                new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ],
            [
                new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            ]),
    ];

    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(file => file.Size);
}
