namespace TinyAE.Bench;

/// <summary>A product of an (m, k) and a (k, n) matrix that occurs in an autoencoder, or a cube.</summary>
public sealed record GemmShape(string Name, int M, int N, int K)
{
    /// <summary>Floating-point operations of one product.</summary>
    public double Flops => 2.0 * M * N * K;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Cubes, and the products inside networks A to H.</summary>
    public static readonly GemmShape[] All =
    [
        new("sq64", 64, 64, 64), new("sq128", 128, 128, 128), new("sq256", 256, 256, 256), new("sq512", 512, 512, 512),
        new("sq1024", 1024, 1024, 1024), new("sq2048", 2048, 2048, 2048),
        new("D_conv2_128x49x288x64", 128 * 49, 64, 288), new("D_conv2_1img_49x288x64", 49, 64, 288),
        new("D_conv2_dW_288x6272x64", 288, 64, 6272),
        new("D_conv1_1img_196x9x32", 196, 32, 9), new("D_conv1_b128_25088x9x32", 25088, 32, 9),
        new("D_dense_128x3136x16", 128, 16, 3136), new("D_decdense_128x2x3136", 128, 3136, 2),
        new("D_convT2_b128_25088x32x576", 25088, 576, 32), new("D_convT1_b128_6272x64x576", 6272, 576, 64),
        new("D_convT3_b128_100352x32x9", 100352, 9, 32),
        new("A_32x35x5", 32, 5, 35), new("A_32x5x2", 32, 2, 5), new("A_32x2x5", 32, 5, 2), new("A_32x5x35", 32, 35, 5),
        new("C_32x784x100", 32, 100, 784), new("C_128x784x100", 128, 100, 784),
        new("E_128x784x400", 128, 400, 784), new("F_128x784x512", 128, 512, 784), new("H_32x128x512", 32, 512, 128),
        new("one_1x784x400", 1, 400, 784), new("one_1x35x5", 1, 5, 35),
    ];
}
