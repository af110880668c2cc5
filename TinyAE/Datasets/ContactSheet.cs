using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>A picture of some images of a set: a labelled row for each class.</summary>
public static class ContactSheet
{
    /// <summary>The most images of a class, and the most rows.</summary>
    public const int Most = 100;

    private const int LeastSide = 48; // smaller images are drawn in larger squares
    private const int Columns = 10;
    private const int Gap = 4;
    private const int TextScale = 2;
    private static readonly Rgb Background = Rgb.Gray(200);
    private static readonly Rgb Ink = Rgb.Gray(0);

    /// <summary>Draws images that the seed chooses, none twice.</summary>
    /// <remarks>
    /// With classes a row has <paramref name="count"/> images of one class, fewer if there are fewer, and its name; of more than
    /// <see cref="Most"/> classes the first ones are shown. Without classes it is <paramref name="count"/> images in rows of ten.
    /// An image smaller than 48 pixels is enlarged by a whole factor, without smoothing.
    /// </remarks>
    /// <param name="set">The images.</param>
    /// <param name="count">Images, of each class where there are classes; 1 to <see cref="Most"/>.</param>
    /// <param name="seed">Of the choice.</param>
    /// <param name="title">What stands above; null: nothing.</param>
    /// <exception cref="ArgumentException">There are more classes than rows, and none of the first has an image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside its range, or the sheet would be too large.</exception>
    public static Image Draw(ImageSet set, int count, ulong seed, string? title = null)
    {
        if (count is < 1 or > Most)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A contact sheet shows 1 to {Most} images of a class.");
        }

        int[] order = new int[set.Count];
        Noise.Permutation(new RandomKey(seed, RandomPurpose.Study, 0), order);
        Image sheet;
        if (set.Labels.IsEmpty)
        {
            Image[] images = [.. order.Take(count).Select(index => ImageOf(set, index))];
            sheet = ImageGrid.Arrange(images, Math.Min(Columns, images.Length), Gap, Background.R);
        }
        else
        {
            sheet = OfClasses(set, count, order);
        }

        return title is null ? sheet : Titled(sheet, title);
    }

    private static Image OfClasses(ImageSet set, int count, int[] order)
    {
        List<int>[] members = [.. set.ClassNames.Take(Most).Select(_ => new List<int>())];
        ReadOnlySpan<int> labels = set.Labels;
        foreach (int index in order)
        {
            int label = labels[index];
            if (label < members.Length && members[label].Count < count)
            {
                members[label].Add(index);
            }
        }

        int columns = members.Max(row => row.Count);
        Image first = ImageOf(set, 0);
        Image empty = Empty(first.Width, first.Height);
        List<Image> images = [], names = [];
        for (int label = 0; label < members.Length; label++)
        {
            if (members[label].Count > 0)
            {
                names.Add(Written(set.ClassNames[label], first.Height));
                images.AddRange(members[label].Select(index => ImageOf(set, index)));
                images.AddRange(Enumerable.Repeat(empty, (names.Count * columns) - images.Count));
            }
        }

        return images.Count > 0 ? ImageGrid.Arrange(images, columns, Gap, Background.R, names)
            : throw new ArgumentException(
                $"{set.Name} has no image of the first {Most} of its {set.ClassNames.Count} classes.", nameof(set));
    }

    private static Image ImageOf(ImageSet set, int index)
    {
        (int height, int width, int channels) = (set.Shape[0], set.Shape[1], set.Shape[2]);
        int factor = (LeastSide + Math.Max(height, width) - 1) / Math.Max(height, width);
        return new Image(width, height, channels, set[index].ToArray()).ScaleUp(factor);
    }

    private static Image Empty(int width, int height)
    {
        Canvas canvas = new(width, height);
        canvas.Fill(canvas.Bounds, Background);
        return canvas.Image;
    }

    private static Image Written(string text, int height)
    {
        int scale = Math.Clamp(height / Lettering.LineHeight, 1, TextScale);
        string fitting = Lettering.Fit(text, scale, 160 * scale);
        Canvas canvas = new(Empty(Math.Max(1, Lettering.Width(fitting, scale)), Math.Min(height, Lettering.LineHeight * scale)));
        canvas.Text(fitting, 0, 0, Ink, scale);
        return canvas.Image;
    }

    private static Image Titled(Image sheet, string title)
    {
        const int Margin = 8;
        int top = (Lettering.LineHeight * TextScale) + (2 * Margin);
        int width = Math.Max(sheet.Width, Lettering.Width(title, TextScale) + (2 * Margin));
        Canvas canvas = new(Empty(width, sheet.Height + top));
        canvas.Text(title, Margin, Margin, Ink, TextScale);
        canvas.Draw(sheet.Channels == 4 ? sheet.ToRgb() : sheet, 0, top);
        return canvas.Image;
    }
}
