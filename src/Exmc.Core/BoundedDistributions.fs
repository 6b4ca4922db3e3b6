/// Rows of distributions on intervals.
module internal Exmc.Core.BoundedDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// Beta(a, b) on (0, 1): mean a / (a + b).
let betaRow =
    row Beta [ "a"; "b" ] UnitInterval "Johnson, Kotz and Balakrishnan (1995), ch. 25"
        (fun x ->
            function
            | [ a; b ] ->
                [ lgamma (a +. b); neg (lgamma a); neg (lgamma b); (a -. one) *. log x; (b -. one) *. log1p (neg x) ]
            | _ -> arity "Beta")
        [ 0.3, [ 2.0; 5.0 ], 0.7705248015812899; 1e-100, [ 0.5; 3.0 ], 115.064716128564713; 0.999, [ 2.0; 5000.0 ], -34514.8350537692016 ]
    |> withCdf (fun x -> function [ a; b ] -> betaI a b x | _ -> arity "Beta")
    |> withSurvival (fun x -> function [ a; b ] -> betaI b a (one -. x) | _ -> arity "Beta")
    |> forecastable
    |> withSample (function [ a; b ] -> betaVariate a b | _ -> arity "Beta")

/// BetaProportion(mean, kappa): Beta(mean kappa, (1 - mean) kappa), mean in (0, 1), kappa > 0.
let betaProportionRow =
    row BetaProportion [ "mean"; "scale" ] UnitInterval "Ferrari and Cribari-Neto (2004), Journal of Applied Statistics 31(7)"
        (fun x ->
            function
            | [ mean; kappa ] ->
                let a, b = mean *. kappa, (one -. mean) *. kappa
                [ lgamma kappa; neg (lgamma a); neg (lgamma b); (a -. one) *. log x; (b -. one) *. log1p (neg x) ]
            | _ -> arity "BetaProportion")
        [ 0.3, [ 0.4; 6.0 ], 0.644792331459773597; 1e-10, [ 0.2; 3.0 ], 9.28839437187805081; 0.999, [ 0.7; 50.0 ], -65.9488956956832342 ]
    |> withCdf (fun x -> function [ mean; kappa ] -> betaI (mean *. kappa) ((one -. mean) *. kappa) x | _ -> arity "BetaProportion")
    |> withSurvival (fun x -> function [ mean; kappa ] -> betaI ((one -. mean) *. kappa) (mean *. kappa) (one -. x) | _ -> arity "BetaProportion")
    |> withSample (function [ mean; kappa ] -> betaVariate (mean *. kappa) ((one -. mean) *. kappa) | _ -> arity "BetaProportion")

/// VonMises(mu, kappa): angles on (-pi, pi) about mu, an angle, with concentration kappa > 0; uniform as kappa falls to 0.
let vonMisesRow =
    row VonMises [ "mu"; "scale" ] (Within(-System.Math.PI, System.Math.PI)) "Mardia and Jupp (2000), Directional Statistics, 3.5.4"
        (fun x ->
            function
            | [ mu; kappa ] ->
                // kappa (cos(x - mu) - 1) keeps its digits where the concentration is large.
                let lag = square (Expr.Unary(Sin, half *. (x -. mu)))
                [ Real -2.0 *. kappa *. lag; neg (Expr.Unary(LogScaledBesselI0, kappa)); Real(-System.Math.Log(2.0 * System.Math.PI)) ]
            | _ -> arity "VonMises")
        [ 0.5, [ 0.2; 1.5 ], -0.903659700436552665; -3.1, [ 3.0; 0.001 ], -1.83689404797088727; 1e-4, [ 0.0; 1e8 ], 7.79140183793817661; 3.0, [ 0.1; 40.0 ], -77.9159905337453232 ]
    |> withCdf (fun x -> function [ mu; kappa ] -> Expr.Ternary(VonMisesMass, kappa, Real -System.Math.PI -. mu, x -. mu) | _ -> arity "VonMises")
    |> withSurvival (fun x -> function [ mu; kappa ] -> Expr.Ternary(VonMisesMass, kappa, x -. mu, Real System.Math.PI -. mu) | _ -> arity "VonMises")
    |> withSample (function
        | [ mu; kappa ] ->
            // Brought back onto the interval.
            withLocal -288 "half" (half *. (mu +. Sampled(VonMisesAngle, [ kappa ]))) (fun h ->
                Real 2.0 *. Expr.Unary(Atan, Expr.Unary(Sin, h) /. Expr.Unary(Cos, h)))
        | _ -> arity "VonMises")

/// Uniform(lower, upper).
let uniformRow =
    row Uniform [ "lower"; "upper" ] BetweenArguments "Johnson, Kotz and Balakrishnan (1995), ch. 26"
        (fun _ -> function [ a; b ] -> [ neg (log (b -. a)) ] | _ -> arity "Uniform")
        [ 1.0, [ -1.0; 3.0 ], -1.3862943611198906; 0.5, [ 0.0; 1e-300 ], 690.775527898213705; 1e+300, [ 0.0; 1e+305 ], -702.288453363183934 ]
    |> withCdf (fun x -> function [ a; b ] -> (x -. a) /. (b -. a) | _ -> arity "Uniform")
    |> forecastable
    |> withSample (function [ a; b ] -> a +. (b -. a) *. uniformVariate | _ -> arity "Uniform")
