// One sensor of the live engine.
namespace Exmc.Fleet.Live;

/// <summary>Scores a sensor's readings in order and knows when it wants a refit. The engine guards it.</summary>
internal sealed class LiveSensor(string name, LiveOptions options, ISensorFitter fitter, DiscoveryControl discoveries)
{
    private readonly LiveWindow _window = new(options.Window, options.DayPatterns, options.WeekPatterns);
    private readonly AlarmMachine _machine = new(options.Hold, options.Refractory);
    private readonly SensorDetector _detector = new(options.Horizons, options.CalibrationMemory, options.SpreadHorizon);
    private int _side;
    private int _sinceRefit;
    private DateTime _windowAtRefit;

    // The two as they were before the running refit was asked for.
    private int _sinceBefore;
    private DateTime _windowBefore;
    private long _outdated;
    private string? _lanes;
    private bool _knowsLanes;

    public string Name => name;

    public ReorderBuffer Buffer { get; } = new(options.Lateness, options.Waiting);

    public RefitSchedule Schedule { get; } = new(options);

    public AlarmMachine Machine => _machine;

    public LiveFit? Fit { get; private set; }

    public ScoredReading? Last { get; private set; }

    /// <summary>Timestamp of the last arrival, by which a clock that is set makes no dropout and hides none.</summary>
    public long LastArrival { get; set; }

    /// <summary>Whether it has its place among those that may have a reading to score; one place, however many readings wait.</summary>
    public bool IsReady { get; set; }

    public TimeSpan Step => _window.Step;

    /// <summary>Scores the next reading that the watermark has reached, and says since when it was due; null when none is.</summary>
    public ScoredReading? ScoreNext(out long since)
    {
        if (!Buffer.TryTake(out DateTime time, out long sequence, out double value, out since))
        {
            return null;
        }

        _knowsLanes = false;
        _window.FillUntil(time);
        ScoredReading scored = Fit is { } fit && _window.Places.Count > 0 ? Score(fit, time, sequence, value) : Unscored(time, sequence, value);
        bool isSurprising = scored.Calibrated < options.AlarmRate;
        _window.Add(new WindowPlace(time, value, isSurprising));
        bool isLevel = Math.Abs(_side) >= options.LevelChange;
        if (isSurprising && (isLevel || (Fit is not null && _window.IsOverrun)))
        {
            // The level has changed for good: what was excluded is the new normal, and the next fit is a cold one.
            scored = scored with { Alarm = _machine.Accept(time) ?? scored.Alarm };
            _detector.StartBlocks();
            _window.StartAnew(isLevel ? Math.Abs(_side) : options.Window / 2);
            _side = 0;
            Fit = null;
            _outdated = Schedule.IsRunning ? Schedule.NextNumber : 0;
        }

        _sinceRefit++;
        Last = scored;
        return scored;
    }

    /// <summary>Whether the window asks for a refit: enough readings, or far enough in event time.</summary>
    public bool WantsRefit
    {
        get
        {
            if (_window.Present < (Fit is null ? MinimumForFirst : 20) || Standardization.Of(_window.ToModel().Y) is null)
            {
                return false;
            }

            return Fit is null
                || _sinceRefit >= options.RefitReadings
                || (options.RefitSpan > TimeSpan.Zero && _window.Places[^1].Time - _windowAtRefit >= options.RefitSpan);
        }
    }

    /// <summary>What a forecast of the next reading needs; null when there is no fit to make it with.</summary>
    public (LiveFit Fit, SensorWindow Window, DateTime Time)? Outlook =>
        Fit is { } fit && _window.Places.Count > 0 ? (fit, _window.ToModel(), _window.Places[^1].Time + Step) : null;

    /// <summary>What its next refit shares with those that may run beside it; null when it runs by itself. Known until the window moves.</summary>
    public string? Lanes
    {
        get
        {
            if (!_knowsLanes)
            {
                (_lanes, _knowsLanes) = (RefitLanes.Of(fitter, Wanted()), true);
            }

            return _lanes;
        }
    }

    /// <summary>The refit that is wanted, which begins.</summary>
    public FitRequest Request()
    {
        FitRequest wanted = Wanted();
        _knowsLanes = false;
        (_sinceBefore, _sinceRefit) = (_sinceRefit, 0);
        (_windowBefore, _windowAtRefit) = (_windowAtRefit, _window.Places[^1].Time);
        return wanted;
    }

    private FitRequest Wanted()
    {
        ulong seed = options.Seed;
        foreach (char c in name)
        {
            seed = unchecked((seed ^ c) * 0x100000001B3UL);
        }

        return new FitRequest(_window.ToModel(), Fit, Schedule.NextNumber, seed);
    }

