using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tinyae").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void WritesAndReplaces()
    {
        string path = Path.Combine(folder, "a.txt");
        AtomicFile.Write(path, stream => stream.Write("first, and longer"u8));
        AtomicFile.Write(path, stream => stream.Write("second"u8));
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    /// <summary>While the new file is being written, and when writing fails, the old one stands; nothing is left beside it.</summary>
    [Fact]
    public void KeepsTheOldFileUntilTheNewOneIsWhole()
    {
        string path = Path.Combine(folder, "a.txt");
        AtomicFile.Write(path, stream => stream.Write("old"u8));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1_000_000]);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(path));
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    /// <summary>Two writers of one target at the same time: each file is whole, the last one to end stays.</summary>
    [Fact]
    public void TheLastWriterWins()
    {
        string path = Path.Combine(folder, "a.txt");
        AtomicFile.Write(path, outer =>
        {
            outer.Write("out"u8);
            AtomicFile.Write(path, inner => inner.Write("inner"u8));
            Assert.Equal("inner", File.ReadAllText(path));
            outer.Write("er, the last"u8);
        });
        Assert.Equal("outer, the last", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    /// <summary>Many writers of one target: at each moment a reader finds one of the contents, whole.</summary>
    [Fact]
    public void WritersDoNotMix()
    {
        string path = Path.Combine(folder, "a.bin");
        AtomicFile.Write(path, stream => stream.Write(new byte[20_000]));
        Parallel.For(0, 40, n =>
        {
            byte[] content = new byte[20_000];
            content.AsSpan().Fill((byte)n);
            AtomicFile.Write(path, stream => stream.Write(content));
            byte[] found = File.ReadAllBytes(path);
            Assert.Equal(20_000, found.Length);
            Assert.Equal(-1, found.AsSpan().IndexOfAnyExcept(found[0]));
        });
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void ReportsAFolderThatIsMissing() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "none", "a.txt"), _ => { }));
}
