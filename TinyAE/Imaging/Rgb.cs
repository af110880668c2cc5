namespace TinyAE.Imaging;

/// <summary>A colour: red, green and blue from 0 to 255.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Paper.</summary>
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>Full ink.</summary>
    public static Rgb Black { get; } = new(0, 0, 0);

    /// <summary>The gray of the given lightness, 0 black to 255 white.</summary>
    public static Rgb Gray(byte lightness) => new(lightness, lightness, lightness);

    /// <summary>The mixture (1 - weight) this + weight other, each part rounded to the nearest, halves up.</summary>
    /// <param name="other">The other colour.</param>
    /// <param name="weight">0 (only this) to 1 (only the other); values outside are taken as the nearer end, not a number as 0.</param>
    public Rgb Mix(Rgb other, double weight)
    {
        double w = weight > 0 ? Math.Min(weight, 1) : 0;
        return new Rgb(Mix(R, other.R, w), Mix(G, other.G, w), Mix(B, other.B, w));
    }

    private static byte Mix(byte from, byte to, double weight) => (byte)(from + ((to - from) * weight) + 0.5);
}
