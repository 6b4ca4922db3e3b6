/// Passes over loops, on programs and models that show one thing each.
module Exmc.Core.Tests.LoopPassTests

open Xunit
open Exmc.Core
open Exmc.Core.Programs
open Exmc.Core.Source
open Exmc.Core.Tests.Generators
open Exmc.Core.Tests.Running

let private evaluateWith passes model (data: Map<string, Datum>) position =
    match Compiler.compileWith (set passes) model with
    | Ok kernel -> evaluate kernel.Sampling (bind kernel [ data ]) position
    | Error problems -> failwith $"%A{problems}"

let private a, m, y = Member "A", Member "M", Member "Y"
let private minus x z = Expr.Binary(Subtract, x, z)
let private times x z = Expr.Binary(Multiply, x, z)

/// What a loop sums up, in parts that stay the same and parts that change.
let private sums =
    [ minus (times a y) m
      minus (times a y) (Real 1.0)
      minus m (times (times a m) y)
      times (Real -2.0) (minus (Expr.Unary(Square, times a (minus y m))) (times a a))
      Expr.Unary(Negate, Expr.Unary(Square, minus (times a y) (times a m))) ]

[<Fact>]
let ``sums keep the signs and the factors of what stays the same`` () =
    for terms in sums do
        let model =
            Declaring.model
                [ Declaring.field "Y" RealVector ]
                [ Declaring.parameter "A" 0 (Declaring.draw LogNormal [ Real 0.0; Real 1.0 ])
                  Declaring.parameter "M" 0 (Declaring.draw Normal [ Real 0.0; Real 1.0 ]) ]
                [ Declaring.memberOf "F" Factor 0 [ Return(Reduce(Total, terms)) ] ]

        for count in [ 1; 7; 8; 21 ] do
            let data = Map.ofList [ "Y", Numbers(Array.init count (fun i -> 0.3 + sin (float i))) ]
            let at = [| 0.4; -0.7 |]
            let density, gradient = evaluateWith [] model data at
            let actual, actualGradient = evaluateWith Passes.names model data at
            let scale = 1.0 + abs density + Array.sumBy abs gradient
            Assert.Equal(density, actual, 1e-13 * scale)
            Array.iter2 (fun (e: float) g -> Assert.Equal(e, g, 1e-13 * scale)) gradient actualGradient

[<Fact>]
let ``a loop that two others could join stands beside one of them`` () =
    let arrays = ArrayTable()
    let n = ILength(arrays.AddData("y", RealElement, 1), 0)
    let position = arrays.Add("position", RealElement, [ n ], Position)
    let gradient = arrays.Add("gradient", RealElement, [ n ], Gradient)

    let loop id until places =
        let index, x = Var id, Var(id + 1)

        Loop
            { Index = index
              From = IConst 0
              Until = until
              Descending = false
              Carried = []
              Sums = []
              Body = Let(x, Load(position, [ IVar index ])) :: (places |> List.map (fun k -> Increment(gradient, [ Integers.add (IVar index) (IConst k) ], Use x))) }

    let walk = loop 1 (Integers.subtract n (IConst 1)) [ 0; 1 ]
    let one, other = loop 11 n [ 0 ], loop 21 n [ 0 ]
    let between = Let(Var 31, Apply1(Exp, Constant 1.0))
    let active = { Vars = System.Collections.Generic.HashSet(); Arrays = System.Collections.Generic.HashSet() }
    Assert.Equal(Some [ walk; one; between; other ], Joining.run arrays active [ walk; between; one; other ])
    Assert.Equal(None, Joining.run arrays active [ walk; one; between; other ])
