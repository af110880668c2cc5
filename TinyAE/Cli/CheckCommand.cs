using System.CommandLine;
using System.Diagnostics;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Cli;

/// <summary><c>check</c>: compares hand-written gradients with numeric ones.</summary>
internal static class CheckCommand
{
    private static readonly string[] Groups = ["all", "layers", "losses", "divergences", "penalties", "recipes"];

    public static Command Create(Session session)
    {
        DocumentedCommand command = new(
            "check", "compares each hand-written gradient with a numeric one, in double, on the code that trains.")
        {
            Examples =
            [
                ("check dense", "one layer: its weights, its biases and its input"),
                ("check tanh mse l2", "an activation, a loss and a penalty"),
                ("check font", "the whole objective of a recipe, by every parameter tensor"),
                ("check conv2d-transpose --input 5x7x3 --stride 2", "a layer in sizes of your own"),
                ("check all", "everything; the exit code is 1 if anything is wrong"),
            ],
            Notes =
            [
                "A gradient a is right if ||a - n|| / (||a|| + ||n||) is at most 1e-7, n being the gradient by central differences. "
                + "Elements at a kink (ReLU at 0) are left out and counted.",
            ],
        };
        Argument<string[]> names = new("names")
        {
            HelpName = "NAME...",
            Arity = ArgumentArity.OneOrMore,
            Description =
                $"Layers, losses, divergences, penalties or recipes, as tinyae list names them; or one of {string.Join(", ", Groups)}.",
        };
        command.Arguments.Add(names);
        LayerOptions sizes = new();
        command.Add(sizes.All);
        command.SetAction(parsed =>
        {
            CheckTarget[] targets =
            [
                .. Named(parsed.GetValue(names)!).Distinct().Select(target => target.Of(sizes.Read(parsed), sizes.Given(parsed))),
            ];
            return Run(session, targets, session.Seed ?? 1);
        });
        return command;
    }

    // "recipe conv-vae" is conv-vae, and says that it has to be a recipe.
    private static IEnumerable<CheckTarget> Named(string[] names)
    {
        string? kind = null;
        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            bool isKind = CheckTargets.All.Any(target => target.Kind == name) && CheckTargets.All.All(target => target.Name != name);
            if (isKind && i + 1 == names.Length)
            {
                throw new UsageException($"'{name}' is followed by a name, as in check {name} {Example(name)}.");
            }

            if (isKind)
            {
                kind = name;
                continue;
            }

            CheckTarget[] chosen = Select(name);
            if (kind is not null && chosen.FirstOrDefault(target => target.Kind != kind) is { } other)
            {
                throw new UsageException(
                    chosen.Length > 1
                        ? $"'{name}' is no {kind}: leave '{kind}' out."
                        : $"'{name}' is a {other.Kind}, not a {kind}.");
            }

            foreach (CheckTarget target in chosen)
            {
                yield return target;
            }
        }

