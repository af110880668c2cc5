using System.CommandLine;
using System.CommandLine.Parsing;

namespace TinyAE.Cli;

/// <summary>What is wrong with a command line, in one sentence that names what is allowed.</summary>
internal static class ParseErrors
{
    /// <summary>The first thing that is wrong, or null.</summary>
    public static string? First(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0 && parsed.UnmatchedTokens.Count == 0)
        {
            return null;
        }

        Command command = parsed.CommandResult.Command;
        Option[] options = [.. Options(parsed.CommandResult)];
        if (WithoutValue(parsed, options) is { } empty)
        {
            return empty;
        }

        if (parsed.UnmatchedTokens.Count > 0)
        {
            string token = parsed.UnmatchedTokens[0];
            return token.StartsWith('-') && token.Length > 1 ? UnknownOption(token, options, command) : UnknownWord(token, command);
        }

        if (command.Arguments.FirstOrDefault(argument => IsMissing(parsed, argument)) is { } missing)
        {
            return $"{Help.Path(command)} needs {missing.HelpName}: {missing.Description}";
        }

        // A wrong value before what follows from it.
        return (parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult or ArgumentResult) ?? parsed.Errors[0]).Message;
    }

    /// <summary>An option without its value; System.CommandLine's words for it do not say what the value is.</summary>
    private static string? WithoutValue(ParseResult parsed, Option[] options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result && result.Tokens.Count < option.Arity.MinimumNumberOfValues)
            {
                string names = string.Join(", ", (option as ISetting)?.Allowed ?? []);
                string allowed = names.Length > 0 ? $"; allowed: {names}" : "";
                return $"{option.Name} needs a value ({option.Name} {option.HelpName ?? "VALUE"}){allowed}.";
            }
        }

        return null;
    }

    private static bool IsMissing(ParseResult parsed, Argument argument) =>
        argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 };

    private static string UnknownOption(string token, Option[] options, Command command)
    {
        string name = token.Split('=', ':')[0];
        string near = Suggestion.Nearest(name, options.Select(option => option.Name)) is { } nearest ? $" Did you mean {nearest}?" : "";
        return $"'{name}' is not an option of {Help.Path(command)}.{near} Its options are in {Help.Path(command)} --help.";
    }

    private static string UnknownWord(string token, Command command) =>
        command.Subcommands.Count > 0
            ? Suggestion.Unknown(token, !command.Parents.Any() || command.Name == "data" ? "command" : "recipe", command.Subcommands.Select(inner => inner.Name))
            : $"'{token}' is one word too many for {Help.Path(command)}; what it takes is in {Help.Path(command)} --help.";

    private static IEnumerable<Option> Options(CommandResult result)
    {
        foreach (Option option in result.Command.Options)
        {
            yield return option;
        }

        for (CommandResult? parent = result.Parent as CommandResult; parent is not null; parent = parent.Parent as CommandResult)
        {
            foreach (Option option in parent.Command.Options.Where(option => option.Recursive))
            {
                yield return option;
            }
        }
    }
}
