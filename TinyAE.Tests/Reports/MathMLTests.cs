using System.Text;
using System.Xml.Linq;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Tests.Reports;

/// <summary>Drawn formulas keep every symbol in its place: read back from the MathML they are what stands in the source.</summary>
public class MathMLTests
{
    /// <summary>Every formula of the remarks and of the statements, and every line of arithmetic.</summary>
    public static IEnumerable<string> All() => Explainable.All.SelectMany(subject =>
    {
        SourceFile file = SourceFile.Of(subject.Type);
        return file.Remarks.All.SelectMany(remark => remark.Formulas)
            .Concat(file.Methods.SelectMany(file.Statements).Select(statement => statement.Formula).OfType<string>())
            .Concat(subject.Example(file).Steps.SelectMany(step => step.Lines).Select(line => line.ToString()));
    });

    [Fact]
    public void NoSymbolOfAnyFormulaIsLostOrMoved()
    {
        string[] formulas = [.. All().Distinct()];
        Assert.True(formulas.Length > 400, $"{formulas.Length}");
        foreach (string formula in formulas)
        {
            Assert.Equal(Plain(formula), ReadBack(MathML.Of(formula)));
        }
    }

    [Theory]
    [InlineData("y_nj = x_ni", "<math><msub><mi>y</mi><mrow><mi>n</mi><mi>j</mi></mrow></msub></math>")]
    [InlineData("a / (b·c)", "<mfrac><mi>a</mi><mrow class=\"group\"><mi>b</mi><mo>·</mo><mi>c</mi></mrow></mfrac>")]
    [InlineData("∂L/∂W_ij", "<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo><msub><mi>W</mi>")]
    [InlineData("f ∂ln p/∂z", "<mfrac><mrow><mrow><mo>∂</mo><mi>ln</mi></mrow><mspace width=\"0.2em\" /><mi>p</mi></mrow><mrow><mo>∂")]
    [InlineData("xᵀ·dy", "<msup><mi>x</mi><mi>T</mi></msup><mo>·</mo><mrow><mi>d</mi><mi>y</mi></mrow>")]
    [InlineData("√(a + b)", "<msqrt><mrow class=\"group\"><mi>a</mi><mo>+</mo><mi>b</mi></mrow></msqrt>")]
    [InlineData("m̂_t", "<msub><mover accent=\"true\"><mi>m</mi><mo stretchy=\"false\">^</mo></mover><mi>t</mi></msub>")]
    [InlineData("β₁ᵗ", "<msubsup><mi>β</mi><mn>1</mn><mi>t</mi></msubsup>")]
    [InlineData("e^(−|y|)", "<msup><mi>e</mi><mrow class=\"group\"><mo>−</mo>")]
    [InlineData("e⁻ˣ", "<msup><mi>e</mi><mrow><mo>−</mo><mi>x</mi></mrow></msup>")]
    [InlineData("Σ_ijc x", "<munder><mo movablelimits=\"false\">∑</mo><mrow><mi>i</mi><mi>j</mi><mi>c</mi></mrow></munder>")]
    [InlineData("[x > 0] ⊙ dy", "<mo>&gt;</mo>")]
    [InlineData("a / Σ_j b_j", "<mfrac><mi>a</mi><mrow><munder>")]
    [InlineData("1 / yᵀ s_k", "<mfrac><mn>1</mn><mrow><msup>")]
    [InlineData("θ_{t−1}", "<msub><mi>θ</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>")]
    [InlineData("θ'", "<mi>θ</mi><mo lspace=\"0\" rspace=\"0\">′</mo>")]
    [InlineData("⌊u / fh⌋", "<mfrac><mi>u</mi><mi>fh</mi></mfrac>")]
    public void TheNotationIsDrawn(string formula, string expected) =>
        Assert.Contains(expected, Xml(MathML.Of(formula)).Replace(" displaystyle=\"true\"", ""), StringComparison.Ordinal);

    [Fact]
    public void WordsAreTextAndNotMathematics()
    {
        object[] drawn = [.. MathML.Of("y = x where x > 0, else α x")];
        Assert.Equal(
            [" where", ", else"], drawn.OfType<string>().Select(text => text.Trim('\u200b', '\u2060').TrimEnd()).Where(text => text.Length > 0));
        Assert.DoesNotContain("<mi>w</mi>", Xml(drawn), StringComparison.Ordinal);
        object[] sentence = [.. MathML.Of("dx = dy sent back to where the maximum came from")];
        Assert.Equal(" sent back to where the maximum came from", Assert.IsType<string>(sentence[^1]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("((((")]
    [InlineData("))]")]
    [InlineData("_ ^ / |")]
    [InlineData("a_")]
    [InlineData("a^")]
    [InlineData("/ /")]
    [InlineData("|a")]
    [InlineData("||a")]
    [InlineData("Σ_{a")]
    [InlineData("√")]
    [InlineData("∂")]
    [InlineData("a / ")]
    public void WhatIsNoFormulaIsDrawnAllTheSame(string text) => Assert.NotNull(Xml(MathML.Of(text)));

    /// <summary>A formula's symbols: no blanks, no marks of the notation, scripts as plain characters.</summary>
    private static string Plain(string formula)
    {
        StringBuilder plain = new();
        foreach (char c in formula.Replace("||", "‖").Normalize(NormalizationForm.FormD))
        {
            int super = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀᵗˣʸⁿᵏⁱ₀₁₂₃₄₅₆₇₈₉".IndexOf(c);
            plain.Append(c switch
            {
                ' ' or '_' or '^' or '{' or '}' => "",
                '\u0302' => "^",
                '\u0303' => "~",
                _ => super >= 0 ? "0123456789+−Ttxynki0123456789"[super].ToString() : c.ToString(),
            });
        }

        return plain.ToString();
    }

    /// <summary>The symbols of drawn content, with the signs that drawing replaces: / of a fraction, √, parentheses of a group.</summary>
    private static string ReadBack(IEnumerable<object> drawn) => string.Concat(drawn.Select(
        part => part is XElement element ? Symbols(element) : ((string)part).Replace(" ", "").Trim('\u200b', '\u2060')));

    private static string Symbols(XElement element)
    {
        string[] parts = [.. element.Elements().Select(Symbols)];
        return element.Name.LocalName switch
        {
            "mi" or "mn" or "mo" or "mtext" =>
                element.Value.Replace("\u00a0", "").Replace(" ", "").Replace('∑', 'Σ').Replace('′', '\''),
            "mfrac" => $"{parts[0]}/{parts[1]}",
            "msqrt" => $"√{string.Concat(parts)}",
            "mrow" when element.Attribute("class")?.Value == "group" => $"({string.Concat(parts)})",
            _ => string.Concat(parts),
        };
    }

    private static string Xml(IEnumerable<object> drawn) => new XElement("p", drawn).ToString(SaveOptions.DisableFormatting);
}
