// How one evaluation of a log density ended.
namespace Exmc;

/// <summary>How one evaluation of a log density ended. Anything but <see cref="Ok"/> makes the trajectory point a divergence with that cause.</summary>
public enum DensityStatus : byte
{
    /// <summary>Log density and gradient are usable.</summary>
    Ok,

    /// <summary>The position lies where the density is zero.</summary>
    OutsideSupport,

    /// <summary>The log density or a component of the gradient is NaN or infinite.</summary>
    NotFinite,

    /// <summary>A numerical solver inside the model gave up at this position.</summary>
    SolverFailed,
}
