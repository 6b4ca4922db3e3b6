/// Rows of distributions on the whole line.
module internal Exmc.Core.RealLineDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// Normal(mu, sigma): sigma > 0 is the standard deviation, in the units of x.
let normalRow =
    row Normal [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1994), ch. 13"
        (fun x -> function [ mu; sigma ] -> normal 0.0 x mu sigma | _ -> arity "Normal")
        [ 0.0, [ 0.0; 1.0 ], -0.9189385332046728; 3.0, [ 1.0; 2.0 ], -2.112085713764618; 40.0, [ 0.0; 1.0 ], -800.9189385332047 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> normalCdf x mu sigma | _ -> arity "Normal")
    |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(NormalCdf, standardise mu x sigma) | _ -> arity "Normal")
    |> forecastable
    |> withSample (function [ mu; sigma ] -> mu +. sigma *. normalVariate | _ -> arity "Normal")

/// StudentT(nu, mu, sigma): nu > 0 degrees of freedom.
let studentTRow =
    row StudentT [ "nu"; "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 28"
        (fun x -> function [ nu; mu; sigma ] -> studentT 0.0 x nu mu sigma | _ -> arity "StudentT")
        [ 0.0, [ 1.0; 0.0; 1.0 ], -1.1447298858494002; 2.0, [ 4.0; 0.0; 1.0 ], -2.7136972044115897; 100000000.0, [ 0.5; 0.0; 1.0 ], -29.4614144272600167; -300.0, [ 30.0; 2.0; 0.1 ], -194.309552222579853 ]
    |> withCdf (fun x -> function [ nu; mu; sigma ] -> studentTCdf x nu mu sigma | _ -> arity "StudentT")
    |> withSurvival (fun x -> function [ nu; mu; sigma ] -> studentTCdf mu nu x sigma | _ -> arity "StudentT")
    |> forecastable
    |> withSample (function [ nu; mu; sigma ] -> mu +. sigma *. studentVariate nu | _ -> arity "StudentT")

/// Cauchy(mu, sigma): sigma > 0 is the half-width at half-height.
let cauchyRow =
    row Cauchy [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1994), ch. 16"
        (fun x -> function [ mu; sigma ] -> cauchy 0.0 x mu sigma | _ -> arity "Cauchy")
        [ 0.0, [ 0.0; 1.0 ], -1.1447298858494002; 5.0, [ 1.0; 2.0 ], -3.447314978843446; -1e+150, [ 0.0; 1.0 ], -691.920257784063105; 1e-09, [ 0.0; 1e-09 ], 18.8853887705370657 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> cauchyCdf x mu sigma | _ -> arity "Cauchy")
    |> withSurvival (fun x -> function [ mu; sigma ] -> cauchyCdf mu x sigma | _ -> arity "Cauchy")
    |> forecastable
    |> withSample (function [ mu; sigma ] -> mu +. sigma *. (normalVariate /. normalVariate) | _ -> arity "Cauchy")

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
        [ 3.0, [ 1.0; 2.0 ], -2.386294361119891; 0.0, [ 0.0; 1.0 ], -0.693147180559945309; -800.0, [ 3.0; 0.5 ], -1606.0 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> laplaceCdf x mu sigma | _ -> arity "Laplace")
    |> withSurvival (fun x -> function [ mu; sigma ] -> laplaceCdf mu x sigma | _ -> arity "Laplace")
    |> forecastable
    |> withSample (function [ mu; sigma ] -> mu +. sigma *. (exponentialVariate -. exponentialVariate) | _ -> arity "Laplace")

/// Logistic(mu, sigma): scale sigma > 0 (standard deviation sigma pi / sqrt 3).
let logisticRow =
    row Logistic [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 23"
        (fun x ->
            function
            | [ mu; sigma ] ->
                let z = standardise x mu sigma
                [ neg z; neg (log sigma); Real -2.0 *. log1pExp (neg z) ]
            | _ -> arity "Logistic")
        [ 3.0, [ 1.0; 2.0 ], -2.319670555596391; 0.5, [ 0.0; 1.0 ], -1.44815396836021336; -900.0, [ 0.0; 1.0 ], -900.0; 900.0, [ 5.0; 2.0 ], -448.193147180559945 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> Expr.Unary(InverseLogit, standardise x mu sigma) | _ -> arity "Logistic")
    |> withSurvival (fun x -> function [ mu; sigma ] -> Expr.Unary(InverseLogit, standardise mu x sigma) | _ -> arity "Logistic")
    |> forecastable
    |> withSample (function [ mu; sigma ] -> mu +. sigma *. logisticVariate | _ -> arity "Logistic")

/// Gumbel(mu, sigma): largest values; sigma > 0, mean mu + 0.5772 sigma.
let gumbelRow =
    row Gumbel [ "mu"; "sigma" ] RealLine "Johnson, Kotz and Balakrishnan (1995), ch. 22"
        (fun x ->
            function
            | [ mu; sigma ] -> (let z = standardise x mu sigma in [ neg (log sigma); neg z; neg (exp (neg z)) ])
            | _ -> arity "Gumbel")
        [ 1.0, [ 0.5; 2.0 ], -1.72194796363135018; -5.0, [ 0.0; 1.0 ], -143.413159102576603; 60.0, [ 0.0; 1.5 ], -40.4054651081081644 ]
    |> withCdf (fun x -> function [ mu; sigma ] -> exp (neg (exp (neg (standardise x mu sigma)))) | _ -> arity "Gumbel")
    |> withSurvival (fun x -> function [ mu; sigma ] -> neg (expm1 (neg (exp (neg (standardise x mu sigma))))) | _ -> arity "Gumbel")
    |> withSample (function [ mu; sigma ] -> mu -. sigma *. log exponentialVariate | _ -> arity "Gumbel")

/// SkewNormal(xi, omega, skew): location xi, scale omega > 0, any skew; Normal for skew 0.
let skewNormalRow =
    row SkewNormal [ "xi"; "scale"; "skew" ] RealLine "Azzalini (1985), Scandinavian Journal of Statistics 12"
        (fun x ->
            function
            | [ xi; omega; skew ] -> normal logTwo x xi omega @ [ Expr.Unary(LogNormalCdf, skew *. standardise x xi omega) ]
            | _ -> arity "SkewNormal")
        [ 0.7, [ 0.5; 2.0; 3.0 ], -1.40534869479315398; -12.0, [ 0.0; 1.0; 2.0 ], -364.324512355852516; 15.0, [ 0.0; 1.5; -4.0 ], -855.23969847450668 ]
    |> withCdf (fun x ->
        function
        | [ xi; omega; skew ] -> (let z = standardise x xi omega in Expr.Unary(NormalCdf, z) -. Real 2.0 *. Expr.Binary(OwensT, z, skew))
        | _ -> arity "SkewNormal")
    |> withSurvival (fun x ->
        function
        | [ xi; omega; skew ] -> (let z = standardise x xi omega in Expr.Unary(NormalCdf, neg z) +. Real 2.0 *. Expr.Binary(OwensT, z, skew))
        | _ -> arity "SkewNormal")
    |> withSample (function [ xi; omega; skew ] -> xi +. omega *. ((skew *. Expr.Unary(Abs, normalVariate) +. normalVariate) /. Expr.Unary(Sqrt, one +. square skew)) | _ -> arity "SkewNormal")

/// ExpModNormal(mu, sigma, rate): Normal(mu, sigma) plus an independent Exponential(rate).
let expModNormalRow =
    let shifted x mu sigma rate = standardise x mu sigma -. rate *. sigma
    let tilt x mu sigma rate = rate *. (mu -. x) +. half *. square (rate *. sigma)

    row ExpModNormal [ "mu"; "sigma"; "rate" ] RealLine "Grushka (1972), Analytical Chemistry 44(11)"
        (fun x ->
            function
            | [ mu; sigma; rate ] -> [ log rate; tilt x mu sigma rate; Expr.Unary(LogNormalCdf, shifted x mu sigma rate) ]
            | _ -> arity "ExpModNormal")
        [ 0.7, [ 0.5; 2.0; 0.8 ], -1.80908795213809955; -15.0, [ 0.0; 1.0; 2.0 ], -115.562435470420445; 80.0, [ 0.0; 1.5; 0.7 ], -55.805424943938729 ]
    |> withCdf (fun x ->
        function
        | [ mu; sigma; rate ] -> normalCdf x mu sigma -. exp (tilt x mu sigma rate +. Expr.Unary(LogNormalCdf, shifted x mu sigma rate))
        | _ -> arity "ExpModNormal")
    |> withSample (function [ mu; sigma; rate ] -> mu +. sigma *. normalVariate +. exponentialVariate /. rate | _ -> arity "ExpModNormal")

/// SkewDoubleExponential(mu, sigma, tau): tau in (0, 1) is the probability below mu; Laplace for tau 1/2.
let skewDoubleExponentialRow =
    let below x mu sigma tau = Real 2.0 *. (one -. tau) *. standardise x mu sigma
    let above x mu sigma tau = Real -2.0 *. tau *. standardise x mu sigma
    let choose x mu low high = Conditional(Compare(Less, x, mu), low, high)

    row SkewDoubleExponential [ "mu"; "sigma"; "tau" ] RealLine "Yu and Zhang (2005), Communications in Statistics 34(9)"
        (fun x ->
            function
            | [ mu; sigma; tau ] ->
                [ Real logTwo; log tau; log1p (neg tau); neg (log sigma); choose x mu (below x mu sigma tau) (above x mu sigma tau) ]
            | _ -> arity "SkewDoubleExponential")
        [ 0.7, [ 0.5; 2.0; 0.3 ], -1.62064774826466838; -40.0, [ 0.0; 1.0; 0.8 ], -17.1394342831883614; 90.0, [ 0.0; 1.5; 0.1 ], -14.1202635362000917 ]
    |> withCdf (fun x ->
        function
        | [ mu; sigma; tau ] -> choose x mu (tau *. exp (below x mu sigma tau)) (one -. (one -. tau) *. exp (above x mu sigma tau))
        | _ -> arity "SkewDoubleExponential")
    |> withSurvival (fun x ->
        function
        | [ mu; sigma; tau ] -> choose x mu (one -. tau *. exp (below x mu sigma tau)) ((one -. tau) *. exp (above x mu sigma tau))
        | _ -> arity "SkewDoubleExponential")
    |> withSample (function [ mu; sigma; tau ] -> mu +. half *. sigma *. Conditional(Compare(Less, uniformVariate, tau), neg (exponentialVariate /. (one -. tau)), exponentialVariate /. tau) | _ -> arity "SkewDoubleExponential")

/// Flat(): density 1 on the support, improper unless truncated on both sides.
let flatRow =
    row Flat [] RealLine "Lebesgue measure" (fun _ _ -> []) [ 3.0, [], 0.0 ]
