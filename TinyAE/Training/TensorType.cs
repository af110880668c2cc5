namespace TinyAE.Training;

/// <summary>The types of numbers that tensors in a file may have; the names are those of the safetensors format.</summary>
public enum TensorType
{
    /// <summary>32-bit floating point: float.</summary>
    F32,

    /// <summary>64-bit floating point: double.</summary>
    F64,

    /// <summary>32-bit signed integer: int.</summary>
    I32,

    /// <summary>32-bit unsigned integer: uint.</summary>
    U32,

    /// <summary>64-bit signed integer: long.</summary>
    I64,

    /// <summary>64-bit unsigned integer: ulong.</summary>
    U64,

    /// <summary>8-bit unsigned integer: byte.</summary>
    U8,
}

/// <summary>Sizes of the types and their counterparts in C#.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes a number: 8, 4 or 1.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        TensorType.U8 => 1,
        _ => 4,
    };

    /// <summary>The type that holds values of the C# type T.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TensorType Of<T>() =>
        typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(uint) ? TensorType.U32
        : typeof(T) == typeof(long) ? TensorType.I64
        : typeof(T) == typeof(ulong) ? TensorType.U64
        : typeof(T) == typeof(byte) ? TensorType.U8
        : throw new NotSupportedException($"No tensor holds {typeof(T)}; allowed are float, double, int, uint, long, ulong, byte.");
}
