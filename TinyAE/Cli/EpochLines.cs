using TinyAE.Recipes;
using TinyAE.Reports;
using TinyAE.Training;

namespace TinyAE.Cli;

/// <summary>A line for each epoch that has ended: its losses on both parts, and the time left.</summary>
internal sealed class EpochLines(Output output, IProgressView view, int epochs)
{
    private int _rows;

    /// <summary>Shows what has been added to the history since the last call.</summary>
    public void Show(History history, TimeSpan left)
    {
        int column = history.Columns.ToList().IndexOf("epoch");
        int heldOut = history.Columns.ToList().IndexOf($"{ImageHistory.HeldOut}loss");
        for (; _rows < history.Count; _rows++)
        {
            if (double.IsNaN(history[_rows][heldOut]))
            {
                continue; // a row within an epoch
            }

            long epoch = (long)history[_rows][column];
            Fields fields = new() { ["epoch"] = epoch, ["epochs"] = epochs };
            foreach (string name in ImageHistory.LossColumns(history))
            {
                fields[ImageHistory.NameOf(name)] = history.Column(name)[_rows];
            }

            output.Event("epoch", fields);
            IEnumerable<string> losses = fields.Skip(2).Select(field => $"{field.Key} {Figures.Number((double)field.Value!)}");
            string rest = epoch < epochs ? $"  {Figures.Duration(left)} left" : "";
            view.Say($"epoch {$"{epoch}".PadLeft($"{epochs}".Length)} of {epochs}  {string.Join("  ", losses)}{rest}");
        }
    }
}
