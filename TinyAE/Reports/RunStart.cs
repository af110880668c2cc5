namespace TinyAE.Reports;

/// <summary>What a run does with what it finds in its folder.</summary>
public enum RunStart
{
    /// <summary>Begin, unless that would destroy another run.</summary>
    New,

    /// <summary>Begin, whatever run is there.</summary>
    Overwrite,

    /// <summary>Continue the run that is there.</summary>
    Resume,
}
