using System.Globalization;

namespace TinyAE.Imaging;

/// <summary>Powers of ten, for axes: exact or correctly rounded, and the same on every machine.</summary>
internal static class Decimals
{
    /// <summary>10^exponent, correctly rounded.</summary>
    public static double Pow10(int exponent) => double.Parse($"1E{exponent}", CultureInfo.InvariantCulture);

    /// <summary>The e with 10^e &lt;= value &lt; 10^(e+1), for a value greater than 0.</summary>
    public static int Exponent(double value)
    {
        string digits = value.ToString("E16", CultureInfo.InvariantCulture);
        int exponent = int.Parse(digits.AsSpan(digits.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        // 17 digits tell doubles apart, but they can stand on the other side of the power of ten.
        return Pow10(exponent) > value ? exponent - 1 : Pow10(exponent + 1) <= value ? exponent + 1 : exponent;
    }

    /// <summary>The decimal logarithm of a value greater than 0, to about 1e-15 relative to the larger of it and 1.</summary>
    /// <remarks>
    /// value = m 10^e; log m = 8 log r with r = m^(1/8) &lt; 4/3; log r = 2 (t + t^3/3 + t^5/5 + ...) with t = (r-1)/(r+1) &lt; 1/7.
    /// </remarks>
    public static double Log10(double value)
    {
        const double Log10OfE = 0.43429448190325182765;
        int exponent = Exponent(value);
        double root = Math.Sqrt(Math.Sqrt(Math.Sqrt(value / Pow10(exponent))));
        double t = (root - 1) / (root + 1), square = t * t, sum = 0;
        for (int k = 19; k >= 1; k -= 2)
            sum = (sum * square) + (1.0 / k);
        return exponent + (16 * Log10OfE * t * sum);
    }

    /// <summary>mantissa 10^exponent in plain digits with so many decimals, or as 1.5e-7.</summary>
    public static string Format(long mantissa, int exponent, bool scientific)
    {
        if (mantissa == 0)
            return "0";
        string sign = mantissa < 0 ? "-" : "", digits = Math.Abs(mantissa).ToString(CultureInfo.InvariantCulture);
        if (scientific)
        {
            exponent += digits.Length - 1;
            string tail = digits[1..].TrimEnd('0');
            return $"{sign}{digits[0]}{(tail.Length > 0 ? "." : "")}{tail}e{exponent}";
        }
        if (exponent >= 0)
            return sign + digits + new string('0', exponent);
        digits = digits.PadLeft(1 - exponent, '0');
        return $"{sign}{digits[..^-exponent]}.{digits[^-exponent..]}";
    }
}
