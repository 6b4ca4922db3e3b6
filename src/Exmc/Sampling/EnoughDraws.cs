// Looks at the effective draws of running chains.
namespace Exmc;

/// <summary>Stops a run when its effective draws are enough, at a draw that depends on the draws alone.</summary>
/// <param name="layout">Names the reported numbers.</param>
/// <param name="chains">Number of chains.</param>
/// <param name="limit">Effective draws that are enough, and how often they are looked at.</param>
/// <param name="stop">Called once, when they are enough.</param>
internal sealed class EnoughDraws(ParameterLayout layout, int chains, StopWhen limit, Action stop) : IDrawListener
{
    private readonly Lock _lock = new();
    private readonly ChainDraws?[] _draws = new ChainDraws?[chains];
    private readonly int[] _completed = new int[chains];
    private int _next = limit.CheckEvery;

    /// <summary>Draws per chain that are enough; null as long as they are not.</summary>
    public int? Count { get; private set; }

    public void Drawn(int chain, ChainDraws draws)
    {
        if (draws.Completed % limit.CheckEvery != 0)
        {
            return;
        }

        Look(chain, draws);
    }

    /// <summary>Takes into account what a chain has drawn so far: of a run that goes on, or at any multiple of the draws between two looks.</summary>
    public void Look(int chain, ChainDraws draws)
    {
        lock (_lock)
        {
            _draws[chain] = draws;
            _completed[chain] = draws.Completed;
            while (Count is null && _completed.Min() >= _next)
            {
                if (IsEnough(_next))
                {
                    Count = _next;
                    stop();
                }

                _next += limit.CheckEvery;
            }
        }
    }

    private bool IsEnough(int count)
    {
        double[] pooled = new double[chains * count];
        for (int value = 0; value < layout.ValueCount; value++)
        {
            for (int chain = 0; chain < chains; chain++)
            {
                _draws[chain]!.Value(value)[..count].CopyTo(pooled.AsSpan(chain * count));
            }

            // A number that never changes has no effective draws.
            bool isConstant = !pooled.AsSpan().ContainsAnyExcept(pooled[0]);
            SummaryRow row = Summarizer.Row(layout.ValueNames[value], pooled, chains);
            if (!isConstant && !(Math.Min(row.EssBulk, row.EssTail) >= limit.Ess))
            {
                return false;
            }
        }

        return true;
    }
}
