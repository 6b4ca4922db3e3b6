// No-U-turn transitions of particles.
namespace Exmc;

/// <summary>One no-U-turn transition per particle and sweep, in coordinates scaled by the spread of the particles.</summary>
/// <remarks>
/// The step size is tuned at each temperature by dual averaging over a few particles whose moves are thrown away, so that the moves that count do not depend
/// on their own outcome.
/// </remarks>
internal sealed class NutsMoves : IParticleMoves
{
    private const int Pilots = 50;
    private readonly TemperedDensity _density;
    private readonly PhaseSpace _space;
    private readonly NutsKernel _kernel;
    private readonly DualAveraging _average;

    public NutsMoves(TemperedDensity density, TemperingOptions options, RandomStream stream)
    {
        _density = density;
        _space = new(density.Dimension, options.MaxDepth);
        _space.UseNoLane();
        _kernel = new(_space, stream, new Tree(options.MaxDepth)) { StepSize = Math.Pow(density.Dimension, -0.25) };
        _average = new() { Target = options.TargetAcceptance };
    }

    /// <inheritdoc/>
    public double StepSize => _kernel.StepSize;

    /// <inheritdoc/>
    public void Tune(ParticleSet particles)
    {
        double[] metric = particles.Spreads();
        for (int i = 0; i < metric.Length; i++)
        {
            metric[i] *= metric[i];
        }

        _space.SetMetric(metric);
        _average.Restart(_kernel.StepSize);
        int pilots = Math.Min(Pilots, particles.Count);
        for (int pilot = 0; pilot < pilots; pilot++)
        {
            _kernel.StepSize = _average.Current;
            Move(particles, (int)((long)pilot * particles.Count / pilots));
            _average.Update(_kernel.Result.Acceptance);
        }

        _kernel.StepSize = _average.Final;
    }

    /// <inheritdoc/>
    public double Sweep(ParticleSet particles, CancellationToken ct)
    {
        double acceptance = 0;
        for (int particle = 0; particle < particles.Count; particle++)
        {
            ct.ThrowIfCancellationRequested();
            Move(particles, particle);
            acceptance += _kernel.Result.Acceptance;

            // The point was evaluated before; what its density is made of was not kept.
            if (_kernel.Result.ProposalIndex != 0 && _density.Evaluate(_space.Position) == DensityStatus.Ok)
            {
                particles.Set(particle, _space.Position, _density);
            }
        }

        return acceptance / particles.Count;
    }

    /// <summary>Makes a transition from where a particle is; the particle stays.</summary>
    private void Move(ParticleSet particles, int particle)
    {
        particles.Position(particle).CopyTo(_space.Start);
        _space.PrepareStart();
        particles.CopyGradient(particle, _density.Temperature, _space.EvaluatedGradient);
        if (!_space.AcceptStart(DensityStatus.Ok, particles.LogDensity(particle, _density.Temperature)))
        {
            throw new InvalidOperationException("A particle has no finite log density and gradient.");
        }

        _kernel.Begin();
        bool wants = true;
        while (wants)
        {
            DensityStatus status = _density.Evaluate(_space.Evaluated, _space.EvaluatedGradient, out double logDensity);
            wants = _kernel.Advance(status, logDensity);
        }

        _kernel.End();
    }
}
