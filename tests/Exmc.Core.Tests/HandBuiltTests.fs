/// Programs built by hand: a Cholesky primitive, a hidden Markov model, two lanes.
module Exmc.Core.Tests.HandBuiltTests

open Xunit
open Exmc.Core
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.HandBuilt

/// Value and gradient at a position per lane; each lane has a program's data of its own.
let private run (lanes: HandBuilt list) (positions: float[] list) =
    let machine = Machine positions.Length

    lanes.Head.Data
    |> List.iteri (fun k (array, first) ->
        let length = match first with Reals v -> v.Length | Contents.Integers v -> v.Length
        machine.Set(array, [ length ], [| for lane in lanes -> snd lane.Data[k] |]))

    evaluateLanes lanes.Head.Program machine positions

let private checkGradient f (x: float[]) (gradient: float[]) =
    x
    |> Array.iteri (fun k _ ->
        match numericalDerivative f x k with
        | Some numerical -> Assert.True(abs (numerical - gradient[k]) <= 1e-6 * max 1.0 (abs numerical), $"{k}: {gradient[k]}, numerical {numerical}")
        | None -> failwith "The function is not smooth here.")

[<Fact>]
let ``a Cholesky primitive is differentiated by its own adjoint`` () =
    let at = [| 1.2; 0.8; 0.3 |]
    let evaluate position = (run [ gaussianProcess () ] [ position ]).Head
    let value, gradient = evaluate at

    // One reading alone has a closed form: the determinant and quadratic form of a 4 by 4 matrix are checked by the differences below,
    // the value by a matrix that is diagonal in the limit of no correlation.
    let uncorrelated, _ = evaluate [| 1.0; 1e-3; 1.0 |]
    let y = [ 0.3; -0.2; 0.5; 1.0 ]
    let expected = y |> List.sumBy (fun v -> -0.5 * v * v / 2.0 - 0.5 * log 2.0)
    Assert.Equal(expected, uncorrelated, 12)
    Assert.True(System.Double.IsFinite value)
    checkGradient (fun x -> fst (evaluate x)) at gradient

/// All paths of states, one by one.
let private enumerate (readings: float[]) (x: float[]) =
    let spread = exp x[4]
    let normaliser = -(log (exp x[3] + 2.0))
    let emission (y: float) k = -0.5 * ((y - x[k]) / spread) ** 2.0 - log spread

    let rec paths n = if n = 0 then [ [] ] else [ for k in 0..2 do for rest in paths (n - 1) -> k :: rest ]

    paths readings.Length
    |> List.map (fun path ->
        let emissions = List.mapi (fun t k -> emission readings[t] k) path |> List.sum
        let moves = List.pairwise path |> List.sumBy (fun (i, j) -> (if i = j then x[3] else 0.0) + normaliser)
        exp (emissions + moves))
    |> List.sum
    |> log

[<Fact>]
let ``a three-state hidden Markov model is the sum over all paths`` () =
    let readings = [| 0.2; 1.9; 2.2; -0.9; 0.1 |]
    let at = [| -1.0; 0.3; 2.0; 0.7; -0.4 |]
    let value, g = (run [ hiddenMarkov readings ] [ at ]).Head
    Assert.Equal(enumerate readings at, value, 11)
    checkGradient (enumerate readings) at g

[<Fact>]
let ``two lanes with different data and positions run the hidden Markov model in lock step`` () =
    let readings = [ [| 0.2; 1.9; 2.2; -0.9; 0.1 |]; [| 1.0; -2.0; 0.4; 3.0; 2.5 |] ]
    let positions = [ [| -1.0; 0.3; 2.0; 0.7; -0.4 |]; [| 0.5; -0.5; 1.0; -0.2; 0.1 |] ]

    for (value, g), (series, at) in List.zip (run (List.map hiddenMarkov readings) positions) (List.zip readings positions) do
        Assert.Equal(enumerate series at, value, 11)
        checkGradient (enumerate series) at g
