using System.Numerics;
using TinyAE.Datasets;
using TinyAE.Numerics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>What a checkpoint accepts and refuses.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingPlan Plan = new()
    {
        Iterations = 20,
        BatchSize = 3,
        Seed = 5,
        Description = """{"model":"center","size":1}""",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Trainer<T> Of<T>(TrainingPlan? plan = null, int samples = 10, double rate = 0.25, int phases = 1,
                                    Center<T>? center = null, IReadOnlyList<Measure<T>>? measures = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Center<T> first = center ?? new Center<T>();
        IEnumerable<Center<T>> all =
            [first, .. Enumerable.Range(1, phases - 1).Select(p => new Center<T>(name: $"phase {p}", shares: first))];
        MemoryDataset<T> data = new(new Shape(1), [.. Enumerable.Range(0, samples).Select(T.CreateChecked)]);
        IEnumerable<Phase<T>> list = all.Select(objective => new Phase<T>(objective, new Descent<T>()) { LearningRate = rate });
        return new Trainer<T>([.. list], data, plan ?? Plan, measures: measures);
    }

    private string Saved(int phases = 1)
    {
        Trainer<double> trainer = Of<double>(phases: phases);
        trainer.Run();
        trainer.Save(_folder["c"]);
        return _folder["c"];
    }

    private static string Refused<T>(Trainer<T> trainer, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] before = [.. trainer.State.Theta];
        string message = Assert.Throws<InvalidDataException>(() => trainer.Resume(path)).Message;
        Assert.Contains(path, message);
        Assert.Equal(before, trainer.State.Theta); // nothing has changed
        Assert.Equal(0, trainer.State.Step);
        return message;
    }

    [Fact]
    public void HoldsTheWholeState()
    {
        Trainer<double> written = Of<double>(phases: 2);
        written.Run();
        written.Save(_folder["c"]);
        Trainer<double> read = Of<double>(phases: 2);
        read.Resume(_folder["c"]);

        Assert.Equal(written.State.Theta, read.State.Theta);
        Assert.Equal(20, read.State.Step);
        Assert.Equal(written.State.Seconds, read.State.Seconds);
        Assert.Equal(written.State.Means, read.State.Means);
        Assert.Equal(written.State.History.Values.ToArray(), read.State.History.Values.ToArray());
        for (int p = 0; p < 2; p++)
        {
            Assert.NotEqual(0, written.State.Optimizers[p][0].Vectors[0]);
            Assert.Equal(written.State.Optimizers[p][0].Vectors, read.State.Optimizers[p][0].Vectors);
            Assert.Equal(written.State.Optimizers[p][0].Scalars, read.State.Optimizers[p][0].Scalars);
            Assert.Equal(20, read.State.Optimizers[p][0].Steps);
        }
    }

    [Fact]
    public void RefusesOtherSettingsByName()
    {
        string path = Saved();
        Assert.Contains("seed: \"5\" in the file, \"6\" now", Refused(Of<double>(Plan with { Seed = 6 }), path));
        Assert.Contains("batch size: \"3\" in the file, \"all samples\" now", Refused(Of<double>(Plan with { BatchSize = null }), path));
        Assert.Contains("order: \"shuffled each epoch\" in the file, \"as in the data\" now",
            Refused(Of<double>(Plan with { Shuffle = false }), path));
        Assert.Contains("samples: ", Refused(Of<double>(samples: 11), path));
        Assert.Contains("learning rate: \"0.25\" in the file, \"0.5\" now", Refused(Of<double>(rate: 0.5), path));
        Assert.Contains("precision: \"double\" in the file, \"float\" now", Refused(Of<float>(), path));
        Assert.Contains("phases: \"1\" in the file, \"2\" now", Refused(Of<double>(phases: 2), path));
        TrainingPlan larger = Plan with { Description = """{"model":"center","size":2}""" };
        Assert.Contains("size: 1 in the file, 2 now", Refused(Of<double>(larger), path));
        Assert.Contains("description", Refused(Of<double>(Plan with { Description = "no JSON" }), path));
        Assert.Contains("\"mine\" now", Refused(Of<double>(measures: [new Measure<double>("mine", _ => 0)]), path));
    }

    [Fact]
    public void GoesOnForLongerThanPlannedAtFirst()
    {
        Trainer<double> longer = Of<double>(Plan with { Iterations = 50 });
        longer.Resume(Saved());
        Assert.Equal(50, longer.Run().Steps);

        Trainer<double> straight = Of<double>(Plan with { Iterations = 50 });
        straight.Run();
        Assert.Equal(straight.State.Theta, longer.State.Theta);
    }

    [Fact]
    public void AFinishedTrainingIsFinishedAfterAResume()
    {
        Trainer<double> trainer = Of<double>();
        trainer.Resume(Saved());
        Assert.Equal(StopReason.Finished, trainer.Run().Reason);
        Assert.Equal(20, trainer.State.Step);
        Assert.Equal(20, trainer.State.History.Count); // no row is written twice
    }

    [Fact]
    public void RefusesWhatIsNoCheckpoint()
    {
        string path = _folder["c"];
        Trainer<double> trainer = Of<double>();
        Assert.Throws<FileNotFoundException>(() => trainer.Resume(path));
        File.WriteAllText(path, "hello, this is no checkpoint");
        Refused(trainer, path);
        ModelFile.Save<double>(path, trainer.State.Layout, trainer.State.Theta, Plan.Description);
        Assert.Contains("'tinyae model'; allowed is 'tinyae checkpoint'", Refused(trainer, path));
        SafetensorsFile.Write(path, [], new Dictionary<string, string>());
        Assert.Contains("Another program", Refused(trainer, path));
    }

    [Fact]
    public void RefusesAnotherVersion()
    {
        SafetensorsFile file = SafetensorsFile.Read(Saved());
        Rewrite(file, metadata: new(file.Metadata) { ["version"] = "2" });
        Assert.Contains("version '2'; this program reads version '1'", Refused(Of<double>(), _folder["c"]));
    }

    /// <summary>Each tensor in turn is left out, cut, retyped or added: every one is missed by name, and nothing has changed.</summary>
    [Fact]
    public void RefusesEveryTensorThatIsNotAsExpected()
    {
        SafetensorsFile file = SafetensorsFile.Read(Saved(phases: 2));
        Assert.Equal(3 + (2 * 3) + 4, file.Tensors.Count);
        foreach (TensorEntry tensor in file.Tensors)
        {
            Rewrite(file, [.. file.Tensors.Where(other => other != tensor)]);
            Assert.Contains($"'{tensor.Name}'", Refused(Of<double>(phases: 2), _folder["c"]));
            Rewrite(file, [.. file.Tensors.Where(other => other != tensor), TensorEntry.Of<int>(tensor.Name, new int[7], 7)]);
            Assert.Contains($"'{tensor.Name}'", Refused(Of<double>(phases: 2), _folder["c"]));
        }

        Rewrite(file, [.. file.Tensors, TensorEntry.Of<double>("center.0.e", new double[1], 1)]);
        Assert.Contains("no parameter 'center.0.e'", Refused(Of<double>(phases: 2), _folder["c"]));
    }

    [Theory]
    [InlineData("training.step", -1L)]
    [InlineData("optimizer.0.0.steps", long.MinValue)]
    public void RefusesNegativeCounts(string name, long count)
    {
        SafetensorsFile file = SafetensorsFile.Read(Saved());
        Rewrite(file, [.. file.Tensors.Where(other => other.Name != name), TensorEntry.Of<long>(name, new[] { count })]);
        Assert.Contains($"'{name}' is {count}; expected at least 0", Refused(Of<double>(), _folder["c"]));
    }

    [Fact]
    public void RefusesWeightsThatAreNotFinite()
    {
        SafetensorsFile file = SafetensorsFile.Read(Saved());
        TensorEntry broken = TensorEntry.Of<double>("center.0.d", new[] { double.NaN }, 1);
        Rewrite(file, [.. file.Tensors.Where(other => other.Name != "center.0.d"), broken]);
        Assert.Contains("element 0 of 'center.0.d' is NaN", Refused(Of<double>(), _folder["c"]));
    }

    /// <summary>One byte changed anywhere, or the end cut off: the file is refused or read; it never ends in another exception.</summary>
    [Fact]
    public void SurvivesDamage()
    {
        byte[] whole = File.ReadAllBytes(Saved());
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 1_500; i++)
        {
            byte[] bytes = [.. whole];
            if (i % 3 == 0)
            {
                bytes = bytes[..random.Next(bytes.Length)];
            }
            else
            {
                bytes[i % 3 == 1 ? random.Next(bytes.Length) : random.Next(2_000)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(_folder["c"], bytes);
            try
            {
                Of<double>().Resume(_folder["c"]);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(_folder["c"], error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, 700, 1_500);
    }

    [Fact]
    public void IsWrittenEverySoManyStepsAndAtTheEnd()
    {
        string path = _folder["c"];
        List<long> steps = [];
        Trainer<double> trainer = Of<double>(Plan with { CheckpointPath = path, CheckpointSteps = 7, CriterionEvery = 1 });
        trainer.Run(criterion: state =>
        {
            steps.Add(StepOf(path));
            return false;
        });
        Assert.Equal([.. Enumerable.Repeat(-1L, 6), .. Enumerable.Repeat(7L, 7), .. Enumerable.Repeat(14L, 7)], steps);
        Assert.Equal(20, StepOf(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void IsWrittenEverySoManySeconds()
    {
        string path = _folder["c"];
        List<long> steps = [];
        TrainingPlan plan = Plan with { CheckpointPath = path, CheckpointInterval = TimeSpan.FromMilliseconds(60), CriterionEvery = 1 };
        Of<double>(plan).Run(criterion: state =>
        {
            Thread.Sleep(10);
            steps.Add(StepOf(path));
            return false;
        });
        Assert.True(steps.Distinct().Count() >= 2, $"Seen: {string.Join(", ", steps)}.");
    }

    [Fact]
    public void IsWrittenOnInterruption()
    {
        Trainer<double> trainer = Of<double>(Plan with { CheckpointPath = _folder["c"] });
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Equal(StopReason.Interrupted, trainer.Run(cancellation: source.Token).Reason);
        Assert.Equal(0, StepOf(_folder["c"]));
    }

    [Fact]
    public void TheLastGoodOneOutlivesALossThatIsNotFinite()
    {
        Center<double> center = new() { Poison = (11, double.NaN) };
        Trainer<double> trainer = Of(Plan with { CheckpointPath = _folder["c"], CheckpointSteps = 4 }, center: center);
        Assert.Throws<NotFiniteNumberException>(() => trainer.Run());
        Assert.Equal(8, StepOf(_folder["c"]));
    }

    [Fact]
    public void WeightsThatAreNotFiniteAreNotSaved()
    {
        string path = Saved();
        Trainer<double> trainer = Of<double>();
        trainer.State.Theta[1] = double.PositiveInfinity;
        NotFiniteNumberException error = Assert.Throws<NotFiniteNumberException>(() => trainer.Save(path));
        Assert.Contains("center.0.d", error.Message);
        Assert.Equal(20, StepOf(path));
    }

    private static long StepOf(string path) => File.Exists(path) ? SafetensorsFile.Read(path).Values<long>("training.step")[0] : -1;

    private void Rewrite(SafetensorsFile file, TensorEntry[]? tensors = null, Dictionary<string, string>? metadata = null) =>
        SafetensorsFile.Write(_folder["c"], tensors ?? file.Tensors, metadata ?? file.Metadata);
}
