/// Runs kernels with the interpreter, and differentiates numerically.
module Exmc.Core.Tests.Running

open System
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs

let contents (datum: Datum) : int list * Contents =
    match datum with
    | Number x -> [], Reals [| x |]
    | Whole i -> [], Contents.Integers [| i |]
    | Numbers v -> [ v.Length ], Reals(Array.copy v)
    | Wholes v -> [ v.Length ], Contents.Integers v
    | Table t -> [ Array2D.length1 t; Array2D.length2 t ], Reals(t |> Seq.cast<float> |> Array.ofSeq)
    | other -> invalidOp $"%A{other} is no data."

/// A machine with the data of each lane bound.
let bind (kernel: Kernel) (lanes: Map<string, Datum> list) : Machine =
    let machine = Machine lanes.Length
    machine.Systems <- kernel.Systems

    for info in kernel.Bind.Arrays do
        match info.Role with
        | DataArray name ->
            let perLane = lanes |> List.map (fun data -> contents data[name])
            machine.Set(info.Id, fst perLane.Head, perLane |> List.map snd |> Array.ofList)
        | _ -> ()

    InterpretProgram.execute machine kernel.Bind
    machine

let find (program: Program) role = (program.Arrays |> List.find (fun a -> a.Role = role)).Id

/// Log density and gradient in each lane.
let evaluateLanes (program: Program) (machine: Machine) (positions: float[] list) : (float * float[]) list =
    let position, gradient = find program Position, find program Gradient
    machine.Set(position, [ positions.Head.Length ], positions |> List.map (Array.copy >> Reals) |> Array.ofList)
    Array.Clear(machine.Targets, 0, machine.Lanes)
    InterpretProgram.execute machine program
    [ for lane in 0 .. machine.Lanes - 1 -> machine.Targets[lane], Array.copy (machine.Reals(gradient, lane)) ]

let evaluate (density: DensityKernel) machine position = (evaluateLanes density.Evaluate machine [ position ]).Head

/// The density as data with repeated rows are evaluated.
let ofRepeatedRows (density: DensityKernel) =
    { density with Evaluate = density.EvaluateRepeated |> Option.defaultValue density.Evaluate }

/// Central differences at two steps; None where they disagree, at a kink or a jump.
let numericalDerivative (f: float[] -> float) (x: float[]) k : float option =
    let at h =
        let shifted s = (let y = Array.copy x in y[k] <- y[k] + s; f y)
        (8.0 * (shifted h - shifted -h) - (shifted (2.0 * h) - shifted (-2.0 * h))) / (12.0 * h)

    let coarse, fine = at 1e-3, at 5e-4
    if abs (coarse - fine) <= 1e-6 * max 1.0 (abs fine) then Some fine else None

let compile (model: Model) =
    match Compiler.compile model with
    | Ok kernel -> kernel
    | Error problems -> failwith $"The model does not compile: %A{problems}\n{PrintModel.model model}"

let close tolerance (expected: float) (actual: float) =
    expected = actual || abs (expected - actual) <= tolerance * max 1.0 (abs expected)
