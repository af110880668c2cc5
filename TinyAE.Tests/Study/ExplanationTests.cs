using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

public class ExplanationTests
{
    private static readonly Explanation[] _all = [.. Explainable.All.Select(subject => subject.Explain())];

    public static TheoryData<string> Names() => [.. Explainable.All.Select(subject => subject.Name)];

    [Fact]
    public void EveryPublicLayerLossPenaltyAndOptimizerIsExplained()
    {
        string[] interfaces = ["ILayer`1", "ILoss`1", "IPenalty`1", "ILatentDivergence`1", "IOptimizer`1"];
        string[] expected =
        [
            .. typeof(Shape).Assembly.GetExportedTypes()
                .Where(type => type.Namespace is "TinyAE.Layers" or "TinyAE.Losses" or "TinyAE.Optimizers" && !type.IsInterface)
                .Where(type => type.GetInterfaces().Any(known => interfaces.Contains(known.Name)) || type.Name == "Sampling`1")
                .Select(type => type.Name.Split('`')[0]).Order(),
        ];
        string[] found =
        [
            .. Explainable.All.Where(subject => subject.Kind != ExplanationKind.Model).Select(subject => subject.Title).Order(),
        ];
        Assert.Equal(expected, found);
        Assert.Equal(Explainable.All.Count, Explainable.All.Select(subject => subject.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThePageHasAllItsParts(string name)
    {
        Explanation page = _all.Single(explanation => explanation.Subject.Name == name);
        Assert.NotEmpty(page.File.Remarks.Summary);
        Assert.NotEmpty(page.File.Remarks.Of(RemarkKind.Shapes));
        Assert.NotEmpty(page.File.Remarks.Of(RemarkKind.Source));
        Assert.Contains(page.Definition, remark => remark.Kind == RemarkKind.Formula);
        Assert.Equal(page.Subject.Kind != ExplanationKind.Optimizer, page.Derivatives.Count > 0);
        Assert.Contains(page.File.Methods.SelectMany(page.File.Statements), statement => statement.Formula is not null);
        Assert.NotEmpty(page.Example.Given);
        Assert.NotEmpty(page.Example.Steps);
        Assert.All(page.Example.Steps.SelectMany(step => step.Lines), line => Assert.True(line.Agrees, $"{line}: {line.ByHand:r}"));
        Assert.True(page.Check?.Passed ?? page.Subject.Kind == ExplanationKind.Optimizer, page.Check?.ToString());
    }

    [Fact]
    public void NothingOfTheRemarksIsLeftOut()
    {
        foreach (Explanation page in _all)
        {
            IEnumerable<Remark> shown = page.Definition.Concat(page.Derivatives).Concat(page.Notes);
            Assert.Equal(page.File.Remarks.All.Where(remark => remark.Kind is not (RemarkKind.Shapes or RemarkKind.Source)), shown);
        }
    }
}
