using TinyAE.Datasets;

namespace TinyAE.Tests.Datasets;

/// <summary>A test that reads a large data set; skipped with the reason where TINYAE_DATA names no folder that has it.</summary>
internal sealed class LargeDataFactAttribute : FactAttribute
{
    public LargeDataFactAttribute(string set)
    {
        string? folder = Environment.GetEnvironmentVariable(DataSource.FolderVariable);
        if (string.IsNullOrEmpty(folder))
            Skip = $"{DataSource.FolderVariable} is not set: it names the folder that holds {set}.";
        else if (!Directory.Exists(Path.Combine(folder, set)))
            Skip = $"{DataSource.FolderVariable} is {folder}, which holds no {set}.";
    }
}
