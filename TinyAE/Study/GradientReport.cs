using System.Globalization;
using System.Text;

namespace TinyAE.Study;

/// <summary>What a gradient check found: one verdict a tensor (and a term), and what else broke the contract.</summary>
/// <param name="Name">The layer, loss, penalty or objective.</param>
/// <param name="Tensors">The verdicts, parameters first, dx last; term after term.</param>
/// <param name="Complaints">Breaches that belong to no single tensor; empty where there are none.</param>
public sealed record GradientReport(string Name, IReadOnlyList<TensorVerdict> Tensors, IReadOnlyList<string> Complaints)
{
    /// <summary>True if each tensor was judged and found right (or frozen), and nobody complains.</summary>
    public bool Passed => Complaints.Count == 0 && Tensors.All(tensor => tensor.Passed);

    /// <summary>Throws unless <see cref="Passed"/>.</summary>
    /// <exception cref="GradientCheckException">The check did not pass; the message is the table.</exception>
    public void Assert()
    {
        if (!Passed)
        {
            throw new GradientCheckException(this);
        }
    }

    /// <summary>The report as a table in plain text.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["term", "tensor", "shape", "checked", "kinks", "error", "worst", "analytic", "numeric", "verdict"]];
        rows.AddRange(Tensors.Select(Row));
        if (rows.Skip(1).All(row => row[0].Length == 0))
        {
            rows = [.. rows.Select(row => row[1..])];
        }

        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"Gradient check of {Name}: {(Passed ? "passed" : "FAILED")}");
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        foreach (string complaint in Complaints)
        {
            text.AppendLine(complaint);
        }

        return text.ToString();
    }

    private static string[] Row(TensorVerdict tensor)
    {
        bool compared = tensor.Worst >= 0;
        return
        [
            tensor.Term,
            tensor.Name,
            tensor.Shape.ToString(),
            $"{tensor.Indices.Count}/{tensor.Elements}",
            $"{tensor.Kinks}",
            compared ? Number("0.0e+00", tensor.RelativeError) : "",
            compared ? $"[{tensor.Indices[tensor.Worst]}]" : "",
            compared ? Number("0.000000e+00", tensor.Analytic[tensor.Worst]) : "",
            compared ? Number("0.000000e+00", tensor.Numeric[tensor.Worst]) : "",
            Words(tensor.Verdict) + (tensor.Remark is null ? "" : $": {tensor.Remark}")
                + (tensor.Diagnosis is null ? "" : $"; {tensor.Diagnosis}")
                + (tensor.InheritedFrom is null ? "" : $"; inherited from {tensor.InheritedFrom}"),
        ];
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Right => "right",
        Verdict.Wrong => "WRONG",
        Verdict.NotDeterministic => "not deterministic",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
