using TinyAE.Imaging;
using TinyAE.Reports;

namespace TinyAE.Recipes;

/// <summary>A report that is being written, and its pictures.</summary>
internal sealed class FontStudyPage
{
    /// <summary>The report.</summary>
    public MarkdownDocument Text { get; } = new();

    /// <summary>The pictures so far.</summary>
    public List<(string File, Image Picture)> Pictures { get; } = [];

    /// <summary>Adds a picture to both.</summary>
    public void Picture(string file, Image picture, string title, string caption)
    {
        Pictures.Add((file, picture));
        Text.Picture(file, title, caption);
    }
}
