using System.CommandLine;
using TinyAE.Datasets;
using TinyAE.Metrics;
using TinyAE.Numerics;
using TinyAE.Recipes;
using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Cli;

/// <summary><c>evaluate</c>: how good a trained autoencoder of images is, on images that it has not seen.</summary>
internal static class EvaluateCommand
{
    private const string What = "What to measure";
    private const string On = "Data";
    private const int MostRows = 20;

    public static Command Create(Session session)
    {
        DocumentedCommand command = new("evaluate", "measures a trained autoencoder of images on images that it has not seen.")
        {
            Examples =
            [
                ("evaluate out/shapes-vae", "losses, reconstructions, likelihood, latents, codes against pixels"),
                ("evaluate out/shapes-vae --out shapes.md", "the same, and a page that explains each number"),
                ("evaluate out/conv-vae/model.safetensors --count 10000 --draws 1000", "a closer estimate of the likelihood, which "
                    + "takes longer"),
                ("evaluate out/vae --data mnist", "on images of other data; they must have the size of the model's"),
                ("evaluate out/beta-vae --disentanglement", "does each latent tell one factor? After train beta-vae --data dsprites"),
                ("evaluate out/conv-autoencoder --json", "one line for a script"),
            ],
            Notes =
            [
                "Without --data it is the data that the model was trained on, split as it was then; the same held-out images, which "
                    + "training "
                + "has never seen. --seed, else the seed of the training, decides which of them are taken and the codes that are drawn; "
                + "the data stay as they were.",
                "A plain autoencoder has no likelihood and no latents to count; data without classes no separability.",
            ],
        };
        Argument<string> path = new("run")
        {
            HelpName = "RUN|MODEL",
            Description = "The folder of a run, such as out/shapes-vae, or a model.safetensors or checkpoint.safetensors.",
        };
        command.Arguments.Add(path);
        ImageEvaluationOptions standard = new();
        Setting data = new("--data", On, "NAME|PATH",
            $"{string.Join(", ", DataSource.Named.Select(named => named.Name))}; or a path, as for train.", "the model's own");
        Setting side = new("--side", On, "PIXELS", "Bring images to this side, by the mean over each area.", "as for the training");
        Flag invert = new("--invert", On, "White for black; the model's own data are inverted as they were for its training.");
        Setting count = new("--count", What, "N", "Images for each measure, at most.",
            $"losses {Count(ImageEvaluationOptions.LossCount)}, likelihood {Count(ImageEvaluationOptions.LikelihoodCount)}, classes "
            + $"{Count(ImageEvaluationOptions.ClassifiedCount)}, disentanglement {Count(ImageEvaluationOptions.FactoredCount)}");
        Setting draws = new(
            "--draws", What, "L", "Codes drawn for each image to estimate its likelihood; 0: no likelihood.", $"{standard.Draws}");
        Setting neighbours = new("--neighbours", What, "K", "Nearest neighbours that vote for a class.", $"{standard.Neighbours}");
        Flag disentanglement = new("--disentanglement", What, "Also Higgins' metric and MIG; for data with known factors, such as "
            + "dsprites.");
        Setting page = new("--out", What, "FILE.md", "Write a page that explains each number.", null);
        command.Add(data, side, invert, count, draws, neighbours, disentanglement, page);
        command.SetAction(parsed => Run(session, parsed.GetRequiredValue(path), page.Text(parsed), new ImageEvaluationOptions
        {
            Data = data.Text(parsed),
            Side = Whole(parsed, side, 1, DataOptions.MostSide),
            Invert = parsed.GetValue(invert),
            Count = Whole(parsed, count, 1, 10_000_000),
            Draws = Whole(parsed, draws, 0, ImageEvaluationOptions.MostDraws) ?? standard.Draws,
            Neighbours = Whole(parsed, neighbours, 1, ImageEvaluationOptions.FittedCount) ?? standard.Neighbours,
            Disentanglement = parsed.GetValue(disentanglement),
            Seed = session.Seed,
        }));
        return command;
    }

