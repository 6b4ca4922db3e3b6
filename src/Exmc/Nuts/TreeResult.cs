// What one trajectory was like.
namespace Exmc;

/// <summary>What one trajectory was like.</summary>
internal struct TreeResult
{
    /// <summary>Steps from the start to the chosen point, negative backward in time.</summary>
    public int ProposalIndex;

    /// <summary>Number of valid doublings.</summary>
    public int Depth;

    /// <summary>Number of integration steps.</summary>
    public int Leaves;

    /// <summary>Mean over all steps of min(1, exp(-energy error)); 0 for a divergent step.</summary>
    public double Acceptance;

    /// <summary>Mean over all steps of 2 min(1, e) / (1 + e), e = exp(-energy error): also penalises energy that falls.</summary>
    public double SymmetricAcceptance;

    /// <summary>Whether the trajectory ended at a divergent step.</summary>
    public bool Divergent;

    /// <summary>Whether the trajectory ended because it turned back.</summary>
    public bool Turning;

    /// <summary>Cause of the divergence; Ok when the energy error alone was too large.</summary>
    public DensityStatus Cause;

    /// <summary>Energy error of the divergent step (nats); infinite when the evaluation failed.</summary>
    public double EnergyError;

    /// <summary>Steps from the start to the point before the divergent step, negative backward in time.</summary>
    public int DivergentIndex;
}
