namespace TinyAE.Cli;

/// <summary>Shows how far a training or a study is; disposed of when it ends, however it ends.</summary>
internal interface IProgressView : IDisposable
{
    /// <summary>Shows a moment. Called some ten times a second, never from two threads at once.</summary>
    /// <param name="done">Steps taken, or cells finished.</param>
    /// <param name="loss">The loss there; null where there is none.</param>
    /// <param name="left">The time that the rest will take; null: not known yet.</param>
    void Show(long done, double? loss, TimeSpan? left);

    /// <summary>A line about what has just been finished; it stays. Called like <see cref="Show"/>; not said with --quiet or --json.</summary>
    void Say(string line);
}
