/// The distribution table: golden values, normalisation of the distribution functions, and transforms.
module Exmc.Core.Tests.DistributionTests

open System
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running

/// Arguments of that name are integers.
let isInteger name = name = "n"

/// Value of an expression of a row at a number and arguments.
let distribution (row: DistributionRow) (build: Expr -> Expr list -> Expr) (x: float) (arguments: float list) =
    let field name dataType : DataField =
        { Name = name; External = name; Type = dataType; AllowMissing = true; Optional = false; Lower = None; Upper = None; At = SourceRef 0 }

    let isWhole = row.Parameters |> List.map isInteger
    let names = arguments |> List.mapi (fun k _ -> $"a{k}")
    let body = build (Member "x") (names |> List.map Member)
    let declared = List.map2 (fun name whole -> field name (if whole then IntegerScalar else RealScalar)) names isWhole

    let model =
        { Name = "One"; External = "one"; Data = field "x" RealScalar :: declared; Parameters = []
          Members = [ { Name = "F"; External = "f"; Role = Factor; Rank = 0; Body = [ Return body ]; At = SourceRef 0 } ] }

    let data = Map.ofList (("x", Number x) :: List.zip names (List.map2 (fun a whole -> if whole then Whole(int a) else Number a) arguments isWhole))
    InterpretModel.evaluate model data true [||] |> fst

let logDensity (row: DistributionRow) =
    distribution row (fun x arguments -> row.LogDensity x arguments |> List.fold (fun sum part -> Expr.Binary(Add, sum, part)) (Real 0.0))

let rows = Distributions.families |> List.map Distributions.find |> List.filter (fun row -> not row.IsMultivariate && List.forall ((=) 0) row.ArgumentRanks)

/// The integers that a discrete family puts its mass on; unbounded ones as far as there is any to speak of.
let private counts (row: DistributionRow) (arguments: float list) =
    match row.Support with
    | Support.Binary -> [ 0..1 ]
    | UpToFirst -> [ 0 .. int arguments[0] ]
    | IntegersBetweenArguments -> [ int arguments[0] .. int arguments[1] ]
    | _ -> [ 0..200 ]

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
        let total = List.sum [ for k in counts row arguments -> exp (logDensity row (float k) arguments) ]
        Assert.Equal(1.0, total, 10)

[<Fact>]
let ``the derivative of a distribution function is the density, and survival is its complement`` () =
    for row in rows |> List.filter (fun row -> not row.IsDiscrete) do
        match row.Cdf with
        | Some cdf ->
            for x, arguments, _ in row.Golden do
                if abs x < 20.0 then
                    let f (at: float[]) = distribution row cdf at[0] arguments

                    match numericalDerivative f [| x |] 0 with
                    | Some slope -> Assert.True(close 1e-6 (exp (logDensity row x arguments)) slope, $"%A{row.Family} at {x}")
                    | None -> ()

                    match row.Survival with
                    | Some survival -> Assert.Equal(1.0, f [| x |] + distribution row survival x arguments, 11)
                    | None -> ()
        | None -> Assert.True(row.Family = Flat, $"%A{row.Family} has no distribution function")

[<Fact>]
let ``a discrete distribution function sums the masses from below, and survival those above`` () =
    for row in rows |> List.filter _.IsDiscrete do
        let _, arguments, _ = row.Golden.Head
        let cdf, survival = distribution row row.Cdf.Value, distribution row row.Survival.Value
        let support = counts row arguments
        let mass k = exp (logDensity row (float k) arguments)

        for y in support |> List.truncate 12 do
            let below, above = support |> List.partition (fun k -> k <= y)
            Assert.True(close 1e-12 (List.sumBy mass below) (cdf (float y) arguments), $"%A{row.Family} at {y}")
            let expected, actual = List.sumBy mass above, survival (float y) arguments
            Assert.True(abs (expected - actual) <= 1e-10 * expected + 1e-15, $"%A{row.Family} above {y}: {actual}, not {expected}")

        let before = float support.Head - 1.0
        Assert.Equal(0.0, cdf before arguments)
        Assert.Equal(1.0, survival before arguments, 12)

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
