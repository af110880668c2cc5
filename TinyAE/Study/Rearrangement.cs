namespace TinyAE.Study;

/// <summary>Moves the elements of an array: from[k] is the index of the element that comes to place k, or -1 where none does.</summary>
/// <param name="Words">In words.</param>
/// <param name="From">The indices.</param>
internal readonly record struct Rearrangement(string Words, int[] From)
{
    /// <summary>The array rearranged; NaN where no element comes.</summary>
    public double[] Of(ReadOnlySpan<double> values)
    {
        double[] moved = new double[From.Length];
        for (int k = 0; k < moved.Length; k++)
        {
            moved[k] = From[k] < 0 ? double.NaN : values[From[k]];
        }

        return moved;
    }

    /// <summary>Each pair of axes exchanged: the buffer of the exchanged shape read as if it had the shape itself, and back.</summary>
    public static IEnumerable<Rearrangement> Transposes(int[] shape)
    {
        for (int first = 0; first < shape.Length; first++)
        {
            for (int second = first + 1; second < shape.Length; second++)
            {
                int[] other = [.. shape];
                (other[first], other[second]) = (shape[second], shape[first]);
                int[] from = Map(other, index =>
                {
                    (index[first], index[second]) = (index[second], index[first]);
                    return Flat(index, shape);
                });
                string words = shape.Length == 2 ? "a transpose" : $"axes {first} and {second} exchanged";
                yield return new(words, from);
                if (shape[first] != shape[second])
                {
                    int[] back = new int[from.Length];
                    for (int k = 0; k < from.Length; k++)
                    {
                        back[from[k]] = k;
                    }

                    yield return new(words, back);
                }
            }
        }
    }

    /// <summary>The two given axes run backwards.</summary>
    public static Rearrangement Flip(int[] shape, int first, int second) => new("a kernel turned round", Map(shape, index =>
    {
        index[first] = shape[first] - 1 - index[first];
        index[second] = shape[second] - 1 - index[second];
        return Flat(index, shape);
    }));

    /// <summary>Moved by one place along the one axis, the other, or both.</summary>
    public static IEnumerable<Rearrangement> Shifts(int[] shape, int first, int second)
    {
        for (int down = -1; down <= 1; down++)
        {
            for (int right = -1; right <= 1; right++)
            {
                (int y, int x) = (down, right);
                if (y != 0 || x != 0)
                {
                    string along = x == 0 ? "the rows" : y == 0 ? "the columns" : "rows and columns";
                    yield return new($"a stride or padding off by one along {along}", Map(shape, index =>
                    {
                        index[first] -= y;
                        index[second] -= x;
                        return Flat(index, shape);
                    }));
                }
            }
        }
    }

    private static int[] Map(int[] shape, Func<int[], int> from)
    {
        int[] map = new int[shape.Aggregate(1, (product, size) => product * size)];
        int[] index = new int[shape.Length];
        for (int k = 0; k < map.Length; k++)
        {
            int rest = k;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            map[k] = from(index);
        }

        return map;
    }

    private static int Flat(int[] index, int[] shape)
    {
        int flat = 0;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (index[axis] < 0 || index[axis] >= shape[axis])
            {
                return -1;
            }

            flat = (flat * shape[axis]) + index[axis];
        }

        return flat;
    }
}
