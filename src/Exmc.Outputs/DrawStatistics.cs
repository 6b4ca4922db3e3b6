// Statistics of the sampler for each draw, as files carry them.
namespace Exmc.Outputs;

/// <summary>Statistics of the sampler, one number per draw, chain by chain.</summary>
/// <param name="LogDensity">Log density (nats, up to a constant).</param>
/// <param name="Acceptance">Mean acceptance probability of the trajectory, in [0, 1].</param>
/// <param name="StepSize">Step size.</param>
/// <param name="TreeDepth">Doublings of the trajectory.</param>
/// <param name="Leapfrogs">Gradient evaluations.</param>
/// <param name="Divergent">1 where the transition diverged, else 0.</param>
/// <param name="Energy">Total energy (nats) of the trajectory at its start.</param>
public sealed record DrawStatistics(
    double[] LogDensity, double[] Acceptance, double[] StepSize, double[] TreeDepth, double[] Leapfrogs, double[] Divergent, double[] Energy)
{
    /// <summary>CmdStan's names, in its order.</summary>
    internal static readonly string[] StanNames = ["lp__", "accept_stat__", "stepsize__", "treedepth__", "n_leapfrog__", "divergent__", "energy__"];

    /// <summary>ArviZ's names, in the same order.</summary>
    internal static readonly string[] ArvizNames = ["lp", "acceptance_rate", "step_size", "tree_depth", "n_steps", "diverging", "energy"];

    /// <summary>The statistics in the order of the names.</summary>
    internal double[][] Columns => [LogDensity, Acceptance, StepSize, TreeDepth, Leapfrogs, Divergent, Energy];

    internal static DrawStatistics Of(double[][] columns) => new(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6]);

    internal static DrawStatistics Of(Posterior fit)
    {
        double[][] columns = [.. StanNames.Select(_ => new double[fit.ChainCount * fit.DrawCount])];
        for (int chain = 0; chain < fit.ChainCount; chain++)
        {
            ChainStatistics statistics = fit.Chain(chain);
            int first = chain * fit.DrawCount;
            statistics.LogDensity.CopyTo(columns[0].AsSpan(first));
            statistics.Acceptance.CopyTo(columns[1].AsSpan(first));
            statistics.StepSize.CopyTo(columns[2].AsSpan(first));
            statistics.Energy.CopyTo(columns[6].AsSpan(first));
            for (int draw = 0; draw < fit.DrawCount; draw++)
            {
                columns[3][first + draw] = statistics.Depth[draw];
                columns[4][first + draw] = statistics.Gradients[draw];
                columns[5][first + draw] = statistics.Divergent[draw] ? 1 : 0;
            }
        }

        return Of(columns);
    }
}
