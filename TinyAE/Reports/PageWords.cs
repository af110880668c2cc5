using System.Text.Json;

namespace TinyAE.Reports;

/// <summary>The headings and fixed words of a page in one language: a dictionary file, Reports/Languages/en.json.</summary>
public sealed class PageWords
{
    private readonly Dictionary<string, string> _words;

    private PageWords(string language, Dictionary<string, string> words)
    {
        Language = language;
        _words = words;
    }

    /// <summary>The languages: en, es, pt.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "es", "pt"];

    /// <summary>"en".</summary>
    public string Language { get; }

    /// <summary>The keys, in alphabetical order.</summary>
    public IEnumerable<string> Keys => _words.Keys.Order(StringComparer.Ordinal);

    /// <summary>The words under a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public string this[string key] => _words[key];

    /// <summary>The words under a key with values in the place of {0}, {1}, ...</summary>
    public string With(string key, params object[] values) => string.Format(_words[key], values);

    /// <summary>The words of a language.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <exception cref="ArgumentException">There is no such language.</exception>
    public static PageWords Of(string language)
    {
        using Stream stream = (Languages.Contains(language)
            ? typeof(PageWords).Assembly.GetManifestResourceStream($"languages/{language}.json") : null)
            ?? throw new ArgumentException($"Unknown language '{language}'; allowed: {string.Join(", ", Languages)}.", nameof(language));
        using JsonDocument document = JsonDocument.Parse(stream);
        return new PageWords(
            language, document.RootElement.EnumerateObject().ToDictionary(word => word.Name, word => word.Value.GetString()!));
    }
}
