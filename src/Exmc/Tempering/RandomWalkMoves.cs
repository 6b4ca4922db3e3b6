// Random-walk Metropolis steps of particles.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Normal proposals with the covariance of the particles, as many steps per sweep as there are coordinates.</summary>
/// <remarks>The scale moves from sweep to sweep towards the acceptance that is best for normal targets (Roberts, Gelman and Gilks 1997, Annals of Applied Probability 7).</remarks>
internal sealed class RandomWalkMoves(TemperedDensity density, RandomStream stream) : IParticleMoves
{
    private const double AdaptationGain = 2;
    private readonly double[] _step = new double[density.Dimension];
    private readonly double[] _scaled = new double[density.Dimension];
    private readonly double _best = density.Dimension == 1 ? 0.44 : 0.234;
    private DenseTransform? _shape;

    /// <inheritdoc/>
    public double StepSize { get; private set; } = 2.38 / Math.Sqrt(Math.Max(1, density.Dimension));

    /// <inheritdoc/>
    public void Tune(ParticleSet particles)
    {
        int d = particles.Dimension;
        double[] spreads = particles.Spreads();
        RunningCovariance covariance = new(d);
        for (int particle = 0; particle < particles.Count; particle++)
        {
            covariance.Add(particles.Position(particle));
        }

        // Correlations of few particles are too large; shrunk ones also keep the matrix positive definite.
        double shrink = particles.Count / (double)(particles.Count + d);
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                double correlation = covariance.Covariance(i, j) / Math.Sqrt(covariance.Covariance(i, i) * covariance.Covariance(j, j));
                matrix[(i * d) + j] = i == j ? spreads[i] * spreads[i] : double.IsFinite(correlation) ? shrink * correlation * spreads[i] * spreads[j] : 0;
            }
        }

        _shape = DenseTransform.TryCreate(matrix, d);
    }

    /// <inheritdoc/>
    public double Sweep(ParticleSet particles, CancellationToken ct)
    {
        int accepted = 0;
        for (int particle = 0; particle < particles.Count; particle++)
        {
            ct.ThrowIfCancellationRequested();
            for (int step = 0; step < density.Dimension; step++)
            {
                accepted += TryMove(particles, particle) ? 1 : 0;
            }
        }

        double acceptance = (double)accepted / (particles.Count * density.Dimension);
        StepSize *= Math.Exp(AdaptationGain * (acceptance - _best));
        return acceptance;
    }

    private bool TryMove(ParticleSet particles, int particle)
    {
        NormalVariates.Fill(stream, _step);
        _shape!.Multiply(_step, _scaled);
        particles.Position(particle).CopyTo(_step);
        Rows.Add(_step, StepSize, _scaled);
        double level = Math.Log(stream.Uniform()) + particles.LogDensity(particle, density.Temperature);
        if (density.Evaluate(_step) != DensityStatus.Ok || !(density.LogPrior + (density.Temperature * density.LogRest) > level))
        {
            return false;
        }

        particles.Set(particle, _step, density);
        return true;
    }
}
