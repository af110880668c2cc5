namespace TinyAE.Cli;

/// <summary>Finds the name that a user may have meant.</summary>
internal static class Suggestion
{
    /// <summary>The error for an unknown name: what was found, the nearest name if one is near, and all that are allowed.</summary>
    /// <param name="found">What the user wrote.</param>
    /// <param name="kind">What it should have named: "loss".</param>
    /// <param name="allowed">The names.</param>
    public static string Unknown(string found, string kind, IEnumerable<string> allowed)
    {
        string[] names = [.. allowed];
        string near = Nearest(found, names) is { } name ? $" Did you mean '{name}'?" : "";
        string article = kind[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a";
        return $"'{found}' is not {article} {kind}.{near} Allowed: {string.Join(", ", names)}.";
    }

    /// <summary>The nearest name by edit distance, or by a common beginning or part; null if none is near.</summary>
    public static string? Nearest(string found, IEnumerable<string> names)
    {
        string wanted = Plain(found);
        if (wanted.Length == 0)
        {
            return null;
        }

        (string Name, int Distance)[] byDistance = [.. names.Select(name => (name, Distance(wanted, Plain(name))))
            .OrderBy(pair => pair.Item2)];
        if (byDistance.Length == 0)
        {
            return null;
        }

        if (byDistance[0].Distance <= Math.Max(1, wanted.Length / 3))
        {
            return byDistance[0].Name;
        }

        // "crossentropy" is far from "binary-cross-entropy" by edits, and a part of it.
        (string Name, int Distance)[] parts = [.. byDistance.Where(pair => wanted.Length >= 3 &&
            (Plain(pair.Name).Contains(wanted, StringComparison.Ordinal)
                || (Plain(pair.Name).Length >= 3 && wanted.Contains(Plain(pair.Name), StringComparison.Ordinal))))];
        return parts.Length > 0 ? parts[0].Name : null;
    }

    /// <summary>The Levenshtein distance: insertions, deletions and substitutions, and exchanges of neighbours, each 1.</summary>
    internal static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }

    private static string Plain(string name) => name.ToLowerInvariant().Replace("-", "").Replace("_", "").Replace(" ", "");
}
