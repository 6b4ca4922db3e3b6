// Two fits of one posterior.
namespace Exmc.Testing;

/// <summary>Compares fits: bit for bit, or within their Monte Carlo errors.</summary>
internal static class FitComparison
{
    /// <summary>Standard errors: 100 values together exceed them by chance once in 10^4 comparisons.</summary>
    private const double Bound = 5;

    /// <summary>The first draw that differs in any bit; null when none does.</summary>
    public static string? Bits(Posterior first, Posterior second)
    {
        for (int chain = 0; chain < first.ChainCount; chain++)
        {
            for (int draw = 0; draw < first.DrawCount; draw++)
            {
                ReadOnlySpan<double> x = first.Positions(chain, draw);
                ReadOnlySpan<double> y = second.Positions(chain, draw);
                for (int k = 0; k < x.Length; k++)
                {
                    if (BitConverter.DoubleToInt64Bits(x[k]) != BitConverter.DoubleToInt64Bits(y[k]))
                    {
                        return FormattableString.Invariant($"draw {draw} of chain {chain} differs in coordinate {k} ({GradientCheck.Coordinate(first.Layout, k)}): {x[k]:R} and {y[k]:R}");
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The values whose means or standard deviations differ by more than chance; empty when none do.</summary>
    public static IReadOnlyList<string> Moments(Posterior warm, Posterior cold)
    {
        List<string> differences = [];
        foreach ((SummaryRow a, SummaryRow b) in warm.Summary.Zip(cold.Summary))
        {
            Compare(a.Name, "mean", (a.Mean, a.McseMean), (b.Mean, b.McseMean));
            Compare(a.Name, "standard deviation", (a.Sd, a.McseSd), (b.Sd, b.McseSd));
        }

        return differences;

        void Compare(string name, string what, (double Value, double Error) x, (double Value, double Error) y)
        {
            double error = Math.Sqrt((x.Error * x.Error) + (y.Error * y.Error));

            // The error of a value that never changes is NaN.
            bool agree = double.IsNaN(error) ? x.Value.Equals(y.Value) : Math.Abs(x.Value - y.Value) <= Bound * error;
            if (!agree)
            {
                differences.Add(FormattableString.Invariant($"the {what} of {name} is {x.Value:G6} warm and {y.Value:G6} cold (Monte Carlo error of the difference {error:G2})"));
            }
        }
    }
}
