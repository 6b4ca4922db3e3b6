/// Each optimising pass does what it is for, and leaves density and gradient as they are.
module Exmc.Core.Tests.PassTests

open System
open Xunit
open FsCheck.Xunit
open Exmc.Core
open Exmc.Core.Source
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
        [ for choose in [ id; ofRepeatedRows ] -> evaluate (choose kernel.Sampling) (bind kernel [ case.Data ]) case.Position ]

    let density, gradient = (run []).Head

    if Double.IsFinite density then
        let scale = Array.append [| 1.0; abs density |] (Array.map abs gradient) |> Array.max

        for passes in Passes.names :: (Passes.names |> List.map List.singleton) do
            let text = String.concat "+" passes

            for actual, actualGradient in run passes do
                Assert.True(abs (actual - density) <= 1e-10 * scale, $"{text}: {actual}, not {density}")
                Array.iter2 (fun e a -> Assert.True(abs (a - e) <= 1e-10 * scale, $"{text}: gradient {a}, not {e}")) gradient actualGradient

let private stage name (kernel: Kernel) = kernel.Stages.Value |> List.find (fst >> (=) name) |> snd

let private kernelText = stage "kernel"

/// Likelihoods with scalar parameters: A is positive, P a probability, M any number.
let private independent =
    let a, p, m = Member "A", Member "P", Member "M"

    [ "Y", Normal, [ m; a ]; "Positive", LogNormal, [ m; a ]; "Positive", Exponential, [ a ]; "Positive", Gamma, [ a; Real 2.0 ]; "Positive", Gamma, [ Real 2.0; a ]
      "Positive", InverseGamma, [ a; a ]; "Unit", Beta, [ a; Real 2.0 ]; "Count", Poisson, [ a ]; "Count", PoissonLog, [ m ]; "Flag", Bernoulli, [ p ]
      "Flag", BernoulliLogit, [ m ]; "Count", Binomial, [ Real 9.0; p ]; "Count", BinomialLogit, [ Real 9.0; m ]; "Count", NegativeBinomial, [ a; a ]
      "Count", NegativeBinomial2, [ a; a ]; "Count", NegativeBinomial2Log, [ m; a ]; "Count", BetaBinomial, [ Real 9.0; a; a ] ]

let private readings n : Map<string, Datum> =
    let waves offset scale = Array.init n (fun i -> offset + scale * sin (float (i * i)))

    // Far from zero beside their spread.
    Map.ofList
        [ "Y", Numbers(waves 15000.0 3.0)
          "Positive", Numbers(waves 40.0 10.0)
          "Unit", Numbers(waves 0.5 0.4)
          "Count", Wholes(Array.init n (fun i -> i * i % 7))
          "Flag", Wholes(Array.init n (fun i -> i * i % 3 % 2)) ]

let private ofScalars (data: string) family arguments =
    let names = [ "Y", RealVector; "Positive", RealVector; "Unit", RealVector; "Count", IntegerVector; "Flag", IntegerVector ]

    Declaring.model
        (names |> List.map (fun (name, kind) -> Declaring.field name kind))
        [ Declaring.parameter "A" 0 (Declaring.draw LogNormal [ Real 0.0; Real 1.0 ])
          Declaring.parameter "P" 0 (Declaring.draw Beta [ Real 2.0; Real 2.0 ])
          Declaring.parameter "M" 0 (Declaring.draw Normal [ Real 0.0; Real 1.0 ]) ]
        [ Declaring.memberOf "O" (Observed data) 1 [ Return(Draw { Declaring.draw family arguments with Repeat = [ Length(Member data, 0) ] }) ] ]

[<Fact>]
let ``independent readings with scalar parameters cost the same, however many there are`` () =
    let data = readings 400

    for name, family, arguments in independent do
        let model = ofScalars name family arguments
        let kernel, plain = compileWith Passes.names model, compileWith [] model
        let loops = Text.RegularExpressions.Regex.Matches(kernelText kernel, @"in \S+ \.\. (.*)") |> Seq.map _.Groups[1].Value

        // What is left runs over values that differ.
        Assert.All(loops, fun until -> Assert.Contains("_rows", until))
        let position = [| 0.3; -0.4; 0.9 |]
        let expected, expectedGradient = evaluate plain.Sampling (bind plain [ data ]) position
        let actual, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
        let scale = Array.append [| abs expected |] (Array.map abs expectedGradient) |> Array.max
        Assert.True(abs (actual - expected) <= 1e-12 * scale, $"%A{family}: {actual}, not {expected}")
        Array.iter2 (fun e g -> Assert.True(abs (g - e) <= 1e-12 * scale, $"%A{family}: gradient {g}, not {e}")) expectedGradient gradient

