/// The distribution table: parameters, support, log density, distribution function, golden values and source of every family.
namespace Exmc.Core

open Exmc.Core.Source

module Distributions =

    /// The one exhaustive table, and a row for each distribution of the user's own.
    let rec find family : DistributionRow =
        match family with
        | Custom custom -> CustomRow.ofDeclared custom
        | Mixture(ElementsOf family) -> MixtureRow.ofElements family (find family)
        | Mixture(Each components) -> MixtureRow.ofEach components (List.map find components)
        | Normal -> RealLineDistributions.normalRow
        | HalfNormal -> PositiveDistributions.halfNormalRow
        | StudentT -> RealLineDistributions.studentTRow
        | HalfStudentT -> PositiveDistributions.halfStudentTRow
        | Cauchy -> RealLineDistributions.cauchyRow
        | HalfCauchy -> PositiveDistributions.halfCauchyRow
        | LogNormal -> PositiveDistributions.logNormalRow
        | Exponential -> PositiveDistributions.exponentialRow
        | Gamma -> PositiveDistributions.gammaRow
        | InverseGamma -> PositiveDistributions.inverseGammaRow
        | Beta -> BoundedDistributions.betaRow
        | Uniform -> BoundedDistributions.uniformRow
        | Laplace -> RealLineDistributions.laplaceRow
        | Logistic -> RealLineDistributions.logisticRow
        | Weibull -> PositiveDistributions.weibullRow
        | Flat -> RealLineDistributions.flatRow
        | MultivariateNormalCholesky -> MultivariateDistributions.multivariateNormalCholeskyRow
        | Dirichlet -> MultivariateDistributions.dirichletRow
        | LkjCholesky -> MatrixDistributions.lkjCholeskyRow
        | LkjCorrelation -> MatrixDistributions.lkjCorrelationRow
        | Wishart -> MatrixDistributions.wishartRow
        | InverseWishart -> MatrixDistributions.inverseWishartRow
        | WishartCholesky -> MatrixDistributions.wishartCholeskyRow
        | InverseWishartCholesky -> MatrixDistributions.inverseWishartCholeskyRow
        | MultivariateStudentTCholesky -> MultivariateDistributions.multivariateStudentTCholeskyRow
        | MultiGpCholesky -> MultivariateDistributions.multiGpCholeskyRow
        | MultivariateNormalPrecision -> MultivariateDistributions.multivariateNormalPrecisionRow
        | Multinomial -> MultivariateDistributions.multinomialRow
        | Categorical -> CategoricalDistributions.categoricalRow
        | CategoricalLogit -> CategoricalDistributions.categoricalLogitRow
        | OrderedLogistic -> CategoricalDistributions.orderedLogisticRow
        | OrderedProbit -> CategoricalDistributions.orderedProbitRow
        | DirichletMultinomial -> CategoricalDistributions.dirichletMultinomialRow
        | GaussianRandomWalk -> TimeSeriesDistributions.gaussianRandomWalkRow
        | AutoRegressive -> TimeSeriesDistributions.autoRegressiveRow
        | LinearGaussianStateSpace -> StateSpaceDistributions.linearGaussianStateSpaceRow
        | MultivariateStateSpace -> StateSpaceDistributions.multivariateStateSpaceRow
        | Bernoulli -> DiscreteDistributions.bernoulliRow
        | BernoulliLogit -> DiscreteDistributions.bernoulliLogitRow
        | Poisson -> DiscreteDistributions.poissonRow
        | PoissonLog -> DiscreteDistributions.poissonLogRow
        | Binomial -> DiscreteDistributions.binomialRow
        | BinomialLogit -> DiscreteDistributions.binomialLogitRow
        | Gumbel -> RealLineDistributions.gumbelRow
        | SkewNormal -> RealLineDistributions.skewNormalRow
        | ExpModNormal -> RealLineDistributions.expModNormalRow
        | SkewDoubleExponential -> RealLineDistributions.skewDoubleExponentialRow
        | ChiSquare -> PositiveDistributions.chiSquareRow
        | InverseChiSquare -> PositiveDistributions.inverseChiSquareRow
        | ScaledInverseChiSquare -> PositiveDistributions.scaledInverseChiSquareRow
        | Frechet -> PositiveDistributions.frechetRow
        | Rayleigh -> PositiveDistributions.rayleighRow
        | LogLogistic -> PositiveDistributions.logLogisticRow
        | Pareto -> PositiveDistributions.paretoRow
        | ParetoType2 -> PositiveDistributions.paretoType2Row
        | BetaProportion -> BoundedDistributions.betaProportionRow
        | NegativeBinomial -> DiscreteDistributions.negativeBinomialRow
        | NegativeBinomial2 -> DiscreteDistributions.negativeBinomial2Row
        | NegativeBinomial2Log -> DiscreteDistributions.negativeBinomial2LogRow
        | BetaBinomial -> DiscreteDistributions.betaBinomialRow
        | Hypergeometric -> DiscreteDistributions.hypergeometricRow
        | DiscreteRange -> DiscreteDistributions.discreteRangeRow
        | VonMises -> BoundedDistributions.vonMisesRow

    /// Whether families have one support, which no argument moves, so that a mixture of them has it, too.
    let canBeMixed families = (families |> List.map find |> MixtureRow.commonSupport).IsSome

    /// Every family but those that a model makes.
    let families =
        [ Normal; HalfNormal; StudentT; HalfStudentT; Cauchy; HalfCauchy; LogNormal; Exponential; Gamma; InverseGamma
          Beta; Uniform; Laplace; Logistic; Weibull; Flat; Gumbel; SkewNormal; ExpModNormal; SkewDoubleExponential
          ChiSquare; InverseChiSquare; ScaledInverseChiSquare; Frechet; Rayleigh; LogLogistic; Pareto; ParetoType2; BetaProportion; VonMises
          MultivariateNormalCholesky; MultivariateNormalPrecision; MultivariateStudentTCholesky; MultiGpCholesky; Dirichlet
          LkjCholesky; LkjCorrelation; Wishart; WishartCholesky; InverseWishart; InverseWishartCholesky
          GaussianRandomWalk; AutoRegressive; LinearGaussianStateSpace; MultivariateStateSpace
          Bernoulli; BernoulliLogit; Poisson; PoissonLog; Binomial; BinomialLogit; NegativeBinomial; NegativeBinomial2; NegativeBinomial2Log
          BetaBinomial; Hypergeometric; DiscreteRange; Categorical; CategoricalLogit; OrderedLogistic; OrderedProbit
          Multinomial; DirichletMultinomial ]
