// The solver of equations that are not stiff.
namespace Exmc.Odes;

/// <summary>Dormand and Prince's explicit method of order 5(4), whose last slope is the first of the next step.</summary>
public sealed class DormandPrinceSolver<TSystem>(TSystem system) : OdeSolver<TSystem>(system, RungeKuttaTableau.DormandPrince)
    where TSystem : struct, IOdeSystem
{
    private protected override void Begin(int step)
    {
        if (Restrain(Tape.State(step)) || step == 0)
        {
            Derivative(Tape.Time(step), Tape.State(step), Tape.Slope(step, 0));
        }
        else
        {
            Tape.Slope(step - 1, Tableau.Count - 1).CopyTo(Tape.Slope(step, 0));
        }
    }

    private protected override bool Attempt(int step, double time, double length)
    {
        for (int stage = 1; stage < Tableau.Count; stage++)
        {
            SetStage(step, stage, length);
            Derivative(time + (Tableau.Nodes[stage] * length), StageState, Tape.Slope(step, stage));
        }

        // The last stage starts from the result.
        StageState.CopyTo(Next);
        Error.Clear();
        for (int stage = 0; stage < Tableau.Count; stage++)
        {
            AddScaled(length * Tableau.ErrorWeights[stage], Tape.Slope(step, stage), Error);
        }

        return true;
    }

    private protected override void StageGradient(int step, int stage, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double length = Tape.Length(step);
        SetStage(step, stage, length);
        Gradient(Tape.Time(step) + (Tableau.Nodes[stage] * length), StageState, weights, gradient);
    }
}
