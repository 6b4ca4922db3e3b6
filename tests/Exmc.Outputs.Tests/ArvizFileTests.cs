// netCDF in ArviZ's layout: opened by netCDF4 and xarray with named dimensions and the same numbers.
using System.Globalization;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class ArvizFileTests : IDisposable
{
    private static readonly DateTimeOffset Made = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-nc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NetCdfFact]
    public void Python_reads_the_same_numbers_with_named_dimensions()
    {
        string[] lines = Read(Fits.Matrix(), """
            for g in ("posterior", "sample_stats"):
                d = xarray.open_dataset(sys.argv[1], group=g)
                for n in d.data_vars: print(g, n, *d[n].dims, d[n].dtype, *[repr(float(v)) for v in d[n].values.ravel()])
                for n in d.coords: print(g, n, *d[n].values)
            print(d.attrs["created_at"], d.attrs["inference_library"], d.attrs["model_name"])
            """);
        Assert.Equal("posterior x chain draw x_dim_0 x_dim_1 float64 0.0 10.0 20.0 100.0 110.0 120.0 1.0 11.0 21.0 101.0 111.0 nan 2.0 12.0 22.0 102.0 112.0 -inf 3.0 13.0 23.0 103.0 113.0 123.0", lines[0]);
        Assert.Equal("posterior tau chain draw float64 -5.0 -4.0 -3.0 -2.0", lines[1]);
        Assert.Contains("posterior chain 0 1", lines);
        Assert.Contains("posterior x_dim_1 0 1 2", lines);
        Assert.Contains("sample_stats lp chain draw float64 1000.0 1001.0 1002.0 1003.0", lines);
        Assert.Contains("sample_stats n_steps chain draw int64 5000.0 5001.0 5002.0 5003.0", lines);
        Assert.Equal("2024-05-06T07:08:09.0000000+00:00 exmc matrix", lines[^1]);
    }

    [NetCdfFact]
    public void A_fit_keeps_its_last_bits()
    {
        DrawSet draws = DrawSet.Of(Fits.EightSchools);
        string[] lines = Read(draws, """
            d = netCDF4.Dataset(sys.argv[1])
            print(*d["posterior/theta"].dimensions, *[repr(float(v)) for v in d["posterior/theta"][:, :, 3].ravel()])
            print(d["sample_stats/diverging"].dtype, int(d["sample_stats/diverging"][:].sum()))
            """);
        string[] cells = lines[0].Split(' ');
        Assert.Equal(["chain", "draw", "theta_dim_0"], cells[..3]);
        Assert.Equal(draws.Variables.First(variable => variable.Name == "theta").Elements[3], cells[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        Assert.Equal($"int8 {draws.Statistics.Divergent.Sum()}", lines[1]);
    }

    [Fact]
    public void A_quantity_named_like_a_dimension_is_refused()
    {
        DrawSet draws = Fits.Matrix();
        draws = draws with { Variables = [draws.Variables[1] with { Name = "draw" }] };
        Assert.Contains("'draw'", Assert.Throws<ArgumentException>(() => ArvizFile.Write(Path.Combine(_folder, "fit.nc"), draws, Made)).Message, StringComparison.Ordinal);
    }

    /// <summary>The log likelihood is compared with the normal density in Python, the replications' mean with theta's within five of its errors.</summary>
    [NetCdfFact]
    public void What_the_model_makes_of_a_fit_has_groups_of_its_own()
    {
        IModel model = Exmc.Models.Catalogue.Find("eight_schools_centered")!.FromJson(Fits.Data());
        string replicated = model.Bind().PredictedLayout.Entries[0].Name;
        ArvizFile.Write(FileName, model, Fits.EightSchools, new Dictionary<string, double[]> { [replicated] = [28, 8, -3, 7, -1, 1, 18, 12] }, Made);
        string[] lines = Read("""
            import numpy as np
            p, l, o, r = [xarray.open_dataset(sys.argv[1], group=g) for g in ("posterior", "log_likelihood", "observed_data", "posterior_predictive")]
            n = list(o.data_vars)[0]
            s = np.array([15, 10, 16, 11, 9, 11, 10, 18.0])
            t = p.theta.values
            e = -0.5 * ((o[n].values - t) / s) ** 2 - np.log(s) - 0.5 * np.log(2 * np.pi)
            print(*l[n].dims, *r[n].dims, *o[n].dims)
            print(np.abs(e - l[n].values).max() < 1e-12)
            z = (r[n].values - t) / s
            print(np.abs(z.mean() * np.sqrt(z.size)) < 5, np.abs((z * z).mean() - 1) * np.sqrt(z.size / 2) < 5)
            """);
        Assert.Equal($"chain draw {replicated}_dim_0 chain draw {replicated}_dim_0 {replicated}_dim_0", lines[0]);
        Assert.Equal(["True", "True True"], lines[1..]);
    }

    private string FileName => Path.Combine(_folder, "fit.nc");

    private string[] Read(DrawSet draws, string script)
    {
        ArvizFile.Write(FileName, draws, Made);
        return Read(script);
    }

    private string[] Read(string script)
    {
        (int code, string output) = Fits.Run(NetCdfFactAttribute.Python, "-c", "import sys, netCDF4, xarray\n" + script, FileName);
        Assert.True(code == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
