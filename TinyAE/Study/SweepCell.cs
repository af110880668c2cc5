namespace TinyAE.Study;

/// <summary>One independent computation of a sweep, named by its settings.</summary>
/// <remarks><c>new SweepCell(50, ("optimizer", "adam"), ("seed", "3"))</c> has the key "optimizer=adam seed=3".</remarks>
public sealed class SweepCell
{
    private readonly OrderedDictionary<string, string> _settings = [];

    /// <summary>A cell.</summary>
    /// <param name="cost">
    /// Its work beside that of the other cells, in any unit: orders and shares out the cells and tells the time left. Above 0.
    /// </param>
    /// <param name="settings">What its result depends on besides the sweep's own settings; at least one, of different names.</param>
    /// <exception cref="ArgumentException">
    /// The cost is no finite number above 0; there is no setting, one twice, or one whose name or value is empty or has white space or a =.
    /// </exception>
    public SweepCell(double cost, params IEnumerable<(string Name, string Value)> settings)
    {
        if (!(double.IsFinite(cost) && cost > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(cost), cost, "The cost of a cell is a finite number above 0.");
        }

        Cost = cost;
        foreach ((string name, string value) in settings)
        {
            if (!IsWord(name) || !IsWord(value) || !_settings.TryAdd(name, value))
            {
                throw new ArgumentException(
                    $"A cell's settings have different names, and names and values without white space or =; found '{name}' = '{value}'.",
                    nameof(settings));
            }
        }

        Key = _settings.Count > 0
            ? string.Join(' ', _settings.Select(setting => $"{setting.Key}={setting.Value}"))
            : throw new ArgumentException("A cell has at least one setting; found none.", nameof(settings));
    }

    /// <summary>All settings in one line: the cell's name, for people and in files.</summary>
    public string Key { get; }

    /// <summary>The settings in their order.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>The work beside that of other cells.</summary>
    public double Cost { get; }

    /// <summary>The value of a setting.</summary>
    /// <exception cref="KeyNotFoundException">There is no such setting.</exception>
    public string this[string name] => _settings[name];

    /// <inheritdoc/>
    public override string ToString() => Key;

    private static bool IsWord(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '=');
}
