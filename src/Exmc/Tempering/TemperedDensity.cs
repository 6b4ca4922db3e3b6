// The prior times a power of the likelihood.
using Exmc.Numerics;

namespace Exmc;

/// <summary>The log density of the prior plus temperature times that of the rest, which is likelihood and factors, with both gradients.</summary>
internal sealed class TemperedDensity(IDensity density)
{
    private readonly double[] _prior = new double[density.Dimension];
    private readonly double[] _rest = new double[density.Dimension];

    public int Dimension => density.Dimension;

    /// <summary>Power of the likelihood, 0 to 1.</summary>
    public double Temperature { get; set; }

    /// <summary>Evaluations of the whole density.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Log prior at the latest position.</summary>
    public double LogPrior { get; private set; }

    /// <summary>Log density at the latest position without that of the prior.</summary>
    public double LogRest { get; private set; }

    public ReadOnlySpan<double> PriorGradient => _prior;

    public ReadOnlySpan<double> RestGradient => _rest;

    /// <summary>Evaluates prior and rest, each with its gradient.</summary>
    public DensityStatus Evaluate(ReadOnlySpan<double> position)
    {
        Evaluations++;
        DensityStatus status = density.LogPrior(position, _prior, out double prior);
        if (status != DensityStatus.Ok)
        {
            return status;
        }

        status = density.Evaluate(position, _rest, out double all);
        if (status != DensityStatus.Ok)
        {
            return status;
        }

        LogPrior = prior;
        LogRest = all - prior;
        Rows.Add(_rest, -1, _prior);
        return double.IsFinite(LogRest) ? DensityStatus.Ok : DensityStatus.NotFinite;
    }

    /// <summary>The log density at the present temperature and its gradient.</summary>
    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        DensityStatus status = Evaluate(position);
        logDensity = LogPrior + (Temperature * LogRest);
        _prior.CopyTo(gradient);
        Rows.Add(gradient, Temperature, _rest);
        return status;
    }
}
