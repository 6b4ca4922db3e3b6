/// Distributions of the user's own: density, gradient, support, draws.
module Exmc.Core.Tests.CustomDistributionTests

open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private local id name : Local = { Id = id; Name = name }
let private x, rate, own = local 1 "x", local 2 "rate", local 3 "rate"

/// Exponential(rate), with a local and a conditional in its body.
let private custom sampler : CustomDistribution =
    let product = local 4 "product"
    let body = Expr.Binary(Subtract, Expr.Unary(Log, LocalRef rate), LocalRef product)

    { Name = "Waiting"
      Value = x
      Parameters = [ rate ]
      LogDensity =
        [ Declare(product, Expr.Binary(Multiply, LocalRef rate, LocalRef x))
          If(Compare(Less, LocalRef x, Real 0.0), [ Return(Real -infinity) ], [ Return body ]) ]
      Sampler = sampler
      Lower = 0.0
      Upper = infinity
      IsDiscrete = false }

let private sampler =
    Some([ own ], [ Return(Expr.Binary(Divide, Simulated(draw Exponential [ Real 1.0 ]), LocalRef own)) ])

let private declared family : Model =
    model
        [ field "Y" RealVector ]
        [ parameter "R" 0 (draw LogNormal [ Real 0.0; Real 1.0 ]); parameter "A" 0 (draw family [ Member "R" ]) ]
        [ memberOf "O" (Observed "Y") 1 [ Return(Draw { draw family [ Expr.Binary(Add, Member "R", Member "A") ] with Repeat = [ Length(Member "Y", 0) ] }) ] ]

let private data = Map.ofList [ "Y", Numbers [| 0.3; 1.7; 0.2 |] ]

[<Fact>]
let ``a distribution of the user's own has the density of the built-in one`` () =
    let kernels = [ Exponential; Custom(custom None) ] |> List.map (declared >> compile)

    for position in [ [| 0.3; -0.4 |]; [| -1.0; 1.5 |] ] do
        match kernels |> List.map (fun k -> evaluate k.Sampling (bind k [ data ]) position) with
        | [ (expected, slopes); (value, gradient) ] ->
            Assert.Equal(expected, value, 12)
            Array.iter2 (fun (a: float) (b: float) -> Assert.Equal(a, b, 12)) slopes gradient
            Assert.Equal(expected, InterpretModel.evaluate (declared (Custom(custom None))) data true position |> fst, 12)
        | _ -> ()

[<Fact>]
let ``a custom distribution is drawn by its sampler, and has no draws without one`` () =
    let drawn = { draw (Custom(custom sampler)) [ Real 2.5 ] with Repeat = [ Int 4000 ] }
    let given = model [] [] [ memberOf "G" Generated 1 [ Return(Draw drawn) ] ]
    DrawTests.assertDistributed "custom" (DrawTests.runs 1 given Map.empty).[0] (fun t -> 1.0 - exp (-2.5 * t))

    match (compile (declared (Custom(custom None)))).Prior with
    | Error reason -> Assert.Contains("Waiting", reason)
    | Ok _ -> failwith "A distribution without a sampler was drawn from."

[<Fact>]
let ``models whose custom densities differ print differently`` () =
    let text c = PrintModel.model (declared (Custom c))
    let other = { custom None with LogDensity = [ Return(LocalRef x) ] }
    Assert.NotEqual<string>(text (custom None), text other)
    Assert.NotEqual<string>(text (custom None), text (custom sampler))
