/// Differential equations inside models: what a system reads, and the derivatives of its solution.
module Exmc.Core.Tests.OdeTests

open System
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private times a b = Expr.Binary(Multiply, a, b)
let private plus a b = Expr.Binary(Add, a, b)
let private minus a b = Expr.Binary(Subtract, a, b)
let private t, z, theta = { Id = 1; Name = "t" }, { Id = 2; Name = "z" }, { Id = 3; Name = "theta" }
let private state k = Element(LocalRef z, [ Int k ])

let private problem id isStiff parameters given body : InitialValueProblem =
    { System = { Time = t; State = z; Parameters = parameters; Body = body; IsStiff = isStiff; At = SourceRef id }
      Parameters = given
      Initial = Stack [ Member "A"; Real 0.5 ]
      Start = Real 0.0
      Times = Member "Times"
      RelativeTolerance = Real 1e-10
      AbsoluteTolerance = Real 1e-10
      MaxSteps = Int 1000 }

/// Predators and prey whose rates come from outside: a parameter, data, the parameters given, and the time.
let private predation (rate: Expr) (growth: Expr) =
    [ Return(Stack [ times (state 0) (minus growth (times rate (state 1))); times (state 1) (minus (times (state 0) (Real 0.8)) (Expr.Unary(Exp, times (Real -0.1) (LocalRef t)))) ]) ]

/// The same slopes element by element.
let private looped =
    let d, k = { Id = 20; Name = "d" }, { Id = 21; Name = "k" }

    [ Declare(d, Zeros(Length(LocalRef z, 0)))
      For(k, Int 0, Length(LocalRef z, 0), [ AssignElement(d, [ LocalRef k ], minus (Element(Member "B", [ LocalRef k ])) (times (Member "R") (Element(LocalRef z, [ LocalRef k ])))) ])
      Return(LocalRef d) ]

let private declared members : Model =
    model
        [ field "Times" RealVector; field "Y" RealVector; field "Rate" RealScalar; field "Groups" IntegerScalar ]
        [ parameter "R" 0 (draw Gamma [ Real 2.0; Real 2.0 ])
          parameter "A" 0 (draw LogNormal [ Real 0.0; Real 0.5 ])
          parameter "B" 1 { draw Normal [ Real 0.0; Real 1.0 ] with Repeat = [ Int 2 ] } ]
        members

let private data =
    Map.ofList [ "Times", Numbers [| 0.0; 0.4; 1.1; 2.5 |]; "Y", Numbers [| 0.3; -0.2; 0.5; 1.0 |]; "Rate", Number 0.6; "Groups", Whole 2 ]

let private factor e = memberOf "F" Factor 0 [ Return e ]
let private scored e = factor (Dot(Column(e, Int 1), Member "Y"))

/// One solution for each element of B.
let private perGroup =
    let sum, g, path = { Id = 30; Name = "sum" }, { Id = 31; Name = "g" }, { Id = 32; Name = "path" }
    let own = problem 5 false (Some theta) (Some(Stack [ Element(Member "B", [ LocalRef g ]); Member "R" ])) (predation (Element(LocalRef theta, [ Int 1 ])) (Element(LocalRef theta, [ Int 0 ])))

    Inline
        [ Declare(sum, Real 0.0)
          For(g, Int 0, Member "Groups", [ Declare(path, SolveOde own); Assign(sum, plus (LocalRef sum) (Dot(Column(LocalRef path, Int 0), Member "Y"))) ])
          Return(LocalRef sum) ]

let private models =
    [ "members and data", declared [ scored (SolveOde(problem 1 false None None (predation (Member "R") (Member "Rate")))) ]
      "parameters given", declared [ scored (SolveOde(problem 2 false (Some theta) (Some(Member "B")) (predation (Element(LocalRef theta, [ Int 0 ])) (Element(LocalRef theta, [ Int 1 ]))))) ]
      "loop in the system", declared [ scored (SolveOde(problem 3 true None None looped)) ]
      "helper", declared [ memberOf "Path" Helper 2 [ Return(SolveOde(problem 4 false None None (predation (Member "R") (Member "Rate")))) ]; scored (Member "Path") ]
      "in a loop", declared [ factor perGroup ] ]

[<Fact>]
let ``densities with differential equations and their gradients are those of the declaration`` () =
    let position = [| 0.3; -0.2; 0.4; -0.5 |]

    for name, m in models do
        let kernel = compile m
        let interpreted at = InterpretModel.evaluate m data true at |> fst
        let value, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
        Assert.True(close 1e-10 (interpreted position) value, $"{name}: {value}, interpreted {interpreted position}")

        position
        |> Array.iteri (fun k _ ->
            let slope = (numericalDerivative interpreted position k).Value
            Assert.True(abs (slope - gradient[k]) <= 1e-7 * max 1.0 (abs slope), $"{name} {k}: {gradient[k]}, numerical {slope}"))

[<Fact>]
let ``a system is compiled once however many programs call it`` () =
    for name, m in models do
        Assert.True((compile m).Systems.Length = 1, name)

[<Fact>]
let ``the oracle solves to twelve digits`` () =
    let rows = ReferenceOde.solve (fun t z -> [| z[1]; -4.0 * z[0] + cos t |]) 0.5 [| 0.3; -1.2 |] [| 0.5; 9.5 |]
    let a, b = 0.3 - cos 0.5 / 3.0, -1.2 + sin 0.5 / 3.0
    Assert.Equal(0.3, rows[0].[0])
    Assert.Equal(a * cos 18.0 + b / 2.0 * sin 18.0 + cos 9.5 / 3.0, rows[1].[0], 1e-12)

[<Fact>]
let ``times that depend on parameters are refused`` () =
    let own = { problem 6 false None None looped with Start = Member "A" }

    match Compiler.compile (declared [ scored (SolveOde own) ]) with
    | Error [ Unsupported(what, _, SourceRef 6) ] -> Assert.Contains("times", what)
    | other -> failwith $"%A{other}"

[<Fact>]
let ``a system returns one slope for each state`` () =
    match Compiler.compile (declared [ scored (SolveOde(problem 7 false None None [ Return(Stack [ state 0 ]) ])) ]) with
    | Error [ ShapeMismatch(_, _, _) ] -> ()
    | other -> failwith $"%A{other}"
