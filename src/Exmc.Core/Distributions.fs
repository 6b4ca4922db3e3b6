/// The distribution table: parameters, support, log density, distribution function, golden values and source of every family.
namespace Exmc.Core

open Exmc.Core.Source

module Distributions =

    /// The one exhaustive table, and a row for each distribution of the user's own.
    let find family : DistributionRow =
        match family with
        | Custom custom -> CustomRow.ofDeclared custom
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
        | MultivariateNormal -> MultivariateDistributions.multivariateNormalRow
        | MultivariateNormalCholesky -> MultivariateDistributions.multivariateNormalCholeskyRow
        | Dirichlet -> MultivariateDistributions.dirichletRow
        | LkjCholesky -> MatrixDistributions.lkjCholeskyRow
        | LkjCorrelation -> MatrixDistributions.lkjCorrelationRow
        | Wishart -> MatrixDistributions.wishartRow
        | InverseWishart -> MatrixDistributions.inverseWishartRow
        | MultivariateStudentT -> MultivariateDistributions.multivariateStudentTRow
        | MultivariateNormalPrecision -> MultivariateDistributions.multivariateNormalPrecisionRow
        | Multinomial -> MultivariateDistributions.multinomialRow
        | Categorical -> CategoricalDistributions.categoricalRow
        | CategoricalLogit -> CategoricalDistributions.categoricalLogitRow
        | OrderedLogistic -> CategoricalDistributions.orderedLogisticRow
        | OrderedProbit -> CategoricalDistributions.orderedProbitRow
        | DirichletMultinomial -> CategoricalDistributions.dirichletMultinomialRow
        | GaussianRandomWalk -> TimeSeriesDistributions.gaussianRandomWalkRow
        | AutoRegressive -> TimeSeriesDistributions.autoRegressiveRow
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

    let families =
        [ Normal; HalfNormal; StudentT; HalfStudentT; Cauchy; HalfCauchy; LogNormal; Exponential; Gamma; InverseGamma;
          Beta; Uniform; Laplace; Logistic; Weibull; Flat; MultivariateNormal; MultivariateNormalCholesky; Dirichlet;
          LkjCholesky; LkjCorrelation; Wishart; InverseWishart; MultivariateStudentT; MultivariateNormalPrecision; Multinomial; Categorical; CategoricalLogit; OrderedLogistic; OrderedProbit; DirichletMultinomial;
          GaussianRandomWalk; AutoRegressive;
          Bernoulli; BernoulliLogit; Poisson; PoissonLog; Binomial; BinomialLogit; Gumbel; SkewNormal; ExpModNormal;
          SkewDoubleExponential; ChiSquare; InverseChiSquare; ScaledInverseChiSquare; Frechet; Rayleigh; LogLogistic;
          Pareto; ParetoType2; BetaProportion; NegativeBinomial; NegativeBinomial2; NegativeBinomial2Log; BetaBinomial ]
