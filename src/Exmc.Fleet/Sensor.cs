// One sensor: one model, one rolling window, one chain that is fitted again and again.
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
    private readonly ChainFit _fit = new();
    private readonly RefitOptions _warm;
    private readonly LadderOptions? _ladder;
    private Standardization _standardization = Standardization.None;
    private IDensity? _density;

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
        WarmupPlan plan = options.WarmWarmup == 0 ? WarmupPlan.None : new([new WarmupPhase.StepSize(options.WarmWarmup, PriorCount: 40)]);
        _ladder = options.Ladder is { } ladder ? ladder with { ColdWarmup = Math.Max(20, options.ColdWarmup) } : null;
        _warm = new RefitOptions { Draws = options.Draws, Plan = _ladder is null ? plan : null, Ladder = _ladder, Threads = 1 };
    }

    /// <summary>The sensor's name.</summary>
    public string Name => _series.Name;

    /// <summary>Index of the next reading.</summary>
    public int Next { get; private set; }

    /// <summary>Whether all readings have been seen.</summary>
    public bool IsAtEnd => Next >= _series.Values.Length;

    /// <summary>The posterior of the last fit; null when there is none. The next refit overwrites its draws.</summary>
    public Posterior? Posterior { get; private set; }

    /// <summary>A fit with fewer effective draws is not carried.</summary>
    internal double LowEss => _options.LowEss;

    /// <summary>Whether the last fit left something to go on from.</summary>
    internal bool CanContinue { get; private set; }

    /// <summary>Gradients of the last fit: how long the next one may take.</summary>
    internal long LastGradients { get; private set; } = long.MaxValue;

    /// <summary>Scores the next reading against the last posterior, when both are there, then lets it into the window.</summary>
    public (bool IsScored, Alarm? Alarm) Advance()
    {
        double value = _series.Values[Next];
        bool isScored = !double.IsNaN(value) && Posterior is not null;
        Alarm? alarm = isScored ? Score(value, Posterior!) : null;
        _window.Shift(value);
        Next++;
        return (isScored, alarm);
    }

    /// <summary>Refits on the current window: warm when there is something to carry, cold otherwise.</summary>
    public FitRecord Refit(int cycle, CancellationToken cancellationToken = default) => Run(new(this, cycle, 0, isPair: false, cancellationToken, _ => { }));

    /// <summary>A cold fit on the current window that is not carried: the other half of a pair.</summary>
    public FitRecord FitCold(int cycle, CancellationToken cancellationToken = default) => Run(new(this, cycle, 0, isPair: true, cancellationToken, _ => { }));

    /// <summary>Why the current window cannot be fitted; null when it can.</summary>
    internal string? ReasonToSkip()
    {
        int present = _window.Values.Count(value => !double.IsNaN(value));
        return present < FewestReadings ? $"only {present} readings in the window"
            : Standardization.Of(_window.Values) is null ? "all readings of the window are equal"
            : null;
    }

    /// <summary>Makes a fit on the current window ready to start.</summary>
    /// <param name="isCold">Whether it starts from scratch; otherwise it goes on from the last one.</param>
    /// <param name="epoch">Selects the random stream.</param>
    /// <param name="cancellation">Stops between iterations of the fit.</param>
    internal ChainFit Prepare(bool isCold, ulong epoch, CancellationToken cancellation)
    {
        if (isCold && !CanContinue && _options.Standardize)
        {
            _standardization = Standardization.Of(_window.Values) ?? Standardization.None;
        }

        _fit.Begin(Bound(), isCold ? ColdPlan(epoch) with { Ladder = _ladder } : ChainPlan.InPlace(_warm, _seed, epoch), cancellation);
        return _fit;
    }

    /// <summary>Makes a cold fit on the current window ready to start, in memory of its own.</summary>
    internal ChainFit PrepareUncarried(ulong epoch, CancellationToken cancellation)
    {
        ChainFit fit = new();
        fit.Begin(Bound(), ColdPlan(epoch), cancellation);
        return fit;
    }

    /// <summary>Takes the outcome of a refit; the next one goes on from it when there is nothing to note.</summary>
    internal void Keep(FitRecord record, Posterior? posterior)
    {
        Posterior = posterior;
        CanContinue = posterior is not null && record.Note.Length == 0;
        LastGradients = CanContinue ? record.Gradients : long.MaxValue;
    }

    private static FitRecord Run(SensorCycle job)
    {
        SensorCycle? next = job;
        new LaneRunner(LaneUse.Never).Run(() => Interlocked.Exchange(ref next, null));
        return job.Record;
    }

    private ChainPlan ColdPlan(ulong epoch) => ChainPlan.Cold(
        new SamplerOptions { Chains = 1, Warmup = _options.ColdWarmup, Draws = _options.Draws, Seed = _seed, Epoch = epoch, Threads = 1 }, 0);

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
        Prediction prediction = new(Bound(), posterior, _options.ScoringDraws);
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
}
