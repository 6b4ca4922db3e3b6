// Whether one call of all lanes is faster than calls one by one.
using System.Diagnostics;

namespace Exmc;

/// <summary>When chains that could share lanes do so. Draws are the same either way.</summary>
internal enum LaneUse
{
    /// <summary>Each chain by itself.</summary>
    Never,

    /// <summary>Lanes when measured to be faster for as many chains as there are.</summary>
    WhenFaster,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>Measures both ways for a few rounds in every few thousand: code gets faster as it runs, and models and processors differ.</summary>
internal sealed class LanePace(LaneUse use)
{
    private const int Period = 4096;
    private const int Measured = 4;
    private int _round;
    private long _began;
    private double _lanes;
    private double _single;

    /// <summary>Begins a round of gradients.</summary>
    /// <param name="active">Chains that wait for one.</param>
    /// <returns>Whether all lanes are to be evaluated at once.</returns>
    public bool BeginRound(int active)
    {
        if (use != LaneUse.WhenFaster)
        {
            return true;
        }

        if (_round == 0)
        {
            _lanes = _single = double.PositiveInfinity;
        }

        if (_round >= 2 * Measured)
        {
            return _lanes < active * _single;
        }

        _began = Stopwatch.GetTimestamp();
        return _round < Measured;
    }

    /// <summary>Ends a round.</summary>
    public void EndRound(int active)
    {
        if (use != LaneUse.WhenFaster)
        {
            return;
        }

        if (_round < 2 * Measured)
        {
            long ticks = Stopwatch.GetTimestamp() - _began;
            if (_round < Measured)
            {
                _lanes = Math.Min(_lanes, ticks);
            }
            else
            {
                _single = Math.Min(_single, (double)ticks / active);
            }
        }

        _round = _round == Period ? 0 : _round + 1;
    }
}
