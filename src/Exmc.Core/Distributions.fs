/// The distribution table: parameters, support, log density, distribution function, golden values and source of every family.
namespace Exmc.Core

open System
open Exmc.Core.Source

/// Where a family puts its mass.
type Support =
    | RealLine
    | Positive
    | UnitInterval
    /// Between the first and the second argument.
    | BetweenArguments
    /// 0, 1, 2, ...
    | Counts
    /// 0 or 1.
    | Binary
    /// 0, 1, ..., first argument.
    | UpToFirst
    /// Vectors of positive elements that sum to one.
    | OnSimplex

/// log density of `value` with the family's arguments bound to the names of `Parameters`.
type DistributionRow =
    { Family: Family
      Parameters: string list
      Support: Support
      IsDiscrete: bool
      /// The value is a vector with one joint density.
      IsMultivariate: bool
      /// Log density or mass, in nats, as additive parts.
      LogDensity: Expr -> Expr list -> Expr list
      /// Distribution function, where truncation needs it.
      Cdf: (Expr -> Expr list -> Expr) option
      /// 1 - cdf without cancellation, where a closed form exists.
      Survival: (Expr -> Expr list -> Expr) option
      /// May be sampled as |u|: symmetric about zero, smooth there, restricted to positive values.
      IsFoldable: bool
      /// (value, arguments, log density), computed with mpmath 1.3 at 40 digits.
      Golden: (float * float list * float) list
      Source: string }

