using TinyAE.Metrics;
using TinyAE.Numerics;

namespace TinyAE.Tests.Metrics;

public sealed class DisentanglementScoreTests
{
    private static readonly DisentanglementOptions _few = new() { Pairs = 32, TrainingTrials = 800, HeldOutTrials = 500 };

    [Fact]
    public void CodesThatAreTheFactorsScore1()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            foreach (FactoredCodes codes in new[] { Factored.Perfect(Factored.Grid()), Factored.Perfect(Factored.Subset(seed, 400), 7) })
            {
                DisentanglementScore found = DisentanglementScore.Of(codes, Key(seed), _few);
                Assert.InRange(found.Score, 0.995, 1);
                Assert.All(found.FactorScores, score => Assert.InRange(score, 0.98, 1));
                Assert.Equal(0.25, found.Chance);
                Assert.Equal((32, 800, 500, codes.Count), (found.Pairs, found.TrainingTrials, found.HeldOutTrials, found.Count));
            }
        }
    }

    [Fact]
    public void NoiseScoresChance()
    {
        FactoredCodes noise = Factored.Noise(Factored.Grid(), 6, 1);
        DisentanglementScore found = DisentanglementScore.Of(noise, Key(1), _few with { HeldOutTrials = 2000 });
        Assert.Equal(0.25, found.Score, 0.05);
        Assert.InRange(found.TrainingScore, found.Score - 0.05, 1);
    }

    [Fact]
    public void TheScoreIsOfOtherTrialsThanThoseFittedTo()
    {
        // Twenty trials of sixty latents of noise are learned by heart, which helps with no other trial.
        DisentanglementOptions tiny = new() { Pairs = 4, TrainingTrials = 20, HeldOutTrials = 400 };
        FactoredCodes noise = Factored.Noise(Factored.Grid(), 60, 2);
        DisentanglementScore found = DisentanglementScore.Of(noise, Key(1), tiny);
        Assert.Equal(1, found.TrainingScore);
        Assert.Equal(0.25, found.Score, 0.1);
        DisentanglementScore few = DisentanglementScore.Of(noise, Key(1), tiny with { HeldOutTrials = 20 });
        Assert.InRange(few.Score, 0, 0.7);
    }

    [Fact]
    public void TwoEqualFactorsTurnedBy45DegreesScoreChance()
    {
        // z = (v₁ + v₂, v₁ − v₂): with either factor fixed both latents differ by what the other one differs.
        int[] values = [.. Enumerable.Range(0, 100).SelectMany(n => new[] { n / 10, n % 10 })];
        float[] straight = [.. values.Select(v => (float)v)];
        float[] turned = [.. Enumerable.Range(0, 100).SelectMany(n => new float[] { (n / 10) + (n % 10), (n / 10) - (n % 10) })];
        DisentanglementScore Score(float[] codes) =>
            DisentanglementScore.Of(new FactoredCodes(codes, 2, ["v", "w"], [10, 10], values), Key(1), _few with { HeldOutTrials = 2000 });
        Assert.Equal(0.5, Score(turned).Score, 0.05);
        Assert.Equal(1, Score(straight).Score, 0.005);
    }

    [Fact]
    public void AFactorThatTheCodesLackIsTheOneThatIsNotTold()
    {
        // The classifier can still tell the other three; the missing one is what remains when none of them is still.
        FactoredCodes codes = Factored.Of(Factored.Grid(), 2, (v, j) => v[j == 0 ? 2 : 3]);
        DisentanglementScore found = DisentanglementScore.Of(codes, Key(1), _few);
        Assert.InRange(found.FactorScores[2], 0.98, 1);
        Assert.InRange(found.FactorScores[3], 0.98, 1);
        Assert.InRange(found.FactorScores[0] + found.FactorScores[1], 0.8, 1.2); // shape and scale look the same: half are right
    }

    [Fact]
    public void OrderAndSignOfLatentsDoNotMatter()
    {
        FactoredCodes plain = Factored.Of(Factored.Grid(), 4, (v, j) => v[j] + (0.8 * v[(j + 1) % 4]));
        FactoredCodes other = Factored.Of(Factored.Grid(), 4, (v, j) => -(v[3 - j] + (0.8 * v[(4 - j) % 4])));
        DisentanglementOptions hard = _few with { Pairs = 4 };
        double first = DisentanglementScore.Of(plain, Key(1), hard).Score;
        Assert.Equal(first, DisentanglementScore.Of(other, Key(1), hard).Score, 0.01); // sums in another order
        Assert.InRange(first, 0.3, 0.98);
    }

    [Fact]
    public void MorePairsTellMore()
    {
        FactoredCodes codes = Factored.Of(Factored.Grid(), 4, (v, j) => v[j] + (0.8 * v[(j + 1) % 4]));
        double Score(int pairs) => DisentanglementScore.Of(codes, Key(1), _few with { Pairs = pairs }).Score;
        double[] scores = [Score(1), Score(8), Score(64)];
        Assert.True(scores[0] + 0.1 < scores[1] && scores[1] < scores[2]);
    }

    [Fact]
    public void TheKeyDecidesAndThreadsDoNot()
    {
        using Workers workers = new(3);
        FactoredCodes codes = Factored.Of(Factored.Subset(1, 300), 4, (v, j) => v[j] + (0.8 * v[(j + 1) % 4]));
        DisentanglementOptions hard = _few with { Pairs = 4 };
        DisentanglementScore one = DisentanglementScore.Of(codes, Key(1), hard);
        DisentanglementScore three = DisentanglementScore.Of(codes, Key(1), hard, workers);
        Assert.Equal(one.Score, three.Score);
        Assert.Equal(one.TrainingScore, three.TrainingScore);
        Assert.Equal(one.FactorScores, three.FactorScores);
        Assert.NotEqual(one.TrainingScore, DisentanglementScore.Of(codes, Key(2), hard).TrainingScore);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        FactoredCodes codes = Factored.Perfect(Factored.Grid());
        Assert.Throws<ArgumentOutOfRangeException>(() => DisentanglementScore.Of(codes, Key(1), _few with { Pairs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DisentanglementScore.Of(codes, Key(1), _few with { TrainingTrials = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DisentanglementScore.Of(codes, Key(1), _few with { HeldOutTrials = 0 }));
    }

    private static RandomKey Key(int seed) => new((ulong)seed, RandomPurpose.Study, 0);
}
