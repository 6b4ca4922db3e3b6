// Posteriors against the reference draws of posteriordb.
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Exmc.Models.Tests;

/// <summary>With default settings, 4 chains of 1,000: every mean and sd within 4 combined Monte-Carlo standard errors, their root mean square z at most 1.2, and enough effective draws.</summary>
public class PosteriorTests(ITestOutputHelper output)
{
    private static readonly (string Name, bool IsRegression)[] Posteriors =
    [
        ("eight_schools-eight_schools_noncentered", false),
        ("arK-arK", false),
        ("garch-garch11", false),
        ("kidiq-kidscore_interaction", true),
        ("kidiq-kidscore_momhs", true),
        ("mesquite-logmesquite_logvash", true),
        ("nes2000-nes", true),
        ("sblrc-blr", true),
        ("earnings-earn_height", true),
        ("earnings-logearn_interaction", true),
        ("low_dim_gauss_mix-low_dim_gauss_mix", false),
        ("hmm_example-hmm_example", false),
        ("gp_pois_regr-gp_regr", false),
        ("hudson_lynx_hare-lotka_volterra", false),
        ("diamonds-diamonds", true),
    ];

    [SharedFact]
    public void Posteriors_are_the_references()
    {
        List<double> all = [];
        foreach ((string name, bool isRegression) in Posteriors)
        {
            Posterior fit = Fit(name);
            double[] z = [.. Compare(name, fit)];
            output.WriteLine($"{name}: z {string.Join(" ", z.Select(value => value.ToString("F1")))}");
            all.AddRange(z);
            if (isRegression)
            {
                Assert.Equal(0, Enumerable.Range(0, fit.ChainCount).Sum(chain => fit.Chain(chain).Divergences.Count));
            }
        }

        double rms = Math.Sqrt(all.Average(value => value * value));
        output.WriteLine($"rms z {rms:F2} over {all.Count}");
        Assert.True(rms <= 1.2, $"rms z {rms:F2} over {all.Count}");
    }

    /// <summary>z of every mean and sd of the reference, each within 4.</summary>
    private static IEnumerable<double> Compare(string posterior, Posterior fit)
    {
        foreach (JsonProperty reference in SharedFolder.Json("posteriordb", posterior, "reference.json").GetProperty("parameters").EnumerateObject())
        {
            SummaryRow row = fit.Summary.Single(candidate => candidate.Name == ZeroBased(reference.Name));
            double Of(string field) => reference.Value.GetProperty(field).GetDouble();
            double mean = (row.Mean - Of("mean")) / Hypot(row.McseMean, Of("mcse_mean"));
            double sd = (row.Sd - Of("sd")) / Hypot(row.McseSd, Of("mcse_sd"));
            Assert.True(Math.Abs(mean) <= 4 && Math.Abs(sd) <= 4, $"{posterior} {row.Name}: z of the mean {mean:F2}, of the sd {sd:F2}");
            Assert.True(row.EssBulk >= 400, $"{posterior} {row.Name}: {row.EssBulk:F0} effective draws");
            Assert.True(row.RHat < 1.01, $"{posterior} {row.Name}: R-hat {row.RHat:F3}");
            yield return mean;
            yield return sd;
        }
    }

    [Fact]
    public void The_centred_eight_schools_warn()
    {
        EightSchoolsCentered model = new()
        {
            Effect = new double[] { 28, 8, -3, 7, -1, 1, 18, 12 },
            StandardError = new double[] { 15, 10, 16, 11, 9, 11, 10, 18 },
        };
        int warned = Enumerable.Range(1, 8)
            .Count(seed => model.Sample(new SamplerOptions { Seed = (ulong)seed }).Warnings.Any(warning => warning.Contains("diverge", StringComparison.OrdinalIgnoreCase)));
        Assert.InRange(warned, 4, 8);
    }

    private static Posterior Fit(string posterior) => Sampler.Sample(
        Catalogue.Find(posterior)!.FromJson(SharedFolder.Json("posteriordb", posterior, "data.json")),
        new SamplerOptions { Seed = 20260101 });

    /// <summary>"beta[1]" of the reference is "beta[0]" here.</summary>
    private static string ZeroBased(string name)
    {
        int open = name.IndexOf('[', StringComparison.Ordinal);
        return open < 0 ? name : $"{name[..open]}[{int.Parse(name[(open + 1)..^1], System.Globalization.CultureInfo.InvariantCulture) - 1}]";
    }

    private static double Hypot(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
