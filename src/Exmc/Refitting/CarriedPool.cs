// The draws that a chain carries from refit to refit.
namespace Exmc;

/// <summary>Draws of a chain's last sampling, as they are scored and reweighted by its refits.</summary>
internal sealed partial class CarriedPool
{
    private double[] _logDensities = [];
    private double[] _moved = [];
    private double _movedLogDeterminant;

    /// <summary>The draws with their values and statistics; null when there are none.</summary>
    public ChainDraws? Draws { get; private set; }

    /// <summary>Smallest effective sample size of the parameters when the draws were made.</summary>
    public double Ess { get; private set; }

    /// <summary>Refits that the draws have served by reweighting.</summary>
    public int Age { get; set; }

    /// <summary>Refits since the last fit from scratch.</summary>
    public int SinceCold { get; set; }

    public ReadOnlySpan<double> Positions => Draws!.Positions;

    public ReadOnlySpan<double> Position(int draw) => Draws!.Positions.AsSpan(draw * Draws.Dimension, Draws.Dimension);

    /// <summary>Log density by which a draw was made.</summary>
    public double LogDensity(int draw) => _logDensities[draw];

    /// <summary>Nothing is carried.</summary>
    public void Clear() => Draws = null;

    /// <summary>Carries the draws of a sampling that has just ended.</summary>
    public void Carry(ChainDraws draws, int parameterValues)
    {
        Draws = draws;
        Age = 0;
        Ess = LeastEss(draws, parameterValues);
        if (_logDensities.Length != draws.Count)
        {
            _logDensities = new double[draws.Count];
        }

        draws.LogDensity.CopyTo(_logDensities, 0);
    }

    /// <summary>Carries the draws of a stored fit; what a transition reports of itself is not known of them.</summary>
    public void Carry(CarriedDraws carried, IDensity density)
    {
        int draws = carried.LogDensities.Length;
        Draws = new(density.Dimension, density.Layout.ValueCount, draws) { Completed = draws };
        carried.Positions.Span.CopyTo(Draws.Positions);
        carried.LogDensities.Span.CopyTo(Draws.LogDensity);
        _logDensities = carried.LogDensities.ToArray();
        Draws.Acceptance.AsSpan().Fill(double.NaN);
        Draws.StepSize.AsSpan().Fill(double.NaN);
        Draws.Energy.AsSpan().Fill(double.NaN);
        for (int draw = 0; draw < draws; draw++)
        {
            density.Constrain(Position(draw), Draws.Latest);
            Draws.StoreLatest(draw);
        }

        Ess = LeastEss(Draws, density.Layout.ParameterValueCount);
        Age = carried.Age;
        SinceCold = carried.SinceCold;
    }

    /// <summary>What a refit of another chain goes on from; null when nothing is carried. It shares the memory of this chain.</summary>
    public CarriedDraws? Carried => Draws is null ? null : new(Draws.Positions, _logDensities, Age, SinceCold);

    /// <summary>
    /// Moves the draws by the shift and the scales that give them the weighted means and variances (Paananen et al. 2021, arXiv:1906.08850, steps 1
    /// and 2); <see cref="KeepMoved"/> makes the move last.
    /// </summary>
    /// <returns>The moved positions; null when a variance is not positive.</returns>
    public double[]? Move(ReadOnlySpan<double> weights)
    {
        int dimension = Draws!.Dimension;
        Array.Resize(ref _moved, Draws.Positions.Length);
        _movedLogDeterminant = 0;
        for (int i = 0; i < dimension; i++)
        {
            (double mean, double variance) = Moments(i, []);
            (double weightedMean, double weightedVariance) = Moments(i, weights);
            double scale = Math.Sqrt(weightedVariance / variance);
            if (!(scale > 0) || !double.IsFinite(scale))
            {
                return null;
            }

            _movedLogDeterminant += Math.Log(scale);
            for (int place = i; place < _moved.Length; place += dimension)
            {
                _moved[place] = weightedMean + (scale * (Draws.Positions[place] - mean));
            }
        }

        return _moved;
    }

    /// <summary>Log density by which a moved draw is made: that of the draw over the determinant of the move.</summary>
    public double MovedLogDensity(int draw) => _logDensities[draw] - _movedLogDeterminant;

    /// <summary>The moved positions are the draws from here on.</summary>
    public void KeepMoved(IDensity density)
    {
        _moved.CopyTo(Draws!.Positions, 0);
        for (int draw = 0; draw < Draws.Count; draw++)
        {
            _logDensities[draw] -= _movedLogDeterminant;
            density.Constrain(Position(draw), Draws.Latest);
            Draws.StoreLatest(draw);
        }
    }

    /// <summary>Smallest bulk effective sample size of the parameters; 0 where one has none.</summary>
    public static double LeastEss(ChainDraws draws, int parameterValues)
    {
        double least = double.PositiveInfinity;
        for (int value = 0; value < parameterValues; value++)
        {
            double[] all = draws.Value(value).ToArray();
            SplitChains split = SplitChains.Split(all, 1);
            double ess = EffectiveSampleSize.Of(new(RankNormalization.Scores(split.Values), split.Count));
            least = Math.Min(least, double.IsNaN(ess) ? 0 : ess);
        }

        return double.IsInfinity(least) ? 0 : least;
    }

    private (double Mean, double Variance) Moments(int coordinate, ReadOnlySpan<double> weights)
    {
        double[] positions = Draws!.Positions;
        int count = Draws.Count;
        double mean = 0;
        double squares = 0;
        for (int draw = 0; draw < count; draw++)
        {
            double weight = weights.IsEmpty ? 1.0 / count : weights[draw];
            mean += weight * positions[(draw * Draws.Dimension) + coordinate];
        }

        for (int draw = 0; draw < count; draw++)
        {
            double weight = weights.IsEmpty ? 1.0 / count : weights[draw];
            double deviation = positions[(draw * Draws.Dimension) + coordinate] - mean;
            squares += weight * deviation * deviation;
        }

        return (mean, squares);
    }
}
