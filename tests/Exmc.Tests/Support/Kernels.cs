// Transition kernels that run by themselves, with a density of their own.
namespace Exmc.Tests;

internal sealed class TestKernel
{
    private readonly IDensity _density;
    private readonly PhaseSpace _space;
    private readonly NutsKernel _kernel;
    private readonly StepSizeSearch _search;

    public TestKernel(IDensity density, double[] start, double stepSize = 1, ulong seed = 1, int maxDepth = 10)
    {
        _density = density;
        _space = Spaces.Create(density, start, maxDepth);
        _kernel = new(_space, new RandomStream(seed, 0, 0), new Exmc.Tree(maxDepth)) { StepSize = stepSize };
        _search = new(_kernel);
    }

    public PhaseSpace Space => _space;

    public TreeResult Transition()
    {
        _kernel.Begin();
        bool wants = true;
        while (wants)
        {
            DensityStatus status = _space.Evaluate(_density, out double logDensity);
            wants = _kernel.Advance(status, logDensity);
        }

        _kernel.End();
        return _kernel.Result;
    }

    public (double StepSize, SearchOutcome Outcome) Search(double guess)
    {
        _search.Begin(guess);
        bool wants = true;
        while (wants)
        {
            DensityStatus status = _space.Evaluate(_density, out double logDensity);
            wants = _search.Advance(status, logDensity);
        }

        return (_search.StepSize, _search.Outcome);
    }
}

internal static class Spaces
{
    // A space whose current point is the start.
    public static PhaseSpace Create(IDensity density, double[] start, int maxDepth = 10)
    {
        PhaseSpace space = new(density.Dimension, maxDepth);
        start.CopyTo(space.Start);
        space.PrepareStart();
        DensityStatus status = space.Evaluate(density, out double logDensity);
        Assert.True(space.AcceptStart(status, logDensity));
        return space;
    }

    public static DensityStatus Evaluate(this PhaseSpace space, IDensity density, out double logDensity) =>
        density.Evaluate(space.Evaluated, space.EvaluatedGradient, out logDensity);

    public static void SetMetric(this PhaseSpace space, double[] inverseMetric, double[] centre)
    {
        centre.CopyTo(space.Centre);
        space.SetMetric(inverseMetric);
    }

    public static void SetMetric(this PhaseSpace space, LinearTransform transform, double[] centre)
    {
        centre.CopyTo(space.Centre);
        space.SetMetric(transform);
    }
}

internal static class Kernels
{
    public static (TestKernel Kernel, PhaseSpace Space) Create(IDensity density, double[] start, double stepSize, ulong seed = 1, int maxDepth = 10)
    {
        TestKernel kernel = new(density, start, stepSize, seed, maxDepth);
        return (kernel, kernel.Space);
    }

    // Draws of a function of the position.
    public static double[] Run(IDensity density, double stepSize, int draws, Func<ReadOnlySpan<double>, double> of, ulong seed = 1)
    {
        (TestKernel kernel, PhaseSpace space) = Create(density, new double[density.Dimension], stepSize, seed);
        double[] values = new double[draws];
        for (int i = -100; i < draws; i++)
        {
            kernel.Transition();
            if (i >= 0)
            {
                values[i] = of(space.Position);
            }
        }

        return values;
    }
}
