using System.Diagnostics;
using System.Text.Json;
using TinyAE.Cli;
using TinyAE.Reports;

namespace TinyAE.Tests.Cli;

/// <summary>The program as a process of its own: exit codes, streams, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(ExitCode.Done, "--version")]
    [InlineData(ExitCode.Done, "list", "losses")]
    [InlineData(ExitCode.Usage, "list", "nonsense")]
    [InlineData(ExitCode.Usage, "--nonsense")]
    public async Task TheExitCodeIsThatOfTheProcess(int expected, params string[] args)
    {
        (int code, string stdout, string stderr) = await Run(args);
        Assert.Equal(expected, code);
        Assert.Equal(expected == ExitCode.Done, stderr.Length == 0);
        Assert.Equal(expected == ExitCode.Done, stdout.Length > 0);
        Assert.DoesNotContain('\u001b', stdout + stderr);
    }

    [Fact]
    public async Task TheMainJobNeedsNoArgument()
    {
        (int code, string stdout, string stderr) = await Run("--json");
        Assert.Equal("", stderr);
        Assert.Equal(ExitCode.Done, code);
        JsonElement[] lines = [.. stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("begin", lines[0].GetProperty("event").GetString());
        Assert.Equal("result", lines[^1].GetProperty("event").GetString());
        Assert.Equal(0, lines[^1].GetProperty("wrong_pixels").GetInt32());
        Assert.Equal(32, lines[^1].GetProperty("exact_characters").GetInt32());
        Assert.True(File.Exists(Path.Combine(_root.Path, "out", "font", RunFolder.Report)));
        Assert.Equal(["out"], Directory.EnumerateFileSystemEntries(_root.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task ASignalSavesACheckpointAndSaysHowToGoOn(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // no signals there
        }

        string[] args =
            ["train", "font", "--architecture", "35-3-2-3-35", "--iterations", "4000000000", "--schedule", "constant", "--out", "my run"];
        using Process process = Start([.. args, "--json"]);
        Task<string> stderr = process.StandardError.ReadToEndAsync();
        Assert.Contains("\"begin\"", await process.StandardOutput.ReadLineAsync());
        await Task.Delay(300);
        using (Process kill = Process.Start("kill", [signal, $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        string stdout = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", await stderr);
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        JsonElement result = JsonDocument.Parse(stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("interrupted", result.GetProperty("status").GetString());
        long steps = result.GetProperty("steps").GetInt64();
        Assert.InRange(steps, 1, 3_999_999_999);
        Assert.Equal($"tinyae {string.Join(' ', args[..^1])} 'my run' --resume", result.GetProperty("resume").GetString());

        (int code, string resumed, _) = await Run([.. args[..5], $"{steps + 10}", .. args[6..], "--resume", "--json"]);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains($"\"steps\":{steps + 10},", resumed);
    }

    private static ProcessStartInfo Describe(string folder, IEnumerable<string> args)
    {
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(App).Assembly.Location, .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return start;
    }

    private Process Start(params IEnumerable<string> args) => Process.Start(Describe(_root.Path, args))!;

    private async Task<(int Code, string Stdout, string Stderr)> Run(params IEnumerable<string> args)
    {
        using Process process = Start(args);
        Task<string> stdout = process.StandardOutput.ReadToEndAsync(), stderr = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await stdout, await stderr);
    }
}
