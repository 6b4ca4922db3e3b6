// How the numbers of a netCDF variable are stored.
namespace Exmc.Outputs.NetCdf;

/// <summary>How numbers are stored.</summary>
internal enum NetCdfType
{
    /// <summary>IEEE binary64.</summary>
    Float64,

    /// <summary>64 bits, signed.</summary>
    Int64,

    /// <summary>0 or 1 in a byte, marked as xarray marks booleans.</summary>
    Boolean,
}
