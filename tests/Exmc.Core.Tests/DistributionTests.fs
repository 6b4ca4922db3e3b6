/// The distribution table: golden values, normalisation of the distribution functions, and transforms.
module Exmc.Core.Tests.DistributionTests

open System
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running

let evaluate (build: Expr -> Expr list -> Expr) (x: float) (arguments: float list) =
    let field name : DataField =
        { Name = name; External = name; Type = RealScalar; AllowMissing = true; Optional = false; Lower = None; Upper = None; At = SourceRef 0 }

    let names = arguments |> List.mapi (fun k _ -> $"a{k}")
    let body = build (Member "x") (names |> List.map Member)

    let model =
        { Name = "One"; External = "one"; Data = List.map field ("x" :: names); Parameters = []
          Members = [ { Name = "F"; External = "f"; Role = Factor; Rank = 0; Body = [ Return body ]; At = SourceRef 0 } ] }

    let data = Map.ofList (("x", Number x) :: List.zip names (List.map Number arguments))
    InterpretModel.evaluate model data true [||] |> fst

let logDensity (row: DistributionRow) =
    evaluate (fun x arguments -> row.LogDensity x arguments |> List.fold (fun sum part -> Expr.Binary(Add, sum, part)) (Real 0.0))

let rows = Distributions.families |> List.map Distributions.find |> List.filter (fun row -> not row.IsMultivariate && List.forall ((=) 0) row.ArgumentRanks)

[<Fact>]
let ``golden values`` () =
    for row in rows do
        Assert.NotEmpty row.Golden

        for x, arguments, expected in row.Golden do
            let actual = logDensity row x arguments
            Assert.True(close 1e-12 expected actual, $"%A{row.Family} at {x}: {actual:R}, golden {expected:R}")

[<Fact>]
let ``discrete probabilities sum to one`` () =
    for row in rows |> List.filter _.IsDiscrete do
        let _, arguments, _ = row.Golden.Head
        let highest = match row.Support with Support.Binary -> 1 | UpToFirst -> int arguments[0] | _ -> 200
        let total = List.sum [ for k in 0..highest -> exp (logDensity row (float k) arguments) ]
        Assert.Equal(1.0, total, 10)

[<Fact>]
let ``the derivative of a distribution function is the density, and survival is its complement`` () =
    for row in rows do
        match row.Cdf with
        | Some cdf ->
            for x, arguments, _ in row.Golden do
                if abs x < 20.0 then
                    let f (at: float[]) = evaluate cdf at[0] arguments

                    match numericalDerivative f [| x |] 0 with
                    | Some slope -> Assert.True(close 1e-6 (exp (logDensity row x arguments)) slope, $"%A{row.Family} at {x}")
                    | None -> ()

                    match row.Survival with
                    | Some survival -> Assert.Equal(1.0, f [| x |] + evaluate survival x arguments, 11)
                    | None -> ()
        | None -> Assert.True(row.IsDiscrete || row.Family = Flat || row.Family = SkewNormal, $"%A{row.Family} has no distribution function")

let private transforms =
    [ Identity; LowerBound(Constant -1.5); UpperBound(Constant 2.0); Interval(Constant -1.0, Constant 3.0); Folded ]

/// Value of an operand that depends on one position.
let private compute emit (u: float) =
    let arrays = ArrayTable()
    let position = arrays.Add("position", RealElement, [ IConst 1 ], Position)
    let b = Builder arrays
    let parts: Operand list = emit b (b.Load(position, [ IConst 0 ]))
    for part in parts do b.Target part
    let machine = Machine 1
    machine.Set(position, [ 1 ], [| Reals [| u |] |])
    InterpretProgram.execute machine { Name = "one"; Arrays = arrays.All; Body = b.Body }
    machine.Targets[0]

[<Property>]
let ``a transform is inverted, and its log Jacobian is that of its derivative`` (whole: int) =
    let u = float (whole % 400) / 100.0

    for t in transforms do
        let forward x = compute (fun b p -> [ Transforms.forward b t p ]) x
        let back = compute (fun b p -> [ Transforms.inverse b t p ]) (forward u)
        let expected = if t = Folded then abs u else u
        Assert.True(close 1e-9 expected back, $"%A{t}: {u} came back as {back}")

        match numericalDerivative (fun x -> forward x[0]) [| u |] 0 with
        | Some slope when slope <> 0.0 ->
            let extra = if t = Folded then -(log 2.0) else 0.0
            let jacobian = compute (fun b p -> Transforms.logJacobian b t p) u
            Assert.True(close 1e-6 (log (abs slope) + extra) jacobian, $"%A{t} at {u}: {jacobian}")
        | _ -> ()
