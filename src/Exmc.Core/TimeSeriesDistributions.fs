/// Rows of distributions of series, whose elements depend on the ones before.
module internal Exmc.Core.TimeSeriesDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

let private minus a b = Expr.Binary(Subtract, a, b)

/// A vector of n elements, each from the ones before it.
let private series n (first: Expr) (element: Expr -> Expr -> Expr) =
    let x: Local = { Id = -280; Name = "series" }
    let start: Local = { Id = -281; Name = "start" }
    let t: Local = { Id = -282; Name = "t" }
    let early: Local = { Id = -283; Name = "early" }

    Inline
        [ Declare(x, Zeros n)
          Declare(start, first)
          For(early, Int 0, Length(LocalRef start, 0), [ AssignElement(x, [ LocalRef early ], Element(LocalRef start, [ LocalRef early ])) ])
          For(t, Length(LocalRef start, 0), n, [ AssignElement(x, [ LocalRef t ], element (LocalRef x) (LocalRef t)) ])
          Return(LocalRef x) ]

let private normals count sigma = simulatedEach [ count ] Normal [ Real 0.0; sigma ]

/// GaussianRandomWalk(initial, sigma, n): the first of n elements is Normal(initial, sigma), each other one Normal(the one before, sigma).
let gaussianRandomWalkRow =
    row GaussianRandomWalk [ "initial"; "sigma"; "n" ] RealLine "Durbin and Koopman (2012), Time Series Analysis by State Space Methods, 2.1"
        (fun x ->
            function
            | [ initial; sigma; n ] ->
                let step = minus (Slice(x, Int 1, minus n (Int 1))) (Slice(x, Int 0, minus n (Int 1)))
                let squares = square (Element(x, [ Int 0 ]) -. initial) +. total (square step)
                [ Real -0.5 *. squares /. square sigma; neg (ToReal n *. (log sigma +. Real logSqrtTwoPi)) ]
            | _ -> arity "GaussianRandomWalk")
        []
    |> drawing (LengthOf 2) [ 0; 0; 0 ]
    |> withSample (function
        | [ initial; sigma; n ] ->
            series n (Stack [ initial +. sigma *. normalVariate ]) (fun x t -> Element(x, [ minus t (Int 1) ]) +. sigma *. normalVariate)
        | _ -> arity "GaussianRandomWalk")

/// AutoRegressive(coefficients, sigma, initial_sigma, n): the first elements, as many as coefficients, are Normal(0, initial_sigma), each
/// other one is Normal(sum over k of coefficients[k] x[t - 1 - k], sigma).
let autoRegressiveRow =
    let predicted phi x t =
        let k: Local = { Id = -284; Name = "lag" }
        let sum: Local = { Id = -285; Name = "sum" }

        Inline
            [ Declare(sum, Real 0.0)
              For(k, Int 0, Length(phi, 0), [ Assign(sum, LocalRef sum +. Element(phi, [ LocalRef k ]) *. Element(x, [ minus (minus t (Int 1)) (LocalRef k) ])) ])
              Return(LocalRef sum) ]

    row AutoRegressive [ "coefficients"; "sigma"; "sigma"; "n" ] RealLine "Box, Jenkins, Reinsel and Ljung (2016), Time Series Analysis, 3.2"
        (fun x ->
            function
            | [ phi; sigma; early; n ] ->
                let order = Length(phi, 0)
                let t: Local = { Id = -286; Name = "t" }
                let squares: Local = { Id = -287; Name = "squares" }
                let residual = Element(x, [ LocalRef t ]) -. predicted phi x (LocalRef t)

                [ Inline
                      [ Declare(squares, Real 0.0)
                        For(t, order, n, [ Assign(squares, LocalRef squares +. square residual) ])
                        Return(Real -0.5 *. LocalRef squares /. square sigma) ]
                  neg (ToReal(minus n order) *. log sigma)
                  Real -0.5 *. total (square (Slice(x, Int 0, order))) /. square early
                  neg (ToReal order *. log early)
                  neg (ToReal n *. Real logSqrtTwoPi) ]
            | _ -> arity "AutoRegressive")
        []
    |> drawing (LengthOf 3) [ 1; 0; 0; 0 ]
    |> withSample (function
        | [ phi; sigma; early; n ] -> series n (normals (Length(phi, 0)) early) (fun x t -> predicted phi x t +. sigma *. normalVariate)
        | _ -> arity "AutoRegressive")
