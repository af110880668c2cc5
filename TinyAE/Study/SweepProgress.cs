namespace TinyAE.Study;

/// <summary>How far a sweep is; reported at most about ten times a second.</summary>
/// <param name="Done">Cells of this part that are finished, those of earlier sittings included.</param>
/// <param name="Total">Cells of this part.</param>
/// <param name="Elapsed">Time since this sitting began.</param>
/// <param name="Left">
/// The time that the rest will take, if work goes on at the pace of the cells that this sitting has finished; null before the first.
/// </param>
public readonly record struct SweepProgress(int Done, int Total, TimeSpan Elapsed, TimeSpan? Left);
