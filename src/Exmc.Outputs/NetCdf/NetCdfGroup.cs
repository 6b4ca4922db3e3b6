// A group of a netCDF file.
namespace Exmc.Outputs.NetCdf;

/// <summary>A group with its dimensions, variables and texts that describe it.</summary>
internal sealed record NetCdfGroup(
    string Name, IReadOnlyList<NetCdfDimension> Dimensions, IReadOnlyList<NetCdfVariable> Variables, IReadOnlyList<(string Name, string Value)> Attributes);
