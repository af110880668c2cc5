namespace TinyAE.Study;

/// <summary>A gradient check that did not pass; the message is the report's table.</summary>
/// <param name="report">The whole report.</param>
public sealed class GradientCheckException(GradientReport report) : Exception(report.ToString())
{
    /// <summary>The whole report.</summary>
    public GradientReport Report { get; } = report;
}
