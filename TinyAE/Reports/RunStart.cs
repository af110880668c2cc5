namespace TinyAE.Reports;

/// <summary>What a run does with what it finds in its folder.</summary>
public enum RunStart
{
    /// <summary>Begin, unless that would destroy another run.</summary>
    New,

    /// <summary>Begin, whatever run is there.</summary>
    Overwrite,

    /// <summary>Begin, or go on with the same run if it is there, finished or not: for what keeps its parts as it goes.</summary>
    Continue,

    /// <summary>Continue the run that is there.</summary>
    Resume,
}
