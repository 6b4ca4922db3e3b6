// Who is told of each draw.
namespace Exmc;

/// <summary>Told of each kept draw, by the thread that made it; changes no draw.</summary>
internal interface IDrawListener
{
    /// <summary>A draw is finished: the last of those that are completed.</summary>
    /// <param name="chain">Chain index, 0-based.</param>
    /// <param name="draws">The chain's draws; only the completed ones may be read.</param>
    void Drawn(int chain, ChainDraws draws);
}
