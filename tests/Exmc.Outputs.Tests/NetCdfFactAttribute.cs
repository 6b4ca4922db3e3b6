// A fact that needs Python with netCDF4 and xarray.
using Xunit;

namespace Exmc.Outputs.Tests;

/// <summary>A fact that needs the system's Python with netCDF4 and xarray; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetCdfFactAttribute : FactAttribute
{
    /// <summary>Debian's own Python, which has Debian's packages.</summary>
    internal const string Python = "/usr/bin/python3";

    private static readonly Lazy<string?> Absence = new(Look);

    public NetCdfFactAttribute() => Skip = Absence.Value;

    private static string? Look() => File.Exists(Python) && Fits.Run(Python, "-c", "import netCDF4, xarray").Code == 0
        ? null
        : "Python has no netCDF4 or no xarray (Debian: python3-netcdf4, python3-xarray).";
}
