/// Each optimising pass does what it is for, and leaves density and gradient as they are.
module Exmc.Core.Tests.PassTests

open System
open Xunit
open FsCheck.Xunit
open Exmc.Core
open Exmc.Core.Tests.Generators
open Exmc.Core.Tests.Running

let private compileWith passes model =
    match Compiler.compileWith (set passes) model with
    | Ok kernel -> kernel
    | Error problems -> failwith $"%A{problems}"

[<Fact>]
let ``the triangular factor of columns that depend on each other keeps their cross products`` () =
    let a = [| for i in 1.0 .. 9.0 do yield! [ i / 3.0; 1.1 * (i / 3.0); sin i; 0.7 * sin i + i / 7.0; cos i ] |]
    let r = ReferenceFunctions.gramFactor 9 5 5 a
    let product rows (m: float[]) i j = Seq.sum (seq { for k in 0 .. rows - 1 -> m[k * 5 + i] * m[k * 5 + j] })

    for i in 0..4 do
        for j in 0..4 do
            Assert.Equal(product 9 a i j, product 5 r i j, 1e-11)

[<Property(Arbitrary = [| typeof<Cases> |], MaxTest = 40)>]
let ``density and gradient are the same without any pass and with each alone`` (case: Case) =
    let run passes =
        let kernel = compileWith passes case.Model
        evaluate kernel.Sampling (bind kernel [ case.Data ]) case.Position

    let density, gradient = run []

    if Double.IsFinite density then
        let scale = Array.append [| 1.0; abs density |] (Array.map abs gradient) |> Array.max

        for passes in Passes.names :: (Passes.names |> List.map List.singleton) do
            let text = String.concat "+" passes
            let actual, actualGradient = run passes
            Assert.True(abs (actual - density) <= 1e-10 * scale, $"{text}: {actual}, not {density}")
            Array.iter2 (fun e a -> Assert.True(abs (a - e) <= 1e-10 * scale, $"{text}: gradient {a}, not {e}")) gradient actualGradient
