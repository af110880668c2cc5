using System.Numerics;
using TinyAE.Layers;
using TinyAE.Models;

namespace TinyAE.Training;

/// <summary>A model's flat vector as named tensors, and back.</summary>
internal static class ParameterTensors
{
    /// <summary>One tensor for each parameter, the layers' state included.</summary>
    /// <exception cref="ArgumentException">The vector is not as long as the layout.</exception>
    /// <exception cref="NotFiniteNumberException">A value is not finite.</exception>
    internal static List<TensorEntry> Of<T>(ParameterLayout layout, ReadOnlyMemory<T> theta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (theta.Length != layout.Count)
        {
            throw new ArgumentException($"The model's flat vector has {layout.Count} elements; found {theta.Length}.", nameof(theta));
        }

        List<TensorEntry> tensors = [];
        foreach ((string name, Parameter parameter, ParameterSlot slot) in layout.All)
        {
            ReadOnlyMemory<T> values = theta.Slice(slot.Offset, slot.Length);
            if (IndexOfNotFinite(values.Span) is int at and >= 0)
            {
                double found = double.CreateChecked(values.Span[at]);
                throw new NotFiniteNumberException($"Element {at} of {name} is {found}; a file holds finite values.", found);
            }

            tensors.Add(TensorEntry.Of(name, values, parameter.Shape.ToArray()));
        }

        return tensors;
    }

    /// <summary>The flat vector that a file holds for this layout; float and double are converted to each other.</summary>
    /// <exception cref="InvalidDataException">A parameter is missing, unknown, of another shape, or not finite.</exception>
    internal static T[] Read<T>(SafetensorsFile file, string path, ParameterLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Dictionary<string, TensorEntry> left =
            file.Tensors.Where(tensor => !Checkpoint.Owns(tensor.Name)).ToDictionary(tensor => tensor.Name);
        T[] theta = new T[layout.Count];
        foreach ((string name, Parameter parameter, ParameterSlot slot) in layout.All)
        {
            Span<T> values = theta.AsSpan(slot.Offset, slot.Length);
            if (left.GetValueOrDefault(name)?.Type == TensorType.F64)
            {
                Convert(file.Values<double>(name, parameter.Shape.ToArray()), values);
            }
            else
            {
                Convert(file.Values<float>(name, parameter.Shape.ToArray()), values);
            }

            if (IndexOfNotFinite(values) is int at and >= 0)
            {
                throw new InvalidDataException($"{path}: element {at} of '{name}' is {values[at]}; expected a finite value.");
            }

            left.Remove(name);
        }

        if (left.Count > 0)
        {
            string known = string.Join(", ", layout.All.Select(named => named.Name));
            throw new InvalidDataException($"{path}: this network has no parameter '{left.Keys.First()}'; it has {known}.");
        }

        return theta;
    }

    private static void Convert<TFrom, T>(ReadOnlySpan<TFrom> from, Span<T> to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = T.CreateSaturating(from[i]);
        }
    }

    private static int IndexOfNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
