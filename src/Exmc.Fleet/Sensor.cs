// One sensor: one model, one rolling window, one carried adaptation.
using System.Diagnostics;

namespace Exmc.Fleet;

/// <summary>A sensor that is refitted again and again. Not thread safe: one cycle of one sensor runs on one thread.</summary>
public sealed class Sensor
{
    private const int FewestReadings = 20;

    private readonly SensorSeries _series;
    private readonly FleetOptions _options;
    private readonly ulong _seed;
    private readonly Func<SensorWindow, IModel> _model;
    private readonly RollingWindow _window;
    private readonly double[] _wave;
    private readonly double[] _waveWindow;
    private readonly double[] _standardized;
    private Standardization _standardization = Standardization.None;
    private IDensity? _density;
    private Adaptation? _carried;
    private Posterior? _posterior;

    /// <summary>Starts a sensor on the first window of its series.</summary>
    /// <param name="series">Its readings; at least one window of them.</param>
    /// <param name="index">Its index in the fleet, which selects its random streams.</param>
    /// <param name="options">Options of the fleet.</param>
    /// <param name="model">Makes the model of a window; called for every refit and every score.</param>
    /// <exception cref="ArgumentException">The series is shorter than the window.</exception>
    public Sensor(SensorSeries series, int index, FleetOptions options, Func<SensorWindow, IModel> model)
    {
        if (series.Values.Length < options.Window)
        {
            throw new ArgumentException($"Sensor '{series.Name}' has {series.Values.Length} readings, fewer than the window of {options.Window}. Choose a smaller window.", nameof(series));
        }

        _series = series;
        _options = options;
        _model = model;
        _seed = unchecked((options.Seed * 0x9E3779B97F4A7C15UL) + (ulong)index);
        _window = new RollingWindow(series.Values.AsSpan(0, options.Window));
        _standardized = new double[options.Window];
        _wave = series.TimeOfDayWave();
        _waveWindow = new double[options.Window];
        Next = options.Window;
    }

    /// <summary>The sensor's name.</summary>
    public string Name => _series.Name;

    /// <summary>Index of the next reading.</summary>
    public int Next { get; private set; }

    /// <summary>Whether all readings have been seen.</summary>
    public bool IsAtEnd => Next >= _series.Values.Length;

    /// <summary>The posterior of the last fit; null when there is none.</summary>
    public Posterior? Posterior => _posterior;

    /// <summary>Scores the next reading against the last posterior, when both are there, then lets it into the window.</summary>
    public (bool IsScored, Alarm? Alarm) Advance()
    {
        double value = _series.Values[Next];
        bool isScored = !double.IsNaN(value) && _posterior is not null;
        Alarm? alarm = isScored ? Score(value, _posterior!) : null;
        _window.Shift(value);
        Next++;
        return (isScored, alarm);
    }

    /// <summary>Refits on the current window: warm when there is something to carry, cold otherwise.</summary>
    public FitRecord Refit(int cycle, CancellationToken cancellationToken = default)
    {
        int present = _window.Values.Count(value => !double.IsNaN(value));
        Standardization? scale = Standardization.Of(_window.Values);
        if (present < FewestReadings || scale is null)
        {
            _carried = null;
            _posterior = null;
            string reason = present < FewestReadings ? $"only {present} readings in the window" : "all readings of the window are equal";
            return new FitRecord(Name, cycle, FitKind.Skipped, 0, 0, 0, 0, 0, reason);
        }

        bool isCold = _carried is null;
        if (isCold && _options.Standardize)
        {
            _standardization = scale;
        }

        long start = Stopwatch.GetTimestamp();
        try
        {
            Posterior posterior = isCold ? Cold((ulong)cycle, cancellationToken) : Warm(_carried!, (ulong)cycle, cancellationToken);
            if (posterior.Chain(0).PlanThatRan.Start == ChainStart.RandomBecauseCarriedFailed)
            {
                // What was carried is of no use on the new data: this is a new sensor.
                isCold = true;
                posterior = Cold((ulong)cycle, cancellationToken);
            }

            FitRecord record = Record(posterior, isCold ? FitKind.Cold : FitKind.Warm, cycle, Stopwatch.GetElapsedTime(start));
            _posterior = posterior;
            _carried = record.Note.Length == 0 ? posterior.Adaptation : null;
            return record;
        }
        catch (Exception exception) when (exception is SamplingException or InvalidDataException)
        {
            _carried = null;
            _posterior = null;
            return Failure(cycle, Stopwatch.GetElapsedTime(start), exception);
        }
    }

