using System.Numerics;
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
        foreach ((string name, Layers.Parameter parameter, Layers.ParameterSlot slot) in layout.All)
        {
            ReadOnlyMemory<T> values = theta.Slice(slot.Offset, slot.Length);
            if (IndexOfNotFinite(values.Span) is int at and >= 0)
            {
                throw new NotFiniteNumberException($"Element {at} of {name} is {values.Span[at]}; a file holds finite values.", double.CreateChecked(values.Span[at]));
            }

            tensors.Add(TensorEntry.Of(name, values, parameter.Shape.ToArray()));
        }

        return tensors;
    }

    /// <summary>The flat vector that a file holds for this layout; float and double are converted to each other.</summary>
    /// <exception cref="InvalidDataException">A parameter is missing, has another shape, is not finite, or belongs to no such network.</exception>
    internal static T[] Read<T>(SafetensorsFile file, string path, ParameterLayout layout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Dictionary<string, TensorEntry> byName = file.Tensors.Where(tensor => !Checkpoint.Owns(tensor.Name)).ToDictionary(tensor => tensor.Name);
        T[] theta = new T[layout.Count];
        foreach ((string name, Layers.Parameter parameter, Layers.ParameterSlot slot) in layout.All)
        {
            Span<T> values = theta.AsSpan(slot.Offset, slot.Length);
            bool doubles = byName.GetValueOrDefault(name)?.Type == TensorType.F64;
            if (doubles)
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

            byName.Remove(name);
        }

        return byName.Count == 0
            ? theta
            : throw new InvalidDataException($"{path}: this network has no parameter '{byName.Keys.First()}'; it has {string.Join(", ", layout.All.Select(named => named.Name))}.");
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
