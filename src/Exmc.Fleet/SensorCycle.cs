// One cycle of one sensor: score, shift, refit.
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Exmc.Fleet;

/// <summary>What a sensor does in one cycle, as a job for lanes.</summary>
/// <param name="sensor">The sensor.</param>
/// <param name="cycle">The cycle, which selects the random stream.</param>
/// <param name="readings">New readings to score and let into the window before the refit.</param>
/// <param name="isPair">Whether a cold fit beside the last warm one is wanted, which is not carried.</param>
/// <param name="cancellation">Stops between iterations of the fit.</param>
/// <param name="ended">Told when the cycle has ended.</param>
internal sealed class SensorCycle(Sensor sensor, int cycle, int readings, bool isPair, CancellationToken cancellation, Action<SensorCycle> ended) : LaneJob
{
    private double _seconds;
    private bool _isCold;

    /// <summary>The cycle, 0 for the first fit.</summary>
    public int Cycle => cycle;

    /// <summary>The refit, when the job has ended.</summary>
    public FitRecord Record { get; private set; } = null!;

    /// <summary>Alarms of the new readings.</summary>
    public List<Alarm> Alarms { get; } = [];

    /// <summary>New readings that were scored.</summary>
    public int Scored { get; private set; }

    public override ChainFit? Begin()
    {
        for (int k = 0; k < readings && !sensor.IsAtEnd; k++)
        {
            (bool isScored, Alarm? alarm) = sensor.Advance();
            Scored += isScored ? 1 : 0;
            if (alarm is not null)
            {
                Alarms.Add(alarm);
            }
        }

        if (!isPair && sensor.ReasonToSkip() is { } reason)
        {
            Finish(new FitRecord(sensor.Name, cycle, FitKind.Skipped, 0, 0, 0, 0, 0, reason), null);
            return null;
        }

        _isCold = isPair || !sensor.CanContinue;
        return Next();
    }

    public override ChainFit? End(ChainFit fit, Exception? failure)
    {
        _seconds += fit.Seconds;
        if (failure is SamplingException)
        {
            Fail(failure);
            return null;
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (fit.Draws.Start == ChainStart.RandomBecauseCarriedFailed)
        {
            // What was carried is of no use on the new data: this is a new sensor.
            _isCold = true;
            return Next();
        }

        Posterior posterior = fit.ToPosterior();
        ChainDraws draws = fit.Draws;
        double minEss = double.IsNaN(fit.LeastEss) ? FitQuality.MinEss(posterior) : fit.LeastEss;
        string note = minEss < sensor.LowEss ? $"only {minEss:F1} effective draws; the next fit is cold" : string.Empty;
        Finish(
            new FitRecord(
                sensor.Name, cycle, _isCold || draws.Refit is { Rung: RefitRung.Cold } ? FitKind.Cold : FitKind.Warm, Milliseconds, draws.WarmupGradients + draws.SamplingGradients, minEss, fit.StepSize, draws.DivergenceCount, note, draws.Refit),
            posterior);
        return null;
    }

    private double Milliseconds => 1000 * _seconds;

    // The next fit, on the current window; null when its data are refused.
    private ChainFit? Next()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return isPair ? sensor.PrepareUncarried((ulong)cycle, cancellation) : sensor.Prepare(_isCold, (ulong)cycle, cancellation);
        }
        catch (Exception exception) when (exception is SamplingException or InvalidDataException)
        {
            Fail(exception);
            return null;
        }
        finally
        {
            _seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    private void Fail(Exception exception) =>
        Finish(new FitRecord(sensor.Name, cycle, FitKind.Failed, Milliseconds, 0, 0, 0, 0, exception.Message), null);

    private void Finish(FitRecord record, Posterior? posterior)
    {
        Record = record;
        if (!isPair)
        {
            sensor.Keep(record, posterior);
        }

        ended(this);
    }
}
