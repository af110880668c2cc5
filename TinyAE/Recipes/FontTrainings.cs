using TinyAE.Study;

namespace TinyAE.Recipes;

/// <summary>The trainings of one variant on one set at one learning rate: one for each seed.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Seeds">What each found.</param>
internal sealed record FontTrainings(double Rate, IReadOnlyList<CellResult> Seeds)
{
    /// <summary>An error below this is as good as none: pixels are not quite black and quite white, and that is all.</summary>
    public const double NoError = 0.01;

    /// <summary>Seeds with no wrong pixel at the end.</summary>
    public int Exact => Seeds.Count(seed => seed.Series[FontCell.Wrong][^1] == 0);

    /// <summary>Whether every seed has no wrong pixel at the end.</summary>
    public bool AllExact => Exact == Seeds.Count;

    /// <summary>The error at the end, over the seeds.</summary>
    public Statistics FinalError => Error(Count - 1);

    /// <summary>The wrong pixels at the end, over the seeds.</summary>
    public Statistics FinalWrong => Wrong(Count - 1);

    /// <summary>The place among the seeds of the one whose final error is the median, the lower one of two.</summary>
    public int MedianSeed => Enumerable.Range(0, Seeds.Count)
        .OrderBy(i => Seeds[i].Series[FontCell.Error][^1] is double error && double.IsFinite(error) ? error : double.PositiveInfinity)
        .ElementAt((Seeds.Count - 1) / 2);

    /// <summary>
    /// For an order by quality: trainings of which some diverged last, then by the median of the final error, by its greatest, and by the
    /// step from which the median error is as good as none.
    /// </summary>
    public (int Diverged, double Median, double Max, int Place) Rank
    {
        get
        {
            Statistics error = FinalError;
            int place = FirstBelow(NoError);
            return error.Count == 0 ? (int.MaxValue, 0, 0, 0)
                : (error.Diverged, Math.Max(error.Median, NoError), Math.Max(error.Max, NoError), place < 0 ? int.MaxValue : place);
        }
    }

    private int Count => Seeds[0].Series[FontCell.Error].Length;

    /// <summary>The error at a measured step, over the seeds.</summary>
    public Statistics Error(int place) => Statistics.Of(Seeds.Select(seed => seed.Series[FontCell.Error][place]));

    /// <summary>The wrong pixels at a measured step, over the seeds.</summary>
    public Statistics Wrong(int place) => Statistics.Of(Seeds.Select(seed => seed.Series[FontCell.Wrong][place]));

    /// <summary>The median of the seconds that training took up to a measured step.</summary>
    public double Seconds(int place) => Statistics.Of(Seeds.Select(seed => seed.Seconds[place])).Median;

    /// <summary>The place of the first measured step at which the median error is at most this; -1: never.</summary>
    public int FirstBelow(double error) => First(place => Error(place) is { Diverged: 0 } at && at.Median <= error);

    /// <summary>The place of the first measured step at which the median of the wrong pixels is 0; -1: never.</summary>
    public int FirstRight() => First(place => Wrong(place) is { Diverged: 0, Median: 0 });

    /// <summary>Whether the ranges of the final error overlap; below <see cref="NoError"/> all errors are alike.</summary>
    public bool IsLike(FontTrainings other)
    {
        Statistics mine = FinalError, theirs = other.FinalError;
        return Math.Max(mine.Min, NoError) <= Math.Max(theirs.Max, NoError) && Math.Max(theirs.Min, NoError) <= Math.Max(mine.Max, NoError);
    }

    private int First(Func<int, bool> holds) => Enumerable.Range(0, Count).Where(holds).DefaultIfEmpty(-1).First();
}
