using System.Globalization;

namespace TinyAE.Datasets;

/// <summary>Takes apart the few Python literals of a NumPy header: 'text', True, (1, 2).</summary>
internal sealed class PythonText(string text, DataInput input)
{
    private int _at;

    /// <summary>An error of what stands next.</summary>
    public InvalidDataException Expected(string what) =>
        input.Error($"its header has {(_at < text.Length ? $"'{text[_at]}'" : "its end")} at character {_at}; expected {what}");

    /// <summary>Whether this comes next, after spaces.</summary>
    public bool Is(char wanted)
    {
        while (_at < text.Length && text[_at] is ' ' or '\n' or '\t' or '\r')
        {
            _at++;
        }

        return _at < text.Length && text[_at] == wanted;
    }

    /// <summary>Steps over it if it comes next.</summary>
    public bool Skip(char wanted)
    {
        bool found = Is(wanted);
        _at += found ? 1 : 0;
        return found;
    }

    /// <summary>Steps over it, or refuses anything else.</summary>
    public void Require(char wanted)
    {
        if (!Skip(wanted))
        {
            throw Expected($"'{wanted}'");
        }
    }

    /// <summary>A text in quotes of either kind, without escapes.</summary>
    public string String()
    {
        char quote = Skip('\'') ? '\'' : Skip('"') ? '"' : throw Expected("a text in quotes");
        int end = text.IndexOf(quote, _at);
        if (end < 0)
        {
            _at = text.Length;
            throw Expected($"a closing {quote}");
        }

        string found = text[_at..end];
        _at = end + 1;
        return found;
    }

    /// <summary>True or False.</summary>
    public bool Boolean() => SkipWord("True") || (SkipWord("False") ? false : throw Expected("True or False"));

    /// <summary>Whole numbers of 0 to 2^31 − 1 in round brackets.</summary>
    public List<int> Tuple(int most)
    {
        List<int> numbers = [];
        Require('(');
        while (!Skip(')'))
        {
            numbers.Add(Number());
            if (numbers.Count > most)
            {
                throw Expected($"at most {most} dimensions");
            }

            if (!Skip(',') && !Is(')'))
            {
                throw Expected("',' or ')'");
            }
        }

        return numbers;
    }

    private int Number()
    {
        Is(' ');
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : throw Expected($"a whole number of 0 to {int.MaxValue}");
    }

    private bool SkipWord(string word)
    {
        Is(' ');
        bool found = text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal);
        _at += found ? word.Length : 0;
        return found;
    }
}
