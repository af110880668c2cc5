namespace TinyAE.Imaging;

/// <summary>The CRC-32 of PNG, gzip and zip: polynomial 0xEDB88320 (bits reversed), register and result inverted.</summary>
/// <remarks>Source: ISO 3309; PNG specification, "CRC algorithm". Check value: "123456789" gives 0xCBF43926.</remarks>
internal static class Crc32
{
    /// <summary>The register before the first byte.</summary>
    public const uint Start = 0xFFFFFFFF;

    private static readonly uint[] Table = MakeTable();

    /// <summary>The register after these bytes.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            register = Table[(byte)(register ^ value)] ^ (register >> 8);
        return register;
    }

    /// <summary>The checksum that the register stands for.</summary>
    public static uint Finish(uint register) => ~register;

    /// <summary>Table[n] is the register after the eight bits of n, from a register of zero: one division step a bit.</summary>
    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint register = n;
            for (int bit = 0; bit < 8; bit++)
                register = (register & 1) != 0 ? 0xEDB88320 ^ (register >> 1) : register >> 1;
            table[n] = register;
        }
        return table;
    }
}
