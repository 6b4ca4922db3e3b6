/// Random whole models: compiled density = interpreted model, compiled gradient = finite differences.
module Exmc.Core.Tests.ModelGradientTests

open System
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Generators

let private check (case: Case) isSampling =
    let kernel = compile case.Model
    let machine = bind kernel [ case.Data ]
    let density = if isSampling then kernel.Sampling else Option.defaultValue kernel.Sampling kernel.Canonical
    let interpreted position = InterpretModel.evaluate case.Model case.Data isSampling position |> fst
    let expected = interpreted case.Position
    let actual, gradient = evaluate density machine case.Position

    if Double.IsFinite expected && abs expected < 1e6 then
        let text () = PrintModel.model case.Model
        Assert.True(close 1e-10 expected actual, $"log density {actual}, interpreted {expected}\n{text ()}")

        case.Position
        |> Array.iteri (fun k _ ->
            match numericalDerivative interpreted case.Position k with
            | Some numerical ->
                let scale = gradient |> Array.map abs |> Array.max |> max 1.0
                Assert.True(abs (numerical - gradient[k]) <= 3e-6 * scale, $"gradient {k}: {gradient[k]}, numerical {numerical}\n{text ()}")
            | None -> ())

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 200)>]
let ``the compiled density and gradient of a random model are those of its declaration`` (case: Case) = check case true

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 60)>]
let ``canonical coordinates too`` (case: Case) = check case false

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 60)>]
let ``constrain inverts unconstrain, and the recorded values are the declared ones`` (case: Case) =
    let kernel = compile case.Model

    for density, isSampling in (kernel.Sampling, true) :: (kernel.Canonical |> Option.map (fun d -> d, false) |> Option.toList) do
        let machine = bind kernel [ case.Data ]
        let position = find density.Constrain Programs.Position
        let values = find density.Constrain (Programs.Values "values")
        // A folded scale comes back positive.
        let start = if isSampling then case.Position |> Array.mapi (fun k u -> if k = 4 then abs u else u) else case.Position
        machine.Set(position, [ start.Length ], [| Reals(Array.copy start) |])
        InterpretProgram.execute machine density.Constrain
        let constrained = machine.Reals(values, 0)
        let _, declared = InterpretModel.evaluate case.Model case.Data isSampling start

        let expected =
            match declared "B", declared "A", declared "S", declared "V" with
            | Numbers b, Number a, Number s, Numbers v -> Array.concat [ b; [| a; s |]; v ]
            | other -> failwith $"%A{other}"

        Array.iter2 (fun e a -> Assert.True(close 1e-10 e a, $"{a} is not {e}")) expected constrained
        machine.Set(position, [ start.Length ], [| Reals(Array.zeroCreate start.Length) |])
        InterpretProgram.execute machine density.Unconstrain
        Array.iter2 (fun e a -> Assert.True(close 1e-7 e a, $"{a} is not {e}")) start (machine.Reals(position, 0))

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 60)>]
let ``the log likelihoods of the observations sum to their term`` (case: Case) =
    let kernel = compile case.Model
    let machine = bind kernel [ case.Data ]
    let expected, _ = evaluate kernel.Sampling machine case.Position
    InterpretProgram.execute machine kernel.Sampling.Explain
    let terms = Array.copy (machine.Reals(find kernel.Sampling.Explain (Programs.Values "terms"), 0))
    InterpretProgram.execute machine kernel.LogLikelihood
    let pointwise = machine.Reals(find kernel.LogLikelihood (Programs.Values "observations"), 0)
    let observed = case.Model.Members |> List.pick (fun m -> match m.Role with Source.Observed data -> Some(m.Name, data) | _ -> None)
    let readings = match case.Data[snd observed] with Numbers v -> v | Wholes v -> Array.map float v | other -> failwith $"%A{other}"
    Assert.Equal<bool list>([ for x in readings -> Double.IsNaN x ], [ for x in pointwise -> Double.IsNaN x ] |> List.truncate readings.Length)
    Assert.Equal(readings.Length, pointwise.Length)

    if Double.IsFinite expected then
        let term = terms[kernel.Sampling.Terms |> List.findIndex (fun t -> t.Name = fst observed)]
        let sum = pointwise |> Array.filter (Double.IsNaN >> not) |> Array.sum
        Assert.True(close 1e-9 term sum, $"{sum} is not {term}")

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 60)>]
let ``the explained terms sum to the log density`` (case: Case) =
    let kernel = compile case.Model
    let machine = bind kernel [ case.Data ]
    let expected, _ = evaluate kernel.Sampling machine case.Position
    InterpretProgram.execute machine kernel.Sampling.Explain
    let terms = machine.Reals(find kernel.Sampling.Explain (Programs.Values "terms"), 0)
    let described = kernel.Sampling.Terms
    Assert.Equal(described.Length + 2 * (described |> List.sumBy _.Arguments.Length), terms.Length)
    let sum = terms |> Array.truncate described.Length |> Array.sum

    if Double.IsFinite expected then
        Assert.True(close 1e-9 expected sum, $"{sum} is not {expected}")

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 40)>]
let ``two lanes in lock step give what each gives alone`` (case: Case) =
    let kernel = compile case.Model
    let shift (v: float[]) = v |> Array.map (fun x -> x * 0.7 + 0.1)

    let other =
        case.Data
        |> Map.map (fun name datum ->
            match name, datum with
            | "Y", Numbers y -> Numbers(Array.rev y)
            | "Group", _ -> Wholes [| 2; 0; 0; 1; 2 |]
            | _, Numbers v -> Numbers(shift v)
            | _ -> datum)

    let second = shift case.Position
    let together = evaluateLanes kernel.Sampling.Evaluate (bind kernel [ case.Data; other ]) [ case.Position; second ]
    let first = evaluate kernel.Sampling (bind kernel [ case.Data ]) case.Position
    let alone = evaluate kernel.Sampling (bind kernel [ other ]) second

    for (lp, gradient), (expected, expectedGradient) in List.zip together [ first; alone ] do
        Assert.Equal<uint64>(BitConverter.DoubleToUInt64Bits expected, BitConverter.DoubleToUInt64Bits lp)
        Assert.Equal<float[]>(expectedGradient, gradient)
