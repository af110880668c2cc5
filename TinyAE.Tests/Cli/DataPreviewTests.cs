using System.Text.Json;
using TinyAE.Cli;
using TinyAE.Datasets;
using TinyAE.Imaging;

namespace TinyAE.Tests.Cli;

public sealed class DataPreviewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItDrawsASheetAndCountsTheClasses()
    {
        string path = _folder["new/sheet.png"];
        Call call = Call.Of("data", "preview", "shapes", "--out", path, "--count", "3").Ok();
        Assert.Equal("shapes: 13,500 images (28, 28, 1) to train on, 1,500 held out.", call.Lines[0]);
        Assert.StartsWith("Values from 0 to 1, 0.", call.Lines[1]);
        Assert.Equal("circle          3,375       375", call.Lines.Single(line => line.StartsWith("circle", StringComparison.Ordinal)));
        Assert.Equal($"Contact sheet: {path}", call.Lines[^1]);
        Image sheet = ImageFile.Load(path);
        Assert.Equal(32 + 4 + (4 * (56 + 4)), sheet.Height); // title, four rows

        Call.Of("data", "preview", "shapes", "--out", path, "--count", "3", "--seed", "1").Ok();
        Assert.Equal(sheet.Pixels, ImageFile.Load(path).Pixels);
        Call.Of("data", "preview", "shapes", "--out", path, "--count", "3", "--seed", "2").Ok();
        Assert.NotEqual(sheet.Pixels, ImageFile.Load(path).Pixels);
    }

    [Fact]
    public void JsonAndAnotherSize()
    {
        JsonElement result = Call.Of("data", "preview", "shapes", "--out", _folder["a.png"], "--size", "16x20", "--json").Ok().Result;
        Assert.Equal([16, 20, 1], result.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(13_500, result.GetProperty("classes").EnumerateArray().Sum(each => each.GetProperty("training").GetInt32()));
        Assert.Equal(1_500, result.GetProperty("classes").EnumerateArray().Sum(each => each.GetProperty("held_out").GetInt32()));
        Assert.Equal("square", result.GetProperty("classes")[1].GetProperty("name").GetString());
        Assert.InRange(result.GetProperty("mean").GetDouble(), 0.5, 0.95);
        Assert.Equal((0, 1), (result.GetProperty("least").GetDouble(), result.GetProperty("most").GetDouble()));
        Assert.Equal(_folder["a.png"], result.GetProperty("sheet").GetString());
    }

    [Fact]
    public void AbsentDataSaysHowToGetIt()
    {
        if (DataList.FolderOf("mnist", Environment.GetEnvironmentVariable(DataSource.FolderVariable), _folder.Path) is null)
        {
            Call.Of("data", "preview", "mnist", "--cache", _folder.Path).Refused("mnist is not on this machine", "tinyae data fetch mnist");
        }
    }

    [Fact]
    public void TheListSaysWhereEachSetIs()
    {
        Assert.Null(DataList.FolderOf("mnist", null, _folder.Path));
        string cached = Put("cache"), given = Put("given");
        Assert.Equal(cached, DataList.FolderOf("mnist", null, _folder["cache"]));
        Assert.Equal(cached, DataList.FolderOf("mnist", _folder.Path, _folder["cache"]));
        Assert.Equal(given, DataList.FolderOf("mnist", _folder["given"], _folder["cache"]));
        Assert.Null(DataList.FolderOf("shapes", _folder["given"], _folder["cache"]));

        JsonElement result = Call.Of("data", "list", "--cache", _folder["cache"], "--json").Ok().Result;
        JsonElement[] sets = [.. result.GetProperty("data").EnumerateArray()];
        Assert.Equal(DataSource.Named.Select(set => set.Name), sets.Select(set => set.GetProperty("name").GetString()));
        Assert.True(sets.Single(set => set.GetProperty("name").GetString() == "mnist").GetProperty("usable").GetBoolean());
        Assert.Contains("drawn by the program", Call.Of("data", "list", "--cache", _folder.Path).Ok().Stdout);

        string Put(string root)
        {
            string folder = Directory.CreateDirectory(_folder[Path.Combine(root, "mnist")]).FullName;
            File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte.gz"), []);
            return folder;
        }
    }
}
