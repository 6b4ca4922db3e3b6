// A dimension of a netCDF group, with its coordinates.
namespace Exmc.Outputs.NetCdf;

/// <summary>A dimension with the coordinates 0, 1, ...</summary>
/// <param name="Name">Name, unique in its group.</param>
/// <param name="Length">Length.</param>
internal sealed record NetCdfDimension(string Name, int Length);
