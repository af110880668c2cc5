using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class ScalarTests
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["Exp"] = Scalar.Exp,
        ["Expm1"] = Scalar.Expm1,
        ["Log"] = Scalar.Log,
        ["Log1p"] = Scalar.Log1p,
        ["Tanh"] = Scalar.Tanh,
        ["Sigmoid"] = Scalar.Sigmoid,
        ["Softplus"] = Scalar.Softplus,
        ["Sin"] = Scalar.Sin,
        ["Cos"] = Scalar.Cos,
    };

    // Function, argument, value rounded from 50 digits. The last sines and cosines lie next to multiples of π/2.
    private static readonly (string Name, double X, double Value)[] Known =
    [
        ("Exp", 162.58455589517814, 4.069822495462447e+70),
        ("Exp", 334.84934743879694, 2.649865687258662e+145),
        ("Exp", 412.23547650469436, 1.0754561087022728e+179),
        ("Expm1", 2.654701702662302, 13.220743416676191),
        ("Expm1", 1.4393914484395847, 3.2181280873482665),
        ("Expm1", 642.5204975324086, 1.1043496250429129e+279),
        ("Expm1", -18.536131070125094, -0.9999999910903518),
        ("Expm1", -6.875469124378934e-10, -6.875469122015331e-10),
        ("Expm1", 8.867134339966274e-09, 8.86713437927931e-09),
        ("Log", 6.489745531720267e-301, -691.2078896705485),
        ("Log", 9.009004917605326e-301, -690.8798883676839),
        ("Log", 0.7905647717225155, -0.23500768802642608),
        ("Log", 1.075255238225731, 0.0725580643050257),
        ("Log", 24657.283261983033, 10.11282760284662),
        ("Log", 54376.08592359304, 10.903679739200175),
        ("Log1p", 1.4788237585620167e-10, 1.4788237584526706e-10),
        ("Log1p", -9.737716208221956e-10, -9.737716212963112e-10),
        ("Log1p", -0.5587076970769422, -0.8180478046827709),
        ("Log1p", -0.43383009163789044, -0.5688610543749025),
        ("Log1p", 916345.371808552, 13.72814970734336),
        ("Log1p", 765725.4516291417, 13.548580272187094),
        ("Tanh", -0.6807915752839235, -0.5920337613771819),
        ("Tanh", 0.594293982862409, 0.5329768558172273),
        ("Tanh", -7.224651632021937e-08, -7.224651632021925e-08),
        ("Tanh", 2.3490504093223317e-08, 2.3490504093223314e-08),
        ("Tanh", -14.932030697989212, -0.9999999999997856),
        ("Tanh", -19.929005511898616, -1.0),
        ("Sigmoid", -116.15882103473098, 3.5716179769953396e-51),
        ("Sigmoid", -559.664223728271, 8.72802368560132e-244),
        ("Sigmoid", -555.6276166194293, 4.943017057358126e-242),
        ("Sigmoid", 4.824211088259252, 0.9920311244779981),
        ("Sigmoid", 3.7240776543680187, 0.9764334360014402),
        ("Sigmoid", -2.106948322530735, 0.10842331307786626),
        ("Softplus", -36.580187624442374, 1.298453399413407e-16),
        ("Softplus", -327.93580647914064, 3.7956733236931385e-143),
        ("Softplus", 1.7783047725059227, 1.9343886708146143),
        ("Softplus", -2.952204854662072, 0.05090642961543968),
        ("Softplus", 47.34392004895996, 47.34392004895996),
        ("Softplus", 36.07888734981087, 36.07888734981087),
        ("Sin", 6.531900372440736, 0.24615876612852855),
        ("Sin", 5.512383486070698, -0.6967106507162567),
        ("Sin", -2.8169554300458515, -0.31896497948083524),
        ("Sin", -277620.1305552317, 0.6663852465687496),
        ("Sin", -668087.8857405088, -0.06633050704083104),
        ("Sin", -708596.180918635, 0.5082258455116777),
        ("Cos", -6.088044012740532, 0.9810202816229274),
        ("Cos", -2.7809725892275257, -0.9356782110774208),
        ("Cos", 1.4435399637071615, 0.12691317230738008),
        ("Cos", -993233.7612512865, 0.923279935809862),
        ("Cos", 355868.4990953824, 0.12083299365096538),
        ("Cos", -324206.27674426977, 0.9804463913483527),
        ("Sin", 1.5707963267948966, 1.0),
        ("Cos", 1.5707963267948966, 6.123233995736766e-17),
        ("Sin", 3.141592653589793, 1.2246467991473532e-16),
        ("Cos", 3.141592653589793, -1.0),
        ("Sin", 4.71238898038469, -1.0),
        ("Cos", 4.71238898038469, -1.8369701987210297e-16),
        ("Sin", 34.55751918948773, -2.2056021997384123e-15),
        ("Cos", 34.55751918948773, -1.0),
        ("Sin", 557.6326960121883, -1.0),
        ("Cos", 557.6326960121883, -3.7724692239467775e-14),
        ("Sin", 163909.4551083939, 1.3470197254623399e-11),
        ("Cos", 163909.4551083939, 1.0),
        ("Sin", 491170.7326291694, 1.0),
        ("Cos", 491170.7326291694, 1.002863949228785e-11),
        ("Sin", 900386.7377041419, -4.134429284025425e-11),
        ("Cos", 900386.7377041419, 1.0),
        ("Sin", 1048574.0923776457, -1.0),
        ("Cos", 1048574.0923776457, -1.1837114658485184e-11),
        ("Cos", 45.553093477052, -6.189806365883577e-19), // of all doubles up to 2^20 the one nearest to a multiple of π/2
        ("Sin", 91.106186954104, -1.2379612731767154e-18),
        ("Sin", 182.212373908208, 2.475922546353431e-18),
    ];

    private static readonly (double X, double Y, double Value)[] KnownPowers =
    [
        (2.0, 0.5, 1.4142135623730951),
        (10.0, 300.0, 1e+300),
        (10.0, -300.0, 1e-300),
        (10.0, -310.0, 1e-310),
        (0.9, 1000.0, 1.7478712517226947e-46),
        (0.999, 7000.0, 0.0009086938355620688),
        (1.0000001, 1000000000.0, 2.6881038582144647e+43),
        (0.9999999999, 7000000000000.0, 9.85910515992136e-305),
        (3.7, -500.25, 5.71593834317494e-285),
        (1e-300, 0.0022, 0.21877616239495523),
        (5e-324, 0.3, 1.018908996936868e-97),
        (1.7e+308, -0.99, 7.109770265867096e-306),
        (0.70710678, 2040.0, 8.900264966729024e-308),
        (1.4142, -2000.3, 8.573949756190044e-302),
        (-3.0, 3.0, -27.0),
        (-3.0, -101.0, -6.467750724942109e-49),
        (2.5, 700.0, 3.614149143438584e+278),
    ];

    [Fact]
    public void KnownValuesAreMet()
    {
        foreach ((string name, double x, double value) in Known)
        {
            double found = Functions[name](x);
            Assert.True(Ulps(found, value) <= 1, $"{name}({x:R}) is {found:R}, expected {value:R}");
        }

        foreach ((double x, double y, double value) in KnownPowers)
        {
            double found = Scalar.Pow(x, y);
            Assert.True(Ulps(found, value) <= 1, $"{x:R}^{y:R} is {found:R}, expected {value:R}");
        }
    }

    [Fact]
    public void FunctionsAgreeWithTheLibraryWithinTwoUlp()
    {
        Compare("Exp", Math.Exp, -745, 710);
        Compare("Exp", Math.Exp, -1, 1);
        Compare("Log", Math.Log, 0, 1e6);
        Compare("Log", Math.Log, 0.5, 2);
        Compare("Log", Math.Log, 0, 1e-307);
        Compare("Tanh", Math.Tanh, -25, 25);
        Compare("Tanh", Math.Tanh, -1, 1);
        Compare("Sin", Math.Sin, -10, 10);
        Compare("Cos", Math.Cos, -10, 10);
        Compare("Sin", Math.Sin, -1e6, 1e6);
        Compare("Cos", Math.Cos, -1e6, 1e6);
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.Exp(random.NextDouble() * 40 - 20);
            double y = (random.NextDouble() * 2 - 1) * 700 / Math.Abs(Math.Log(x));
            Assert.True(Ulps(Scalar.Pow(x, y), Math.Pow(x, y)) <= 2, $"{x:R}^{y:R}");
        }

        static void Compare(string name, Func<double, double> library, double low, double high)
        {
            var random = new Random(2);
            for (int i = 0; i < 20_000; i++)
            {
                double x = low + random.NextDouble() * (high - low);
                Assert.True(Ulps(Functions[name](x), library(x)) <= 2, $"{name}({x:R}) is {Functions[name](x):R}, the library's {library(x):R}");
            }
        }
    }

    [Fact]
    public void IdentitiesHoldWhereTheLibraryHasNoSuchFunction()
    {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++)
        {
            double x = (random.NextDouble() * 2 - 1) * Math.Pow(10, random.Next(-12, 3));
            // expm1 and log1p undo each other; both lose at most what the other's derivative makes of one ulp.
            if (x > -3) AssertClose(x, Scalar.Log1p(Scalar.Expm1(x)), 4 * Math.Max(1, Math.Exp(-x)), $"log1p(expm1({x:R}))");
            if (x < 0) AssertClose(Scalar.Expm1(x), -Math.Exp(x) * Scalar.Expm1(-x), 4, $"expm1({x:R})");
            AssertClose(1, Scalar.Sigmoid(x) + Scalar.Sigmoid(-x), 2, $"sigmoid(±{x:R})");
            AssertClose(Math.Abs(x), Math.Abs(Scalar.Softplus(x) - Scalar.Softplus(-x)), 8 + 4 / Math.Abs(x), $"softplus(±{x:R})");
            AssertClose(Math.Exp(x), Scalar.Expm1(Scalar.Softplus(x)), 16 + 4 * Math.Abs(x), $"expm1(softplus({x:R}))");
            Assert.Equal(-Scalar.Tanh(x), Scalar.Tanh(-x));
        }
    }

    [Fact]
    public void SpecialValues()
    {
        const double inf = double.PositiveInfinity, nan = double.NaN;
        foreach ((string name, double x, double value) in new (string, double, double)[]
        {
            ("Exp", 0, 1), ("Exp", -0.0, 1), ("Exp", inf, inf), ("Exp", -inf, 0), ("Exp", 709.79, inf), ("Exp", -745.2, 0), ("Exp", 1e308, inf),
            ("Exp", -1e308, 0), ("Exp", nan, nan), ("Expm1", 0, 0), ("Expm1", -0.0, -0.0), ("Expm1", inf, inf), ("Expm1", -inf, -1),
            ("Expm1", 709.785, inf), ("Expm1", 715, inf), ("Expm1", -800, -1), ("Expm1", nan, nan), ("Expm1", 5e-324, 5e-324),
            ("Log", 0, -inf), ("Log", -0.0, -inf), ("Log", -1, nan), ("Log", -inf, nan), ("Log", inf, inf), ("Log", 1, 0), ("Log", nan, nan),
            ("Log1p", -1, -inf), ("Log1p", -1.5, nan), ("Log1p", -0.0, -0.0), ("Log1p", inf, inf), ("Log1p", 5e-324, 5e-324), ("Log1p", nan, nan),
            ("Tanh", 0, 0), ("Tanh", -0.0, -0.0), ("Tanh", inf, 1), ("Tanh", -inf, -1), ("Tanh", 5e-324, 5e-324), ("Tanh", nan, nan),
            ("Sigmoid", 0, 0.5), ("Sigmoid", inf, 1), ("Sigmoid", -inf, 0), ("Sigmoid", 40, 1), ("Sigmoid", nan, nan),
            ("Softplus", inf, inf), ("Softplus", -inf, 0), ("Softplus", 1000, 1000), ("Softplus", nan, nan),
            ("Sin", 0, 0), ("Sin", -0.0, -0.0), ("Sin", inf, nan), ("Sin", nan, nan), ("Sin", 5e-324, 5e-324), ("Cos", 0, 1), ("Cos", -inf, nan),
        })
        {
            Assert.Equal(value, Functions[name](x));
            Assert.True(double.IsNaN(value) || double.IsNegative(value) == double.IsNegative(Functions[name](x)), $"sign of {name}({x})");
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Scalar.Sin(1048577));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scalar.Cos(-1e300));
    }

    [Fact]
    public void PowerHasTheSpecialCasesOfIeee754()
    {
        double[] some = [0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 5e-324, -5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 9007199254740993, 1e-17];
        foreach (double x in some)
        {
            foreach (double y in some)
            {
                double expected = Math.Pow(x, y), found = Scalar.Pow(x, y);
                bool same = double.IsNaN(expected) ? double.IsNaN(found)
                    : double.IsNegative(found) == double.IsNegative(expected) && (found == expected || Ulps(found, expected) <= 1);
                Assert.True(same, $"{x:R}^{y:R} is {found:R}, expected {expected:R}");
            }
        }
    }

    [Fact]
    public void FunctionsThatRiseNeverFall()
    {
        foreach (string name in new[] { "Exp", "Expm1", "Tanh", "Sigmoid", "Softplus", "Log", "Log1p" })
        {
            foreach (double start in new[] { 1e-8, 0.3465, 0.549999, 0.70710678, 1, 1.0397, 1.41421356, 5 })
            {
                double x = start, last = Functions[name](x);
                for (int i = 0; i < 3000; i++)
                {
                    // Steps of 64 ulp: an error of one ulp may show between neighbours, over a longer way it may not.
                    for (int step = 0; step < 64; step++) x = Math.BitIncrement(x);
                    double next = Functions[name](x);
                    if (!(next >= last)) Assert.Fail($"{name} falls before {x:R}");
                    last = next;
                }
            }
        }
    }

    private static double Ulps(double found, double expected)
    {
        if (found.Equals(expected)) return 0;
        double unit = Math.Max(Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), double.Epsilon);
        if (double.IsInfinity(unit)) unit = Math.Abs(expected) - Math.BitDecrement(Math.Abs(expected));
        double distance = Math.Abs(found - expected) / unit;
        return double.IsNaN(distance) ? double.PositiveInfinity : distance;
    }

    private static void AssertClose(double expected, double found, double ulps, string what) =>
        Assert.True(Ulps(found, expected) <= ulps, $"{what} is {found:R}, expected {expected:R}");
}
