// How much slower the machine is now than when stored figures were taken.
namespace Exmc.Cli;

/// <summary>A calibration kernel now and then, in nanoseconds per evaluation.</summary>
internal sealed record KernelSpeed(string Kernel, double Ns, double ReferenceNs)
{
    /// <summary>Time now over time then; 2 means half the speed.</summary>
    public double Factor => Ns / ReferenceNs;
}

/// <summary>All calibration kernels at one time.</summary>
internal sealed record MachineSpeed(IReadOnlyList<KernelSpeed> Kernels)
{
    /// <summary>What stored times are multiplied by: the geometric mean of the kernels' factors.</summary>
    public double Factor => Statistics.GeometricMean(Kernels.Select(kernel => kernel.Factor));

    /// <summary>Times the kernels.</summary>
    /// <param name="isWarm">Whether they ran before, see <see cref="KernelTimes.Median"/>.</param>
    public static MachineSpeed Measure(IReadOnlyList<CalibrationKernel> kernels, bool isWarm) =>
        new([.. kernels.Select(kernel => new KernelSpeed(kernel.Name, KernelTimes.Median(kernel.Run, 5, isWarm), kernel.ReferenceNs))]);

    /// <summary>The median time of each kernel over some measurements.</summary>
    public static MachineSpeed Middle(IReadOnlyList<MachineSpeed> measured) =>
        new([.. measured[0].Kernels.Select((kernel, k) => kernel with { Ns = Statistics.Middle(measured.Select(speed => speed.Kernels[k].Ns)) })]);
}
