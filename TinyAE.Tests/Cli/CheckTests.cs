using System.Text.Json;
using TinyAE.Cli;
using TinyAE.Layers;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Cli;

public sealed class CheckTests
{
    [Fact]
    public void LayersLossesAndPenaltiesAreRight()
    {
        Call call = Call.Of("check", "layers", "losses", "divergences", "penalties").Ok();
        Assert.All(CheckTargets.All.Where(target => target.Kind != "recipe"), target => Assert.Contains($"\n{target.Name} ", call.Stdout));
        Assert.Contains("gradients are right", call.Lines[^1]);
        Assert.DoesNotContain("WRONG", call.Stdout);
    }

    [Fact]
    public void ARecipeIsCheckedByEveryTensor()
    {
        JsonElement[] lines = [.. Call.Of("check", "font-course", "--seed", "5", "--json").Ok().Lines
            .Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            ["encoder.0.W", "encoder.0.b", "encoder.2.W", "encoder.2.b", "decoder.0.W", "decoder.0.b", "decoder.2.W", "decoder.2.b"],
            lines[..^1].Select(line => line.GetProperty("tensor").GetString()!));
        Assert.All(lines[..^1], line => Assert.InRange(line.GetProperty("relative_error").GetDouble(), 0, 1e-7));
        Assert.Equal("passed", lines[^1].GetProperty("status").GetString());
        Assert.Equal(8, lines[^1].GetProperty("gradients").GetInt32());
    }

    [Theory]
    [InlineData("conv2d-transpose --input 5x7x3 --stride 2 --batch 2", "dW (3, 3, 2, 3)", "dx (5, 7, 3)")]
    [InlineData("conv2d --input 4x5x1 --filters 2 --kernel 2x3 --stride 1x2 --padding valid", "dW (2, 3, 1, 2)", "dx (4, 5, 1)")]
    [InlineData("layer dense --input 3 --units 2", "dW (3, 2)", "dx (3)")]
    [InlineData("max-pool2d --input 4x4x2 --kernel 3 --stride 1", "dx (4, 4, 2)", "dx (4, 4, 2)")]
    [InlineData("tanh reshape --input 3x2", "dx (3, 2)", "dx (3, 2)")]
    public void ALayerIsCheckedInTheSizesOfTheCommandLine(string line, string first, string last)
    {
        Call call = Call.Of(["check", .. line.Split(' '), "--json"]).Ok();
        JsonElement[] lines = [.. call.Lines.Select(text => JsonDocument.Parse(text).RootElement)];
        string[] tensors = [.. lines[..^1].Select(tensor =>
            $"{tensor.GetProperty("tensor").GetString()} ({string.Join(", ", tensor.GetProperty("shape").EnumerateArray())})")];
        Assert.Equal(first, tensors[0]);
        Assert.Equal(last, tensors[^1]);
    }

    [Theory]
    [InlineData("dense --stride 2", "--stride does not go with dense, a layer: it takes --input, --units, --batch.")]
    [InlineData("mse --batch 2", "--batch does not go with mse, a loss: it has no sizes to choose.")]
    [InlineData("dense --input 3x2", "dense takes a vector, as in --input 6")]
    [InlineData("conv2d --input 5", "(5)")]
    [InlineData("conv2d --input 5x5x2 --kernel 2x2x2", "--kernel: '2x2x2' has 3 sizes; at most 2 are allowed, as in 3x2.")]
    [InlineData("tanh --input 5xx2", "--input: '' is not a whole number from 1 to 1,000,000.")]
    [InlineData("tanh --input 1000000x1000000x1000000", "is more than 1,000,000 elements")]
    [InlineData("tanh --input 1000x1000 --batch 10000", "at most 4,000,000 are allowed")]
    [InlineData("conv2d --padding full", "'full' is not a padding")]
    [InlineData("recipe dense", "'dense' is a layer, not a recipe.")]
    [InlineData("recipe", "'recipe' is followed by a name")]
    public void SizesThatDoNotGoAreRefusedWithTheReason(string line, string reason) =>
        Call.Of(["check", .. line.Split(' ')]).Refused(reason);

    [Fact]
    public void TheKindMayStandBeforeTheName() =>
        Assert.Equal(
            Call.Of("check", "font-course").Ok().Lines.SkipLast(1), Call.Of("check", "recipe", "font-course").Ok().Lines.SkipLast(1));

    [Fact]
    public void ANameTwiceIsCheckedOnce() =>
        Assert.Equal(1, Call.Of("check", "tanh", "tanh", "--json").Ok().Result.GetProperty("gradients").GetInt32());

    [Fact]
    public void AWrongGradientGivesExitCode1AndIsNamed()
    {
        CheckTarget wrong = new(
            "layer", "wrong", "", seed => [GradientCheck.Of(new HalvedTanh(new Shape(4)), new CheckOptions { Seed = seed })]);
        using StringWriter stdout = new(), stderr = new();
        using Session session = new([], stdout, stderr, null, default);
        Assert.Equal(ExitCode.CheckFailed, CheckCommand.Run(session, [wrong], 1));
        Assert.Contains("WRONG", stdout.ToString());
        Assert.Contains("1 of 1 gradient not right", stdout.ToString());
        Assert.Contains("looks like a factor 1/2 too many, or a missing 2 (cosine 1.000000, ratio 0.5)", stdout.ToString());
        Assert.Equal("", stderr.ToString());

        session.Output.Json = true;
        Assert.Equal(ExitCode.CheckFailed, CheckCommand.Run(session, [wrong], 1));
        Assert.Contains("\"mistake\":\"Halved\"", stdout.ToString());
        Assert.EndsWith("\"status\":\"failed\",\"gradients\":1,\"wrong\":1,\"complaints\":[]}", stdout.ToString().TrimEnd());
    }

    /// <summary>tanh whose Backward leaves out the derivative's half.</summary>
    private sealed class HalvedTanh(Shape shape) : ILayer<double>
    {
        private readonly Tanh<double> _right = new(shape);

        public Shape Input => shape;

        public Shape Output => shape;

        public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass) =>
            _right.Forward(theta, x, y, cache, pass);

        public void Backward(
            Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache, ReadOnlySpan<double> dy,
                             Span<double> dx, Gradients<double> dtheta, in Pass pass)
        {
            _right.Backward(theta, x, y, cache, dy, dx, dtheta, pass);
            for (int i = 0; i < dx.Length; i++)
            {
                dx[i] /= 2;
            }
        }
    }
}