/// y[i] ~ Normal(M + B[group[i]], A), with the error of each reading known beside it or not.
let private ofGroups scale =
    let location = Expr.Binary(Add, Member "M", Gather(Member "B", Member "Group"))

    Declaring.model
        [ Declaring.field "Y" RealVector; Declaring.field "Error" RealVector; Declaring.field "Group" IntegerVector; Declaring.field "Groups" IntegerScalar ]
        [ Declaring.parameter "B" 1 { Declaring.draw Normal [ Real 0.0; Real 1.0 ] with Repeat = [ Member "Groups" ] }
          Declaring.parameter "M" 0 (Declaring.draw Normal [ Real 0.0; Real 1.0 ])
          Declaring.parameter "A" 0 (Declaring.draw LogNormal [ Real 0.0; Real 1.0 ]) ]
        [ Declaring.memberOf "O" (Observed "Y") 1 [ Return(Draw(Declaring.draw Normal [ location; scale ])) ] ]

[<Theory>]
[<InlineData(false)>]
[<InlineData(true)>]
let ``the mean of a group's readings keeps the digits of what is far from zero`` (isErrorKnown: bool) =
    let n, groups = 90, 3
    let y = Array.init n (fun i -> 4.0e6 + float (i % groups) + 0.01 * sin (float (i * i)))
    let error = Array.init n (fun i -> 0.01 * (1.0 + float (i % 5)))
    let group = Array.init n (fun i -> i % groups)
    let data = Map.ofList [ "Y", Numbers y; "Error", Numbers error; "Group", Wholes group; "Groups", Whole groups ]
    let kernel = compileWith Passes.names (ofGroups (if isErrorKnown then Expr.Binary(Multiply, Member "A", Member "Error") else Member "A"))
    let text = stage (if isErrorKnown then "kernel of repeated rows" else "kernel") kernel
    Assert.Contains("_rows, 0)", text)
    Assert.DoesNotContain("length(Y, 0)", text)

    // The sum of location and group is exact, and so is a reading less it; the rest is done with 28 digits.
    let b, m = [| 0.25; 1.0; 2.0 |], 4.0e6
    let a = if isErrorKnown then 1.0 else exp -4.0
    let decimals = Array.map2 (fun reading k -> decimal (reading - (m + b[k]))) y group
    let weight = Array.init n (fun i -> if isErrorKnown then decimal error[i] * decimal a else decimal a) |> Array.map (fun s -> 1m / (s * s))
    let residual k = Seq.sum (seq { for i in 0 .. n - 1 do if group[i] = k then weight[i] * decimals[i] })
    let _, gradient = evaluate (ofRepeatedRows kernel.Sampling) (bind kernel [ data ]) (Array.append b [| m; log a |])

    for k in 0 .. groups - 1 do
        let expected = float (residual k - decimal b[k])
        Assert.True(abs (gradient[k] - expected) <= 1e-12 * abs expected, $"{gradient[k]}, not {expected}")

/// Columns and readings of the kinds of temperatures by year and of earnings by height, with coefficients near their fit.
let private badlyScaled =
    let n = 62
    let noise i = sin (float (i * i * i))
    let year = Array.init n (fun i -> 1952.0 + float i)
    let height = Array.init n (fun i -> 58.0 + float (i % 20))

    [ "temperature", year, Array.init n (fun i -> 9.3 + 0.02 * (year[i] - 1952.0) + 1.1 * noise i), [| -29.74; 0.02; 0.1 |]
      "earnings", height, Array.init n (fun i -> 1300.0 * height[i] - 61000.0 + 18000.0 * noise i), [| -61000.0; 1300.0; 9.8 |]
      "almost constant", Array.map (fun x -> 1.0e6 + 1.0e-3 * x) height, Array.init n (fun i -> 3.0 + 1.0e-3 * noise i), [| 3.0; 1.0e-9; -7.0 |] ]

[<Fact>]
let ``a regression on badly scaled columns collapses to what it is`` () =
    let location = Expr.Binary(Add, Member "A", Expr.Binary(Multiply, Member "B", Member "X"))

    let model =
        Declaring.model
            [ Declaring.field "X" RealVector; Declaring.field "Y" RealVector ]
            [ Declaring.parameter "A" 0 (Declaring.draw Normal [ Real 0.0; Real 1.0e5 ])
              Declaring.parameter "B" 0 (Declaring.draw Normal [ Real 0.0; Real 1.0e4 ])
              Declaring.parameter "S" 0 (Declaring.draw LogNormal [ Real 0.0; Real 10.0 ]) ]
            [ Declaring.memberOf "O" (Observed "Y") 1 [ Return(Draw(Declaring.draw Normal [ location; Member "S" ])) ] ]

    let kernel, plain = compileWith Passes.names model, compileWith [] model
    Assert.DoesNotContain("length(X, 0)", kernelText kernel)

    for name, x, y, position in badlyScaled do
        let data = Map.ofList [ "X", Numbers x; "Y", Numbers y ]
        let expected, expectedGradient = evaluate plain.Sampling (bind plain [ data ]) position
        let actual, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
        Assert.True(abs (actual - expected) <= 1e-10 * abs expected, $"{name}: {actual}, not {expected}")
        let scale = expectedGradient |> Array.map abs |> Array.max
        Array.iter2 (fun e g -> Assert.True(abs (g - e) <= 1e-10 * scale, $"{name}: gradient {g}, not {e}")) expectedGradient gradient