    private static int Run(Session session, string path, string? page, ImageEvaluationOptions options)
    {
        Output output = session.Output;
        string file = FileOf(path);
        if (page is not null && Directory.Exists(page))
        {
            throw new UsageException(
                $"--out: {page} is a folder; the page needs a file name, such as {Path.Combine(page, "evaluation.md")}.");
        }

        session.HeedSignals();
        using Workers workers = new(session.Threads ?? Environment.ProcessorCount);
        ImageModel model = ImageModel.Load(file, workers);
        ImageEvaluation evaluation;
        EvaluationView view = new(output, file);
        try
        {
            evaluation = ImageEvaluation.Of(model, options, view.Show, session.Stop);
        }
        catch (OperationCanceledException)
        {
            output.Result("Interrupted; nothing has been written.");
            output.Event("result", new Fields { ["status"] = "interrupted" });
            return ExitCode.Interrupted;
        }
        finally
        {
            view.Dispose();
        }

        Print(output, evaluation);
        if (page is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(page))!);
            string again = string.Join(' ', session.Args.Where(arg => arg is not ("--quiet" or "--json"))
                .Prepend("tinyae").Select(ShellQuote.Of));
            ImageEvaluationReport.Of(evaluation, again).Save(page);
            output.Result($"The page that explains each number: {page}");
        }
        else
        {
            output.Say("--out FILE.md writes a page that says of each number what it is.");
        }

        Fields result = Result(evaluation, file);
        result["page"] = page is null ? null : Path.GetFullPath(page);
        output.Event("result", result);
        return ExitCode.Done;
    }

    /// <summary>The model of a run, of one that was interrupted its checkpoint; or the file itself.</summary>
    private static string FileOf(string path)
    {
        if (File.Exists(path))
        {
            return path;
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException(
                $"There is no file or folder '{path}'. Allowed: the folder of a run, as train shapes-vae leaves out/shapes-vae, or a "
                    + "model file.");
        }

        return ((string[])[RunFolder.Model, RunFolder.Checkpoint]).Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new UsageException($"{path} is not the folder of a run: it has neither {RunFolder.Model} nor {RunFolder.Checkpoint}.");
    }

    private static void Print(Output output, ImageEvaluation evaluation)
    {
        output.Say();
        output.Say(ImageEvaluationReport.Introduction(evaluation));
        if (evaluation.Note is { } note)
        {
            output.Say($"Note: {note}");
        }

        foreach (EvaluationSection section in ImageEvaluationWords.Sections(evaluation))
        {
            Print(output, section.Title, section.Table(), section.Note);
        }

        if (evaluation.Gap is not null)
        {
            Print(output, "Factor by factor", ImageEvaluationWords.Factors(evaluation), ImageEvaluationWords.FactorMeaning);
            Print(output, "Mutual information of each latent and each factor, in nats",
                ImageEvaluationWords.Information(evaluation, MostRows),
                "A disentangled code has one large number in each column, and no two of them in one row.");
        }

        if (evaluation.KlByLatent.Count > 0)
        {
            Print(output, ImageEvaluationWords.LatentTitle(evaluation), ImageEvaluationWords.Latents(evaluation, MostRows),
                (evaluation.KlByLatent.Count > MostRows ? $"These are the first {MostRows}. " : "") + ImageEvaluationWords.LatentMeaning);
        }

        if (evaluation.NoLikelihood is { } reason)
        {
            output.Say();
            output.Say($"No likelihood: {reason}");
        }

        output.Say();
    }

    private static void Print(Output output, string title, TextTable table, string note)
    {
        output.Result("");
        output.Result(title);
        output.Result(table);
        output.Say(note);
    }

    /// <summary>Everything that a script may need.</summary>
    private static Fields Result(ImageEvaluation evaluation, string file)
    {
        Fields result = new()
        {
            ["status"] = "done",
            ["model"] = Path.GetFullPath(file),
            ["recipe"] = evaluation.Model.Recipe,
            ["data"] = evaluation.Data,
            ["note"] = evaluation.Note,
            ["image"] = evaluation.Model.Image.ToArray(),
            ["code"] = evaluation.Model.CodeSize,
            ["seed"] = evaluation.Seed,
            ["training"] = evaluation.TrainingCount,
            ["held_out"] = evaluation.HeldOutCount,
            ["loss_images"] = evaluation.LossCount,
        };
        foreach (EvaluationFigure figure in ImageEvaluationWords.Sections(evaluation).SelectMany(section => section.Figures))
        {
            result[figure.Key] = figure.Value;
            if (figure.Error is { } error)
            {
                result[$"{figure.Key}_error"] = error;
            }

            if (figure.Baseline is { } baseline)
            {
                result[$"{figure.Key}_baseline"] = baseline;
            }
        }

        if (evaluation.Evidence is { } evidence)
        {
            result["likelihood_images"] = evidence.Count;
            result["draws"] = evidence.Draws;
        }

        if (evaluation.KlByLatent.Count > 0)
        {
            result["kl_by_latent"] = evaluation.KlByLatent;
            result["used_latents"] = evaluation.UsedLatents;
        }

        if (evaluation.Classes is { } classes)
        {
            result["classifier_images"] = (int[])[classes.TrainingCount, classes.HeldOutCount];
            result["neighbours"] = classes.Neighbours;
        }

        if (evaluation.Gap is { } gap)
        {
            result["factor_images"] = gap.Count;
            result["factors"] = gap.Factors.Zip(evaluation.Disentanglement!.FactorScores, Of).ToArray();
        }

        return result;

        static Fields Of(FactorInformation factor, double told) => new()
        {
            ["name"] = factor.Name,
            ["entropy"] = factor.Entropy,
            ["latent"] = factor.Latent + 1,
            ["gap"] = factor.Gap,
            ["told_when_fixed"] = told,
            ["information"] = factor.Information,
        };
    }

    private static int? Whole(ParseResult parsed, Setting option, int least, int most) =>
        option.Read<int?>(parsed, null, text => (int)Numbers.Whole(text, least, most));

    /// <summary>A line for each part, and a view of its own for one that has many steps; the others are soon over.</summary>
    private sealed class EvaluationView(Output output, string file) : IDisposable
    {
        private IProgressView? _view;
        private bool _hasBegun;

        public void Show(EvaluationProgress progress)
        {
            if (progress.Part == ImageEvaluation.DataPart)
            {
                return; // data that are missing or do not fit are refused with nothing said
            }

            if (progress.Done == 0)
            {
                Dispose();
                if (!_hasBegun)
                {
                    output.Say($"Evaluating {file}:");
                    _hasBegun = true;
                }

                output.Say($"  {progress.Part} ...");
                _view = progress.Total > 10 ? output.Progress(progress.Total) : null;
            }
            else
            {
                _view?.Show(progress.Done, null, progress.Left);
            }
        }

        public void Dispose()
        {
            _view?.Dispose();
            _view = null;
        }
    }
}
