// Several quantities measured together in several groups, each of which has its own means, scales and correlations.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>
/// y[i] ~ MultivariateNormal(mean[g[i]], diag(scale[g[i]]) L[g[i]] L[g[i]]' diag(scale[g[i]])): the densities of quadratic discriminant analysis
/// (Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, 4.3), with priors.
/// </summary>
[Model]
public sealed partial class GroupCorrelations
{
    /// <summary>Readings, one row each, in units of their standard deviations.</summary>
    [Data]
    public required Matrix Y { get; init; }

    /// <summary>Group of each reading, 0-based.</summary>
    [Data]
    public required int[] Group { get; init; }

    /// <summary>Number of groups.</summary>
    [Data]
    public required int Groups { get; init; }

    [Parameter]
    private Matrix Mean => Normal(0, 2).Repeat(Groups, Y.Columns);

    [Parameter]
    private Matrix Scale => HalfNormal(1).Repeat(Groups, Y.Columns);

    /// <summary>Cholesky factors of the correlations.</summary>
    [Parameter]
    private Matrices<CholeskyCorrelation> Factor => LkjCholesky(Y.Columns, 2).Repeat(Groups);

    /// <summary>Log density of each reading.</summary>
    [Factor]
    private Vector Likelihood
    {
        get
        {
            Vector terms = new Vector(Y.Rows);
            for (int i = 0; i < Y.Rows; i++)
            {
                int g = Group[i];
                Vector standard = (Y.Row(i) - Mean.Row(g)) / Scale.Row(g);
                terms[i] = LogDensity(standard, MultivariateNormalCholesky(Fill(0, Y.Columns), Factor[g])) - Sum(Log(Scale.Row(g)));
            }

            return terms;
        }
    }

    /// <summary>Correlation of the first two quantities, by group.</summary>
    [Deterministic]
    private Vector Correlation
    {
        get
        {
            Vector r = new Vector(Groups);
            for (int g = 0; g < Groups; g++)
            {
                r[g] = Factor[g][1, 0];
            }

            return r;
        }
    }
}
