/// Distributions of series against the definition of their densities, and their draws against their moments.
module Exmc.Core.Tests.TimeSeriesTests

open System
open MathNet.Numerics.Distributions
open MathNet.Numerics.LinearAlgebra
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private y = [| 0.4; -0.3; 1.2; 0.9; -2.0; 0.1 |]
let private data = Map.ofList [ "Y", Numbers y ]
let private n = Length(Member "Y", 0)

let private declared d : Model =
    model
        [ field "Y" RealVector ]
        [ parameter "S" 0 (draw LogNormal [ Real 0.0; Real 1.0 ]); parameter "A" 1 { draw Normal [ Real 0.0; Real 1.0 ] with Repeat = [ Int 2 ] } ]
        [ memberOf "O" (Observed "Y") 1 [ Return(Draw d) ] ]

let private walk = declared (draw GaussianRandomWalk [ Element(Member "A", [ Int 0 ]); Member "S"; n ])
let private autoregression = declared (draw AutoRegressive [ Member "A"; Member "S"; Real 1.5; n ])

/// Sum of the normal log densities of the elements given the ones before, by MathNet.
let private expected (mean: int -> float[] -> float) (deviation: int -> float -> float) (position: float[]) =
    let s = exp position[0]
    let prior = LogNormal.PDFLn(0.0, 1.0, s) + position[0] + Seq.sum (position[1..] |> Seq.map (fun a -> Normal.PDFLn(0.0, 1.0, a)))
    prior + Seq.sum (Seq.init y.Length (fun t -> Normal.PDFLn(mean t position[1..], deviation t s, y[t])))

let private cases =
    [ walk, expected (fun t a -> if t = 0 then a[0] else y[t - 1]) (fun _ s -> s)
      autoregression, expected (fun t a -> if t < 2 then 0.0 else a[0] * y[t - 1] + a[1] * y[t - 2]) (fun t s -> if t < 2 then 1.5 else s) ]

[<Fact>]
let ``densities of series are the product of conditional normals, and gradients their derivatives`` () =
    for m, reference in cases do
        let kernel = compile m

        for position in [ [| 0.3; -0.2; 0.4 |]; [| -1.0; 0.9; -0.5 |] ] do
            let value, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
            Assert.Equal(reference position, value, 10)
            Assert.Equal(reference position, InterpretModel.evaluate m data true position |> fst, 10)

            for k in 0..2 do
                Assert.Equal((numericalDerivative reference position k).Value, gradient[k], 6)

/// Draws given the parameters: the standardised innovations of many series are standard normal.
[<Fact>]
let ``draws of series have standard normal innovations`` () =
    let a, s = [| 0.5; -0.3 |], 0.7
    let given d = model [ field "Y" RealVector ] [] [ memberOf "O" (Observed "Y") 1 [ Return(Draw d) ] ]
    let wide = Map.ofList [ "Y", Numbers(Array.zeroCreate 4000) ]

    let drawn d =
        DrawTests.runs 1 (given d) wide |> Array.head

    let walk = drawn (draw GaussianRandomWalk [ Real 0.5; Real s; n ])
    let series = drawn (draw AutoRegressive [ Stack [ Real a[0]; Real a[1] ]; Real s; Real 1.5; n ])
    let steps = walk |> Array.mapi (fun t x -> (x - (if t = 0 then 0.5 else walk[t - 1])) / s)
    let innovations = series |> Array.mapi (fun t x -> if t < 2 then x / 1.5 else (x - a[0] * series[t - 1] - a[1] * series[t - 2]) / s)

    for name, z in [ "walk", steps; "autoregression", innovations ] do
        DrawTests.assertDistributed name z (fun x -> Normal.CDF(0.0, 1.0, x))

let private matrix (rows: float list list) = Matrix<float>.Build.DenseOfRows(rows |> List.map Seq.ofList)
let private transition, noise = matrix [ [ 0.9; 0.4 ]; [ -0.2; 0.7 ] ], matrix [ [ 0.3; 0.0 ]; [ 0.0; 0.0 ] ]
let private initialMean, initialSpread = Vector<float>.Build.Dense [| 0.5; -0.2 |], matrix [ [ 2.0; 0.3 ]; [ 0.3; 1.0 ] ]

/// One-step forecasts by the filter in its textbook form, all readings of a time at once: what was drawn, less its
/// forecast, by the factor of its covariance.
let private innovations (design: Matrix<float>) (sigma: float[]) (readings: float[][]) =
    let spread = Matrix<float>.Build.DenseOfDiagonalArray(sigma |> Array.map (fun s -> s * s))

    let step (mean: Vector<float>, covariance: Matrix<float>) (y: float[]) =
        let variance = design * covariance * design.Transpose() + spread
        let surprise = Vector<float>.Build.Dense y - design * mean
        let gain = covariance * design.Transpose() * variance.Inverse()
        let filtered, left = mean + gain * surprise, covariance - gain * design * covariance
        variance.Cholesky().Factor.Solve(surprise).ToArray(), (transition * filtered, transition * left * transition.Transpose() + noise)

    readings |> Array.mapFold step (initialMean, initialSpread) |> fst |> Array.concat

[<Fact>]
let ``readings drawn from a state space model have standard normal innovations`` () =
    let constant (x: Matrix<float>) = MatrixOver({ Id = 1; Name = "i" }, { Id = 2; Name = "j" }, Int x.RowCount, Int x.ColumnCount, Element(Stack(x.ToRowMajorArray() |> Array.map Real |> List.ofArray), [ Expr.Binary(Add, Expr.Binary(Multiply, LocalRef { Id = 1; Name = "i" }, Int x.ColumnCount), LocalRef { Id = 2; Name = "j" }) ]))
    let numbers (v: float[]) = Stack(v |> Array.map Real |> List.ofArray)
    let states = [ constant transition; constant noise; numbers (initialMean.ToArray()); constant initialSpread ]
    let design, sigma = matrix [ [ 1.0; 0.0 ]; [ 0.5; -1.0 ]; [ 2.0; 0.3 ] ], [| 0.7; 0.4; 1.1 |]
    let single = matrix [ [ 1.0; 0.5 ] ]
    let drawn rank d = DrawTests.runs 1 (model [] [] [ memberOf "G" Generated rank [ Return(Draw d) ] ]) Map.empty |> Array.head
    let one = drawn 1 (draw LinearGaussianStateSpace ([ numbers [| 1.0; 0.5 |]; Real 0.7 ] @ states @ [ Int 3000 ]))
    let several = drawn 2 (draw MultivariateStateSpace ([ constant design; numbers sigma ] @ states @ [ Int 1000 ]))

    for name, z in
        [ "one reading at a time", innovations single [| 0.7 |] (Array.chunkBySize 1 one)
          "three readings at a time", innovations design sigma (Array.chunkBySize 3 several) ] do
        DrawTests.assertDistributed name z (fun x -> Normal.CDF(0.0, 1.0, x))
