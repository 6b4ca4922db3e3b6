// Where the parts of a file lie.
namespace Exmc.Outputs.NetCdf;

/// <summary>Addresses of a file's parts by name; 0 for one that was not placed yet.</summary>
internal sealed class NetCdfPlaces
{
    private readonly Dictionary<string, long> _addresses = [];

    /// <summary>Address behind the last part (bytes).</summary>
    public long End { get; set; }

    public long this[string name] => _addresses.GetValueOrDefault(name);

    /// <summary>Places a part behind the others.</summary>
    public void Put(string name, long size)
    {
        _addresses[name] = End;
        End += size;
    }
}
