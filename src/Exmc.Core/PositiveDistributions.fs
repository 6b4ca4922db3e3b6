/// Rows of distributions of positive numbers, and above a bound.
module internal Exmc.Core.PositiveDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// HalfNormal(scale): |N(0, scale)|.
let halfNormalRow =
    row HalfNormal [ "scale" ] Positive "Johnson, Kotz and Balakrishnan (1994), 13.10.1"
        (fun x -> function [ s ] -> normal logTwo x (Real 0.0) s | _ -> arity "HalfNormal")
        [ 1.0, [ 1.0 ], -0.7257913526447274; 2.0, [ 5.0 ], -1.9152292650788278; 40.0, [ 1.0 ], -800.225791352644727 ]
    |> withCdf (fun x -> function [ s ] -> folded (normalCdf x (Real 0.0) s) | _ -> arity "HalfNormal")
    |> withSurvival (fun x -> function [ s ] -> Real 2.0 *. Expr.Unary(NormalCdf, neg (x /. s)) | _ -> arity "HalfNormal")
    |> foldable
    |> forecastable
    |> withSample (function [ s ] -> s *. Expr.Unary(Abs, normalVariate) | _ -> arity "HalfNormal")

/// HalfStudentT(nu, scale): |StudentT(nu, 0, scale)|.
let halfStudentTRow =
    row HalfStudentT [ "nu"; "scale" ] Positive "Gelman (2006), Bayesian Analysis 1(3)"
        (fun x -> function [ nu; s ] -> studentT logTwo x nu (Real 0.0) s | _ -> arity "HalfStudentT")
        [ 2.0, [ 4.0; 1.0 ], -2.0205500238516443; 1e-12, [ 1.0; 2.0 ], -1.14472988584940017; 10000000000.0, [ 0.7; 0.5 ], -40.4611897107021644 ]
    |> withCdf (fun x -> function [ nu; s ] -> folded (studentTCdf x nu (Real 0.0) s) | _ -> arity "HalfStudentT")
    |> withSurvival (fun x -> function [ nu; s ] -> Real 2.0 *. studentTCdf (neg x) nu (Real 0.0) s | _ -> arity "HalfStudentT")
    |> foldable
    |> forecastable
    |> withSample (function [ nu; s ] -> s *. Expr.Unary(Abs, studentVariate nu) | _ -> arity "HalfStudentT")

/// HalfCauchy(scale): |Cauchy(0, scale)|.
let halfCauchyRow =
    row HalfCauchy [ "scale" ] Positive "Gelman (2006), Bayesian Analysis 1(3)"
        (fun x -> function [ s ] -> cauchy logTwo x (Real 0.0) s | _ -> arity "HalfCauchy")
        [ 5.0, [ 5.0 ], -2.7541677982835004; 1e-09, [ 2.0 ], -1.14472988584940017; 1e+100, [ 0.5 ], -461.661748484658537 ]
    |> withCdf (fun x -> function [ s ] -> folded (cauchyCdf x (Real 0.0) s) | _ -> arity "HalfCauchy")
    |> withSurvival (fun x -> function [ s ] -> Real 2.0 *. cauchyCdf (neg x) (Real 0.0) s | _ -> arity "HalfCauchy")
    |> foldable
    |> forecastable
    |> withSample (function [ s ] -> s *. Expr.Unary(Abs, normalVariate /. normalVariate) | _ -> arity "HalfCauchy")

/// LogNormal(mu, sigma): log x ~ Normal(mu, sigma).
let logNormalRow =
    row LogNormal [ "mu"; "sigma" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 14"
        (fun x -> function [ mu; sigma ] -> neg (log x) :: normal 0.0 (log x) mu sigma | _ -> arity "LogNormal")
        [ 1.0, [ 0.0; 1.0 ], -0.9189385332046728; 2.0, [ 1.0; 0.5 ], -1.1072558388012943; 1e-100, [ 0.0; 1.0 ], -26280.1509816257902; 1e+200, [ -2.0; 3.0 ], -12347.0897079501906 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> normalCdf (log x) mu sigma | _ -> arity "LogNormal")
    |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(NormalCdf, standardise mu (log x) sigma) | _ -> arity "LogNormal")
    |> forecastable
    |> withSample (function [ mu; sigma ] -> exp (mu +. sigma *. normalVariate) | _ -> arity "LogNormal")

