// One fit of the live engine in a lane of the sampler.
using System.Diagnostics;

namespace Exmc.Fleet.Live;

/// <summary>Binds a window, fits it, and ends with the fit or with what kept it from being made; nothing that its model throws reaches the other lanes.</summary>
/// <param name="fitter">Whose models and options it uses.</param>
/// <param name="job">The fit.</param>
internal sealed class SamplerJob(SamplerFitter fitter, FitJob job) : LaneJob
{
    private Standardization _scale = Standardization.None;
    private IDensity? _density;
    private double _seconds;

    public override ChainFit? Begin()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            _scale = fitter.ScaleOf(job.Request);
            _density = fitter.Bound(_scale, job.Request.Window);
            ChainFit fit = new();
            fit.Begin(_density, fitter.PlanOf(job.Request, _density), job.Cancellation);
            _seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return fit;
        }
        catch (Exception exception)
        {
            End(null, exception);
            return null;
        }
    }

    public override ChainFit? End(ChainFit fit, Exception? failure)
    {
        LiveFit? made = null;
        if (failure is null)
        {
            try
            {
                made = fitter.Keep(job, _scale, _density!, fit.ToPosterior(), _seconds + fit.Seconds);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }

        End(made, failure);
        return null;
    }

    private void End(LiveFit? fit, Exception? failure)
    {
        if (_density is not null)
        {
            fitter.Release(_density);
        }

        if (fit is not null)
        {
            job.Succeed(fit);
        }
        else
        {
            job.Fail(failure!);
        }
    }
}
