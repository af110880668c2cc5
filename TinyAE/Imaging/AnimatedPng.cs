using System.Buffers.Binary;
using TinyAE.Numerics;

namespace TinyAE.Imaging;

/// <summary>Writes pictures as the frames of an animated PNG; programs that know no animation show the first.</summary>
/// <remarks>
/// After the header the chunk acTL gives the number of frames and of plays; an fcTL leads each frame with its size, place and delay. The
/// first frame's rows stand in IDAT chunks, as in any PNG, the others' in fdAT chunks; fcTL and fdAT are numbered in one sequence from 0.
/// Each frame replaces the whole picture. Source: PNG specification (third edition), "Animation information".
/// </remarks>
public static class AnimatedPng
{
    /// <summary>Writes the frames to a file; a crash on the way leaves the old file whole.</summary>
    /// <param name="frames">One or more pictures of equal size and channels.</param>
    /// <param name="path">The file.</param>
    /// <param name="delay">Milliseconds for which each frame is shown, 0 to 65535; with 0 the viewer chooses.</param>
    /// <param name="loops">How often the animation plays; 0: for ever.</param>
    /// <exception cref="ArgumentException">There is no frame, or one differs in size or channels from the first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delay or the number of loops is outside its range.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IReadOnlyList<Image> frames, string path, int delay, int loops = 0)
    {
        Check(frames, delay, loops);
        AtomicFile.Write(path, stream => Write(frames, stream, delay, loops));
    }

    /// <summary>Writes the frames to a stream, which stays open.</summary>
    /// <param name="frames">One or more pictures of equal size and channels.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="delay">Milliseconds for which each frame is shown, 0 to 65535; with 0 the viewer chooses.</param>
    /// <param name="loops">How often the animation plays; 0: for ever.</param>
    /// <exception cref="ArgumentException">There is no frame, or one differs in size or channels from the first.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delay or the number of loops is outside its range.</exception>
    public static void Write(IReadOnlyList<Image> frames, Stream stream, int delay, int loops = 0)
    {
        Check(frames, delay, loops);
        ArgumentNullException.ThrowIfNull(stream);
        PngChunks chunks = new(stream);
        chunks.Begin(frames[0]);
        Span<byte> counts = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(counts, frames.Count);
        BinaryPrimitives.WriteInt32BigEndian(counts[4..], loops);
        chunks.Write("acTL"u8, counts);
        for (int n = 0; n < frames.Count; n++)
        {
            WriteFrameControl(chunks, frames[n], (ushort)delay);
            chunks.WriteRows(frames[n], frame: n > 0);
        }
        chunks.Write("IEND"u8, []);
    }

    /// <summary>fcTL: number, width, height, x, y of 4 bytes each; the delay in seconds as a fraction; keep, then replace all.</summary>
    private static void WriteFrameControl(PngChunks chunks, Image frame, ushort delay)
    {
        Span<byte> data = stackalloc byte[26];
        data.Clear();
        BinaryPrimitives.WriteInt32BigEndian(data, chunks.NextSequence());
        BinaryPrimitives.WriteInt32BigEndian(data[4..], frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(data[8..], frame.Height);
        BinaryPrimitives.WriteUInt16BigEndian(data[20..], delay);
        BinaryPrimitives.WriteUInt16BigEndian(data[22..], 1000);
        chunks.Write("fcTL"u8, data);
    }

    private static void Check(IReadOnlyList<Image> frames, int delay, int loops)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("There is no frame, expected one or more.", nameof(frames));
        ArgumentOutOfRangeException.ThrowIfNegative(loops);
        if (delay is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(delay), delay, $"Allowed are 0 to {ushort.MaxValue} milliseconds.");
        Image first = frames[0];
        for (int n = 1; n < frames.Count; n++)
        {
            Image frame = frames[n];
            if ((frame.Width, frame.Height, frame.Channels) != (first.Width, first.Height, first.Channels))
            {
                throw new ArgumentException($"Frame {n} has {frame.Width} x {frame.Height} pixels of {frame.Channels} channels, " +
                    $"frame 0 {first.Width} x {first.Height} of {first.Channels}; all must be equal.", nameof(frames));
            }
        }
    }
}
