// Changes of known size.
namespace Exmc.Benchmarks.Refits;

/// <summary>A change of a posterior: by how much its mean moves in its standard deviations, in a random direction, and how its scales change.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Shift">Mahalanobis length of the shift.</param>
/// <param name="Scale">Factor of the scales.</param>
/// <param name="AllCoordinates">Whether all coordinates are scaled, or one that is chosen at random.</param>
/// <param name="MustNotPass">Whether neither reweighted draws nor ones by the old metric may be reported.</param>
/// <param name="StaysToo">Whether half of the probability stays where it was, so that the moved posterior is a new mode.</param>
internal sealed record PlantedChange(string Name, double Shift, double Scale, bool AllCoordinates, bool MustNotPass, bool StaysToo = false)
{
    public static IReadOnlyList<PlantedChange> All { get; } =
    [
        new("none", 0, 1, true, false),
        new("shift 0.25 sd", 0.25, 1, true, false),
        new("shift 0.5 sd", 0.5, 1, true, false),
        new("shift 1 sd", 1, 1, true, false),
        new("shift 2 sd", 2, 1, true, false),
        new("shift 5 sd", 5, 1, true, true),
        new("shift 10 sd", 10, 1, true, true),
        new("scale 0.8", 0, 0.8, true, false),
        new("scale 0.5", 0, 0.5, true, false),
        new("scale 0.3", 0, 0.3, true, true),
        new("scale 0.3, one coordinate", 0, 0.3, false, false),
        new("scale 1.25", 0, 1.25, true, false),
        new("scale 2", 0, 2, true, false),
        new("scale 4", 0, 4, true, false),
        new("new mode 3 sd off", 3, 1, true, false, true),
        new("new mode 8 sd off", 8, 1, true, false, true),
    ];

    /// <summary>The moved density, and its means and standard deviations.</summary>
    /// <param name="density">To be moved.</param>
    /// <param name="truth">What is known of it.</param>
    /// <param name="random">Direction and coordinate.</param>
    public (IDensity Density, double[] Mean, double[] Sd) Apply(IDensity density, LongRun truth, Random random)
    {
        int dimension = density.Dimension;
        double[] scales = new double[dimension];
        Array.Fill(scales, AllCoordinates ? Scale : 1);
        if (!AllCoordinates)
        {
            scales[random.Next(dimension)] = Scale;
        }

        double[] shift = truth.ShiftBy(Shift, random);
        double[] sd = [.. truth.Sd.Zip(scales, (one, scale) => one * scale)];
        MovedDensity moved = new(density, truth.Mean, scales, shift);
        return StaysToo
            ? (new TwoModesDensity(density, moved), [.. truth.Mean.Zip(shift, (one, move) => one + (move / 2))], [.. sd.Zip(shift, (one, move) => Math.Sqrt((one * one) + (move * move / 4)))])
            : (moved, [.. truth.Mean.Zip(shift, (one, move) => one + move)], sd);
    }
}
