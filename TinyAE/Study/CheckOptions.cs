namespace TinyAE.Study;

/// <summary>How a gradient check draws its point and how closely it looks. The defaults suit a layer of a few hundred elements.</summary>
public sealed record CheckOptions
{
    /// <summary>The defaults.</summary>
    public static CheckOptions Default { get; } = new();

    /// <summary>Samples in the batch, at least 1; more than one, so that sums over the batch are seen.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>Where the point, the frozen noise and the choice of elements come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>True: as in a training pass (dropout drops, batch statistics); false: as in use.</summary>
    public bool Training { get; init; } = true;

    /// <summary>Lower end of the interval from which inputs are drawn uniformly.</summary>
    public double Low { get; init; } = -2;

    /// <summary>Upper end of that interval. A loss on probabilities wants (Low, High) inside (0, 1).</summary>
    public double High { get; init; } = 2;

    /// <summary>How far each initial parameter is moved at most, above 0. A deep network wants less, or its sigmoids are saturated, and what
    /// is left of 1 − p is rounding.</summary>
    public double Shift { get; init; } = 0.5;

    /// <summary>The largest ||a − n|| / (||a|| + ||n||) that is right.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>A tensor of at most this many elements is checked whole.</summary>
    public int AllUpTo { get; init; } = 2000;

    /// <summary>How many elements of a larger tensor are checked: one at random in each of so many equal parts.</summary>
    public int Sample { get; init; } = 500;
}
