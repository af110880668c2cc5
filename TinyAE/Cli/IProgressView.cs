namespace TinyAE.Cli;

/// <summary>Shows how far a training is; disposed of when the training ends, however it ends.</summary>
internal interface IProgressView : IDisposable
{
    /// <summary>Shows a moment of the training. Called from the training's own thread, some ten times a second.</summary>
    /// <param name="step">Steps taken.</param>
    /// <param name="loss">The loss there.</param>
    /// <param name="left">The time that the rest will take.</param>
    void Show(long step, double loss, TimeSpan left);
}