    /// <summary>A cold fit on the current window that is not carried: the other half of a pair.</summary>
    public FitRecord FitCold(int cycle, CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            Posterior posterior = Cold((ulong)cycle, cancellationToken);
            return Record(posterior, FitKind.Cold, cycle, Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is SamplingException or InvalidDataException)
        {
            return Failure(cycle, Stopwatch.GetElapsedTime(start), exception);
        }
    }

    private FitRecord Failure(int cycle, TimeSpan elapsed, Exception exception) =>
        new(Name, cycle, FitKind.Failed, elapsed.TotalMilliseconds, 0, 0, 0, 0, exception.Message);

    private Posterior Cold(ulong epoch, CancellationToken cancellationToken) => Sampler.SampleChain(
        Bound(),
        new SamplerOptions { Chains = 1, Warmup = _options.ColdWarmup, Draws = _options.Draws, Seed = _seed, Epoch = epoch, Threads = 1 },
        cancellationToken);

    private Posterior Warm(Adaptation carried, ulong epoch, CancellationToken cancellationToken)
    {
        WarmupPlan plan = new([new WarmupPhase.StepSize(_options.WarmWarmup, PriorCount: 40)]);
        return Sampler.RefitChain(
            Bound(),
            carried,
            new RefitOptions { Draws = _options.Draws, Plan = _options.WarmWarmup == 0 ? WarmupPlan.None : plan, Seed = _seed, Epoch = epoch, Threads = 1 },
            cancellationToken);
    }

    /// <summary>The density on the current window, rebound in place after the first time.</summary>
    private IDensity Bound()
    {
        Array.Copy(_wave, Next - _window.Length, _waveWindow, 0, _window.Length);
        for (int i = 0; i < _window.Length; i++)
        {
            _standardized[i] = _standardization.Apply(_window.Values[i]);
        }

        IModel model = _model(new SensorWindow(_standardized, _waveWindow, _wave[Next]));
        if (_density is null)
        {
            _density = model.Bind();
        }
        else
        {
            _density.Rebind(model);
        }

        return _density;
    }

    private Alarm? Score(double value, Posterior posterior)
    {
        Prediction prediction = new(Bound(), posterior);
        double tail = prediction.Tail(_standardization.Apply(value));
        return tail >= _options.Alarm
            ? null
            : new Alarm(
                Name,
                _series.TimeOf(Next),
                Next,
                value,
                _standardization.Restore(prediction.Quantile(0.5 * _options.Alarm)),
                _standardization.Restore(prediction.Quantile(1.0 - (0.5 * _options.Alarm))),
                tail);
    }

    private FitRecord Record(Posterior posterior, FitKind kind, int cycle, TimeSpan elapsed)
    {
        ChainStatistics chain = posterior.Chain(0);
        double minEss = posterior.Summary.Min(row => double.IsNaN(row.EssBulk) ? 0.0 : row.EssBulk);
        string note = minEss < _options.LowEss ? $"only {minEss:F1} effective draws; the next fit is cold" : string.Empty;
        return new FitRecord(
            Name, cycle, kind, elapsed.TotalMilliseconds, chain.WarmupGradients + chain.SamplingGradients, minEss, chain.StepSize[^1], chain.Divergences.Count, note);
    }
}
