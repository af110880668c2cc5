using System.Text.RegularExpressions;
using TinyAE.Study;

namespace TinyAE.Tests.House;

/// <summary>Reads a source file's mathematics by the grammar that the remarks of <c>ILayer</c> state, and says what is missing.</summary>
internal static partial class Mathematics
{
    /// <summary>The layer, loss, divergence, penalty or optimizer that a source defines, with its interface; null if none.</summary>
    /// <remarks>The sampling has no interface: it is a kind of its own.</remarks>
    public static (string Name, string Kind)? Subject(string source)
    {
        Match declared = Declaration().Match(source);
        return !declared.Success ? null
            : declared.Groups[3].Success ? (declared.Groups[3].Value, declared.Groups[3].Value)
            : (declared.Groups[1].Value, declared.Groups[2].Value);
    }

    /// <summary>What the grammar asks for and the source lacks; empty if nothing.</summary>
    /// <param name="source">The text of a file that defines a layer, loss, penalty or optimizer.</param>
    /// <param name="numerics">The names of the static classes whose calls compute something.</param>
    public static List<string> Complaints(string source, IReadOnlyCollection<string> numerics)
    {
        List<string> complaints = [];
        (string name, string kind) = Subject(source)!.Value;
        SourceFile file = new(name, source);
        List<(RemarkKind Kind, string Line)> wanted = [(RemarkKind.Shapes, @"\S+ \("), (RemarkKind.Source, @"\S+")];
        wanted.AddRange(kind switch
        {
            "ILayer" => [(RemarkKind.Formula, @"^y\w* = "), (RemarkKind.Formula, @"^∂L/∂\S+ += "), (RemarkKind.Keeps, "^Keeps ")],
            "Sampling" => [(RemarkKind.Formula, @"^z\w* = "), (RemarkKind.Formula, @"^∂L/∂\S+ += "), (RemarkKind.Keeps, "^Keeps ")],
            "IOptimizer" => new[] { (RemarkKind.Formula, "^θ\\S* = "), (RemarkKind.Keeps, "^State") },
            _ => [(RemarkKind.Formula, @"^L\w* = "), (RemarkKind.Formula, @"^∂L/∂\S+ += ")],
        });
        complaints.AddRange(wanted.Where(line => !file.Remarks.Of(line.Kind).Any(text => Regex.IsMatch(text, line.Line)))
            .Select(line => $"{name}: no line of the remarks gives {line.Kind} and matches '{line.Line}'."));

        HashSet<string> needed = kind switch
        {
            "ILayer" => ["y", "dx"],
            "Sampling" => ["z", "dmu", "dlogVar"],
            "ILoss" => ["L", "dy"],
            "ILatentDivergence" => source.Contains("UsesSample => true", StringComparison.Ordinal)
                ? ["L", "dmu", "dlogVar", "dz"]
                : ["L", "dmu", "dlogVar"],
            "IOptimizer" => ["theta"],
            _ => ["L", "dw"],
        };
        needed.UnionWith(Parameter().Matches(source).Where(match => !match.Value.Contains("IsState = true", StringComparison.Ordinal))
            .Select(match => "d" + match.Groups[1].Value));
        HashSet<string> known = [.. needed];
        known.UnionWith(Probed().Matches(source).Select(match => match.Groups[1].Value));
        Regex computes = new($@"\b({string.Join('|', numerics)})\.\w+\(|\.(CopyTo|Fill|Clear)\(");
        string[] methods = kind switch
        {
            "ILayer" or "Sampling" => ["Forward", "Backward"],
            "IOptimizer" => ["Step"],
            _ => ["Evaluate"],
        };
        foreach (string method in methods)
        {
            foreach (SourceStatement statement in file.Statements(method))
            {
                string code = string.Join(' ', statement.Code.Select(line => line.Trim()));
                needed.Remove(statement.Quantity ?? "");

                // What an optimizer moves has a name of its own on the way: "theta'", "p".
                if (statement.Quantity is { } quantity && kind != "IOptimizer" && !known.Contains(quantity))
                {
                    complaints.Add($"{name}.{method}: '{quantity}' is none of {string.Join(", ", known)}.");
                }

                if (statement.Formula is null && computes.IsMatch(code))
                {
                    complaints.Add($"{name}.{method}: no formula '// name = ...' ends the statement '{code}'.");
                }
            }
        }

        complaints.AddRange(needed.Select(quantity => $"{name}: no statement computes {quantity}."));
        return complaints;
    }

    [GeneratedRegex(
        @"public sealed class (\w+)[^{]*?:\s*(ILayer|ILoss|ILatentDivergence|IPenalty|IOptimizer)<T>|public sealed class (Sampling)<T>")]
    private static partial Regex Declaration();

    // With what follows, up to the next parameter or the end of the list: there it may say IsState.
    [GeneratedRegex(@"new Parameter\(""(\w+)""(?:(?!new Parameter\()[^;])*")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"Probe\?\.Record(?:<\w+>)?\(""([^""]+)""")]
    private static partial Regex Probed();
}
