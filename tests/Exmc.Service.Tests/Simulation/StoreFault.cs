// How a commit ends in a simulation.
namespace Exmc.Service.Tests.Simulation;

internal enum StoreFault
{
    /// <summary>It is made.</summary>
    None,

    /// <summary>It fails before anything is kept.</summary>
    Before,

    /// <summary>It is made, and reported as failed.</summary>
    After,
}
