using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

public sealed class DataCacheTests
{
    [Theory]
    [InlineData(false, "/caches", "/home/a", "", "/caches/tinyae")]
    [InlineData(false, null, "/home/a", "", "/home/a/.cache/tinyae")]
    [InlineData(false, "", "/home/a", "", "/home/a/.cache/tinyae")]
    [InlineData(false, "relative", "/home/a", "", "/home/a/.cache/tinyae")] // invalid by the specification
    [InlineData(true, "/caches", "/home/a", "/local", "/local/tinyae")]
    [InlineData(true, null, "/home/a", "", "/home/a/.cache/tinyae")]
    public void TheSystemsFolder(bool isWindows, string? xdgCache, string home, string localData, string expected) =>
        Assert.Equal(expected, DataCache.SystemRoot(isWindows, xdgCache, home, localData).Replace('\\', '/'));

    [Fact]
    public void WithoutAHomeItSaysWhatToDo() =>
        Assert.Contains("Name one", Assert.Throws<IOException>(() => DataCache.SystemRoot(false, null, "", "")).Message);

    [Fact]
    public void AChosenFolderWins()
    {
        Assert.Equal(Path.GetFullPath("here"), DataCache.Root("here"));
        Assert.Equal(Path.Combine(Path.GetFullPath("here"), "mnist"), DataCache.Folder("mnist", "here"));
    }

    [Fact]
    public void TheNamedSetsAreComplete()
    {
        Assert.Equal(["fashion-mnist", "mnist"], RemoteDataset.All.Select(set => set.Name));
        Assert.All(RemoteDataset.All, set =>
        {
            Assert.Equal(
                ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"],
                set.Files.Select(file => file.Name));
            Assert.All(set.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
            Assert.All(set.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri));
            Assert.True(set.Mirrors.Count > 1);
        });
        Assert.Equal(8, RemoteDataset.All.SelectMany(set => set.Files).Select(file => file.Sha256).Distinct().Count());
    }
}
