using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>One tensor by which a check differentiates.</summary>
/// <param name="name">As in the report.</param>
/// <param name="shape">As in the report.</param>
/// <param name="values">Where its values lie.</param>
internal sealed class CheckedTensor(string name, Shape shape, Memory<double> values)
{
    public string Name => name;

    public Shape Shape => shape;

    public Memory<double> Values => values;

    /// <summary>∂L/∂values, by the code under test.</summary>
    public double[] Analytic { get; } = new double[values.Length];

    /// <summary>A breach of the contract, in words; null where there is none.</summary>
    public string? Remark { get; set; }

    /// <summary>The mistake that <see cref="Remark"/> tells of, where it is one of the catalogue.</summary>
    public Mistake? Breach { get; set; }

    /// <summary>True for data: the batch lies outermost, on top of <see cref="Shape"/>; false for a parameter.</summary>
    public bool IsData { get; init; }

    /// <summary>True for a parameter that the objective does not move: its gradient must be exactly zero, whatever L does.</summary>
    public bool IsFrozen { get; init; }
}
