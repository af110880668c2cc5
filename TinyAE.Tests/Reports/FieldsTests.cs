using System.Text.Json;
using TinyAE.Reports;

namespace TinyAE.Tests.Reports;

public sealed class FieldsTests
{
    private static readonly Fields Example = new()
    {
        ["text"] = "#&()./0123456789>?\"\\<é",
        ["flag"] = true,
        ["none"] = null,
        ["seed"] = ulong.MaxValue,
        ["steps"] = -7L,
        ["rate"] = 0.1,
        ["list"] = new[] { 35, 2, 35 },
        ["inner"] = new Fields { ["name"] = "adam", ["deep"] = new Fields { ["x"] = double.NaN } },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void JsonHasEveryValueInOrder(bool indented)
    {
        using JsonDocument document = JsonDocument.Parse(Example.ToJson(indented));
        JsonElement root = document.RootElement;
        Assert.Equal(["text", "flag", "none", "seed", "steps", "rate", "list", "inner"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("#&()./0123456789>?\"\\<é", root.GetProperty("text").GetString());
        Assert.True(root.GetProperty("flag").GetBoolean());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("none").ValueKind);
        Assert.Equal(ulong.MaxValue, root.GetProperty("seed").GetUInt64());
        Assert.Equal(-7, root.GetProperty("steps").GetInt64());
        Assert.Equal(0.1, root.GetProperty("rate").GetDouble());
        Assert.Equal([35, 2, 35], root.GetProperty("list").EnumerateArray().Select(element => element.GetInt32()));
        Assert.Equal("NaN", root.GetProperty("inner").GetProperty("deep").GetProperty("x").GetString());
    }

    [Fact]
    public void ALineIsOneLineAndKeepsTheCharactersOfAFont()
    {
        string line = Example.ToJson();
        Assert.DoesNotContain('\n', line);
        Assert.Contains("#&()./0123456789>?", line, StringComparison.Ordinal);
    }

    [Fact]
    public void SettingANameAgainKeepsItsPlace()
    {
        Fields fields = new() { ["a"] = 1, ["b"] = 2 };
        fields["a"] = 3;
        Assert.Equal("{\"a\":3,\"b\":2}", fields.ToJson());
        Assert.Equal(3, fields["a"]);
        Assert.Throws<KeyNotFoundException>(() => fields["c"]);
    }

    [Fact]
    public void FlattenGivesPathsAndWords() => Assert.Equal(
        [("flag", "yes"), ("none", "none"), ("list", "35, 2, 35"), ("inner.name", "adam"), ("inner.deep.x", "NaN")],
        Example.Flatten().Where(leaf => leaf.Path is not ("text" or "seed" or "steps" or "rate")));

    [Fact]
    public void AnythingElseIsRefused() => Assert.Throws<ArgumentException>(() => new Fields { ["x"] = TimeSpan.Zero }.ToJson());
}
