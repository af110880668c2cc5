using System.Diagnostics;

namespace TinyAE.Tests;

/// <summary>Runs a verb of this project's own <see cref="Program"/> in a process of its own.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The widest registers, in bits, that a setting leaves.</summary>
    private static readonly Dictionary<string, int> Leaves = new()
    {
        ["DOTNET_EnableAVX512=0"] = 256,
        ["DOTNET_EnableAVX2=0"] = 128, // and no fused multiply-add in hardware
        ["DOTNET_EnableHWIntrinsic=0"] = 128, // emulated
    };

    /// <summary>The settings by which a process sees a machine with less.</summary>
    public static TheoryData<string> LesserMachines => [.. Leaves.Keys];

    /// <summary>Starts a verb; the caller ends or awaits it.</summary>
    /// <param name="setting">An environment variable and its value, "NAME=VALUE"; null: none.</param>
    /// <param name="verb">The verb and its arguments.</param>
    public static Process Start(string? setting, params string[] verb)
    {
        // The test host may be a program of its own; then dotnet is on the path.
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        ProcessStartInfo start = new(host, [typeof(ChildProcess).Assembly.Location, .. verb])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (setting?.Split('=') is [string name, string value])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a verb to its end and returns what it printed.</summary>
    public static string Output(string? setting, params string[] verb)
    {
        using Process process = Start(setting, verb);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{string.Join(' ', verb)} with {setting ?? "no setting"} did not end within {Patience}.");
        }

        string what = $"{string.Join(' ', verb)} with {setting ?? "no setting"}";
        Assert.True(process.ExitCode == 0, $"{what} exits with {process.ExitCode}: {errors.Result}");
        string[] parts = output.Result.Split('\n', 2);
        int widest = setting is not null && Leaves.TryGetValue(setting, out int left) ? left : int.MaxValue;
        Assert.True(int.Parse(parts[0]) <= widest, $"{what} sees registers of {parts[0]} bits; expected at most {widest}.");
        return parts[1];
    }
}
