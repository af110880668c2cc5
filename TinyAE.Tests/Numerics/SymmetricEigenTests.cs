using TinyAE.Numerics;
using TinyAE.Tests.Layers;
using TinyAE.Tests.Models;

namespace TinyAE.Tests.Numerics;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void VectorsAreOrthonormalAndEachIsOnlyStretched()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            int n = 1 + (seed % 40);
            double[] a = Symmetric(seed, n);
            Check(a, n, Decompose(a, n));
        }
    }

    [Fact]
    public void ValuesAreThoseOfJacobisRotations()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            int n = 2 + (seed % 12);
            double[] a = Symmetric(seed, n);
            double[,] matrix = new double[n, n];
            for (int i = 0; i < n * n; i++)
            {
                matrix[i / n, i % n] = a[i];
            }

            (double Value, double[] Vector)[] expected = SymmetricEigenvalues.Of(matrix);
            (double[] vectors, double[] values) = Decompose(a, n);
            for (int k = 0; k < n; k++)
            {
                Assert.Equal(expected[k].Value, values[k], 1e-11);
                double along = Enumerable.Range(0, n).Sum(i => expected[k].Vector[i] * vectors[(k * n) + i]);
                Assert.Equal(1, Math.Abs(along), 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(150)]
    public void TheStringOfEqualMassesHasItsKnownFrequencies(int n)
    {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] = 2;
            if (i > 0)
            {
                a[(i * n) + i - 1] = a[((i - 1) * n) + i] = -1;
            }
        }

        (double[] vectors, double[] values) = Decompose(a, n);
        for (int k = 0; k < n; k++)
        {
            Assert.Equal(2 + (2 * Math.Cos(Math.PI * (k + 1) / (n + 1))), values[k], 1e-13);
        }

        Check(a, n, (vectors, values));
    }

    [Fact]
    public void EqualValuesZerosAndFewRanks()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            const int n = 12;
            double[] identity = new double[n * n], diagonal = new double[n * n], line = new double[n * n], blocks = new double[n * n];
            double[] v = Draw.Normal<double>(seed, n);
            for (int i = 0; i < n; i++)
            {
                identity[(i * n) + i] = 3;
                diagonal[(i * n) + i] = i % 4;
                for (int j = 0; j < n; j++)
                {
                    line[(i * n) + j] = v[i] * v[j];
                    blocks[(i * n) + j] = i / 3 == j / 3 ? 1 : 0;
                }
            }

            foreach (double[] a in new[] { identity, diagonal, line, blocks, new double[n * n] })
            {
                Check(a, n, Decompose(a, n));
            }

            (double[] vectors, double[] values) = Decompose(line, n);
            Assert.Equal(v.Sum(value => value * value), values[0], 1e-12);
            Assert.All(values[1..], value => Assert.Equal(0, value, 1e-13));
            Assert.Equal([3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0], Decompose(diagonal, n).Values);
        }
    }

    [Fact]
    public void SizesFarApartDoNotSpoilTheGreat()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            const int n = 20;
            double[] a = Symmetric(seed, n);
            for (int i = 0; i < n * n; i++)
            {
                a[i] *= Math.Pow(10, -0.5 * (i / n + i % n));
            }

            Check(a, n, Decompose(a, n));
        }
    }

    [Fact]
    public void OnlyTheLowerTriangleIsRead()
    {
        double[] a = Symmetric(1, 9), garbage = [.. a];
        for (int i = 0; i < 81; i++)
        {
            garbage[i] = i % 9 > i / 9 ? double.NaN : a[i];
        }

        Assert.Equal(Decompose(a, 9).Vectors, Decompose(garbage, 9).Vectors);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new double[6], new double[2]));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([], []));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([1, 0, double.NaN, 1], new double[2]));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose([double.PositiveInfinity], new double[1]));
    }

    private static (double[] Vectors, double[] Values) Decompose(double[] a, int n)
    {
        double[] vectors = [.. a], values = new double[n];
        SymmetricEigen.Decompose(vectors, values);
        return (vectors, values);
    }

    private static void Check(double[] a, int n, (double[] Vectors, double[] Values) found)
    {
        double size = a.Max(Math.Abs) * n;
        for (int k = 0; k < n; k++)
        {
            double[] v = found.Vectors[(k * n)..((k + 1) * n)];
            Assert.True(k == 0 || found.Values[k] <= found.Values[k - 1]);
            for (int i = 0; i < n; i++)
            {
                double stretched = 0, along = 0;
                for (int j = 0; j < n; j++)
                {
                    stretched += a[(i * n) + j] * v[j];
                    along += found.Vectors[(i * n) + j] * v[j];
                }

                Assert.Equal(found.Values[k] * v[i], stretched, 1e-14 * size);
                Assert.Equal(i == k ? 1 : 0, along, 1e-13);
            }
        }
    }

    private static double[] Symmetric(int seed, int n)
    {
        double[] a = Draw.Normal<double>(seed, n * n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[(i * n) + j] = a[(j * n) + i];
            }
        }

        return a;
    }
}