        static string Example(string kind) => CheckTargets.All.First(target => target.Kind == kind).Name;
    }

    private static CheckTarget[] Select(string name)
    {
        CheckTarget[] chosen = [.. CheckTargets.All.Where(target => name == target.Name || name == "all" || name == PluralOf(target.Kind))];
        return chosen.Length > 0 ? chosen
            : throw new UsageException(
                Suggestion.Unknown(
                    name, "layer, loss, divergence, penalty or recipe", [.. CheckTargets.All.Select(target => target.Name), .. Groups]));
    }

    /// <summary>Checks the targets; 1 if anything is wrong.</summary>
    internal static int Run(Session session, IReadOnlyList<CheckTarget> targets, ulong seed)
    {
        Output output = session.Output;
        long began = Stopwatch.GetTimestamp();
        TextTable table = new("checked", "term", "tensor", "shape", "elements>", "kinks>", "error>", "verdict");
        List<string> complaints = [];
        int tensors = 0, wrong = 0;
        foreach (CheckTarget target in targets)
        {
            foreach (GradientReport report in target.Check(seed))
            {
                foreach (TensorVerdict tensor in report.Tensors)
                {
                    tensors++;
                    wrong += tensor.Passed ? 0 : 1;
                    table.Add(Row(target, tensor));
                    output.Event("tensor", Line(target, tensor));
                }

                complaints.AddRange(report.Complaints.Select(complaint => $"{target.Name}: {complaint}"));
            }
        }

        output.Result(table);
        complaints.ForEach(output.Result);
        bool passed = wrong == 0 && complaints.Count == 0;
        string time = Figures.Duration(Stopwatch.GetElapsedTime(began));
        output.Result(passed
            ? $"All {Figures.Count(tensors, "gradient")} are right ({time})."
            : $"{Figures.Count(wrong)} of {Figures.Count(tensors, "gradient")} not right, "
              + $"{Figures.Count(complaints.Count, "other complaint")} ({time}).");
        output.Event("result", new Fields
        {
            ["status"] = passed ? "passed" : "failed",
            ["gradients"] = tensors,
            ["wrong"] = wrong,
            ["complaints"] = complaints,
        });
        return passed ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static string[] Row(CheckTarget target, TensorVerdict tensor) =>
    [
        target.Name,
        tensor.Term,
        tensor.Name,
        tensor.Shape.ToString(),
        tensor.Indices.Count == tensor.Elements ? $"{tensor.Elements}" : $"{tensor.Indices.Count} of {tensor.Elements}",
        tensor.Kinks == 0 ? "" : $"{tensor.Kinks}",
        tensor.Worst < 0 ? "" : tensor.RelativeError.ToString("0.0e+00"),
        Words(tensor),
    ];

    private static string Words(TensorVerdict tensor)
    {
        string verdict = tensor.Verdict switch
        {
            Verdict.Wrong => "WRONG",
            Verdict.NotDeterministic => "NOT DETERMINISTIC",
            _ => tensor.Verdict.ToString().ToLowerInvariant(),
        };
        string worst = tensor.Verdict == Verdict.Wrong && tensor.Worst >= 0
            ? $" at [{tensor.Indices[tensor.Worst]}]: {Figures.Number(tensor.Analytic[tensor.Worst])}, "
              + $"numeric {Figures.Number(tensor.Numeric[tensor.Worst])}"
            : "";
        string?[] words = [verdict + worst, tensor.Remark, tensor.Diagnosis?.ToString(), Inherited(tensor)];
        return string.Join("; ", words.Where(part => part is not null));
    }

    private static string? Inherited(TensorVerdict tensor) => tensor.InheritedFrom is null ? null : $"inherited from {tensor.InheritedFrom}";

    private static Fields Line(CheckTarget target, TensorVerdict tensor) => new()
    {
        ["kind"] = target.Kind,
        ["checked"] = target.Name,
        ["term"] = tensor.Term,
        ["tensor"] = tensor.Name,
        ["shape"] = tensor.Shape.ToArray(),
        ["elements"] = tensor.Elements,
        ["compared"] = tensor.Indices.Count,
        ["kinks"] = tensor.Kinks,
        ["relative_error"] = tensor.RelativeError,
        ["verdict"] = tensor.Verdict.ToString(),
        ["passed"] = tensor.Passed,
        ["remark"] = tensor.Remark,
        ["diagnosis"] = tensor.Diagnosis?.ToString(),
        ["mistake"] = tensor.Diagnosis?.Mistake.ToString(),
        ["inherited_from"] = tensor.InheritedFrom,
        ["cosine"] = tensor.Diagnosis?.Cosine,
        ["ratio"] = tensor.Diagnosis?.Ratio,
    };

    private static string PluralOf(string kind) => kind switch
    {
        "loss" => "losses",
        "penalty" => "penalties",
        _ => $"{kind}s",
    };
}
