/// Problems as values, checks of data, and what is moved to bind time.
module Exmc.Core.Tests.CompilerTests

open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private problems m =
    match Compiler.compile m with
    | Ok _ -> []
    | Error found -> found

let private normal = draw Normal [ Real 0.0; Real 1.0 ]

[<Fact>]
let ``each mistake of a model is its own problem`` () =
    let y = field "Y" RealVector

    let cases =
        [ model [] [ parameter "A" 0 (draw Normal [ Member "B"; Real 1.0 ]); parameter "B" 0 (draw Normal [ Member "A"; Real 1.0 ]) ] [],
          (function Cycle _ -> true | _ -> false)
          model [] [ parameter "A" 0 normal ] [ memberOf "O" (Observed "Z") 0 [ Return(Draw normal) ] ],
          (function UnknownObservedData("Z", _) -> true | _ -> false)
          model [] [ parameter "K" 0 (draw Poisson [ Real 3.0 ]) ] [], (function DiscreteParameter("K", _) -> true | _ -> false)
          model [] [ parameter "A" 0 { draw Exponential [ Real 1.0 ] with Upper = Some(Real -1.0) } ] [],
          (function SupportContradictsBounds("A", _, _, _) -> true | _ -> false)
          model [] [ parameter "A" 0 normal; parameter "B" 0 (draw Flat []) ] [], (function UnreadFlatParameter("B", _) -> true | _ -> false)
          model [] [ { parameter "A" 0 (draw Gamma [ Real 1.0; Real 1.0 ]) with Sampled = AsFolded } ] [],
          (function NotFoldable("A", _, _) -> true | _ -> false)
          model [] [ parameter "A" 0 { normal with Repeat = [ Int 3 ] } ] [], (function ShapeMismatch _ -> true | _ -> false)
          model [ y ] [ parameter "A" 0 normal ] [ memberOf "O" (Observed "Y") 0 [ Return(Draw(draw Normal [ Member "A"; Real 1.0 ])) ] ],
          (function ShapeMismatch _ -> true | _ -> false)
          model [] [ parameter "A" 0 normal ] [ memberOf "H" Helper 0 [ Return(Draw normal) ]; memberOf "F" Factor 0 [ Return(Member "H") ] ],
          (function DistributionAsValue _ -> true | _ -> false) ]

    for m, isExpected in cases do
        let found = problems m
        Assert.True(List.exists isExpected found, $"%A{found}\n{PrintModel.model m}")

[<Fact>]
let ``two mistakes are both found`` () =
    let m = model [] [ parameter "K" 0 (draw Poisson [ Real 3.0 ]); parameter "B" 0 (draw Flat []) ] []
    Assert.Equal(2, (problems m).Length)

[<Fact>]
let ``compiling is a function: the same model gives the same text`` () =
    let case = FsCheck.FSharp.Gen.sample 3 Generators.model

    for c in case do
        let text (k: Kernel) = k.Stages.Value |> List.map snd |> String.concat "\n"
        Assert.Equal(text (compile c.Model), text (compile c.Model))

[<Fact>]
let ``a Student t truncated at its own location has a gradient`` () =
    let x = { parameter "X" 0 { draw StudentT [ Real 4.0; Member "A"; Real 2.0 ] with Lower = Some(Member "A") } with Rank = 0 }
    let m = model [] [ parameter "A" 0 normal; x ] []
    let position = [| 0.3; -0.2 |]
    let value, gradient = evaluate (compile m).Sampling (bind (compile m) [ Map.empty ]) position
    let interpreted at = InterpretModel.evaluate m Map.empty true at |> fst
    Assert.Equal(interpreted position, value, 12)
    position |> Array.iteri (fun k _ -> Assert.Equal((numericalDerivative interpreted position k).Value, gradient[k], 7))

[<Fact>]
let ``what depends on data alone is computed when data are bound`` () =
    let y, s = field "X" RealVector, field "S" RealVector
    let likelihood = draw Normal [ Member "A"; Member "S" ]
    let kernel = compile (model [ y; s ] [ parameter "A" 0 normal ] [ memberOf "O" (Observed "X") 0 [ Return(Draw likelihood) ] ])

    let rec operations (statements: Statement list) =
        statements
        |> List.collect (function
            | Let(_, op) -> [ op ]
            | Loop l -> operations l.Body
            | Branch br -> operations (br.Then @ br.Else)
            | _ -> [])

    let isCostly op = match op with Apply1((Log | Reciprocal), _) -> true | _ -> false
    Assert.DoesNotContain(operations kernel.Sampling.Evaluate.Body, isCostly)
    Assert.Contains(operations kernel.Bind.Body, isCostly)

[<Fact>]
let ``lengths, indices and scales of data are checked`` () =
    let fields = [ field "X" RealVector; field "S" RealVector; field "Group" IntegerVector; field "J" IntegerScalar ]
    let a = parameter "A" 1 { normal with Repeat = [ Member "J" ] }
    let likelihood = draw Normal [ Gather(Member "A", Member "Group"); Member "S" ]
    let kernel = compile (model fields [ a ] [ memberOf "O" (Observed "X") 0 [ Return(Draw likelihood) ] ])
    Assert.Contains(kernel.Checks, (function EqualLength _ -> true | _ -> false))
    Assert.Contains(kernel.Checks, (function IndexInRange("Group", _, 0, _) -> true | _ -> false))
    Assert.Contains(kernel.Checks, (function ValuesBetween("S", _, 0.0, _, true) -> true | _ -> false))

[<Fact>]
let ``a loop over one series that reads another is checked against its length`` () =
    let i = { Id = 0; Name = "i" }
    let s = { Id = 1; Name = "s" }
    let step k = Assign(s, Expr.Binary(Add, LocalRef s, Element(Member "X", [ Expr.Binary(Subtract, LocalRef i, Int k) ])))
    let body k = [ Declare(s, Member "A"); For(i, Int 1, Length(Member "Y2", 0), [ step k ]); Return(LocalRef s) ]
    let fields = [ field "X" RealVector; field "Y2" RealVector ]
    let checks k = (compile (model fields [ parameter "A" 0 normal ] [ memberOf "F" Factor 0 (body k) ])).Checks
    Assert.Contains(checks 1, (function PlaceInRange _ -> true | _ -> false))

    // Two places back, the first iteration would read before the start: the check says from where to where.
    Assert.Contains(checks 2, (function PlaceInRange(_, IConst -1, _, _) -> true | _ -> false))
