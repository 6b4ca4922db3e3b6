// Distributions that are others with computed arguments: generalised linear models, covariances factored, and short forms.
using System.Collections.Generic;
using Exmc.Core;
using Exmc.Core.Source;
using static Exmc.Generator.Reading.MatrixExpressions;

namespace Exmc.Generator.Reading;

/// <summary>Expands names of distributions into families of the core with their arguments.</summary>
internal sealed class ComposedDistributions(ReadContext context)
{
    /// <summary>Names that <see cref="Read"/> knows.</summary>
    public static readonly IReadOnlyCollection<string> Names =
    [
        "StandardNormal", "NormalIdGlm", "BernoulliLogitGlm", "BinomialLogitGlm", "PoissonLogGlm", "NegativeBinomial2LogGlm", "OrderedLogisticGlm",
        "CategoricalLogitGlm", "MultinomialLogit", "MultivariateNormal", "MultivariateStudentT", "MultiGp",
    ];

    /// <summary>Family and arguments; null when the name is none of these.</summary>
    public (Family Family, Expr[] Arguments)? Read(string name, IReadOnlyList<Expr> given) => name switch
    {
        "StandardNormal" => (Family.Normal, [Expr.NewReal(0.0), Expr.NewReal(1.0)]),
        "NormalIdGlm" => (Family.Normal, [Predictor(given[0], given[1], given[2]), given[3]]),
        "BernoulliLogitGlm" => (Family.BernoulliLogit, [Predictor(given[0], given[1], given[2])]),
        "BinomialLogitGlm" => (Family.BinomialLogit, [given[0], Predictor(given[1], given[2], given[3])]),
        "PoissonLogGlm" => (Family.PoissonLog, [Predictor(given[0], given[1], given[2])]),
        "NegativeBinomial2LogGlm" => (Family.NegativeBinomial2Log, [Predictor(given[0], given[1], given[2]), given[3]]),
        "OrderedLogisticGlm" => (Family.OrderedLogistic, [Expr.NewMatrixVector(given[0], given[1]), given[2]]),
        "CategoricalLogitGlm" => (Family.CategoricalLogit, [Predictors(given[0], given[1], given[2])]),
        "MultinomialLogit" => (Family.Multinomial, [given[0], Softmax(given[1])]),
        "MultivariateNormal" => (Family.MultivariateNormalCholesky, [given[0], Expr.NewCholesky(given[1])]),
        "MultivariateStudentT" => (Family.MultivariateStudentTCholesky, [given[0], given[1], Expr.NewCholesky(given[2])]),
        "MultiGp" => (Family.MultiGpCholesky, [Expr.NewCholesky(given[0]), given[1]]),
        _ => null,
    };

    /// <summary>alpha + X beta.</summary>
    private static Expr Predictor(Expr matrix, Expr alpha, Expr beta) => Plus(alpha, Expr.NewMatrixVector(matrix, beta));

    /// <summary>A row alpha + x B of logits for each row x.</summary>
    private Expr Predictors(Expr matrix, Expr alpha, Expr beta) => context.Bound([Expr.NewMatrixMatrix(matrix, beta), alpha], given =>
        context.MatrixOver(Expr.NewLength(given[0], 0), Expr.NewLength(given[1], 0), (i, j) => Plus(Element(given[0], i, j), Element(given[1], j))));

    private Expr Softmax(Expr logits) => context.Bound([logits], given =>
        Expr.NewUnary(UnaryOp.Exp, Expr.NewBinary(BinaryOp.Subtract, given[0], Expr.NewReduce(Reduction.LogSumExpOf, given[0]))));

    private static Expr Plus(Expr a, Expr b) => Expr.NewBinary(BinaryOp.Add, a, b);
}
