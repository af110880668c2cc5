using System.Globalization;

namespace TinyAE.Imaging;

/// <summary>The words, numbers and signs of a C header, one after another; comments and preprocessor lines are passed over.</summary>
internal sealed class HeaderTokens
{
    private readonly string text;
    private readonly string file;
    private int next;
    private int nextLine = 1;

    /// <summary>Begins before the first token of the text, whose lines end in '\n'.</summary>
    public HeaderTokens(string text, string file)
    {
        this.text = text;
        this.file = file;
        Advance();
    }

    /// <summary>The current token; empty at the end of the file.</summary>
    public string Token { get; private set; } = "";

    /// <summary>The line of the current token, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The array that is being read, for errors.</summary>
    public string? Array { get; set; }

    /// <summary>The first comment since this was last set to null that begins with a hexadecimal number up to 0xff: that number.</summary>
    public int? CommentCode { get; set; }

    /// <summary>Whether the current token is a name or a keyword.</summary>
    public bool IsWord => Token.Length > 0 && (char.IsAsciiLetter(Token[0]) || Token[0] == '_');

    /// <summary>Whether the current token begins with a digit.</summary>
    public bool IsNumber => Token.Length > 0 && char.IsAsciiDigit(Token[0]);

    /// <summary>An error at the current token: file, line, array, and what was expected and found.</summary>
    public InvalidDataException Expected(string what, string sign = "") =>
        Error($"expected {what}, found {(Token.Length == 0 ? "the end of the file" : sign + Found())}");

    /// <summary>An error at the current token: file, line, array and message.</summary>
    public InvalidDataException Error(string message) =>
        new($"{file}, line {Line}{(Array is null ? "" : $", array {Array}")}: {message}.");

    /// <summary>Whether the current token is this sign; if so it is passed.</summary>
    public bool Skip(string sign)
    {
        if (Token != sign)
            return false;
        Advance();
        return true;
    }

    /// <summary>Passes the sign, which must be the current token.</summary>
    public void Require(string sign, string where)
    {
        if (!Skip(sign))
            throw Expected($"'{sign}' {where}");
    }

    /// <summary>Passes an integer as in C, 0x1f, 0b11111, 037 or 31, with a sign and a suffix u or l if it likes.</summary>
    /// <exception cref="InvalidDataException">There is no integer, or it is outside min to max.</exception>
    public int Number(string what, int min, int max)
    {
        bool negative = false;
        while (Token is "-" or "+")
        {
            negative ^= Token == "-";
            Advance();
        }
        string digits = Token.ToLowerInvariant().TrimEnd('u', 'l');
        int radix = digits.StartsWith("0x", StringComparison.Ordinal) ? 16
            : digits.StartsWith("0b", StringComparison.Ordinal) ? 2
            : digits.StartsWith('0') && digits.Length > 1 ? 8
            : 10;
        if (!IsNumber || !TryParse(digits.AsSpan(radix is 16 or 2 ? 2 : 0), radix, out int value)
            || (value = negative ? -value : value) < min || value > max)
        {
            throw Expected($"{what} ({min} to {max})", negative ? "-" : "");
        }
        Advance();
        return value;
    }

    /// <summary>Goes on to the next token.</summary>
    public void Advance()
    {
        SkipSpace();
        Line = nextLine;
        int start = next;
        if (next < text.Length && IsWordPart(text[next]))
        {
            while (next < text.Length && IsWordPart(text[next]))
                next++;
        }
        else if (next < text.Length)
        {
            next++;
        }
        Token = text[start..next];
    }

    // The colon is for std::uint8_t.
    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or ':';

    // A value too large for an int becomes the largest one.
    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out int value)
    {
        long sum = 0;
        foreach (char c in digits)
        {
            int digit = "0123456789abcdef".IndexOf(c, StringComparison.Ordinal);
            if (digit < 0 || digit >= radix)
            {
                value = 0;
                return false;
            }
            sum = Math.Min((sum * radix) + digit, int.MaxValue);
        }
        value = (int)sum;
        return digits.Length > 0;
    }

    private void SkipSpace()
    {
        bool lineStart = next == 0;
        while (next < text.Length)
        {
            if (text[next] == '\n')
            {
                nextLine++;
                next++;
                lineStart = true;
            }
            else if (text[next] is ' ' or '\t' or '\v' or '\f')
            {
                next++;
            }
            else if (At("//"))
            {
                // A backslash at the end does not continue the comment, though it does in C: it names the character 0x5c.
                int end = text.IndexOf('\n', next);
                Comment(next + 2, end < 0 ? text.Length : end, 0);
            }
            else if (At("/*"))
            {
                int end = text.IndexOf("*/", next + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    Line = nextLine;
                    throw Error("expected '*/', the comment that begins here does not end");
                }
                Comment(next + 2, end, 2);
            }
            else if (text[next] == '#' && lineStart)
            {
                SkipDirective();
            }
            else
            {
                return;
            }
        }
    }

    private bool At(string sign) => string.CompareOrdinal(text, next, sign, 0, sign.Length) == 0;

    private void Comment(int start, int end, int closing)
    {
        ReadOnlySpan<char> comment = text.AsSpan(start, end - start).TrimStart();
        if (CommentCode is null && comment.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            int length = 2;
            while (length < comment.Length && char.IsAsciiHexDigit(comment[length]))
                length++;
            if (byte.TryParse(comment[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
                CommentCode = code;
        }
        nextLine += text.AsSpan(start, end - start).Count('\n');
        next = end + closing;
    }

    // To the end of the line; a backslash before it continues the directive, and a comment can begin in it.
    private void SkipDirective()
    {
        for (; next < text.Length && text[next] != '\n' && !At("//") && !At("/*"); next++)
        {
            if (At("\\\n"))
            {
                nextLine++;
                next++;
            }
        }
    }

    private string Found() => Token is [char sign] && !char.IsAsciiLetterOrDigit(sign) ? Font.Show(sign)
        : Token.Length > 40 ? $"'{Token[..40]}...'"
        : $"'{Token}'";
}
