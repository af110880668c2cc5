using System.CommandLine;

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

/// <summary>An option with a value. To System.CommandLine each is a text, which is read here: one kind of option is compiled, not
/// five.</summary>
internal sealed class Setting : Option<string>, ISetting
{
    /// <summary>An option.</summary>
    /// <param name="name">"--iterations".</param>
    /// <param name="group">The heading in the help.</param>
    /// <param name="valueName">What stands for the value in the help: "N".</param>
    /// <param name="description">One sentence.</param>
    /// <param name="default">The default in words, or null.</param>
    /// <param name="allowed">The values, where they are names; else null.</param>
    public Setting(
        string name, string group, string valueName, string description, string? @default, IReadOnlyList<string>? allowed = null)
        : base(name)
    {
        Group = group;
        Default = @default;
        Allowed = allowed ?? [];
        HelpName = valueName;
        Description = description;
    }

    /// <inheritdoc/>
    public string Group { get; }

    /// <inheritdoc/>
    public string? Default { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Allowed { get; }

    /// <summary>The text that the command line gives, or null if it does not have the option.</summary>
    public string? Text(ParseResult parsed) => parsed.GetResult(this) is null ? null : parsed.GetValue(this);

    /// <summary>The value that the command line gives, or another one if it does not have the option.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">The value without the option.</param>
    /// <param name="read">The value of a text; its <see cref="UsageException"/> says what is wrong and what is allowed.</param>
    /// <exception cref="UsageException">The text is wrong; the message begins with the option's name.</exception>
    public T Read<T>(ParseResult parsed, T otherwise, Func<string, T> read)
    {
        if (Text(parsed) is not { } text)
        {
            return otherwise;
        }

        try
        {
            return read(text);
        }
        catch (UsageException wrong)
        {
            throw new UsageException($"{Name}: {wrong.Message}");
        }
    }

    /// <summary>The name that the command line gives, one of <see cref="Allowed"/>; null if it does not have the option.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="kind">What the names name: "loss".</param>
    /// <exception cref="UsageException">There is no such name; the message lists the names.</exception>
    public string? Choice(ParseResult parsed, string kind) =>
        Read<string?>(parsed, null, text =>
            Allowed.Contains(text) ? text : throw new UsageException(Suggestion.Unknown(text, kind, Allowed)));
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
