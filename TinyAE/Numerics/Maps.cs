using System.Numerics;

namespace TinyAE.Numerics;

/// <summary>A formula y = f(x) for one element, written once for every register width and for double.</summary>
/// <remarks>
/// Implement it on a struct, which may carry constants of type T (<c>V.Splat(rate)</c>). Each element stands alone. Mark a longer
/// formula for inlining as here: a call for every register would cost more than the formula.
/// <code>
/// readonly struct Square&lt;T&gt; : IUnaryMap&lt;T&gt; where T : unmanaged, IFloatingPointIeee754&lt;T&gt;
/// {
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public V Apply&lt;V&gt;(V x) where V : struct, IRegister&lt;V, T&gt; => x * x;
/// }
/// </code>
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public interface IUnaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>f(x), lane by lane.</summary>
    V Apply<V>(V x)
        where V : struct, IRegister<V, T>;
}

/// <summary>A formula y = f(a, b) for one element; see <see cref="IUnaryMap{T}"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IBinaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>f(a, b), lane by lane.</summary>
    V Apply<V>(V a, V b)
        where V : struct, IRegister<V, T>;
}

/// <summary>A formula y = f(a, b, c) for one element; see <see cref="IUnaryMap{T}"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface ITernaryMap<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>f(a, b, c), lane by lane.</summary>
    V Apply<V>(V a, V b, V c)
        where V : struct, IRegister<V, T>;
}

/// <summary>One step of an optimizer for one parameter: its value and up to two numbers that the optimizer remembers of it.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IUpdate<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Moves <paramref name="theta"/> and renews <paramref name="m"/> and <paramref name="v"/>, lane by lane.</summary>
    /// <param name="theta">The parameter.</param>
    /// <param name="gradient">∂L/∂θ.</param>
    /// <param name="m">First memory; zero, and dropped, where the optimizer keeps none.</param>
    /// <param name="v">Second memory; zero, and dropped, where the optimizer keeps none.</param>
    void Apply<V>(ref V theta, V gradient, ref V m, ref V v)
        where V : struct, IRegister<V, T>;
}
