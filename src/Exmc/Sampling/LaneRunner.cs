// Runs chains side by side in the lanes of one model.
namespace Exmc;

/// <summary>Runs jobs in lanes: each gradient call serves eight chains, and a lane whose chain ends takes the next job at once.</summary>
/// <remarks>
/// A chain's draws are those it has alone, bit for bit. A job whose sizes differ from what the lanes hold waits until the lanes are empty; then
/// they are made anew. A density without lanes runs by itself. Not thread safe: one runner per thread.
/// </remarks>
/// <param name="use">When lanes are used; never runs every job by itself, one after the other.</param>
internal sealed class LaneRunner(LaneUse use)
{
    // Work may come while lanes are free: about a millisecond passes until it is asked for again.
    private const int RoundsUntilAskedAgain = 64;
    private readonly ChainFit?[] _fits = new ChainFit?[ILaneDensity.Width];
    private readonly LaneJob?[] _jobs = new LaneJob?[ILaneDensity.Width];
    private readonly double[] _logDensities = new double[ILaneDensity.Width];
    private readonly DensityStatus[] _statuses = new DensityStatus[ILaneDensity.Width];
    private readonly Queue<(LaneJob Job, ChainFit Fit)> _ready = [];
    private readonly ShareClock _clock = new();
    private readonly LanePace _pace = new(use);
    private double[] _positions = [];
    private double[] _gradients = [];
    private int _size;
    private ILaneDensity? _lanes;
    private Type? _kind;
    private int _active;

    /// <summary>Most lanes that are taken at once, 1 to 8: fewer than 8 leave jobs to other runners.</summary>
    public int Capacity { get; set; } = ILaneDensity.Width;

    /// <summary>How well the lanes were used so far, over all runs.</summary>
    public LaneUsage Usage { get; private set; }

    /// <summary>Runs jobs until there is none left. What a job rethrows, and what a gradient throws, ends the run.</summary>
    /// <param name="next">Gives the next job; null when there is none now. It is asked again while others run, and the run ends when none does.</param>
    public void Run(Func<LaneJob?> next)
    {
        Array.Clear(_fits);
        _ready.Clear();
        _active = 0;
        Fill(next);
        for (int sinceAsked = 1; _active > 0; sinceAsked++)
        {
            int active = _active;
            Evaluate(active);
            Usage += new LaneUsage(1, active);
            for (int lane = 0; lane < ILaneDensity.Width; lane++)
            {
                if (_fits[lane] is { } fit)
                {
                    Resume(lane, fit);
                }
            }

            if (_active < active || (_active < Capacity && sinceAsked >= RoundsUntilAskedAgain))
            {
                Fill(next);
                sinceAsked = 0;
            }
        }
    }

    private void Evaluate(int active)
    {
        if (_pace.BeginRound(active))
        {
            _lanes!.Evaluate(DensityBuffers.AlignedSpan(_positions, _size), DensityBuffers.AlignedSpan(_gradients, _size), _logDensities, _statuses);
        }
        else
        {
            for (int lane = 0; lane < ILaneDensity.Width; lane++)
            {
                if (_fits[lane] is { } fit)
                {
                    _statuses[lane] = fit.Space.EvaluateLane(fit.Density, out _logDensities[lane]);
                }
            }
        }

        _pace.EndRound(active);
    }

    // Gives free lanes something to do.
    private void Fill(Func<LaneJob?> next)
    {
        _clock.Share(0);
        while (_active < Capacity && HasReady(next))
        {
            (LaneJob job, ChainFit fit) = _ready.Peek();
            int lane = Array.IndexOf(_fits, null);
            if (!TryLoad(lane, fit.Density))
            {
                if (_active > 0)
                {
                    break;
                }

                if (!TryCreate(fit.Density))
                {
                    _ready.Dequeue();
                    RunAlone(job, fit);
                    continue;
                }
            }

            _ready.Dequeue();
            Start(lane, job, fit);
        }

        _clock.Share(_active);
    }

    private bool HasReady(Func<LaneJob?> next)
    {
        while (_ready.Count == 0)
        {
            if (next() is not { } job)
            {
                return false;
            }

            if (job.Begin() is { } fit)
            {
                _ready.Enqueue((job, fit));
            }
        }

        return true;
    }

    private bool TryLoad(int lane, IDensity density) =>
        _lanes is not null && _kind == density.GetType() && density.Dimension == _lanes.Dimension && _lanes.TryLoad(lane, density);

    // Lanes of another shape, loaded with this density; false when it has none.
    private bool TryCreate(IDensity density)
    {
        if (use == LaneUse.Never || density.Dimension == 0 || density.CreateLanes() is not { } lanes)
        {
            return false;
        }

        _lanes = lanes;
        _kind = density.GetType();
        _size = ILaneDensity.Width * lanes.Dimension;
        DensityBuffers.ResizeAligned(ref _positions, _size);
        DensityBuffers.ResizeAligned(ref _gradients, _size);

        return true;
    }

    private void Start(int lane, LaneJob job, ChainFit fit)
    {
        bool wants = false;
        Exception? failure = null;
        fit.Space.UseLane(_positions, _gradients, lane);
        _clock.Share(_active + 1);
        try
        {
            wants = fit.Start(_clock);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        if (wants)
        {
            _fits[lane] = fit;
            _jobs[lane] = job;
            _active++;
            return;
        }

        End(job, fit, failure);
    }

    private void Resume(int lane, ChainFit fit)
    {
        Exception? failure = null;
        try
        {
            if (fit.Resume(_statuses[lane], _logDensities[lane]))
            {
                return;
            }
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        _fits[lane] = null;
        End(_jobs[lane]!, fit, failure);
        _active--;
        _clock.Share(_active);
    }

    private void RunAlone(LaneJob job, ChainFit fit)
    {
        Exception? failure = null;
        try
        {
            fit.Run(_clock);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(job, fit, failure);
    }

    // What the job does with its fit is nobody's time of sampling.
    private void End(LaneJob job, ChainFit fit, Exception? failure)
    {
        _clock.Share(0);
        if (job.End(fit, failure) is { } following)
        {
            _ready.Enqueue((job, following));
        }
    }
}
