using TinyAE.Training;

namespace TinyAE.Recipes;

/// <summary>The history of an image recipe as people read it: epoch by epoch, with the names that Keras prints.</summary>
public static class ImageHistory
{
    /// <summary>What precedes the name of a loss on held-out images.</summary>
    public const string HeldOut = "val ";

    /// <summary>Keras' name of a column: "reconstruction_loss", "kl_loss", "loss", each with "val_" before it on held-out images.</summary>
    public static string NameOf(string column)
    {
        bool isHeldOut = column.StartsWith(HeldOut, StringComparison.Ordinal);
        string term = isHeldOut ? column[HeldOut.Length..] : column;
        string name = term is "reconstruction" or "kl" ? $"{term}_loss" : term.Replace(' ', '_');
        return isHeldOut ? $"val_{name}" : name;
    }

    /// <summary>The columns of losses: "reconstruction", "kl", "loss", and those on held-out images.</summary>
    public static IEnumerable<string> LossColumns(History history) => history.Columns.Where(column =>
        column is not ("step" or "epoch" or "learning rate" or "seconds"));

    /// <summary>The rows that end an epoch, one an epoch: the last row of each.</summary>
    public static int[] EpochEnds(History history)
    {
        double[] epochs = history.Column("epoch");
        return [.. Enumerable.Range(0, epochs.Length).Where(row => row + 1 == epochs.Length || epochs[row + 1] != epochs[row])];
    }
}
