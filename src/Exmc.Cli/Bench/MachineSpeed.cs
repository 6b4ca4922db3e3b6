// How much slower the machine is now than when stored figures were taken.
namespace Exmc.Cli;

/// <summary>A calibration kernel now, in nanoseconds per evaluation, and what is known of it.</summary>
internal sealed record KernelSpeed(ReferenceFigure Figure, double Ns)
{
    /// <summary>Time now over time then; 2 means half the speed.</summary>
    public double Factor => Ns / Figure.Ns;

    /// <summary>Nanoseconds per gradient of the fastest hand-written code of the kernel's model, now.</summary>
    public double LimitNs => Ns / Figure.Quotient;
}

/// <summary>All calibration kernels at one time, the filter for one chain first.</summary>
internal sealed record MachineSpeed(IReadOnlyList<KernelSpeed> Kernels)
{
    /// <summary>
    /// What Stan's stored times are multiplied by: the factor of the first kernel. It is scalar code without vectors, as Stan's is, and processors
    /// that differ little in scalars differ much in vectors.
    /// </summary>
    public double Factor => Kernels[0].Factor;

    /// <summary>Times the kernels.</summary>
    /// <param name="kernels">All of them, in their order.</param>
    /// <param name="isWarm">Whether they ran before, see <see cref="KernelTimes.Least"/>.</param>
    public static MachineSpeed Measure(IReadOnlyList<CalibrationKernel> kernels, bool isWarm) =>
        new([.. kernels.Select(kernel => new KernelSpeed(kernel.Figure, KernelTimes.Least(kernel.Run, isWarm)))]);

    /// <summary>The lesser time of each kernel of two measurements: what else ran during one of them does not count.</summary>
    public static MachineSpeed Least(MachineSpeed first, MachineSpeed second) =>
        new([.. first.Kernels.Zip(second.Kernels, (a, b) => a with { Ns = Math.Min(a.Ns, b.Ns) })]);

    /// <summary>The median time of each kernel over some measurements.</summary>
    public static MachineSpeed Middle(IReadOnlyList<MachineSpeed> measured) =>
        new([.. measured[0].Kernels.Select((kernel, k) => kernel with { Ns = Statistics.Middle(measured.Select(speed => speed.Kernels[k].Ns)) })]);
}
