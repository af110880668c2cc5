using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Puts an example together: numbers of the code, arithmetic beside them, formulas from the file.</summary>
/// <param name="file">The file whose formulas the steps show.</param>
internal sealed class ExampleBuilder(SourceFile file)
{
    private readonly Dictionary<string, ExampleArray> _arrays = [];
    private readonly List<ExampleArray> _given = [];
    private readonly List<ExampleStep> _steps = [];
    private readonly HashSet<string> _shown = [];

    /// <summary>The key of every example: what is drawn is drawn from it.</summary>
    public static RandomKey Key { get; } = new(1, RandomPurpose.Layer, 0);

    /// <summary>An array that was given or computed.</summary>
    public ExampleArray this[string name] => _arrays[name];

    /// <summary>Runs a layer forward and backward, in training.</summary>
    /// <param name="file">The layer's file.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">Samples in x.</param>
    /// <param name="x">The input.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="parameters">The values of each parameter.</param>
    public static ExampleBuilder Of(SourceFile file, ILayer<double> layer, int batch, double[] x, double[] dy, params double[][] parameters)
    {
        ExampleBuilder builder = new(file);
        Recording recording = new();
        Pass pass = new(batch, Training: true, Key, Workers.One, recording);
        ParameterSlot[] slots = new ParameterSlot[parameters.Length];
        for (int i = 0, offset = 0; i < slots.Length; offset += parameters[i++].Length)
        {
            slots[i] = new ParameterSlot(offset, parameters[i].Length);
        }

        double[] theta = [.. parameters.SelectMany(values => values)], dtheta = new double[theta.Length];
        double[] y = new double[batch * layer.Output.Size], dx = new double[x.Length], cache = new double[layer.CacheSize(batch)];
        builder.Given("x", [batch, .. layer.Input.ToArray()], x);
        for (int i = 0; i < slots.Length; i++)
        {
            builder.Given(layer.Parameters[i].Name, layer.Parameters[i].Shape.ToArray(), parameters[i]);
        }

        builder.Given("dy", [batch, .. layer.Output.ToArray()], dy);
        layer.Forward(new(theta, slots), x, y, cache, pass);
        layer.Backward(new(theta, slots), x, y, cache, dy, dx, new(dtheta, slots), pass);
        builder.Computed("y", [batch, .. layer.Output.ToArray()], y);
        for (int i = 0; i < slots.Length; i++)
        {
            builder.Computed(
                "d" + layer.Parameters[i].Name, layer.Parameters[i].Shape.ToArray(), dtheta.AsSpan(slots[i].Offset, slots[i].Length));
        }

        builder.Computed("dx", [batch, .. layer.Input.ToArray()], dx);
        foreach (string name in recording.Names)
        {
            builder.Computed(name, [batch, .. recording.ShapeOf(name).ToArray()], recording[name]);
        }

        return builder;
    }

    /// <summary>An array that the example begins with.</summary>
    public ExampleArray Given(string name, IEnumerable<int> dimensions, ReadOnlySpan<double> values)
    {
        ExampleArray array = Computed(name, dimensions, values);
        _given.Add(array);
        return array;
    }

    /// <summary>An array that the code computed; a step shows it.</summary>
    public ExampleArray Computed(string name, IEnumerable<int> dimensions, ReadOnlySpan<double> values) =>
        _arrays[name] = ExampleArray.Of(name, dimensions, values);

    /// <summary>Shows an array of no dimension.</summary>
    public ExampleBuilder Step(string name, Func<Written> arithmetic) => Step(name, (_, _) => arithmetic());

    /// <summary>Shows an array of one dimension.</summary>
    public ExampleBuilder Step(string name, Func<int, Written> arithmetic) => Step(name, (i, _) => arithmetic(i));

    /// <summary>Shows an array that the code computed, with the arithmetic of each element.</summary>
    public ExampleBuilder Step(string name, Func<int, int, Written> arithmetic)
    {
        ExampleArray result = this[name];
        int columns = result.Dimensions.Count == 2 ? result.Dimensions[1] : 1;
        List<ExampleLine> lines = [];
        for (int element = 0; element < result.Values.Count; element++)
        {
            Written written = arithmetic(element / columns, element % columns);
            lines.Add(new ExampleLine(result.Label(element), written.Text, written.Value, result.Values[element]));
        }

        _steps.Add(new ExampleStep(FormulaOf(name), result, lines));
        return this;
    }

    /// <summary>Shows a number that follows from others and that the code does not hand out.</summary>
    public Written Aside(string name, Written arithmetic)
    {
        ExampleArray result = Computed(name, [], [arithmetic.Value]);
        _steps.Add(new ExampleStep(FormulaOf(name), result, [new ExampleLine(name, arithmetic.Text, arithmetic.Value, null)]));
        return arithmetic.Value;
    }

    /// <summary>The example.</summary>
    public WorkedExample Build(string words) => new(words, _given, _steps);

    /// <summary>The formula of a quantity: from the remarks ("∂L/∂W_ij = ..." for dW), else that of a statement; each is shown
    /// once.</summary>
    private string? FormulaOf(string name)
    {
        string quantity = name.Split('_')[0];
        IEnumerable<string> formulas = file.Remarks.All.SelectMany(remark => remark.Formulas);
        string? formula = formulas.FirstOrDefault(formula => Names(formula, quantity))
            ?? file.Methods.SelectMany(file.Statements).FirstOrDefault(statement => statement.Quantity == quantity)?.Formula;

        // The sentences behind it stand where the page defines it.
        formula = formula?.Split(". ")[0].Split(": ")[0];
        return formula is not null && _shown.Add(formula) ? formula : null;
    }

    private static bool Names(string formula, string quantity)
    {
        string left = formula.Split(" = ")[0].Split('_')[0].Trim();
        return left == quantity || (quantity[0] == 'd' && left == $"∂L/∂{quantity[1..]}");
    }
}
