using TinyAE.Reports;
using static TinyAE.Reports.Figures;

namespace TinyAE.Recipes;

/// <summary>The page that shows an evaluation and says of each number what it is.</summary>
internal static class ImageEvaluationReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="evaluation">What was found.</param>
    /// <param name="command">The command that finds it again.</param>
    public static MarkdownDocument Of(ImageEvaluation evaluation, string command)
    {
        ImageModel model = evaluation.Model;
        MarkdownDocument page = new();
        page.Heading($"How good is this {model.Recipe}?", 1);
        page.Paragraph(MarkdownDocument.Escape(Introduction(evaluation)));
        if (evaluation.Note is { } note)
        {
            page.Paragraph(MarkdownDocument.Escape(note));
        }

        foreach (EvaluationSection section in ImageEvaluationWords.Sections(evaluation))
        {
            page.Heading(section.Title);
            page.Paragraph(MarkdownDocument.Escape(section.Note));
            page.Table(section.Table());
            page.Bullets(section.Figures.Select(figure =>
                $"**{MarkdownDocument.Escape(figure.Name)}**{(figure.Unit.Length > 0 ? $" ({figure.Unit})" : "")}: "
                + $"{MarkdownDocument.Escape(figure.Meaning)}."));
        }

        if (evaluation.Gap is not null)
        {
            page.Heading("Factor by factor").Paragraph(ImageEvaluationWords.FactorMeaning);
            page.Table(ImageEvaluationWords.Factors(evaluation));
            page.Heading("Latent by factor");
            page.Paragraph("The mutual information of each latent and each factor, in nats. A disentangled code has one large number in "
                + "each "
                + "column, and no two of them in one row.");
            page.Table(ImageEvaluationWords.Information(evaluation));
        }

        if (evaluation.KlByLatent.Count > 0)
        {
            page.Heading(ImageEvaluationWords.LatentTitle(evaluation)).Paragraph(ImageEvaluationWords.LatentMeaning);
            page.Table(ImageEvaluationWords.Latents(evaluation));
        }

        if (evaluation.NoLikelihood is { } reason)
        {
            page.Heading("No likelihood").Paragraph(MarkdownDocument.Escape(reason));
        }

        page.Heading("Again").Paragraph("This command gives the same numbers to the last bit, on any machine and with any number of "
            + "threads:");
        return page.Code(command, "sh");
    }

    /// <summary>Model and data in a sentence or two.</summary>
    public static string Introduction(ImageEvaluation evaluation)
    {
        ImageModel model = evaluation.Model;
        string kind = model.Variational is null ? "an autoencoder" : "a variational autoencoder";
        return $"{model.Recipe}: {kind} of images {model.Image} with a code of {Count(model.CodeSize, "number")} and "
            + $"{Count(model.Model.Layout.TrainableCount, "parameter")}. {evaluation.Data} has "
            + $"{Count(evaluation.TrainingCount, "image")} to train "
            + $"on and {Count(evaluation.HeldOutCount)} held out. Draws come from seed {evaluation.Seed}.";
    }
}
