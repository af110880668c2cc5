using System.Diagnostics;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>Killed at any moment, while it saves as fast as it can, a training loses no more than its last few steps.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 50;

    private static readonly TrainingPlan Plan = new()
    {
        Iterations = 1_000_000_000,
        BatchSize = 5,
        Seed = 9,
        CheckpointSteps = 1,
        CriterionEvery = 1,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The child: trains on from the checkpoint, if there is one, and saves after every step, until it is killed.</summary>
    internal static string TrainOn(string[] args)
    {
        Trainer<float> trainer = ShortTraining.Of<float>(Plan with { CheckpointPath = args[0] }, dropout: 0.1);
        if (File.Exists(args[0]))
        {
            trainer.Resume(args[0]);
        }

        return $"{trainer.Run().Steps}";
    }

    [Fact]
    public void TheLastCheckpointOpensAndResumes()
    {
        string path = _folder["checkpoint.safetensors"];
        Trainer<float> straight = ShortTraining.Of<float>(Plan, dropout: 0.1);
        Random random = new(1);
        int partial = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = straight.State.Step;
            using (Process child = ChildProcess.Start(null, "train-on", path))
            {
                // Wait until it has begun to save, then for a moment more.
                DateTime seen = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : default;
                while (!File.Exists(path) || File.GetLastWriteTimeUtc(path) == seen)
                {
                    Assert.False(child.HasExited, $"The child ended by itself: {(child.HasExited ? child.StandardError.ReadToEnd() : "")}");
                    Thread.Sleep(1);
                }

                Thread.Sleep(TimeSpan.FromMilliseconds(random.NextDouble() * 20));
                child.Kill(); // SIGKILL: nothing in it runs any more
                child.WaitForExit();
            }

            partial += Directory.GetFiles(_folder.Path, "*.partial").Length > partial ? 1 : 0;
            Trainer<float> resumed = ShortTraining.Of<float>(Plan, dropout: 0.1);
            resumed.Resume(path);
            Assert.True(resumed.State.Step > before, $"After {kill + 1} kills: step {resumed.State.Step}, before {before}.");

            // The straight training goes on to the same step: the same bits, 50 interruptions or none.
            using CancellationTokenSource there = new();
            straight.Run(criterion: state =>
            {
                if (state.Step == resumed.State.Step)
                {
                    there.Cancel();
                }

                return false;
            }, cancellation: there.Token);
            Assert.Equal(ShortTraining.Digest(straight.State), ShortTraining.Digest(resumed.State));
        }

        // Some were killed in the middle of a file: without that this test would have tried nothing.
        Assert.InRange(partial, 1, Kills);
    }
}
