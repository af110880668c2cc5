using System.Runtime.CompilerServices;

namespace TinyAE.Tests.House;

/// <summary>The sources of this checkout, for tests that read them.</summary>
internal static class Sources
{
    /// <summary>The repository's root: the folder above the test project's.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file of the library and program: its room ("Layers"; "" for the top) and its path.</summary>
    public static IReadOnlyList<(string Room, string Path)> Library { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "TinyAE"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Relative: Path.GetRelativePath(Path.Combine(Root, "TinyAE"), path), path))
            .Where(file => !file.Relative.StartsWith("obj", StringComparison.Ordinal) && !file.Relative.StartsWith("bin", StringComparison.Ordinal))
            .Select(file => (Path.GetDirectoryName(file.Relative)!.Split(Path.DirectorySeparatorChar)[0], file.path))];

    private static string FindRoot([CallerFilePath] string here = "")
    {
        // The compiler's path where the tests run beside their sources, else upwards from the assembly.
        foreach (string start in new[] { Path.GetDirectoryName(here) ?? "", AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start.Length > 0 ? start : "."); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "TinyAE.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("TinyAE.sln was found in no folder above the tests.");
    }
}
