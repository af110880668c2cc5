using TinyAE.Models;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

public sealed class ModelFileTests : IDisposable
{
    private static readonly ParameterLayout Layout = new Center<double>().Layout;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KeepsValuesAndDescription()
    {
        ModelFile.Save<double>(_folder["m"], Layout, new[] { 1.0 / 3, -0.0, double.Epsilon }, "Straße \"5\" {\"a\":1}\n");
        ModelFile model = ModelFile.Open(_folder["m"]);
        Assert.Equal("Straße \"5\" {\"a\":1}\n", model.Description);
        long[] bits = [.. model.Theta<double>(Layout).Select(BitConverter.DoubleToInt64Bits)];
        Assert.Equal([BitConverter.DoubleToInt64Bits(1.0 / 3), long.MinValue, 1], bits);

        SafetensorsFile file = SafetensorsFile.Read(_folder["m"]);
        Assert.Equal(["center.0.c", "center.0.d", "center.0.count"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void OpensInEitherPrecision()
    {
        ModelFile.Save<double>(_folder["d"], Layout, new[] { 1.0 / 3, 2, 3 }, "");
        ModelFile.Save<float>(_folder["f"], Layout, new[] { 1.0f / 3, 2, 3 }, "");
        Assert.Equal([1.0f / 3, 2, 3], ModelFile.Open(_folder["d"]).Theta<float>(Layout));
        Assert.Equal([(double)(1.0f / 3), 2, 3], ModelFile.Open(_folder["f"]).Theta<double>(Layout));

        // A double too large for float is not taken for a weight.
        ModelFile.Save<double>(_folder["d"], Layout, new[] { 1e300, 2, 3 }, "");
        Assert.Throws<InvalidDataException>(() => ModelFile.Open(_folder["d"]).Theta<float>(Layout));
    }

    [Fact]
    public void RefusesWhatDoesNotFit()
    {
        string path = _folder["m"];
        Assert.Throws<ArgumentException>(() => ModelFile.Save<double>(path, Layout, new double[2], ""));
        Assert.Throws<NotFiniteNumberException>(() => ModelFile.Save<double>(path, Layout, new[] { 0, double.NaN, 0 }, ""));
        Assert.False(File.Exists(path));

        ModelFile.Save<double>(path, Layout, new double[3], "");
        ParameterLayout other = new Center<double>(name: "other").Layout;
        string message = Assert.Throws<InvalidDataException>(() => ModelFile.Open(path).Theta<double>(other)).Message;
        Assert.Contains(path, message);
        Assert.Contains("'other.0.c'", message);

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ModelFile.Open(path)).Message);
        SafetensorsFile.Write(path, [], new Dictionary<string, string> { ["format"] = "pt" });
        Assert.Contains("'pt'", Assert.Throws<InvalidDataException>(() => ModelFile.Open(path)).Message);
    }
}
