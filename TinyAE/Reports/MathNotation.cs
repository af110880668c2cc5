using System.Globalization;
using System.Text.RegularExpressions;

namespace TinyAE.Reports;

/// <summary>Reads the notation in which the comments write mathematics: "∂L/∂W_ij = Σ_n x_ni dy_nj, over all n".</summary>
/// <remarks>
/// _ and ^ begin a subscript and a superscript: letters and digits each for itself, or a group in {} or (); so do the characters ² ᵀ ₁.
/// A name directly before ( is a function, before [ an array; √ and / take one operand on each side. What is no name of a quantity is
/// words. Nothing is ever refused: what cannot be read stays a symbol of its own.
/// </remarks>
internal sealed partial class MathNotation
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀᵗˣʸⁿᵏⁱ";
    private const string SuperscriptLetters = "0123456789+−Ttxynki";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉ₜᵢⱼₙₖ";
    private const string SubscriptLetters = "0123456789tijnk";

    private readonly string _text;
    private int _at;

    private MathNotation(string text) => _text = text;

    /// <summary>The parts of a formula; words stand among them as <see cref="MathSymbolKind.Words"/>.</summary>
    public static IReadOnlyList<MathNode> Parse(string formula) => new MathNotation(formula).Row('\0').Parts;

    private char Here => _at < _text.Length ? _text[_at] : '\0';

    private MathRow Row(char closing)
    {
        List<MathNode> parts = [];
        while (true)
        {
            int before = _at;
            while (Here == ' ')
            {
                _at++;
            }

            if (_at >= _text.Length || (Here == closing && closing != '\0'))
            {
                return new MathRow(parts);
            }

            bool spaced = _at > before;
            if (Here == '/' && parts.Count > 0 && IsOperand(parts[^1]) && _text.AsSpan(_at + 1).Trim().Length > 0)
            {
                _at++;
                while (Here == ' ')
                {
                    _at++;
                }

                MathNode above = Dividend(parts, isDerivative: Here == '∂');
                parts.Add(new MathFraction(Ungrouped(above), Ungrouped(Divisor())) { Spaced = above.Spaced });
            }
            else if (Words(afterWords: parts.Count > 0 && parts[^1] is MathSymbol { Kind: MathSymbolKind.Words }) is { } words)
            {
                Add(parts, words, spaced);
            }
            else
            {
                parts.Add(Operand() with { Spaced = spaced });
            }
        }
    }

    /// <summary>Takes what stands above a fraction from the row: the last operand; of a derivative all from its ∂ on, "∂ln p/∂z".</summary>
    private static MathNode Dividend(List<MathNode> parts, bool isDerivative)
    {
        int first = isDerivative ? parts.FindLastIndex(part => part is MathRow { Parts: [MathSymbol { Text: "∂" }, ..] }) : -1;
        if (first < 0 || !parts.Skip(first).All(IsOperand))
        {
            first = parts.Count - 1;
        }

        List<MathNode> above = parts[first..];
        parts.RemoveRange(first, above.Count);
        return above.Count == 1 ? above[0] : new MathRow(above) { Spaced = above[0].Spaced };
    }

    /// <summary>An operand; a sum with what is summed, and an inner product with both its sides.</summary>
    private MathNode Divisor()
    {
        MathNode first = Operand();
        bool goesOn = first is MathScripts { Base: MathSymbol { Text: "Σ" } } or MathScripts { Super: MathSymbol { Text: "T" } };
        if (!goesOn || Here != ' ' || _at + 1 >= _text.Length)
        {
            return first;
        }

        _at++;
        return new MathRow([first, Operand() with { Spaced = true }]);
    }

    /// <summary>Words that follow each other are one.</summary>
    private static void Add(List<MathNode> parts, string words, bool spaced)
    {
        if (parts.Count > 0 && parts[^1] is MathSymbol { Kind: MathSymbolKind.Words } last)
        {
            parts[^1] = last with { Text = $"{last.Text}{(spaced ? " " : "")}{words}" };
        }
        else
        {
            parts.Add(new MathSymbol(MathSymbolKind.Words, words) { Spaced = spaced });
        }
    }

    /// <summary>A word, a number's word or the punctuation of a sentence, where one stands here; else null.</summary>
    private string? Words(bool afterWords)
    {
        Match word = Word().Match(_text, _at);
        if (word.Success)
        {
            string found = word.Value;
            char next = _at + found.Length < _text.Length ? _text[_at + found.Length] : ' ';
            bool isName = IsName(found) || next is '(' or '[' or '_' or '^';
            bool isArticle = found is "a" or "A" && (afterWords ? NameFollows() : WordFollows()).IsMatch(_text, _at + 1);
            if (isName && !isArticle)
            {
                return null;
            }

            // The genitive and the full stop of a word belong to it.
            string end = Regex.Match(_text[(_at + found.Length)..], @"^('s\b|')?[.;:]?(?=\s|$)|^-\p{L}+").Value;
            _at += found.Length + end.Length;
            return found + end;
        }

        bool isStop = Here == '.' && !_text[_at..].StartsWith("..", StringComparison.Ordinal);
        if (Here is ';' or ':' || isStop || (Here == ',' && WordsFollow()))
        {
            return _text[_at++].ToString();
        }

        return null;
    }

    private bool WordsFollow()
    {
        Match next = Word().Match(_text, Math.Min(_text.Length, _at + 1 + _text[(_at + 1)..].TakeWhile(c => c == ' ').Count()));
        return next.Success && next.Length > 1 && !IsName(next.Value);
    }

    private MathNode Operand()
    {
        MathNode node = Primary();
        while (true)
        {
            switch (Here)
            {
                case '_':
                    _at++;
                    node = Scripted(node, Script(isSub: true), null);
                    break;
                case '^' when _at + 1 < _text.Length:
                    _at++;
                    node = Scripted(node, null, Script(isSub: false));
                    break;
                case '\'' when IsOperand(node):
                    _at++;
                    node = Scripted(node, null, new MathSymbol(MathSymbolKind.Operator, "′"));
                    break;
                case '(' or '[' when TakesArguments(node):
                    node = new MathRow([node, Primary()]);
                    break;
                case char c when Superscripts.Contains(c, StringComparison.Ordinal):
                    node = Scripted(node, null, Run(Superscripts, SuperscriptLetters));
                    break;
                case char c when Subscripts.Contains(c, StringComparison.Ordinal):
                    node = Scripted(node, Run(Subscripts, SubscriptLetters), null);
                    break;
                case char c when char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark:
                    _at++;
                    node = new MathAccent(node, c.ToString());
                    break;
                default:
                    return node;
            }
        }
    }

    private MathNode Primary()
    {
        Match number = Number().Match(_text, _at);
        if (number.Success)
        {
            _at += number.Length;
            return new MathSymbol(MathSymbolKind.Number, number.Value);
        }

        Match word = Word().Match(_text, _at);
        if (word.Success)
        {
            _at += word.Length;
            return new MathSymbol(MathSymbolKind.Identifier, word.Value);
        }

        if (_text[_at..].StartsWith("||", StringComparison.Ordinal)
            && _text.IndexOf("||", _at + 2, StringComparison.Ordinal) is > 0 and int end)
        {
            _at += 2;
            MathRow norm = new(Parse(_text[_at..end]));
            _at = end + 2;
            return new MathFence("‖", norm, "‖");
        }

        char c = _text[_at++];
        switch (c)
        {
            case '(' or '[' or '⌊' or '{':
                char closing = c switch { '(' => ')', '[' => ']', '{' => '}', _ => '⌋' };
                MathRow inside = Row(closing);
                if (Here != closing)
                {
                    return new MathRow([new MathSymbol(MathSymbolKind.Operator, c.ToString()), .. inside.Parts]);
                }

                _at++;
                return new MathFence(c.ToString(), inside, closing.ToString());
            case '|' when ClosesBar():
                MathRow absolute = Row('|');
                _at++;
                return new MathFence("|", absolute, "|");
            case '√' when Here is not ('\0' or ' '):
                return new MathRoot(Ungrouped(Operand()));
            case '∂' or '∇' when Here is not ('\0' or ' '):
                return new MathRow([new MathSymbol(MathSymbolKind.Operator, c.ToString()), Operand()]);
            case '½':
                return new MathSymbol(MathSymbolKind.Number, "½");
            case '+' when Here == '=':
                _at++;
                return new MathSymbol(MathSymbolKind.Operator, "+=");
            case '.' when _text[_at..].StartsWith("..", StringComparison.Ordinal):
                _at += 2;
                return new MathSymbol(MathSymbolKind.Operator, "...");
            default:
                return new MathSymbol(char.IsLetter(c) ? MathSymbolKind.Identifier : MathSymbolKind.Operator, c.ToString());
        }
    }

    private MathNode Script(bool isSub)
    {
        if (Here is '{' or '(')
        {
            char closing = Here == '{' ? '}' : ')';
            _at++;
            MathRow row = Row(closing);
            _at = Math.Min(_at + 1, _text.Length);
            return row with { WasGroup = closing == ')' };
        }

        if (!isSub)
        {
            // e^-x has its sign, e^y_ni its index.
            return Here is '-' or '−' ? new MathRow([Primary(), Operand()]) : Operand();
        }

        List<MathNode> letters = [];
        for (; char.IsLetterOrDigit(Here) && !Superscripts.Contains(Here, StringComparison.Ordinal); _at++)
        {
            letters.Add(new MathSymbol(char.IsDigit(Here) ? MathSymbolKind.Number : MathSymbolKind.Identifier, Here.ToString()));
        }

        return letters.Count == 1 ? letters[0] : new MathRow(letters);
    }

    private MathNode Run(string characters, string letters)
    {
        List<MathNode> run = [];
        for (int i; (i = characters.IndexOf(Here, StringComparison.Ordinal)) >= 0; _at++)
        {
            char c = letters[i];
            MathSymbolKind kind = char.IsDigit(c) ? MathSymbolKind.Number
                : char.IsLetter(c) ? MathSymbolKind.Identifier : MathSymbolKind.Operator;
            run.Add(new MathSymbol(kind, c.ToString()));
        }

        return run.Count == 1 ? run[0] : new MathRow(run);
    }

    private static MathScripts Scripted(MathNode node, MathNode? sub, MathNode? super) => node is MathScripts had
        && had.Super is not MathSymbol { Text: "′" } && (sub is null || had.Sub is null) && (super is null || had.Super is null)
        ? had with { Sub = had.Sub ?? sub, Super = had.Super ?? super }
        : new MathScripts(node, sub, super);

    private static MathNode Ungrouped(MathNode node) =>
        node is MathFence { Open: "(" } group ? group.Inside with { WasGroup = true } : node;

    private bool ClosesBar()
    {
        int depth = 0;
        for (int i = _at; i < _text.Length; i++)
        {
            depth += _text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth < 0)
            {
                return false;
            }

            if (_text[i] == '|' && depth == 0)
            {
                return i > _at;
            }
        }

        return false;
    }

    private static bool IsOperand(MathNode node) => node is not MathSymbol { Kind: MathSymbolKind.Operator or MathSymbolKind.Words };

    private static bool TakesArguments(MathNode node) => node switch
    {
        MathSymbol symbol => symbol.Kind == MathSymbolKind.Identifier,
        MathScripts scripts => TakesArguments(scripts.Base),
        MathRow row => row.Parts.Count == 2 && row.Parts[0] is MathSymbol { Text: "∇" or "∂" },
        _ => false,
    };

    private static bool IsName(string word) => word.Length == 1 || Name().IsMatch(word);

    // Functions, gradients and the names of more than one letter that the formulas have.
    [GeneratedRegex("^(exp|ln|max|min|sign|tanh|softmax|d?(mu|logVar|theta|epsilon|[A-Za-z])|[fk][hw]|[a-z]+[A-Z]\\w*)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G\d+(?:\.\d+)?(?:e-?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G [a-z]{2}")]
    private static partial Regex WordFollows();

    [GeneratedRegex(@"\G \p{L}")]
    private static partial Regex NameFollows();
}
