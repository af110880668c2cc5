using TinyAE.Numerics;
using TinyAE.Tests.Numerics;
using TinyAE.Tests.Training;

namespace TinyAE.Tests;

/// <summary>
/// <c>dotnet TinyAE.Tests.dll VERB ...</c>: what a test wants in a process of its own, to run it with other instruction sets, or to kill it.
/// </summary>
internal static class Program
{
    /// <summary>What each verb does with the arguments that follow it; the text returned is printed.</summary>
    private static readonly Dictionary<string, Func<string[], string>> Verbs = new()
    {
        ["numerics-digests"] = _ => InstructionSetTests.Digests(),
        ["training-digests"] = _ => ReproducibilityTests.Digests(),
        ["variational-digests"] = VariationalTrainingTests.Digests,
        ["train-on"] = KillTests.TrainOn,
    };

    private static int Main(string[] args)
    {
        if (args.Length == 0 || !Verbs.TryGetValue(args[0], out Func<string[], string>? verb))
        {
            Console.Error.WriteLine($"Allowed: {string.Join(", ", Verbs.Keys)}. The tests themselves run by `dotnet test`.");
            return 2;
        }

        // The first line shows that a setting did what its name says.
        Console.Out.Write($"{Registers.WidestBits}\n{verb(args[1..])}");
        return 0;
    }
}