/// Exponential(rate): mean 1 / rate.
let exponentialRow =
    row Exponential [ "rate" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 19"
        (fun x -> function [ rate ] -> [ log rate; neg (rate *. x) ] | _ -> arity "Exponential")
        [ 2.0, [ 0.5 ], -1.6931471805599454; 1e-10, [ 3.0 ], 1.09861228836810969; 2000.0, [ 0.5 ], -1000.69314718055995 ]
    |> withCdf (fun x -> function [ rate ] -> neg (Expr.Unary(Expm1, neg (rate *. x))) | _ -> arity "Exponential")
    |> withSurvival (fun x -> function [ rate ] -> exp (neg (rate *. x)) | _ -> arity "Exponential")
    |> forecastable
    |> withSample (function [ rate ] -> exponentialVariate /. rate | _ -> arity "Exponential")

/// Gamma(shape, rate): mean shape / rate.
let gammaRow =
    row Gamma [ "shape"; "rate" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 17"
        (fun x ->
            function
            | [ a; b ] -> [ a *. log b; neg (lgamma a); (a -. one) *. log x; neg (b *. x) ]
            | _ -> arity "Gamma")
        [ 2.0, [ 3.0; 1.5 ], -1.0904574951155614; 1e-50, [ 0.1; 2.0 ], 101.432931251053844; 5000.0, [ 3.0; 1.5 ], -7482.44236547340298 ]
    |> withCdf (fun x -> function [ a; b ] -> Expr.Binary(GammaP, a, b *. x) | _ -> arity "Gamma")
    |> withSurvival (fun x -> function [ a; b ] -> Expr.Binary(GammaQ, a, b *. x) | _ -> arity "Gamma")
    |> forecastable
    |> withSample (function [ a; b ] -> gammaVariate a /. b | _ -> arity "Gamma")

/// InverseGamma(shape, scale): 1 / x ~ Gamma(shape, rate = scale).
let inverseGammaRow =
    row InverseGamma [ "shape"; "scale" ] Positive "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ a; b ] -> [ a *. log b; neg (lgamma a); neg ((a +. one) *. log x); neg (b /. x) ]
            | _ -> arity "InverseGamma")
        [ 2.0, [ 3.0; 1.5 ], -2.9993405784752336; 0.001, [ 3.0; 1.5 ], -1471.8457307403069; 1e+80, [ 0.5; 2.0 ], -276.53600251193021 ]
    |> withCdf (fun x -> function [ a; b ] -> Expr.Binary(GammaQ, a, b /. x) | _ -> arity "InverseGamma")
    |> withSurvival (fun x -> function [ a; b ] -> Expr.Binary(GammaP, a, b /. x) | _ -> arity "InverseGamma")
    |> forecastable
    |> withSample (function [ a; b ] -> b *. exp (neg (logGammaVariate a)) | _ -> arity "InverseGamma")

/// Weibull(shape, scale).
let weibullRow =
    row Weibull [ "shape"; "scale" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 21"
        (fun x ->
            function
            | [ k; s ] ->
                let r = log x -. log s
                [ log k; neg (log s); (k -. one) *. r; neg (exp (k *. r)) ]
            | _ -> arity "Weibull")
        [ 2.0, [ 1.5; 3.0 ], -1.4402107885658448; 1e-30, [ 0.5; 2.0 ], 33.4990556240707666; 60.0, [ 2.0; 3.0 ], -397.409732834554173 ]
    |> withCdf (fun x -> function [ k; s ] -> neg (Expr.Unary(Expm1, neg (exp (k *. (log x -. log s))))) | _ -> arity "Weibull")
    |> withSurvival (fun x -> function [ k; s ] -> exp (neg (exp (k *. (log x -. log s)))) | _ -> arity "Weibull")
    |> forecastable
    |> withSample (function [ k; s ] -> s *. exp (log exponentialVariate /. k) | _ -> arity "Weibull")

/// ChiSquare(nu): nu > 0 degrees of freedom, mean nu.
let chiSquareRow =
    row ChiSquare [ "nu" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 18"
        (fun x ->
            function
            | [ nu ] -> [ Real(-0.5 * logTwo) *. nu; neg (lgamma (half *. nu)); (half *. nu -. one) *. log x; neg (half *. x) ]
            | _ -> arity "ChiSquare")
        [ 3.0, [ 4.0 ], -1.78768207245178093; 1e-08, [ 0.5 ], 12.3542012331262103; 300.0, [ 10.0 ], -133.828659834522868 ]
    |> withCdf (fun x -> function [ nu ] -> Expr.Binary(GammaP, half *. nu, half *. x) | _ -> arity "ChiSquare")
    |> withSurvival (fun x -> function [ nu ] -> Expr.Binary(GammaQ, half *. nu, half *. x) | _ -> arity "ChiSquare")
    |> withSample (function [ nu ] -> Real 2.0 *. gammaVariate (half *. nu) | _ -> arity "ChiSquare")

/// InverseChiSquare(nu): 1 / x ~ ChiSquare(nu).
let inverseChiSquareRow =
    row InverseChiSquare [ "nu" ] Positive "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu ] -> [ Real(-0.5 * logTwo) *. nu; neg (lgamma (half *. nu)); neg ((half *. nu +. one) *. log x); neg (half /. x) ]
            | _ -> arity "InverseChiSquare")
        [ 0.4, [ 4.0 ], 0.11257783450257448; 0.001, [ 3.0 ], -483.64955033574932; 1000000.0, [ 2.0 ], -28.3241687964884935 ]
    |> withCdf (fun x -> function [ nu ] -> Expr.Binary(GammaQ, half *. nu, half /. x) | _ -> arity "InverseChiSquare")
    |> withSurvival (fun x -> function [ nu ] -> Expr.Binary(GammaP, half *. nu, half /. x) | _ -> arity "InverseChiSquare")
    |> withSample (function [ nu ] -> half *. exp (neg (logGammaVariate (half *. nu))) | _ -> arity "InverseChiSquare")

/// ScaledInverseChiSquare(nu, scale): nu scale^2 / x ~ ChiSquare(nu).
let scaledInverseChiSquareRow =
    let rate nu s = half *. nu *. square s

    row ScaledInverseChiSquare [ "nu"; "scale" ] Positive "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; s ] ->
                [ half *. nu *. log (half *. nu); neg (lgamma (half *. nu)); nu *. log s; neg ((half *. nu +. one) *. log x); neg (rate nu s /. x) ]
            | _ -> arity "ScaledInverseChiSquare")
        [ 0.7, [ 4.0; 1.5 ], -2.35039180320268351; 0.01, [ 3.0; 2.0 ], -585.678653093552431; 1000000.0, [ 5.0; 0.5 ], -49.8139795214622174 ]
    |> withCdf (fun x -> function [ nu; s ] -> Expr.Binary(GammaQ, half *. nu, rate nu s /. x) | _ -> arity "ScaledInverseChiSquare")
    |> withSurvival (fun x -> function [ nu; s ] -> Expr.Binary(GammaP, half *. nu, rate nu s /. x) | _ -> arity "ScaledInverseChiSquare")
    |> withSample (function [ nu; s ] -> rate nu s *. exp (neg (logGammaVariate (half *. nu))) | _ -> arity "ScaledInverseChiSquare")

/// Frechet(shape, scale): 1 / x^shape is exponential.
let frechetRow =
    let power x a s = exp (neg (a *. (log x -. log s)))

    row Frechet [ "shape"; "scale" ] Positive "Johnson, Kotz and Balakrishnan (1995), ch. 22"
        (fun x ->
            function
            | [ a; s ] -> [ log a; neg (log s); neg ((a +. one) *. (log x -. log s)); neg (power x a s) ]
            | _ -> arity "Frechet")
        [ 1.2, [ 2.0; 1.5 ], -0.60538727360558981; 0.05, [ 1.0; 0.5 ], -4.70168263345196288; 100000000.0, [ 3.0; 2.0 ], -70.5046691454615163 ]
    |> withCdf (fun x -> function [ a; s ] -> exp (neg (power x a s)) | _ -> arity "Frechet")
    |> withSurvival (fun x -> function [ a; s ] -> neg (expm1 (neg (power x a s))) | _ -> arity "Frechet")
    |> withSample (function [ a; s ] -> s *. exp (neg (log exponentialVariate /. a)) | _ -> arity "Frechet")

/// Rayleigh(scale): length of a vector of two normals of standard deviation scale.
let rayleighRow =
    let exponent x s = Real -0.5 *. square (x /. s)

    row Rayleigh [ "scale" ] Positive "Johnson, Kotz and Balakrishnan (1994), ch. 18"
        (fun x -> function [ s ] -> [ log x; Real -2.0 *. log s; exponent x s ] | _ -> arity "Rayleigh")
        [ 1.3, [ 2.0 ], -1.33518009665239955; 1e-09, [ 1.0 ], -20.7232658369464111; 50.0, [ 1.5 ], -552.454462766343738 ]
    |> withCdf (fun x -> function [ s ] -> neg (expm1 (exponent x s)) | _ -> arity "Rayleigh")
    |> withSurvival (fun x -> function [ s ] -> exp (exponent x s) | _ -> arity "Rayleigh")
    |> withSample (function [ s ] -> s *. Expr.Unary(Sqrt, Real 2.0 *. exponentialVariate) | _ -> arity "Rayleigh")

/// LogLogistic(scale, shape): log x ~ Logistic(log scale, 1 / shape).
let logLogisticRow =
    let logOdds x a b = b *. (log x -. log a)

    row LogLogistic [ "scale"; "shape" ] Positive "Johnson, Kotz and Balakrishnan (1995), ch. 23"
        (fun x ->
            function
            | [ a; b ] -> (let z = logOdds x a b in [ log b; neg (log x); neg z; Real -2.0 *. log1pExp (neg z) ])
            | _ -> arity "LogLogistic")
        [ 1.2, [ 2.0; 3.0 ], -1.00731970651176755; 1e-10, [ 1.0; 0.5 ], 10.8197582845102824; 1000000000000.0, [ 2.0; 4.0 ], -133.996222496283069 ]
    |> withCdf (fun x -> function [ a; b ] -> Expr.Unary(InverseLogit, logOdds x a b) | _ -> arity "LogLogistic")
    |> withSurvival (fun x -> function [ a; b ] -> Expr.Unary(InverseLogit, neg (logOdds x a b)) | _ -> arity "LogLogistic")
    |> withSample (function [ a; b ] -> a *. exp (logisticVariate /. b) | _ -> arity "LogLogistic")

/// Pareto(minimum, shape): above minimum > 0, tail x^-shape.
let paretoRow =
    let logTail x m a = a *. (log m -. log x)

    row Pareto [ "minimum"; "shape" ] AboveFirst "Johnson, Kotz and Balakrishnan (1994), ch. 20"
        (fun x -> function [ m; a ] -> [ log a; a *. log m; neg ((a +. one) *. log x) ] | _ -> arity "Pareto")
        [ 3.0, [ 1.5; 2.0 ], -1.791759469228055; 1.0000001, [ 1.0; 4.0 ], 1.38629386111991533; 1000000000000.0, [ 0.5; 0.7 ], -47.8146138674092249 ]
    |> withCdf (fun x -> function [ m; a ] -> neg (expm1 (logTail x m a)) | _ -> arity "Pareto")
    |> withSurvival (fun x -> function [ m; a ] -> exp (logTail x m a) | _ -> arity "Pareto")
    |> withSample (function [ m; a ] -> m *. exp (exponentialVariate /. a) | _ -> arity "Pareto")

/// ParetoType2(mu, lambda, shape): above mu, scale lambda > 0, tail (1 + (x - mu) / lambda)^-shape; Lomax for mu = 0.
let paretoType2Row =
    let logGrowth x mu lambda = log1p ((x -. mu) /. lambda)

    row ParetoType2 [ "mu"; "scale"; "shape" ] AboveFirst "Johnson, Kotz and Balakrishnan (1994), ch. 20"
        (fun x ->
            function
            | [ mu; lambda; a ] -> [ log a; neg (log lambda); neg ((a +. one) *. logGrowth x mu lambda) ]
            | _ -> arity "ParetoType2")
        [ 3.0, [ 1.5; 2.0; 1.3 ], -1.71789922834392643; 1e-12, [ 0.0; 1.0; 4.0 ], 1.38629436111489062; 1000000000000.0, [ -2.0; 0.5; 0.7 ], -47.8146138674134749 ]
    |> withCdf (fun x -> function [ mu; lambda; a ] -> neg (expm1 (neg (a *. logGrowth x mu lambda))) | _ -> arity "ParetoType2")
    |> withSurvival (fun x -> function [ mu; lambda; a ] -> exp (neg (a *. logGrowth x mu lambda)) | _ -> arity "ParetoType2")
    |> withSample (function [ mu; lambda; a ] -> mu +. lambda *. expm1 (exponentialVariate /. a) | _ -> arity "ParetoType2")
