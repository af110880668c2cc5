namespace TinyAE.Numerics;

/// <summary>Places of one phase whose patches are cut off by the border alike: they meet the same taps, at the same distances.</summary>
/// <param name="Down">Places along the height, of each image.</param>
/// <param name="Across">Places along the width.</param>
/// <param name="From">Where in the source the first place's patch begins, of what lies inside the image; then its steps.</param>
/// <param name="To">Where in the target the first place lies; then its steps.</param>
/// <param name="FirstSegment">The patch's segments: the first ...</param>
/// <param name="EndSegment">... and the one behind the last.</param>
/// <param name="Kernel">Where the phase's kernel begins among all packed ones.</param>
/// <param name="Terms">Rows of that kernel.</param>
/// <param name="FirstTile">The number of the first of the tiles into which these places of some images are cut.</param>
/// <param name="Ahead">From a patch to what is worth asking memory for.</param>
internal readonly record struct PlaceGroup(
    int Down, int Across, Steps From, Steps To, int FirstSegment, int EndSegment, int Kernel, int Terms, int FirstTile, int Ahead);

/// <summary>A first index, and how far it is to the next row of places and to the next place of a row.</summary>
internal readonly record struct Steps(int First, int Down, int Across);

/// <summary>All places of a product of patches by a kernel, in groups; kept by each thread for the next product.</summary>
/// <remarks>
/// Along one axis the places whose windows lie inside the image are one run, and each place at the border is mostly one of its own. So
/// a 3 x 3 kernel has at most nine groups, and no group needs padding: the terms outside the image are left out, not multiplied by zeros.
/// </remarks>
internal sealed class PatchPlan
{
    [ThreadStatic]
    private static PatchPlan? _ofThread;

    private PlaceGroup[] _groups = new PlaceGroup[64];
    private Segment[] _segments = new Segment[256];
    private int _groupCount, _segmentCount;

    /// <summary>The calling thread's plan; read by the other threads too, while the owner waits for them.</summary>
    public static PatchPlan OfThread => _ofThread ??= new PatchPlan();

    /// <summary>The groups, in ascending order of their tiles.</summary>
    public ReadOnlySpan<PlaceGroup> Groups => _groups.AsSpan(0, _groupCount);

    /// <summary>The segments of all groups.</summary>
    public ReadOnlySpan<Segment> Segments => _segments.AsSpan(0, _segmentCount);

    /// <summary>Number of the tiles of some images.</summary>
    public int Tiles { get; private set; }

    /// <summary>Empties the plan.</summary>
    public void Clear() => _groupCount = _segmentCount = Tiles = 0;

    /// <summary>Adds one phase.</summary>
    /// <param name="patches">Its patches.</param>
    /// <param name="to">Its places in the target.</param>
    /// <param name="kernel">Where its kernel begins among the packed ones.</param>
    /// <param name="images">Images that share their tiles.</param>
    /// <param name="tileRows">Places of a tile.</param>
    public void Add(in Patches patches, Steps to, int kernel, int images, int tileRows)
    {
        (PatchAxis down, PatchAxis across) = (patches.Vertical, patches.Horizontal);
        int place = patches.Channels, line = across.Size * place;
        for (int y = 0, yEnd; y < down.Count; y = yEnd)
        {
            (int firstRow, int endRow) = down.Inside(y);
            yEnd = down.EndOfRun(y);
            for (int x = 0, xEnd; x < across.Count; x = xEnd)
            {
                (int first, int end) = across.Inside(x);
                xEnd = across.EndOfRun(x);
                int begin = _segmentCount;
                for (int i = firstRow; i < endRow && first < end; i++)
                    Cut((i - firstRow) * line, (i * across.Taps + first) * place, (end - first) * place);
                Steps from = new(
                    (y * down.Step + down.Origin + firstRow) * line + (x * across.Step + across.Origin + first) * place,
                    down.Step * line, across.Step * place);
                Add(new(yEnd - y, xEnd - x, from, to with { First = to.First + y * to.Down + x * to.Across },
                    begin, _segmentCount, kernel, patches.Columns, Tiles,
                    (endRow - firstRow - 1) * line + 16 * from.Across));
                Tiles += Convolution.Ceiling(images * (yEnd - y) * (xEnd - x), tileRows);
            }
        }
    }

    // Adds what lies side by side in one row of the image, cut where blocks of terms end.
    private void Cut(int source, int row, int length)
    {
        while (length > 0)
        {
            int part = Math.Min(length, MatrixProduct.Block - row % MatrixProduct.Block);
            if (_segmentCount == _segments.Length) Array.Resize(ref _segments, 2 * _segmentCount);
            _segments[_segmentCount++] = new(source, row, part);
            source += part;
            row += part;
            length -= part;
        }
    }

    private void Add(in PlaceGroup group)
    {
        if (_groupCount == _groups.Length) Array.Resize(ref _groups, 2 * _groupCount);
        _groups[_groupCount++] = group;
    }
}
