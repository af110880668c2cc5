using TinyAE.Cli;

namespace TinyAE.Tests.Cli;

public sealed class SuggestionTests
{
    private static readonly string[] Losses =
        ["mse", "half-squared-error", "squared-norm", "binary-cross-entropy", "binary-cross-entropy-on-probabilities"];

    [Theory]
    [InlineData("msе", "mse")] // a Cyrillic letter
    [InlineData("MSE", "mse")]
    [InlineData("mes", "mse")]
    [InlineData("crossentropy", "binary-cross-entropy")]
    [InlineData("binary_crossentropy", "binary-cross-entropy")]
    [InlineData("squared_norm", "squared-norm")]
    [InlineData("hinge", null)]
    [InlineData("", null)]
    public void TheNearestNameIsFound(string found, string? expected) => Assert.Equal(expected, Suggestion.Nearest(found, Losses));

    [Fact]
    public void NothingIsNearNothing() => Assert.Null(Suggestion.Nearest("mse", []));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("adam", "adma", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void DistanceCountsEdits(string a, string b, int distance)
    {
        Assert.Equal(distance, Suggestion.Distance(a, b));
        Assert.Equal(distance, Suggestion.Distance(b, a));
    }

    [Fact]
    public void TheErrorNamesWhatIsAllowed() =>
        Assert.Equal(
            "'adma' is not an optimizer. Did you mean 'adam'? Allowed: sgd, adam.",
            Suggestion.Unknown("adma", "optimizer", ["sgd", "adam"]));
}
