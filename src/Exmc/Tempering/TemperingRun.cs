// One run of sequential Monte Carlo.
using System.Globalization;

namespace Exmc;

/// <summary>One run: particles from the prior, weighted, resampled and moved from temperature to temperature.</summary>
internal sealed class TemperingRun
{
    // A sweep that lowers the largest correlation by less does not help any more, unless hardly anything moved.
    private const double Progress = 0.95;
    private const double HardlyMoved = 0.1;
    private readonly IDensity _model;
    private readonly TemperingOptions _options;
    private readonly RandomStream _stream;
    private readonly TemperedDensity _density;
    private readonly IParticleMoves _moves;
    private readonly List<TemperingStage> _stages = [];
    private double _logEvidence;
    private int _unusable;

    public TemperingRun(IDensity model, TemperingOptions options, RandomStream stream)
    {
        _model = model;
        _options = options;
        _stream = stream;
        _density = new(model);
        _moves = options.Moves == TemperingMoves.Nuts ? new NutsMoves(_density, options, stream) : new RandomWalkMoves(_density, stream);
        Particles = new(options.Draws, model.Dimension);
    }

    public ParticleSet Particles { get; }

    /// <summary>Runs to temperature 1.</summary>
    public TemperingReport Run(CancellationToken ct)
    {
        DrawPrior(ct);
        while (_density.Temperature < 1)
        {
            ct.ThrowIfCancellationRequested();
            if (_stages.Count == _options.MaxStages)
            {
                throw new SamplingException(string.Create(CultureInfo.InvariantCulture,
                    $"Sequential Monte Carlo of model '{_model.Layout.ModelName}' reached temperature {_density.Temperature:G3} after {_stages.Count} stages. Raise MaxStages (now {_options.MaxStages}), lower EssShare (now {_options.EssShare}), or give parameters tighter priors."));
            }

            double share = Reweight();
            _stages.Add(Move(share, ct));
        }

        return new(_logEvidence, _stages, (double)_unusable / Particles.Count, _density.Evaluations);
    }

    private void DrawPrior(CancellationToken ct)
    {
        ParameterLayout layout = _model.Layout;
        double[] values = new double[layout.ValueCount];
        double[] position = new double[layout.Dimension];
        for (int particle = 0; particle < Particles.Count; particle++)
        {
            ct.ThrowIfCancellationRequested();
            _model.DrawPrior(_stream, values);
            _model.Unconstrain(values.AsSpan(0, layout.ParameterValueCount), position);
            if (_density.Evaluate(position) == DensityStatus.Ok)
            {
                Particles.Set(particle, position, _density);
            }
            else
            {
                Particles.SetUnusable(particle);
                _unusable++;
            }
        }

        if (_unusable == Particles.Count)
        {
            throw new SamplingException($"None of {Particles.Count} prior draws of model '{layout.ModelName}' has a finite log density. At the last one: {_model.Explain(position)}. Check that term and its data, or give parameters tighter priors.");
        }
    }

    /// <summary>Raises the temperature, adds to the evidence and resamples.</summary>
    /// <returns>Effective share of the particles.</returns>
    private double Reweight()
    {
        double before = _density.Temperature;
        double after = TemperatureSchedule.Next(before, Particles.LogRests, _options.EssShare);
        double power = after - before;
        double effective = TemperatureSchedule.Effective(power, Particles.LogRests);
        double[] logWeights = [.. Particles.LogRests.ToArray().Select(rest => power * rest)];
        double total = ParetoSmoothing.LogSumExp(logWeights);
        _logEvidence += total - Math.Log(Particles.Count);
        double[] weights = [.. logWeights.Select(weight => Math.Exp(weight - total))];
        Particles.Resample(SystematicResampling.Ancestors(weights, _stream.Uniform()));
        _density.Temperature = after;
        return effective / Particles.Count;
    }

    private TemperingStage Move(double share, CancellationToken ct)
    {
        if (Particles.Dimension == 0)
        {
            return new(_density.Temperature, share, 0, 1, 0, 1);
        }

        _moves.Tune(Particles);
        double[] start = Particles.CopyPositions();
        double correlation = 1;
        double acceptance = 0;
        double stepSize = 0;
        int sweeps = 0;
        bool helps = true;
        while (helps && correlation > _options.Correlation && sweeps < _options.MaxSweeps)
        {
            stepSize = _moves.StepSize;
            acceptance = _moves.Sweep(Particles, ct);
            sweeps++;
            double after = Particles.LargestCorrelation(start);
            helps = after < Progress * correlation || acceptance < HardlyMoved;
            correlation = after;
        }

        return new(_density.Temperature, share, sweeps, acceptance, correlation, stepSize);
    }
}
