// What happened at one temperature.
namespace Exmc;

/// <summary>What happened at one temperature of a run.</summary>
/// <param name="Temperature">Power of the likelihood, in (0, 1].</param>
/// <param name="EssShare">Effective share of the particles when they were weighted for this temperature.</param>
/// <param name="Sweeps">Sweeps of moves.</param>
/// <param name="Acceptance">Mean acceptance of the last sweep, in [0, 1].</param>
/// <param name="Correlation">Largest correlation of a coordinate with where it was before the sweeps.</param>
/// <param name="StepSize">Step size of the last sweep, relative to the spread of the particles.</param>
public readonly record struct TemperingStage(double Temperature, double EssShare, int Sweeps, double Acceptance, double Correlation, double StepSize);
