using System.Text.RegularExpressions;

namespace TinyAE.Tests.House;

/// <summary>Reads a source file's mathematics by the grammar that the remarks of <c>ILayer</c> state, and says what is missing.</summary>
internal static partial class Mathematics
{
    /// <summary>The layer, loss or penalty that a source defines, with the interface it implements; null if it defines none.</summary>
    public static (string Name, string Kind)? Subject(string source)
    {
        Match declared = Declaration().Match(source);
        return declared.Success ? (declared.Groups[1].Value, declared.Groups[2].Value) : null;
    }

    /// <summary>What the grammar asks for and the source lacks; empty if nothing.</summary>
    /// <param name="source">The text of a file that defines a layer, loss or penalty.</param>
    /// <param name="numerics">The names of the static classes whose calls compute something.</param>
    public static List<string> Complaints(string source, IReadOnlyCollection<string> numerics)
    {
        List<string> complaints = [];
        (string name, string kind) = Subject(source)!.Value;
        string[] remarks =
        [
            .. source.Split('\n').Select(line => line.Trim())
                .Where(line => line.StartsWith("/// ", StringComparison.Ordinal)).Select(line => line[4..]),
        ];
        List<string> wanted = kind == "ILayer" ? [@"^y\w* = ", "^Keeps "] : [@"^L\w* = "];
        foreach (string line in wanted.Concat([@"^Shapes: ", @"^∂L/∂\S+ += ", @"^Source: \S+"]))
        {
            if (!remarks.Any(remark => Regex.IsMatch(remark, line)))
            {
                complaints.Add($"{name}: no line of the remarks matches '{line}'.");
            }
        }

        HashSet<string> needed = kind switch { "ILayer" => ["y", "dx"], "ILoss" => ["L", "dy"], _ => ["L", "dw"] };
        needed.UnionWith(Parameter().Matches(source).Where(match => !match.Value.Contains("IsState = true", StringComparison.Ordinal))
            .Select(match => "d" + match.Groups[1].Value));
        HashSet<string> known = [.. needed];
        known.UnionWith(Probed().Matches(source).Select(match => match.Groups[1].Value));
        Regex computes = new($@"\b({string.Join('|', numerics)})\.\w+\(|\.(CopyTo|Fill|Clear)\(");
        foreach (string method in kind == "ILayer" ? ["Forward", "Backward"] : new[] { "Evaluate" })
        {
            foreach (string statement in Statements(Body(source, method)))
            {
                Match formula = Formula().Match(statement);
                needed.Remove(formula.Groups[1].Value);
                if (formula.Success && !known.Contains(formula.Groups[1].Value))
                {
                    complaints.Add($"{name}.{method}: '{formula.Groups[1].Value}' is none of {string.Join(", ", known)}.");
                }

                if (!formula.Success && computes.IsMatch(Code(statement)))
                {
                    complaints.Add($"{name}.{method}: no formula '// name = ...' ends the statement '{Code(statement)}'.");
                }
            }
        }

        complaints.AddRange(needed.Select(quantity => $"{name}: no statement computes {quantity}."));
        return complaints;
    }

    /// <summary>The text of a method's body with the comment behind its end; the formula of an expression body belongs to it.</summary>
    private static string Body(string source, string method)
    {
        Match head = Regex.Match(source, $@"public (?:void|double) {method}\([^)]*\)");
        int start = head.Index + head.Length;
        int brace = source.IndexOf('{', start), arrow = source.IndexOf("=>", start, StringComparison.Ordinal);
        int end;
        if (arrow >= 0 && arrow < brace)
        {
            start = arrow + 2;
            end = source.IndexOf(';', start);
        }
        else
        {
            start = end = brace + 1;
            for (int depth = 1; depth > 0; end++)
            {
                depth += source[end] switch { '{' => 1, '}' => -1, _ => 0 };
            }

            end--;
        }

        int line = source.IndexOf('\n', end);
        return source[start..(line < 0 ? source.Length : line)];
    }

    /// <summary>Each statement with its comment: text up to a line whose code ends with ; or a brace.</summary>
    private static IEnumerable<string> Statements(string body)
    {
        List<string> lines = [];
        foreach (string line in body.Split('\n').Select(line => line.Trim()))
        {
            lines.Add(line);
            if (Code(line) is [.., ';' or '{' or '}'])
            {
                yield return string.Join(' ', lines);
                lines.Clear();
            }
        }
    }

    private static string Code(string line) => line.Split("//")[0].TrimEnd();

    [GeneratedRegex(@"public sealed class (\w+)[^{]*?:\s*(ILayer|ILoss|IPenalty)<T>")]
    private static partial Regex Declaration();

    // With what follows, up to the next parameter or the end of the list: there it may say IsState.
    [GeneratedRegex(@"new Parameter\(""(\w+)""(?:(?!new Parameter\()[^;])*")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"Probe\?\.Record(?:<\w+>)?\(""([^""]+)""")]
    private static partial Regex Probed();

    [GeneratedRegex(@"; // ([^=+]+?) \+?= \S.*$")]
    private static partial Regex Formula();
}
