using System.Globalization;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Reads a table of images: a line an image, a column a pixel, row after row of it; gray and square.</summary>
/// <remarks>
/// Columns are separated by commas, or by semicolons or tabs if the first line has no comma; empty lines are left out; fields may stand
/// in double quotes. A first line with a field that is no number is a header. The label's column is the one that the header calls label,
/// class, target or y; without a header it is the first, if all columns together make no square image (785 = 1 + 28 · 28). Labels are
/// whole numbers of 0 to 65,535 and name the classes from 0 to the greatest; if any is another text, the classes are the texts in the
/// order of their characters' codes. Values lie in [0, 255]; if none in the whole file is above 1, they are taken as 0 to 1 and
/// multiplied by 255. To know that, the file, plain or gzip, is read twice.
/// </remarks>
internal static class CsvImages
{
    private const int MostClasses = 1 << 16;

    /// <summary>Reads the table.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such table; the message names the file and the line.</exception>
    public static DataParts Read(string name, string path) => Read(name, () => new DataInput(path));

    internal static DataParts Read(string name, Func<DataInput> open)
    {
        (int count, double greatest) = Survey(open);
        using DataInput input = open();
        CsvTable table = new(input);
        byte[] pixels = new byte[count * table.Pixels];
        string[] labels = new string[table.HasLabels ? count : 0];
        Dictionary<string, string> known = new(StringComparer.Ordinal); // one text a class, not one a line
        double[] values = new double[table.Pixels];
        double scale = greatest > 1 ? 1.0 / byte.MaxValue : 1;
        for (int n = 0; n < count && table.Next(values, out string label); n++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                pixels[(n * values.Length) + i] = PixelValues.ToByte(values[i] * scale);
            }

            if (labels.Length > 0)
            {
                labels[n] = known.TryAdd(label, label) ? label : known[label];
                if (known.Count > MostClasses)
                {
                    throw table.Error($"this is the label of class {known.Count}; at most {MostClasses} classes are read");
                }
            }
        }

        int side = CsvTable.Side(table.Pixels);
        (int[] classes, string[] names) = Classes(labels, known.Keys);
        return new DataParts(new ImageSet(name, new Shape(side, side, 1), pixels, classes, names), null, IsSorted: true);
    }

    // Reads every value, to know the number of images and the greatest value.
    private static (int Count, double Greatest) Survey(Func<DataInput> open)
    {
        using DataInput input = open();
        CsvTable table = new(input);
        double[] values = new double[table.Pixels];
        (int count, double greatest) = (0, 0);
        while (table.Next(values, out _))
        {
            foreach (double value in values)
            {
                greatest = Math.Max(greatest, value);
            }

            if (++count > Array.MaxLength / table.Pixels)
            {
                throw table.Error($"this is image {count} of {table.Pixels} pixels; at most {count - 1} are held");
            }
        }

        return count > 0 ? (count, greatest) : throw table.Error("there is no image after the header");
    }

    private static (int[] Classes, string[] Names) Classes(string[] labels, IReadOnlyCollection<string> texts)
    {
        int greatest = -1;
        foreach (string text in texts)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= MostClasses)
            {
                string[] names = [.. texts.Order(StringComparer.Ordinal)];
                return (Array.ConvertAll(labels, label => Array.BinarySearch(names, label, StringComparer.Ordinal)), names);
            }

            greatest = Math.Max(greatest, number);
        }

        return (Array.ConvertAll(labels, label => int.Parse(label, CultureInfo.InvariantCulture)),
            [.. Enumerable.Range(0, greatest + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
    }
}
