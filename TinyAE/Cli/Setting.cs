using System.CommandLine;
using System.CommandLine.Parsing;

namespace TinyAE.Cli;

/// <summary>What <c>--help</c> shows of an option besides its name and description.</summary>
internal interface ISetting
{
    /// <summary>The heading under which it stands.</summary>
    string Group { get; }

    /// <summary>Its default in words, or null.</summary>
    string? Default { get; }

    /// <summary>The values that it takes where they are names; else empty.</summary>
    IReadOnlyList<string> Allowed { get; }
}

/// <summary>An option whose wrong values give an error in one sentence that says what is allowed.</summary>
internal sealed class Setting<T> : Option<T>, ISetting
{
    private Setting(string name, string group, string valueName, string description, string? @default)
        : base(name)
    {
        Group = group;
        Default = @default;
        HelpName = valueName;
        Description = description;
    }

    /// <inheritdoc/>
    public string Group { get; }

    /// <inheritdoc/>
    public string? Default { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Allowed { get; private init; } = [];

    /// <summary>An option of any form.</summary>
    /// <param name="name">"--iterations".</param>
    /// <param name="group">The heading in the help.</param>
    /// <param name="valueName">What stands for the value in the help: "N".</param>
    /// <param name="description">One sentence.</param>
    /// <param name="default">The default in words, or null.</param>
    /// <param name="parse">The value of a text; throws <see cref="UsageException"/> with what is wrong and what is allowed.</param>
    public static Setting<T> Of(string name, string group, string valueName, string description, string? @default, Func<string, T> parse) =>
        new(name, group, valueName, description, @default) { CustomParser = result => Parse(result, name, parse) };

    /// <summary>An option that takes one of some names.</summary>
    /// <param name="name">"--loss".</param>
    /// <param name="group">The heading in the help.</param>
    /// <param name="kind">What the names name: "loss".</param>
    /// <param name="description">One sentence.</param>
    /// <param name="default">The default in words, or null.</param>
    /// <param name="allowed">The names.</param>
    /// <param name="select">The value of an allowed name.</param>
    public static Setting<T> Choice(
        string name, string group, string kind, string description, string? @default, IReadOnlyList<string> allowed,
        Func<string, T> select) =>
        new(name, group, "NAME", description, @default)
        {
            Allowed = allowed,
            CustomParser = result => Parse(result, name, text =>
                allowed.Contains(text) ? select(text) : throw new UsageException(Suggestion.Unknown(text, kind, allowed))),
        };

    private static T? Parse(ArgumentResult result, string name, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[0].Value);
        }
        catch (UsageException wrong)
        {
            result.AddError($"{name}: {wrong.Message}");
            return default;
        }
    }
}

/// <summary>An option that is there or not.</summary>
internal sealed class Flag : Option<bool>, ISetting
{
    /// <summary>The flag of this name.</summary>
    public Flag(string name, string group, string description)
        : base(name)
    {
        Group = group;
        Description = description;
        Arity = ArgumentArity.Zero;
    }

    /// <inheritdoc/>
    public string Group { get; }

    /// <inheritdoc/>
    public string? Default => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Allowed => [];
}
