namespace TinyAE.Numerics;

/// <summary>Sees the named quantities of a pass as they are computed; null in a <see cref="Pass"/> except when somebody traces.</summary>
public interface IProbe
{
    /// <summary>What follows belongs to this part, for instance "encoder.0.dense"; a part ends where the next one begins.</summary>
    /// <param name="part">The network's name, the layer's position and kind; or the model's name.</param>
    void Enter(string part);

    /// <summary>Hands over one quantity. The span is valid during the call only.</summary>
    /// <param name="name">The name that the mathematics beside the code uses: x, y, dx, dW, mu, "dmu by KL".</param>
    /// <param name="values">The values, batch outermost.</param>
    /// <param name="shape">The shape of one sample, or of the parameter; values.Length is a multiple of its size.</param>
    void Record<T>(string name, ReadOnlySpan<T> values, Shape shape)
        where T : unmanaged;
}
