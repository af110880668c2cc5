namespace TinyAE.Training;

/// <summary>How a safetensors file says that it is a model or a checkpoint of this library, and of which version.</summary>
internal static class FileFormat
{
    internal const string Model = "tinyae model";
    internal const string Checkpoint = "tinyae checkpoint";
    internal const string Description = "description";

    private const string Format = "format";
    private const string Version = "version";
    private const string Current = "1";

    /// <summary>The texts that every file carries.</summary>
    internal static SortedDictionary<string, string> Metadata(string format, string description) =>
        new(StringComparer.Ordinal) { [Format] = format, [Version] = Current, [Description] = description };

    /// <summary>Checks that a file is one of these formats, in a version that this library knows.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    internal static void Check(SafetensorsFile file, string path, params ReadOnlySpan<string> allowed)
    {
        string format = file.Metadata.GetValueOrDefault(Format, "");
        if (!allowed.Contains(format))
        {
            throw new InvalidDataException(
                $"{path}: the metadata '{Format}' is '{format}'; allowed is '{string.Join("' or '", allowed.ToArray())}'. "
                + "Another program wrote this file.");
        }

        string version = file.Metadata.GetValueOrDefault(Version, "");
        if (version != Current)
        {
            throw new InvalidDataException($"{path}: the {format} has version '{version}'; this program reads version '{Current}'.");
        }
    }
}
