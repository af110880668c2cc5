namespace TinyAE.Tests.Training;

/// <summary>A folder of a test's own, removed after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("tinyae-").FullName;

    internal string this[string file] => Path.Combine(Folder, file);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
