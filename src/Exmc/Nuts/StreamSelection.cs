// Random choices from a stream.
namespace Exmc;

/// <summary>Random choices that a stream makes.</summary>
internal readonly struct StreamSelection(RandomStream stream) : ISelection
{
    public bool Take(double weight, double total) => weight >= total || stream.Uniform() * total < weight;
}
