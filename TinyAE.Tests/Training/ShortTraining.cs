using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Optimizers;
using TinyAE.Training;

namespace TinyAE.Tests.Training;

/// <summary>A real training, short enough for a test: 35-20-2-20-35, tanh, cross-entropy on logits, on the embedded font.</summary>
internal static class ShortTraining
{
    internal static Trainer<T> Of<T>(TrainingPlan plan, string optimizer = "adam", Workers? workers = null, int hidden = 20,
                                     double dropout = 0, ISchedule? schedule = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        MemoryDataset<T> data = FontDataset.Of<T>(Font.Embedded[0]);
        int capacity = Math.Min(plan.BatchSize ?? data.Count, data.Count);
        Shape wide = new(hidden);
        Network<T> encoder = new("encoder",
            new Dense<T>(35, hidden), new Tanh<T>(wide), new Dropout<T>(wide, dropout), new Dense<T>(hidden, 2), new Tanh<T>(new Shape(2)));
        Network<T> decoder = new("decoder", new Dense<T>(2, hidden), new Tanh<T>(wide), new Dense<T>(hidden, 35));
        Autoencoder<T> objective = new(encoder, decoder, new BinaryCrossEntropyWithLogits<T>(), capacity);
        return new Trainer<T>([new Phase<T>(objective, Optimizer.ByName<T>(optimizer)) { Schedule = schedule }], data, plan, workers);
    }

    /// <summary>A digest of every bit that a training leaves: parameters, what the optimizer remembers, recorded losses.</summary>
    internal static string Digest<T>(TrainingState<T> state)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(state.Theta.AsSpan()));
        foreach (OptimizerState<T> optimizer in state.Optimizers.SelectMany(ranges => ranges))
        {
            hash.AppendData(MemoryMarshal.AsBytes(optimizer.Vectors.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(optimizer.Scalars.AsSpan()));
            hash.AppendData(BitConverter.GetBytes(optimizer.Steps));
        }

        hash.AppendData(BitConverter.GetBytes(state.Step));
        hash.AppendData(MemoryMarshal.AsBytes(state.Means.AsSpan()));
        for (int row = 0; row < state.History.Count; row++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(state.History[row][..^1])); // all but the seconds
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..32];
    }

    /// <summary>Trains to the end and returns the digest.</summary>
    internal static string DigestOf<T>(TrainingPlan plan, string optimizer = "adam", Workers? workers = null, int hidden = 20,
                                       double dropout = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Trainer<T> trainer = Of<T>(plan, optimizer, workers, hidden, dropout);
        trainer.Run();
        return Digest(trainer.State);
    }
}
