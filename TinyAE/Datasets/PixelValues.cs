using System.Numerics;
using System.Runtime.InteropServices;

namespace TinyAE.Datasets;

/// <summary>Bytes as numbers of 0 to 1: value = b / 255, correctly rounded.</summary>
public static class PixelValues
{
    /// <summary>Writes b / 255 for each byte; allocates nothing.</summary>
    /// <param name="bytes">The pixels.</param>
    /// <param name="values">Overwritten; at least as long.</param>
    /// <exception cref="ArgumentException">The values are fewer than the bytes.</exception>
    public static void FromBytes<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.Length < bytes.Length)
        {
            throw new ArgumentException($"{bytes.Length} bytes become as many values; found room for {values.Length}.", nameof(values));
        }

        int done = typeof(T) == typeof(float) ? Registers(bytes, MemoryMarshal.Cast<T, float>(values)) : 0;
        T white = T.CreateChecked(byte.MaxValue);
        for (int i = done; i < bytes.Length; i++)
        {
            values[i] = T.CreateChecked(bytes[i]) / white;
        }
    }

    /// <summary>The byte nearest to 255 v, halves up, v clipped to [0, 1]; NaN gives 0.</summary>
    /// <param name="value">v.</param>
    public static byte ToByte(double value) => value > 0 ? (byte)((Math.Min(value, 1) * byte.MaxValue) + 0.5) : (byte)0;

    // A register of bytes becomes four of floats. Each division is rounded alone, so the width of a register changes nothing.
    private static int Registers(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        var white = new Vector<float>(byte.MaxValue);
        int i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> first, out Vector<uint> second);
            Vector.Widen(high, out Vector<uint> third, out Vector<uint> fourth);
            Span<float> four = values[i..];
            (Vector.ConvertToSingle(Vector.AsVectorInt32(first)) / white).CopyTo(four);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(second)) / white).CopyTo(four[Vector<float>.Count..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(third)) / white).CopyTo(four[(2 * Vector<float>.Count)..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(fourth)) / white).CopyTo(four[(3 * Vector<float>.Count)..]);
        }

        return i;
    }
}
