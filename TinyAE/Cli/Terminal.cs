namespace TinyAE.Cli;

/// <summary>What is known of the terminal that stdout goes to.</summary>
/// <param name="Width">Its columns.</param>
/// <param name="Colors">False if the variable NO_COLOR asks for none (no-color.org).</param>
internal sealed record Terminal(int Width, bool Colors)
{
    /// <summary>The terminal behind the process' stdout, or null if that is a file, a pipe or a terminal that understands no control
    /// characters.</summary>
    public static Terminal? OfProcess()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is "dumb")
        {
            return null;
        }

        int width;
        try
        {
            width = Console.WindowWidth;
        }
        catch (IOException)
        {
            width = 0;
        }

        return new Terminal(width > 0 ? width : 80, string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }
}
