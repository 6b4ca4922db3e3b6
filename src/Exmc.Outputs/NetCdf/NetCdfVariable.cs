// A variable of a netCDF group.
namespace Exmc.Outputs.NetCdf;

/// <summary>A variable.</summary>
/// <param name="Name">Name, unique in its group.</param>
/// <param name="Dimensions">Names of its dimensions, the last one fastest.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Values">Its numbers.</param>
internal sealed record NetCdfVariable(string Name, IReadOnlyList<string> Dimensions, NetCdfType Type, Func<IEnumerable<double>> Values);
