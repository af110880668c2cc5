using System.Numerics;
using TinyAE.Optimizers;

namespace TinyAE.Training;

/// <summary>The whole state of a training in one file, so that going on from it gives the bits of a training that never stopped.</summary>
/// <remarks>
/// A safetensors file. The parameters stand under their own names, as in a model file. "optimizer.p.r.*" is what the optimizer of phase p
/// remembers for its range r: its vectors one after another, scalars, number of steps. "training.*" is step, seconds, means of the epoch,
/// and history (rows, columns). The metadata holds the description, the settings and the names of the history's columns as JSON.
/// </remarks>
internal static class Checkpoint
{
    private const string Settings = "settings";
    private const string Columns = "columns";
    private const string Rows = "training.history";

    /// <summary>Whether a tensor of this name is the training's, not the model's.</summary>
    internal static bool Owns(string name) =>
        name.StartsWith("training.", StringComparison.Ordinal) || name.StartsWith("optimizer.", StringComparison.Ordinal);

    /// <summary>Writes the state.</summary>
    internal static void Save<T>(string path, TrainingState<T> state, IReadOnlyDictionary<string, string> settings, string description)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<TensorEntry> tensors = ParameterTensors.Of<T>(state.Layout, state.Theta);
        foreach ((string name, OptimizerState<T> optimizer) in Named(state))
        {
            tensors.Add(TensorEntry.Of<T>(name + "vectors", optimizer.Vectors, optimizer.Vectors.Length));
            tensors.Add(TensorEntry.Of<double>(name + "scalars", optimizer.Scalars, optimizer.Scalars.Length));
            tensors.Add(TensorEntry.Of<long>(name + "steps", new[] { optimizer.Steps }));
        }

        History history = state.History;
        tensors.Add(TensorEntry.Of<long>("training.step", new[] { state.Step }));
        tensors.Add(TensorEntry.Of<double>("training.seconds", new[] { state.Seconds }));
        tensors.Add(TensorEntry.Of<double>("training.means", state.Means, state.Means.Length));
        tensors.Add(TensorEntry.Of<double>(Rows, history.Values.ToArray(), history.Count, history.Columns.Count));

        SortedDictionary<string, string> metadata = FileFormat.Metadata(FileFormat.Checkpoint, description);
        metadata[Settings] = JsonText.Of(settings);
        metadata[Columns] = JsonText.Of(history.Columns);
        SafetensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Reads a state. Everything is read and checked before anything changes.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or another training wrote it; the message names what differs.</exception>
    internal static void Load<T>(string path, TrainingState<T> state, IReadOnlyDictionary<string, string> settings, string description)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        FileFormat.Check(file, path, FileFormat.Checkpoint);
        Require(path, "description", file.Metadata.GetValueOrDefault(FileFormat.Description, ""), description);
        Require(path, "setting", file.Metadata.GetValueOrDefault(Settings, ""), JsonText.Of(settings));
        Require(path, "column of the history", file.Metadata.GetValueOrDefault(Columns, ""), JsonText.Of(state.History.Columns));
        T[] theta = ParameterTensors.Read<T>(file, path, state.Layout);

        List<Action> changes = [() => theta.CopyTo(state.Theta, 0)];
        foreach ((string name, OptimizerState<T> optimizer) in Named(state))
        {
            Expect(name + "vectors", optimizer.Vectors);
            Expect(name + "scalars", optimizer.Scalars);
            long steps = Number(name + "steps");
            changes.Add(() => optimizer.Steps = steps);
        }

        long step = Number("training.step");
        double seconds = file.Values<double>("training.seconds")[0];
        int count = file.Tensors.FirstOrDefault(tensor => tensor.Name == Rows) is { Shape: [int dimension, _] } ? dimension : 0;
        double[] rows = file.Values<double>(Rows, count, state.History.Columns.Count).ToArray();
        Expect("training.means", state.Means);

        changes.ForEach(change => change());
        (state.Step, state.Seconds) = (step, seconds);
        state.History.Replace(rows);

        void Expect<V>(string name, V[] target)
            where V : unmanaged
        {
            _ = file.Values<V>(name, target.Length); // type and shape are right, or it throws
            changes.Add(() => file.Values<V>(name, target.Length).CopyTo(target));
        }

        long Number(string name)
        {
            long number = file.Values<long>(name)[0];
            return number >= 0 ? number : throw new InvalidDataException($"{path}: '{name}' is {number}; expected at least 0.");
        }
    }

    private static void Require(string path, string what, string there, string here)
    {
        if (JsonText.Difference(there, here) is { } difference)
        {
            throw new InvalidDataException($"{path} was written by another training: {what} {difference}.");
        }
    }

    private static IEnumerable<(string Name, OptimizerState<T> State)> Named<T>(TrainingState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        state.Optimizers.SelectMany((ranges, p) => ranges.Select((optimizer, r) => ($"optimizer.{p}.{r}.", optimizer)));
}
