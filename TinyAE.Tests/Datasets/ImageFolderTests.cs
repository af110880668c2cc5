using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

public class ImageFolderTests
{
    private static void Save(TemporaryFolder folder, string path, int width, int height, int channels, params byte[] pixels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        ImageFile.Save(new Image(width, height, channels, pixels), folder[path]);
    }

    [Fact]
    public void ReadsClassesInOrderAndResizes()
    {
        using TemporaryFolder folder = new();
        Save(folder, "dog/b.png", 2, 2, 1, 10, 20, 30, 40);
        Save(folder, "cat/z.PNG", 2, 1, 3, 7, 7, 7, 9, 9, 9); // gray in colours: the first, its size counts
        Save(folder, "dog/a.png", 2, 1, 4, 0, 0, 0, 0, 100, 100, 100, 255); // transparent: white
        File.WriteAllText(folder["dog/notes.txt"], "none");
        File.WriteAllText(folder["dog/.hidden.jpg"], "none");
        Directory.CreateDirectory(folder[".git"]);
        ImageSet set = DataSource.LoadWhole(folder.Path);
        Assert.Equal(new Shape(1, 2, 1), set.Shape);
        Assert.Equal([7, 9, 255, 100, 20, 30], set.Pixels.ToArray());
        Assert.Equal(["cat", "dog"], set.ClassNames);
        Assert.Equal([0, 1, 1], set.Labels.ToArray());
        Assert.Equal([8, 178, 25], DataSource.LoadWhole(folder.Path, new DataOptions { Size = (1, 1) }).Pixels.ToArray());

        Save(folder, "dog/c.png", 2, 1, 3, 1, 2, 3, 4, 5, 6); // one in colour: all are
        set = DataSource.LoadWhole(folder.Path);
        Assert.Equal(new Shape(1, 2, 3), set.Shape);
        Assert.Equal([7, 7, 7, 9, 9, 9], set[0].ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], set[3].ToArray());
    }

    [Fact]
    public void ReadsTwoParts()
    {
        using TemporaryFolder folder = new();
        Save(folder, "train/a/1.png", 1, 1, 1, 5);
        Save(folder, "test/a/1.png", 2, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3);
        DataSplit data = DataSource.Load(folder.Path);
        Assert.Equal([5, 5, 5], data.Training.Pixels.ToArray());
        Assert.Equal([1, 2, 3], data.HeldOut.Pixels.ToArray());
        Save(folder, "test/b/1.png", 1, 1, 1, 5);
        Assert.Contains("classes are a, b; those to train on are a",
            Assert.Throws<InvalidDataException>(() => DataSource.Load(folder.Path)).Message);
    }

    [Fact]
    public void RefusesBadFolders()
    {
        using TemporaryFolder folder = new();
        string Message() => Assert.Throws<InvalidDataException>(() => DataSource.LoadWhole(folder.Path)).Message;
        Assert.Contains("no sub-folders", Message());
        Directory.CreateDirectory(folder["a"]);
        Assert.Contains("this class has no picture", Message());
        Save(folder, "a/1.png", 1025, 1, 1, new byte[1025]);
        Assert.Contains("1.png: this first picture is 1025 x 1", Message());
        File.WriteAllBytes(folder["a/1.png"], [1, 2, 3]);
        Assert.Contains("1.png", Message());
        if (ImageFile.Codec is ManagedPngCodec)
        {
            File.WriteAllBytes(folder["a/0.jpg"], [1, 2, 3]);
            Assert.Equal(folder["a/0.jpg"] + ": pictures of this format are not read; allowed is PNG.", Message());
        }
    }
}
