using TinyAE.Numerics;
using TinyAE.Tests.House;

namespace TinyAE.Tests.Layers;

/// <summary>A student must find the whole derivative in the one file: the mathematics stands there, line by line.</summary>
public class MathematicsCommentsTests
{
    private static readonly Type[] _types = typeof(Shape).Assembly.GetExportedTypes();

    // A static class is an abstract and sealed one.
    private static readonly string[] _numerics =
        [.. _types.Where(type => type.Namespace == "TinyAE.Numerics" && type.IsAbstract && type.IsSealed).Select(type => type.Name)];

    /// <summary>The files that define a layer, a loss, a penalty or an optimizer.</summary>
    private static readonly string[] _sources =
    [
        .. Sources.Library.Where(file => file.Room is "Layers" or "Losses" or "Optimizers").Select(file => File.ReadAllText(file.Path))
            .Where(source => Mathematics.Subject(source) is not null),
    ];

    [Fact]
    public void EveryLayerLossPenaltyAndOptimizerIsFoundInAFile()
    {
        string[] found = [.. _sources.Select(source => Mathematics.Subject(source)!.Value.Name).Order()];
        string[] expected =
        [
            .. _types.Where(type => type.Namespace is "TinyAE.Layers" or "TinyAE.Losses" or "TinyAE.Optimizers" && !type.IsInterface)
                .Where(type => type.Name == "Sampling`1" || type.GetInterfaces().Any(known =>
                    known.Name is "ILayer`1" or "ILoss`1" or "ILatentDivergence`1" or "IPenalty`1" or "IOptimizer`1"))
                .Select(type => type.Name.Split('`')[0]).Order(),
        ];
        Assert.Equal(expected, found);
        Assert.Contains("Dense", found);
        Assert.Contains("MatrixProduct", _numerics);
    }

    [Fact]
    public void EveryFileFollowsTheGrammar() =>
        Assert.Empty(_sources.SelectMany(source => Mathematics.Complaints(source, _numerics)));

    [Theory]
    [InlineData("/// Shapes: ", "/// Forms: ", "Shapes")]
    [InlineData("/// y_nj = ", "/// The output: ", "^y")]
    [InlineData("/// ∂L/∂", "/// That is d ", "∂L/∂")]
    [InlineData("/// Keeps ", "/// Saves ", "Keeps")]
    [InlineData("/// Source: ", "/// From: ", "Source")]
    [InlineData(" // dW += xᵀ·dy", "", "MatrixProduct.AtB")]
    [InlineData(" // y += b", " // adds b", "Reduction.AddRow")]
    [InlineData("// dx = dy·Wᵀ", "// dInput = dy·Wᵀ", "'dInput' is none of")]
    [InlineData("// db += ", "// dbias += ", "'dbias' is none of")]
    [InlineData("// db += ", "// dW += ", "no statement computes db")]
    [InlineData("new Parameter(\"b\"", "new Parameter(\"c\"", "no statement computes dc")]
    public void AFileThatLacksALineIsFound(string right, string wrong, string complaint)
    {
        string source = _sources.Single(text => Mathematics.Subject(text) is ("Dense", _));
        Assert.Contains(right, source, StringComparison.Ordinal);
        List<string> complaints = Mathematics.Complaints(source.Replace(right, wrong, StringComparison.Ordinal), _numerics);
        Assert.Contains(complaints, found => found.Contains(complaint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Sampling", "; // dmu = dz", ";", "no statement computes dmu")]
    [InlineData("Sampling", " // z = mu", " // draws mu", "Elementwise.Map")]
    [InlineData("Sampling", "/// z_nj = ", "/// out: ", "^z")]
    [InlineData("GaussianKl", " // dlogVar = ", " // dsigma = ", "'dsigma' is none of")]
    [InlineData("GaussianKl", " // dmu = ", " // ", "Elementwise.Map")]
    [InlineData("MixtureKl", " // dz = ", " // ", "no statement computes dz")]
    public void WhatHasTwoInputsIsReadToo(string name, string right, string wrong, string complaint)
    {
        string source = _sources.Single(text => Mathematics.Subject(text)?.Name == name);
        Assert.Contains(right, source, StringComparison.Ordinal);
        List<string> complaints = Mathematics.Complaints(source.Replace(right, wrong, StringComparison.Ordinal), _numerics);
        Assert.Contains(complaints, found => found.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void StateHasNoGradient()
    {
        string source = _sources.Single(text => Mathematics.Subject(text) is ("Dense", _));
        const string state = ", new Parameter(\"mean\", null) { IsState = true }";
        string stateful = source.Replace("Initializers.Zeros)", "Initializers.Zeros)" + state, StringComparison.Ordinal);
        Assert.NotEqual(source, stateful);
        Assert.Empty(Mathematics.Complaints(stateful, _numerics));
    }

    [Fact]
    public void AnExpressionBodyIsReadToo()
    {
        string source = _sources.Single(text => Mathematics.Subject(text) is ("Tanh", _));
        List<string> complaints = Mathematics.Complaints(source.Replace(" // y = tanh(x)", "", StringComparison.Ordinal), _numerics);
        Assert.Contains(complaints, found => found.Contains("Tanh.Forward", StringComparison.Ordinal));
    }
}
