namespace TinyAE.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string[], string[]> Wrong => new()
    {
        { ["trian"], ["'trian' is not a command", "Did you mean 'train'?", "train, evaluate, generate, study, data, list, summary, check"] },
        { ["train"], ["train what?", "font, font-course"] },
        { ["train", "fnt"], ["'fnt' is not a recipe", "Did you mean 'font'?"] },
        { ["train", "font", "more"], ["'more' is one word too many", "--help"] },
        { ["train", "font", "--lss", "mse"], ["'--lss' is not an option", "Did you mean --loss?"] },
        { ["--sed", "3"], ["'--sed' is not an option", "Did you mean --seed?"] },
        { ["train", "font", "--loss"], ["--loss needs a value", "mse, "] },
        { ["train", "font", "--loss", "crossentropy"],
            ["'crossentropy' is not a loss", "Did you mean 'binary-cross-entropy", "Allowed: mse, "] },
        { ["train", "font", "--loss-scale", "average"], ["'average' is not a loss scale", "Allowed: mean, sample-mean, sum"] },
        { ["train", "font", "--optimizer", "adma"], ["'adma' is not an optimizer", "Did you mean 'adam'?", "l-bfgs"] },
        { ["train", "font", "--activation", "tahn"], ["'tahn' is not an activation", "Did you mean 'tanh'?", "leaky-relu"] },
        { ["train", "font", "--output-activation", "softmax"], ["'softmax' is not an activation", "Allowed: sigmoid, "] },
        { ["train", "font", "--output-activation", "sigmoid"], ["takes logits", "linear", "found sigmoid"] },
        { ["train", "font", "--loss", "binary-cross-entropy", "--output-activation", "linear"],
            ["takes probabilities", "sigmoid", "found linear"] },
        { ["train", "font", "--initializer", "xavier"], ["'xavier' is not an initializer", "glorot-uniform"] },
        { ["train", "font", "--schedule", "cosin"], ["'cosin' is not a schedule", "Did you mean 'cosine", "step:RATE,STEPS"] },
        { ["train", "font", "--schedule", "step:2,0"], ["--schedule"] },
        { ["train", "font", "--architecture", "35-2-36"], ["begins and ends with 35", "found 35-2-36"] },
        { ["train", "font", "--architecture", "35-35"], ["at least one layer between"] },
        { ["train", "font", "--architecture", "35-0-35"], ["1 to 100,000", "found 0"] },
        { ["train", "font", "--architecture", "35-two-35"], ["'35-two-35' is not an architecture"] },
        { ["train", "font", "--architecture", "35-100000-100000-35"], ["elements"] },
        { ["train", "font", "--iterations", "0"], ["'0' is not a whole number from 1"] },
        { ["train", "font", "--iterations", "1e4"], ["'1e4' is not a whole number"] },
        { ["train", "font", "--iterations", "99999999999999999999"], ["is not a whole number from 1 to 4,294,967,295"] },
        { ["train", "font", "--batch", "0"], ["--batch", "from 1"] },
        { ["train", "font", "--batch", "33"], ["at most", "32", "found 33"] },
        { ["train", "font", "--batch", "4", "--optimizer", "l-bfgs"], ["l-bfgs", "all 32 samples"] },
        { ["train", "font", "--learning-rate", "-0.1"], ["a number of at least 0"] },
        { ["train", "font", "--learning-rate", "NaN"], ["a number of at least 0"] },
        { ["train", "font", "--learning-rate", "fast"], ["'fast' is not a number"] },
        { ["train", "font", "--l1", "-1"], ["--l1"] },
        { ["train", "font", "--l2", "infinity"], ["--l2"] },
        { ["train", "font", "--dropout", "1"], ["a number from 0 to below 1"] },
        { ["train", "font", "--stop-error", "0"], ["a number above 0"] },
        { ["train", "font", "--seed", "-1"], ["from 0 to 18446744073709551615"] },
        { ["train", "font", "--threads", "0"], ["from 1 to 256"] },
        { ["train", "font", "--checkpoint-every", "0"], ["--checkpoint-every"] },
        { ["train", "font", "--resume", "--overwrite"], ["give one of them"] },
        { ["train", "font", "--characters", ""], ["No character is selected"] },
        { ["train", "font", "--characters", "11"], ["selected twice"] },
        { ["train", "font", "--characters", "AB"], ["'A' (0x41) is not in the font", "Font 2 of data/font.h has them."] },
        { ["train", "font", "--characters", "A1"], ["The font 'all' has them all."] },
        { ["train", "font", "--characters", "é"], ["is not in the font"] },
        { ["train", "font", "--font", "4"], ["no font 4", "1 to 3"] },
        { ["train", "font", "--font", "missing.h"], ["There is no font 'missing.h'"] },
        { ["list", "loses"], ["'loses' is not a list", "Did you mean 'losses'?"] },
        { ["list", "losses", "more"], ["'more' is one word too many"] },
        { ["summary"], ["summary of what?"] },
        { ["summary", "fonts"], ["Did you mean 'font'?"] },
        { ["generate"], ["generate what?", "font"] },
        { ["generate", "fnt"], ["Did you mean 'font'?"] },
        { ["data"], ["data what?", "fetch"] },
        { ["data", "fetsh"], ["'fetsh' is not a command", "Did you mean 'fetch'?"] },
        { ["data", "preview"], ["tinyae data preview needs DATA"] },
        { ["data", "preview", "shape"], ["'shape' is no data set and no file or folder", "shapes, "] },
        { ["data", "preview", "shapes", "--count", "0"], ["--count", "from 1 to 100"] },
        { ["data", "preview", "shapes", "--size", "28x"], ["--size", "'' is not a whole number from 1 to 1,024"] },
        { ["data", "preview", "shapes", "--size", "2x3x4"], ["--size", "'2x3x4' is not a height and a width"] },
        { ["data", "fetch"], ["tinyae data fetch needs NAME", "fashion-mnist, mnist"] },
        { ["data", "fetch", "fashion"], ["'fashion' is not a data set to download", "Did you mean 'fashion-mnist'?"] },
        { ["data", "fetch", "mnist", "--mirror", "here"], ["--mirror", "'here' is not the address of a web folder"] },
        { ["data", "fetch", "mnist", "--mirror", "file:///tmp"], ["--mirror", "is not the address of a web folder"] },
        { ["check"], ["tinyae check needs NAME"] },
        { ["check", "dens"], ["Did you mean 'dense'?", "softplus", "all"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AWrongCommandLineIsRefusedInOneSentence(string[] args, string[] words)
    {
        using TemporaryFolder folder = new();
        // A default folder would be the current one: nothing may come to be there either.
        string[] before = Directory.GetFileSystemEntries(".");
        Call.Of(args.Length > 2 && args[1] == "font" ? ["train", "font", "--out", folder["run"], .. args[2..]] : args).Refused(words);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(before, Directory.GetFileSystemEntries("."));
    }

    [Fact]
    public void WhatBeginsWithAnAtIsNoResponseFile() => Call.Of("summary", "font", "--font", "2", "--characters", "@A").Ok();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("train", "--help")]
    [InlineData("train", "font", "--help")]
    [InlineData("train", "font-course", "--help")]
    [InlineData("list", "--help")]
    [InlineData("summary", "--help")]
    [InlineData("summary", "font", "--help")]
    [InlineData("check", "--help")]
    [InlineData("generate", "--help")]
    [InlineData("generate", "font", "--help")]
    public void HelpHasExamplesAndTheGlobalOptions(params string[] args)
    {
        Call call = Call.Of(args).Ok();
        Assert.Contains("Usage\n  tinyae", call.Stdout);
        Assert.Contains("\nExamples\n  tinyae", call.Stdout);
        Assert.All(new[] { "--seed N", "--threads N", "--quiet", "--json", "--help" },
            option => Assert.Contains($"\n  {option} ", call.Stdout));
        Assert.All(call.Lines, line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain('\u001b', call.Stdout);
    }

    [Fact]
    public void TheHelpOfARecipeNamesItsOwnDefaults()
    {
        string font = Call.Of("train", "font", "--help").Ok().Stdout, course = Call.Of("train", "font-course", "--help").Ok().Stdout;
        Assert.Contains("[35-20-2-20-35]", font);
        Assert.Contains("[35-5-2-5-35]", course);
        Assert.Contains("[cosine]", font);
        Assert.Contains("[out/font-course]", course);
    }

    [Fact]
    public void HelpWinsOverErrors() => Assert.Contains("Usage", Call.Of("train", "font", "--loss", "nonsense", "--help").Ok().Stdout);

    [Fact]
    public void VersionIsOneLine() => Assert.Matches(@"^tinyae \d+\.\d+\.\d+\n$", Call.Of("--version").Ok().Stdout);
}