    /// <summary>Takes a fit, unless a newer one is there or the level has changed since it was asked for.</summary>
    public void Take(LiveFit fit)
    {
        if (fit.Number != _outdated && (Fit is null || fit.Number > Fit.Number))
        {
            Fit = fit;
        }
    }

    /// <summary>Its state, so long after the last arrival.</summary>
    public LiveState State(TimeSpan silence) =>
        Step > TimeSpan.Zero && silence > options.DropoutSteps * Step ? LiveState.Dropout
        : _window.IsFlat(options.FlatRun) ? LiveState.FlatLine
        : _machine.Current is not null ? LiveState.Alarm
        : _window.IsStuck(options.FlatRun) ? LiveState.Stuck
        : Schedule.Failure.Length > 0 ? LiveState.Degraded
        : Fit is null ? LiveState.Learning
        : LiveState.Normal;

    // A refit that is running when the checkpoint is made will not have ended for who goes on from it: it is asked for again.
    public LiveCheckpoint Checkpoint() => new(
        name,
        Buffer.Released.Time,
        Buffer.Released.Sequence,
        [.. _window.Places],
        [.. _detector.Scores],
        _machine.Phase,
        _machine.Since,
        _machine.Current,
        _side,
        Schedule.IsRunning ? _sinceBefore + _sinceRefit : _sinceRefit,
        _detector.Memory,
        Schedule.Memory(Schedule.IsRunning ? _windowBefore : _windowAtRefit),
        _window.Day,
        _window.Week,
        Last is null ? null : Last with { Alarm = null });

    public void Resume(LiveCheckpoint checkpoint, LiveFit? fit)
    {
        Buffer.Resume(checkpoint.Time, checkpoint.Sequence);
        _window.Resume(checkpoint.Places, checkpoint.Day, checkpoint.Week);
        _detector.Resume(checkpoint.Calibration, checkpoint.Detector);
        _machine.Resume(checkpoint.Phase, checkpoint.Since, checkpoint.Alarm);
        (_side, _sinceRefit, Fit, Last) = (checkpoint.Side, checkpoint.SinceRefit, fit, checkpoint.Last);
        RefitMemory refits = checkpoint.Refits ?? new RefitMemory((fit?.Number ?? 0) + 1, 0, string.Empty, DateTime.MinValue, DateTime.MinValue);
        Schedule.Resume(refits);
        _windowAtRefit = refits.WindowAt;
    }

    // After a change of level the readings before it do not count, and a shorter start has to do.
    private int MinimumForFirst => _window.Places.Any(place => place.IsExcluded) ? 20 : options.FirstFit;

    private ScoredReading Score(LiveFit fit, DateTime time, long sequence, double value)
    {
        if (Forecast(fit) is not { } prediction)
        {
            return Unscored(time, sequence, value);
        }

        double tail = prediction.Tail(fit.Scale.Apply(value));
        if (double.IsNaN(tail))
        {
            Schedule.Note("the prediction is not a number");
            return Unscored(time, sequence, value);
        }

        bool isAbove = prediction.Cdf(fit.Scale.Apply(value)) > 0.5;
        double calibrated = _detector.Test(tail, isAbove);
        double q = discoveries.Take(calibrated, _machine.Phase is AlarmPhase.Calm);
        double Bound(double probability) => fit.Scale.Restore(prediction.Quantile(probability));
        AlarmEvidence? evidence = null;
        if (calibrated < options.AlarmRate)
        {
            double half = 0.5 * options.AlarmRate;
            int side = isAbove ? 1 : -1;
            _side = side * _side > 0 ? _side + side : side;
            evidence = new(time, value, Bound(half), Bound(1 - half), tail, calibrated, q, _window.Places[0].Time, _window.Places[^1].Time, fit.Number, fit.Rung, _detector.Horizon, _detector.IsSpread);
        }
        else
        {
            _side = 0;
        }

        // What an open alarm reads is no calm past, unless the sensor is to get used to its events.
        if (options.LearnInAlarms || (evidence is null ? _machine.Current is null : _machine.Phase is AlarmPhase.Calm))
        {
            _detector.Learn(options.AlarmRate);
        }

        LiveAlarm? alarm = _machine.Take(name, evidence, time, q <= options.FalseDiscoveryRate);
        return new ScoredReading(name, time, sequence, value, tail, calibrated, Bound(0.05), Bound(0.95), fit.Number, alarm, new PredictiveBands(Bound(0.25), Bound(0.75), Bound(0.005), Bound(0.995)));
    }

    private ScoredReading Unscored(DateTime time, long sequence, double value) =>
        new(name, time, sequence, value, double.NaN, double.NaN, double.NaN, double.NaN, 0, null);

    // A model that cannot predict must not stop the other sensors.
    private Prediction? Forecast(LiveFit fit)
    {
        try
        {
            return fitter.Predict(fit, _window.ToModel());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Schedule.Note(exception.Message);
            return null;
        }
    }
}
