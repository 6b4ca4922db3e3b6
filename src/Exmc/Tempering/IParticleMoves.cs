// Moves that leave a tempered density as it is.
namespace Exmc;

/// <summary>Markov moves of particles at the temperature of the density.</summary>
internal interface IParticleMoves
{
    /// <summary>Step size relative to the spread of the particles.</summary>
    double StepSize { get; }

    /// <summary>Adapts to the particles at a new temperature.</summary>
    void Tune(ParticleSet particles);

    /// <summary>Moves all particles.</summary>
    /// <returns>Mean acceptance, in [0, 1].</returns>
    double Sweep(ParticleSet particles, CancellationToken ct);
}