module Distributions =

    let private (+.) a b = Expr.Binary(Add, a, b)
    let private (-.) a b = Expr.Binary(Subtract, a, b)
    let private ( *. ) a b = Expr.Binary(Multiply, a, b)
    let private (/.) a b = Expr.Binary(Divide, a, b)
    let private neg a = Expr.Unary(Negate, a)
    let private log a = Expr.Unary(Log, a)
    let private exp a = Expr.Unary(Exp, a)
    let private square a = Expr.Unary(Square, a)
    let private log1p a = Expr.Unary(Log1p, a)
    let private lgamma a = Expr.Unary(LogGamma, a)
    let private log1pExp a = Expr.Unary(Log1pExp, a)
    let private one = Real 1.0
    let private half = Real 0.5
    let private logTwo = Math.Log 2.0
    let private logSqrtTwoPi = 0.5 * Math.Log(2.0 * Math.PI)
    let private standardise x mu sigma = (x -. mu) /. sigma

    let private normal extra x mu sigma =
        [ Real -0.5 *. square (standardise x mu sigma); neg (log sigma); Real(extra - logSqrtTwoPi) ]

    let private studentT extra x nu mu sigma =
        [ lgamma ((nu +. one) *. half)
          neg (lgamma (nu *. half))
          Real -0.5 *. log nu
          neg (log sigma)
          neg ((nu +. one) *. half *. log1p (square (standardise x mu sigma) /. nu))
          Real(extra - 0.5 * Math.Log Math.PI) ]

    let private cauchy extra x mu sigma =
        [ neg (log sigma); neg (log1p (square (standardise x mu sigma))); Real(extra - Math.Log Math.PI) ]

    let private normalCdf x mu sigma = Expr.Unary(NormalCdf, standardise x mu sigma)

    let private betaI a b x = Expr.Ternary(BetaI, a, b, x)

    let private studentTCdf x nu mu sigma = Expr.Binary(StudentTCdf, nu, standardise x mu sigma)

    let private cauchyCdf x mu sigma = half +. Expr.Unary(Atan, standardise x mu sigma) *. Real(1.0 / Math.PI)
    let private folded cdf = Real 2.0 *. cdf -. one

    let private logBinomial n y = [ lgamma (n +. one); neg (lgamma (y +. one)); neg (lgamma (n -. y +. one)) ]

    let private row family parameters support source logDensity golden =
        { Family = family
          Parameters = parameters
          Support = support
          IsDiscrete = (support = Counts || support = Support.Binary || support = UpToFirst)
          IsMultivariate = false
          LogDensity = logDensity
          Cdf = None
          Survival = None
          IsFoldable = false
          Golden = golden
          Source = source }

    let private withCdf cdf r = { r with Cdf = Some cdf }
    let private withSurvival survival r = { r with Survival = Some survival }
    let private multivariate r = { r with IsMultivariate = true }
    let private foldable r = { r with IsFoldable = true }
    let private arity name = invalidArg name "a distribution was built with a wrong number of arguments"

    /// Normal(mu, sigma): sigma > 0 is the standard deviation, in the units of x.
    let normalRow =
        row Normal [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1994), ch. 13"
            (fun x -> function [ mu; sigma ] -> normal 0.0 x mu sigma | _ -> arity "Normal")
            [ 0.0, [ 0.0; 1.0 ], -0.9189385332046728; 3.0, [ 1.0; 2.0 ], -2.112085713764618; 40.0, [ 0.0; 1.0 ], -800.9189385332047 ]
        |> withCdf (fun x -> function [ mu; sigma ] -> normalCdf x mu sigma | _ -> arity "Normal")
        |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(NormalCdf, standardise mu x sigma) | _ -> arity "Normal")

    /// HalfNormal(scale): |N(0, scale)|.
    let halfNormalRow =
        row HalfNormal [ "scale" ] Positive "Johnson, Kotz and Balakrishnan (1994), 13.10.1"
            (fun x -> function [ s ] -> normal logTwo x (Real 0.0) s | _ -> arity "HalfNormal")
            [ 1.0, [ 1.0 ], -0.7257913526447274; 2.0, [ 5.0 ], -1.9152292650788278 ]
        |> withCdf (fun x -> function [ s ] -> folded (normalCdf x (Real 0.0) s) | _ -> arity "HalfNormal")
        |> withSurvival (fun x -> function [ s ] -> Real 2.0 *. Expr.Unary(NormalCdf, neg (x /. s)) | _ -> arity "HalfNormal")
        |> foldable

    /// StudentT(nu, mu, sigma): nu > 0 degrees of freedom.
    let studentTRow =
        row StudentT [ "nu"; "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 28"
            (fun x -> function [ nu; mu; sigma ] -> studentT 0.0 x nu mu sigma | _ -> arity "StudentT")
            [ 0.0, [ 1.0; 0.0; 1.0 ], -1.1447298858494002; 2.0, [ 4.0; 0.0; 1.0 ], -2.7136972044115897 ]
        |> withCdf (fun x -> function [ nu; mu; sigma ] -> studentTCdf x nu mu sigma | _ -> arity "StudentT")
        |> withSurvival (fun x -> function [ nu; mu; sigma ] -> studentTCdf mu nu x sigma | _ -> arity "StudentT")

    /// HalfStudentT(nu, scale): |StudentT(nu, 0, scale)|.
    let halfStudentTRow =
        row HalfStudentT [ "nu"; "scale" ] Positive "Gelman (2006), Bayesian Analysis 1(3)"
            (fun x -> function [ nu; s ] -> studentT logTwo x nu (Real 0.0) s | _ -> arity "HalfStudentT")
            [ 2.0, [ 4.0; 1.0 ], -2.0205500238516443 ]
        |> withCdf (fun x -> function [ nu; s ] -> folded (studentTCdf x nu (Real 0.0) s) | _ -> arity "HalfStudentT")
        |> withSurvival (fun x -> function [ nu; s ] -> Real 2.0 *. studentTCdf (neg x) nu (Real 0.0) s | _ -> arity "HalfStudentT")
        |> foldable

    /// Cauchy(mu, sigma): sigma > 0 is the half-width at half-height.
    let cauchyRow =
        row Cauchy [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1994), ch. 16"
            (fun x -> function [ mu; sigma ] -> cauchy 0.0 x mu sigma | _ -> arity "Cauchy")
            [ 0.0, [ 0.0; 1.0 ], -1.1447298858494002; 5.0, [ 1.0; 2.0 ], -3.447314978843446 ]
        |> withCdf (fun x -> function [ mu; sigma ] -> cauchyCdf x mu sigma | _ -> arity "Cauchy")
        |> withSurvival (fun x -> function [ mu; sigma ] -> cauchyCdf mu x sigma | _ -> arity "Cauchy")

    /// HalfCauchy(scale): |Cauchy(0, scale)|.
    let halfCauchyRow =
        row HalfCauchy [ "scale" ] Positive "Gelman (2006), Bayesian Analysis 1(3)"
            (fun x -> function [ s ] -> cauchy logTwo x (Real 0.0) s | _ -> arity "HalfCauchy")
            [ 5.0, [ 5.0 ], -2.7541677982835004 ]
        |> withCdf (fun x -> function [ s ] -> folded (cauchyCdf x (Real 0.0) s) | _ -> arity "HalfCauchy")
        |> foldable

    /// LogNormal(mu, sigma): log x ~ Normal(mu, sigma).
    let logNormalRow =
        row LogNormal [ "mu"; "sigma" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 14"
            (fun x -> function [ mu; sigma ] -> neg (log x) :: normal 0.0 (log x) mu sigma | _ -> arity "LogNormal")
            [ 1.0, [ 0.0; 1.0 ], -0.9189385332046728; 2.0, [ 1.0; 0.5 ], -1.1072558388012943 ]
        |> withCdf (fun x -> function [ mu; sigma ] -> normalCdf (log x) mu sigma | _ -> arity "LogNormal")
        |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(NormalCdf, standardise mu (log x) sigma) | _ -> arity "LogNormal")

    /// Exponential(rate): mean 1 / rate.
    let exponentialRow =
        row Exponential [ "rate" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 19"
            (fun x -> function [ rate ] -> [ log rate; neg (rate *. x) ] | _ -> arity "Exponential")
            [ 2.0, [ 0.5 ], -1.6931471805599454 ]
        |> withCdf (fun x -> function [ rate ] -> neg (Expr.Unary(Expm1, neg (rate *. x))) | _ -> arity "Exponential")
        |> withSurvival (fun x -> function [ rate ] -> exp (neg (rate *. x)) | _ -> arity "Exponential")

    /// Gamma(shape, rate): mean shape / rate.
    let gammaRow =
        row Gamma [ "shape"; "rate" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 17"
            (fun x ->
                function
                | [ a; b ] -> [ a *. log b; neg (lgamma a); (a -. one) *. log x; neg (b *. x) ]
                | _ -> arity "Gamma")
            [ 2.0, [ 3.0; 1.5 ], -1.0904574951155614 ]
        |> withCdf (fun x -> function [ a; b ] -> Expr.Binary(GammaP, a, b *. x) | _ -> arity "Gamma")

    /// InverseGamma(shape, scale): 1 / x ~ Gamma(shape, rate = scale).
    let inverseGammaRow =
        row InverseGamma [ "shape"; "scale" ] Positive "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
            (fun x ->
                function
                | [ a; b ] -> [ a *. log b; neg (lgamma a); neg ((a +. one) *. log x); neg (b /. x) ]
                | _ -> arity "InverseGamma")
            [ 2.0, [ 3.0; 1.5 ], -2.9993405784752336 ]
        |> withCdf (fun x -> function [ a; b ] -> one -. Expr.Binary(GammaP, a, b /. x) | _ -> arity "InverseGamma")
        |> withSurvival (fun x -> function [ a; b ] -> Expr.Binary(GammaP, a, b /. x) | _ -> arity "InverseGamma")

    /// Beta(a, b) on (0, 1): mean a / (a + b).
    let betaRow =
        row Beta [ "a"; "b" ] UnitInterval "Johnson, Kotz and Balakrishnan (1995), ch. 25"
            (fun x ->
                function
                | [ a; b ] ->
                    [ lgamma (a +. b); neg (lgamma a); neg (lgamma b); (a -. one) *. log x; (b -. one) *. log1p (neg x) ]
                | _ -> arity "Beta")
            [ 0.3, [ 2.0; 5.0 ], 0.7705248015812899 ]
        |> withCdf (fun x -> function [ a; b ] -> betaI a b x | _ -> arity "Beta")
        |> withSurvival (fun x -> function [ a; b ] -> betaI b a (one -. x) | _ -> arity "Beta")

    /// Uniform(lower, upper).
    let uniformRow =
        row Uniform [ "lower"; "upper" ] BetweenArguments "Johnson, Kotz and Balakrishnan (1995), ch. 26"
            (fun _ -> function [ a; b ] -> [ neg (log (b -. a)) ] | _ -> arity "Uniform")
            [ 1.0, [ -1.0; 3.0 ], -1.3862943611198906 ]
        |> withCdf (fun x -> function [ a; b ] -> (x -. a) /. (b -. a) | _ -> arity "Uniform")

    let private laplaceCdf x mu sigma =
        let z = standardise x mu sigma
        Conditional(Compare(Less, z, Real 0.0), half *. exp z, one -. half *. exp (neg z))

    /// Laplace(mu, sigma): double exponential, sigma > 0 is the mean absolute deviation.
    let laplaceRow =
        row Laplace [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 24"
            (fun x ->
                function
                | [ mu; sigma ] -> [ neg (Expr.Unary(Abs, standardise x mu sigma)); neg (log sigma); Real -logTwo ]
                | _ -> arity "Laplace")
            [ 3.0, [ 1.0; 2.0 ], -2.386294361119891 ]
        |> withCdf (fun x -> function [ mu; sigma ] -> laplaceCdf x mu sigma | _ -> arity "Laplace")
        |> withSurvival (fun x -> function [ mu; sigma ] -> laplaceCdf mu x sigma | _ -> arity "Laplace")

    /// Logistic(mu, sigma): scale sigma > 0 (standard deviation sigma pi / sqrt 3).
    let logisticRow =
        row Logistic [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 23"
            (fun x ->
                function
                | [ mu; sigma ] ->
                    let z = standardise x mu sigma
                    [ neg z; neg (log sigma); Real -2.0 *. log1pExp (neg z) ]
                | _ -> arity "Logistic")
            [ 3.0, [ 1.0; 2.0 ], -2.319670555596391 ]
        |> withCdf (fun x -> function [ mu; sigma ] -> Expr.Unary(InverseLogit, standardise x mu sigma) | _ -> arity "Logistic")
        |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(InverseLogit, standardise mu x sigma) | _ -> arity "Logistic")

    /// Weibull(shape, scale).
    let weibullRow =
        row Weibull [ "shape"; "scale" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 21"
            (fun x ->
                function
                | [ k; s ] ->
                    let r = log x -. log s
                    [ log k; neg (log s); (k -. one) *. r; neg (exp (k *. r)) ]
                | _ -> arity "Weibull")
            [ 2.0, [ 1.5; 3.0 ], -1.4402107885658448 ]
        |> withCdf (fun x -> function [ k; s ] -> neg (Expr.Unary(Expm1, neg (exp (k *. (log x -. log s))))) | _ -> arity "Weibull")
        |> withSurvival (fun x -> function [ k; s ] -> exp (neg (exp (k *. (log x -. log s)))) | _ -> arity "Weibull")

    /// Flat(): density 1 on the support, improper unless truncated on both sides.
    let flatRow =
        row Flat [] RealLine "Lebesgue measure" (fun _ _ -> []) [ 3.0, [], 0.0 ]

    let private total e = Reduce(Total, e)

    let private normalByFactor x mu lower =
        [ Real -0.5 *. total (square (SolveLower(lower, x -. mu)))
          neg (total (log (DiagonalOf lower)))
          Real -logSqrtTwoPi *. ToReal(Length(x, 0)) ]

    /// MultivariateNormalCholesky(mu, L): covariance L L', L lower triangular with positive diagonal.
    let multivariateNormalCholeskyRow =
        row MultivariateNormalCholesky [ "mu"; "lower" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
            (fun x -> function [ mu; lower ] -> normalByFactor x mu lower | _ -> arity "MultivariateNormalCholesky")
            []
        |> multivariate

    /// MultivariateNormal(mu, covariance): symmetric positive definite, its lower triangle is read.
    let multivariateNormalRow =
        row MultivariateNormal [ "mu"; "covariance" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
            (fun x ->
                function
                | [ mu; covariance ] ->
                    let factor: Local = { Id = -200; Name = "factor" }
                    let joint = normalByFactor x mu (LocalRef factor) |> List.reduce (+.)
                    [ Inline [ Declare(factor, Expr.Cholesky covariance); Return joint ] ]
                | _ -> arity "MultivariateNormal")
            []
        |> multivariate

    /// Dirichlet(alpha): alpha > 0, as many as there are elements; the density of all elements but the last.
    let dirichletRow =
        row Dirichlet [ "alpha" ] OnSimplex "Kotz, Balakrishnan and Johnson (2000), ch. 49"
            (fun x ->
                function
                | [ alpha ] -> [ lgamma (total alpha); neg (total (lgamma alpha)); Dot(alpha -. one, log x) ]
                | _ -> arity "Dirichlet")
            []
        |> multivariate

    /// Bernoulli(p): y is 0 or 1.
    let bernoulliRow =
        row Bernoulli [ "p" ] Support.Binary "Johnson, Kemp and Kotz (2005), ch. 3"
            (fun y -> function [ p ] -> [ Conditional(Compare(Greater, y, half), log p, log1p (neg p)) ] | _ -> arity "Bernoulli")
            [ 1.0, [ 0.3 ], -1.203972804325936; 0.0, [ 0.3 ], -0.3566749439387324 ]

    /// BernoulliLogit(eta): probability 1 / (1 + exp(-eta)).
    let bernoulliLogitRow =
        row BernoulliLogit [ "eta" ] Support.Binary "McCullagh and Nelder (1989), 4.3"
            (fun y -> function [ eta ] -> [ neg (log1pExp ((one -. Real 2.0 *. y) *. eta)) ] | _ -> arity "BernoulliLogit")
            [ 1.0, [ 0.5 ], -0.4740769841801067; 0.0, [ 40.0 ], -40.0 ]

    /// Poisson(rate).
    let poissonRow =
        row Poisson [ "rate" ] Counts "Johnson, Kemp and Kotz (2005), ch. 4"
            (fun y -> function [ rate ] -> [ y *. log rate; neg rate; neg (lgamma (y +. one)) ] | _ -> arity "Poisson")
            [ 3.0, [ 2.5 ], -1.5428872736055899 ]

    /// PoissonLog(eta): rate exp(eta).
    let poissonLogRow =
        row PoissonLog [ "eta" ] Counts "McCullagh and Nelder (1989), ch. 6"
            (fun y -> function [ eta ] -> [ y *. eta; neg (exp eta); neg (lgamma (y +. one)) ] | _ -> arity "PoissonLog")
            [ 3.0, [ 0.5 ], -1.9404807399281832 ]

    /// Binomial(n, p).
    let binomialRow =
        row Binomial [ "n"; "p" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 3"
            (fun y ->
                function
                | [ n; p ] -> logBinomial n y @ [ y *. log p; (n -. y) *. log1p (neg p) ]
                | _ -> arity "Binomial")
            [ 3.0, [ 10.0; 0.4 ], -1.537159819202354 ]

    /// BinomialLogit(n, eta): probability 1 / (1 + exp(-eta)).
    let binomialLogitRow =
        row BinomialLogit [ "n"; "eta" ] UpToFirst "McCullagh and Nelder (1989), 4.3"
            (fun y ->
                function
                | [ n; eta ] -> logBinomial n y @ [ neg (y *. log1pExp (neg eta)); neg ((n -. y) *. log1pExp eta) ]
                | _ -> arity "BinomialLogit")
            [ 3.0, [ 10.0; -0.5 ], -1.4532780990190208 ]

    /// The one exhaustive table.
    let find =
        function
        | Normal -> normalRow
        | HalfNormal -> halfNormalRow
        | StudentT -> studentTRow
        | HalfStudentT -> halfStudentTRow
        | Cauchy -> cauchyRow
        | HalfCauchy -> halfCauchyRow
        | LogNormal -> logNormalRow
        | Exponential -> exponentialRow
        | Gamma -> gammaRow
        | InverseGamma -> inverseGammaRow
        | Beta -> betaRow
        | Uniform -> uniformRow
        | Laplace -> laplaceRow
        | Logistic -> logisticRow
        | Weibull -> weibullRow
        | Flat -> flatRow
        | MultivariateNormal -> multivariateNormalRow
        | MultivariateNormalCholesky -> multivariateNormalCholeskyRow
        | Dirichlet -> dirichletRow
        | Bernoulli -> bernoulliRow
        | BernoulliLogit -> bernoulliLogitRow
        | Poisson -> poissonRow
        | PoissonLog -> poissonLogRow
        | Binomial -> binomialRow
        | BinomialLogit -> binomialLogitRow

    let families =
        [ Normal; HalfNormal; StudentT; HalfStudentT; Cauchy; HalfCauchy; LogNormal; Exponential; Gamma; InverseGamma; Beta
          Uniform; Laplace; Logistic; Weibull; Flat; MultivariateNormal; MultivariateNormalCholesky; Dirichlet; Bernoulli; BernoulliLogit; Poisson; PoissonLog; Binomial; BinomialLogit ]
