using System.Text.Json;
using TinyAE.Cli;

namespace TinyAE.Tests.Cli;

/// <summary>One call of the program inside the test's process, and what it said.</summary>
internal sealed record Call(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>A network and data small enough for a test that is about something else.</summary>
    public static readonly string[] Small = ["--architecture", "35-4-2-4-35", "--characters", "#(1?", "--iterations", "60"];

    public IReadOnlyList<string> Lines => Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The last line, with --json.</summary>
    public JsonElement Result
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Lines[^1]);
            return document.RootElement.Clone();
        }
    }

    public static Call Of(params IEnumerable<string> args) => Of(args, default);

    public static Call Of(IEnumerable<string> args, CancellationToken cancellation)
    {
        using StringWriter stdout = new() { NewLine = "\n" }, stderr = new() { NewLine = "\n" };
        int code = App.Run([.. args], stdout, stderr, cancellation);
        return new Call(code, stdout.ToString(), stderr.ToString());
    }

    /// <summary>A small training into a folder.</summary>
    public static Call Train(string folder, params IEnumerable<string> more) => Of(["train", "font", .. Small, "--out", folder, .. more]);

    /// <summary>Fails unless everything went well and nothing was said on stderr.</summary>
    public Call Ok()
    {
        Assert.Equal("", Stderr);
        Assert.Equal(TinyAE.Cli.ExitCode.Done, ExitCode);
        return this;
    }

    /// <summary>Fails unless the command line was refused in one line that has these words, with nothing on stdout.</summary>
    public Call Refused(params IEnumerable<string> words)
    {
        Assert.Equal(TinyAE.Cli.ExitCode.Usage, ExitCode);
        Assert.StartsWith("tinyae: ", Stderr);
        Assert.EndsWith("\n", Stderr);
        Assert.Single(Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", Stderr);
        Assert.All(words, word => Assert.Contains(word, Stderr));
        Assert.Equal("", Stdout);
        return this;
    }
}
