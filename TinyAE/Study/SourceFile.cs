using System.Text;
using System.Text.RegularExpressions;

namespace TinyAE.Study;

/// <summary>A C# file as it was compiled: the sources of layers, losses, optimizers and models are embedded in the program.</summary>
/// <remarks>Its mathematics follows the grammar that the remarks of <see cref="Layers.ILayer{T}"/> state.</remarks>
public sealed class SourceFile
{
    private static readonly string[] MethodNames = ["Forward", "Backward", "Evaluate", "Step"];

    private readonly string[] _lines;

    /// <summary>A file with this text.</summary>
    /// <param name="path">Where it lies, from the root of the sources: "TinyAE/Layers/Dense.cs".</param>
    /// <param name="text">Its text.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        _lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        Remarks = SourceRemarks.Of(_lines);
    }

    /// <summary>Every embedded file, by path.</summary>
    public static IReadOnlyList<string> Embedded { get; } =
    [
        .. typeof(SourceFile).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Where it lies, from the root of the sources: "TinyAE/Layers/Dense.cs".</summary>
    public string Path { get; }

    /// <summary>The lines; line 1 is the first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The summary and the remarks of the type that the file defines, taken apart.</summary>
    public SourceRemarks Remarks { get; }

    /// <summary>The methods that compute something and show their mathematics, in the order in which they run.</summary>
    public IReadOnlyList<string> Methods => [.. MethodNames.Where(method => Body(method) is not null)];

    /// <summary>The file that defines a type; one file defines one type, of the same name.</summary>
    /// <exception cref="ArgumentException">No embedded file defines it.</exception>
    public static SourceFile Of(Type type)
    {
        string name = type.Name.Split('`')[0];
        string room = (type.Namespace ?? "").Split('.')[^1];
        return Read($"TinyAE/{room}/{name}.cs");
    }

    /// <summary>An embedded file.</summary>
    /// <param name="path">One of <see cref="Embedded"/>.</param>
    /// <exception cref="ArgumentException">It is not embedded.</exception>
    public static SourceFile Read(string path)
    {
        using Stream stream = typeof(SourceFile).Assembly.GetManifestResourceStream(path)
            ?? throw new ArgumentException($"The source {path} is not embedded; {Embedded.Count} files are.", nameof(path));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return new SourceFile(path, reader.ReadToEnd());
    }

    /// <summary>The statements of a method's body in order, each with its formula if it has one; empty if there is no such
    /// method.</summary>
    /// <param name="method">The name of a method that returns nothing or a double: "Backward". Of several the first.</param>
    public IReadOnlyList<SourceStatement> Statements(string method)
    {
        if (Body(method) is not { } body)
        {
            return [];
        }

        List<SourceStatement> statements = [];
        int first = body.First;
        for (int line = body.First; line <= body.Last; line++)
        {
            string text = _lines[line - 1];
            if (SourceStatement.CodeOf(text) is [.., ';' or '{' or '}'])
            {
                statements.Add(SourceStatement.Of(first, _lines[(first - 1)..line]));
                first = line + 1;
            }
        }

        return statements;
    }

    /// <summary>The lines behind the methods, up to the end of the type: what their statements call in the same file. Without such
    /// methods the whole type.</summary>
    /// <returns>Each line with its number, without doc comments and attributes; none where nothing follows.</returns>
    public IReadOnlyList<(int Number, string Text)> Rest()
    {
        int start = Array.IndexOf(_lines, "{") + 1;
        int first = Methods.Select(method => Body(method)!.Value.Last).DefaultIfEmpty(start).Max() + 1;
        int last = Array.FindLastIndex(_lines, line => line == "}");
        return
        [
            .. Enumerable.Range(first, Math.Max(0, last + 1 - first)).Select(number => (number, _lines[number - 1]))
                .Where(line => !line.Item2.TrimStart().StartsWith("///", StringComparison.Ordinal) && line.Item2.TrimStart() is not ['[', ..])
                .SkipWhile(line => line.Item2.Trim() is "" or "}"),
        ];
    }

    /// <summary>The lines of a method's body, from the one after its brace, or from that of an expression; null if there is none.</summary>
    private (int First, int Last)? Body(string method)
    {
        string text = string.Join('\n', _lines);
        Match head = Regex.Match(text, $@"public (?:override )?(?:void|double) {Regex.Escape(method)}\([^)]*\)");
        if (!head.Success)
        {
            return null;
        }

        int start = head.Index + head.Length;
        int brace = text.IndexOf('{', start), arrow = text.IndexOf("=>", start, StringComparison.Ordinal);
        if (arrow >= 0 && (brace < 0 || arrow < brace))
        {
            int from = arrow + 2;
            from += text[from..].TakeWhile(char.IsWhiteSpace).Count();
            return (LineAt(text, from), LineAt(text, text.IndexOf(';', from)));
        }

        int end = brace + 1;
        for (int depth = 1; depth > 0 && end < text.Length; end++)
        {
            depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
        }

        return (LineAt(text, brace) + 1, LineAt(text, end - 1) - 1);
    }

    private static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
