using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Optimizers;
using TinyAE.Study;
using TinyAE.Tests.House;

namespace TinyAE.Tests.Study;

public class SourceFileTests
{
    [Fact]
    public void TheEmbeddedSourcesAreThoseOfTheCheckout()
    {
        string[] rooms = ["Layers", "Losses", "Optimizers", "Models"];
        string[] expected =
        [
            .. Sources.Library.Where(file => rooms.Contains(file.Room))
                .Select(file => Path.GetRelativePath(Sources.Root, file.Path).Replace('\\', '/')).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, SourceFile.Embedded);
        foreach (string path in expected)
        {
            Assert.Equal(File.ReadAllLines(Path.Combine(Sources.Root, path)), SourceFile.Read(path).Lines.SkipLast(1));
        }
    }

    [Fact]
    public void AFileIsFoundByItsType()
    {
        Assert.Equal("TinyAE/Layers/Dense.cs", SourceFile.Of(typeof(Dense<double>)).Path);
        Assert.Equal("TinyAE/Losses/L2.cs", SourceFile.Of(typeof(L2<>)).Path);
        Assert.Equal("TinyAE/Models/Autoencoder.cs", SourceFile.Of(typeof(Autoencoder<>)).Path);
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => SourceFile.Of(typeof(string)));
        Assert.Contains("String.cs", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StatementsHaveTheirLinesAndFormulas()
    {
        SourceFile dense = SourceFile.Of(typeof(Dense<>));
        foreach (SourceStatement statement in dense.Statements("Forward").Concat(dense.Statements("Backward")))
        {
            for (int line = statement.FirstLine; line <= statement.LastLine; line++)
            {
                Assert.StartsWith(statement.Code[line - statement.FirstLine], dense.Lines[line - 1], StringComparison.Ordinal);
            }

            Assert.EndsWith(statement.Formula ?? "", dense.Lines[statement.LastLine - 1], StringComparison.Ordinal);
        }

        SourceStatement[] formulas = [.. dense.Statements("Backward").Where(statement => statement.Formula is not null)];
        Assert.Equal(["dW += xᵀ·dy", "db += Σ_n dy_n", "dx = dy·Wᵀ"], formulas.Select(statement => statement.Formula));
        Assert.Equal(["dW", "db", "dx"], formulas.Select(statement => statement.Quantity));
        Assert.Equal([true, true, false], formulas.Select(statement => statement.Adds));
        Assert.Empty(dense.Statements("Sideways"));
    }

    [Fact]
    public void AnExpressionBodyAndAStatementOfTwoLinesAreOneStatement()
    {
        SourceStatement tanh = Assert.Single(SourceFile.Of(typeof(Tanh<>)).Statements("Forward"));
        Assert.Equal("y = tanh(x)", tanh.Formula);
        SourceStatement cross = SourceFile.Of(typeof(BinaryCrossEntropy<>)).Statements("Evaluate")[1];
        Assert.Equal(cross.FirstLine + 1, cross.LastLine);
        Assert.Equal("dy", cross.Quantity);
        Assert.DoesNotContain("//", string.Concat(cross.Code), StringComparison.Ordinal);
    }

    [Fact]
    public void RemarksAreTakenApart()
    {
        SourceRemarks conv = SourceFile.Of(typeof(Conv2D<>)).Remarks;
        Assert.Equal("Convolution of images: y = x ⋆ W + b, the same filters at every place.", conv.Summary);
        Assert.Equal(
            [
                RemarkKind.Shapes, RemarkKind.Prose, RemarkKind.Formula, RemarkKind.Formula, RemarkKind.Formula, RemarkKind.Formula,
                RemarkKind.Prose, RemarkKind.Keeps, RemarkKind.Source,
            ],
            conv.All.Select(remark => remark.Kind));
        Assert.Equal(["∂L/∂b_f = Σ_nhw dy_nhwf", "db += sums over samples and places"], conv.All[4].Formulas);
        Assert.EndsWith("that of Keras (Window.Of), and so is the layout of W.", conv.All[^1].Text, StringComparison.Ordinal);
        string[] transpose = [.. SourceFile.Of(typeof(Conv2DTranspose<>)).Remarks.Of(RemarkKind.Prose)];
        Assert.Contains(transpose, text => text.EndsWith("<u ⋆ W, v> = <u, transposed(v)>.", StringComparison.Ordinal));
    }

    [Fact]
    public void AFormulaThatRunsOverLinesIsOneAndNothingIsLost()
    {
        SourceRemarks logits = SourceFile.Of(typeof(BinaryCrossEntropyWithLogits<>)).Remarks;
        Remark first = logits.All.First(remark => remark.Kind == RemarkKind.Formula);
        Assert.Contains("and the factor f of LossScale: 1/(N·D) by default, as in Keras", first.Text, StringComparison.Ordinal);
        Assert.EndsWith("with 1/N it is the negative log-likelihood in nats a sample.", first.Text, StringComparison.Ordinal);
        Assert.Equal(4, SourceFile.Of(typeof(Adam<>)).Remarks.All.Count(remark => remark.Kind == RemarkKind.Formula));
        Assert.Equal(4, SourceFile.Of(typeof(AdaptiveStep<>)).Remarks.All.Count(remark => remark.Kind == RemarkKind.Formula));
    }
}
