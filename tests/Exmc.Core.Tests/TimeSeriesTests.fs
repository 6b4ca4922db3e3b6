/// Distributions of series against the definition of their densities, and their draws against their moments.
module Exmc.Core.Tests.TimeSeriesTests

open System
open MathNet.Numerics.Distributions
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
