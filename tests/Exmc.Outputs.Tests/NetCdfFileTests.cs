// What a netCDF file refuses, and that a failure leaves the file that was there.
using Exmc.Outputs.NetCdf;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class NetCdfFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"exmc-{Guid.NewGuid():N}.nc");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_quantity_with_the_name_of_a_dimension_is_refused_by_both_names()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => NetCdfFile.Write(_path, [Group(new("draw", ["draw"], NetCdfType.Float64, () => [1, 2]))]));
        Assert.Contains("'draw' of the group 'observed_data'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public void Values_that_cannot_be_had_leave_the_earlier_file()
    {
        NetCdfFile.Write(_path, [Group(new("y", ["draw"], NetCdfType.Float64, () => [1, 2]))]);
        byte[] before = File.ReadAllBytes(_path);
        Assert.Throws<TimeoutException>(() => NetCdfFile.Write(_path, [Group(new("y", ["draw"], NetCdfType.Float64, () => throw new TimeoutException()))]));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    private static NetCdfGroup Group(NetCdfVariable variable) => new("observed_data", [new NetCdfDimension("draw", 2)], [variable], []);
}
