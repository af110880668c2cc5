using System.Numerics;
using TinyAE.Models;

namespace TinyAE.Training;

/// <summary>A trained model in a safetensors file: each parameter under its name, and a description of the network.</summary>
/// <remarks>
/// Python reads the weights with <c>safetensors.numpy.load_file(path)["encoder.0.W"]</c>. A checkpoint holds the same under the same
/// names, besides what training needs, so it can be opened as a model too.
/// </remarks>
public sealed class ModelFile
{
    private readonly string _path;
    private readonly SafetensorsFile _file;

    private ModelFile(string path, SafetensorsFile file)
    {
        _path = path;
        _file = file;
        Description = file.Metadata.GetValueOrDefault(FileFormat.Description, "");
    }

    /// <summary>What was said of the network when it was saved: enough to build it again.</summary>
    public string Description { get; }

    /// <summary>Writes a model; a crash at any moment leaves the old file whole.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="layout">The parameters' names, shapes and places.</param>
    /// <param name="theta">The flat vector, layout.Count elements.</param>
    /// <param name="description">What it takes to build the network again.</param>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    /// <exception cref="NotFiniteNumberException">A value is not finite; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, ParameterLayout layout, ReadOnlyMemory<T> theta, string description)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        SafetensorsFile.Write(path, ParameterTensors.Of(layout, theta), FileFormat.Metadata(FileFormat.Model, description));

    /// <summary>Opens a model file or a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or no model; the message names the file and the place.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static ModelFile Open(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        FileFormat.Check(file, path, FileFormat.Model, FileFormat.Checkpoint);
        return new ModelFile(path, file);
    }

    /// <summary>The flat vector for a network built as the description says; in another precision if wanted, rounded to nearest.</summary>
    /// <param name="layout">The network's parameters.</param>
    /// <exception cref="InvalidDataException">The file holds other parameters, other shapes, or a value that is not finite.</exception>
    public T[] Theta<T>(ParameterLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T> => ParameterTensors.Read<T>(_file, _path, layout);
}
