// The energy diagnostic of Hamiltonian Monte Carlo.
namespace Exmc;

/// <summary>Estimated Bayesian fraction of missing information (Betancourt 2016, arXiv:1604.00695).</summary>
internal static class EnergyDiagnostic
{
    /// <summary>Mean squared change of the energy over its variance; NaN for fewer than 4 draws or constant energy.</summary>
    public static double Bfmi(ReadOnlySpan<double> energy)
    {
        if (energy.Length < 4)
        {
            return double.NaN;
        }

        double mean = Moments.Mean(energy);
        double spread = 0;
        double change = 0;
        for (int i = 0; i < energy.Length; i++)
        {
            spread += (energy[i] - mean) * (energy[i] - mean);
            if (i > 0)
            {
                change += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
            }
        }

        return spread > 0 ? change / spread : double.NaN;
    }
}
