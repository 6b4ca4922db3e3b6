/// Gradient programs built by hand, beyond what the source language says: a Cholesky primitive, a hidden Markov model.
module Exmc.Core.Tests.HandBuilt

open Exmc.Core
open Exmc.Core.Programs

/// A gradient program with contents for its data arrays, all of them vectors.
type HandBuilt =
    { Program: Program
      Data: (ArrayId * Contents) list }

let private declare dimension =
    let arrays = ArrayTable()
    let position = arrays.Add("position", RealElement, [ IConst dimension ], Position)
    let gradient = arrays.Add("gradient", RealElement, [ IConst dimension ], Gradient)
    arrays, position, gradient

let private gradientOf (arrays: ArrayTable) position gradient body data =
    let differentiated = Cleaning.simplify arrays (Reverse.differentiate arrays position gradient body)
    { Program = { Name = "test"; Arrays = arrays.All; Body = differentiated }; Data = data }

/// Log density of y ~ N(0, K), K[i,j] = a^2 exp(-(x[i]-x[j])^2 / (2 r^2)) + s [i=j], position (a, r, s).
let gaussianProcess () : HandBuilt =
    let arrays, position, gradient = declare 3
    let n = IConst 4
    let x = arrays.Add("x", RealElement, [ n ], DataArray "x")
    let y = arrays.Add("y", RealElement, [ n ], DataArray "y")
    let covariance = arrays.Add("covariance", RealElement, [ n; n ], Scratch)
    let factor = arrays.Add("factor", RealElement, [ n; n ], Scratch)
    let solution = arrays.Add("solution", RealElement, [ n ], Scratch)
    let b = Builder arrays
    let variance = b.Unary(Square, b.Load(position, [ IConst 0 ]))
    let range = b.Unary(Square, b.Load(position, [ IConst 1 ]))
    let noise = b.Load(position, [ IConst 2 ])

    b.Loop(IConst 0, n, false, [], fun i _ ->
        b.Loop(IConst 0, n, false, [], fun j _ ->
            let distance = b.Unary(Square, b.Binary(Subtract, b.Load(x, [ IVar i ]), b.Load(x, [ IVar j ])))
            let smooth = b.Binary(Multiply, variance, b.Unary(Exp, b.Binary(Divide, b.Binary(Multiply, Constant -0.5, distance), range)))
            let own = b.Branch(CompareInteger(Equal, IVar i, IVar j), (fun () -> [ b.Binary(Add, smooth, noise) ]), (fun () -> [ smooth ]))
            b.Statement(Store(covariance, [ IVar i; IVar j ], own.Head))
            [], [])
        |> ignore

        [], [])
    |> ignore

    b.Statement(Call(Cholesky, [ covariance ], factor))

    // Forward substitution: L z = y, then -z'z/2 - sum log L[i,i].
    b.Loop(IConst 0, n, false, [], fun i _ ->
        let _, sums =
            b.Loop(IConst 0, IVar i, false, [], fun j _ -> [], [ b.Binary(Multiply, b.Load(factor, [ IVar i; IVar j ]), b.Load(solution, [ IVar j ])) ])

        let diagonal = b.Load(factor, [ IVar i; IVar i ])
        let z = b.Binary(Divide, b.Binary(Subtract, b.Load(y, [ IVar i ]), sums.Head), diagonal)
        b.Statement(Store(solution, [ IVar i ], z))
        b.Target(b.Binary(Multiply, Constant -0.5, b.Unary(Square, z)))
        b.Target(b.Unary(Negate, b.Unary(Log, diagonal)))
        [], [])
    |> ignore

    gradientOf arrays position gradient b.Body [ x, Reals [| 0.0; 0.7; 1.1; 2.5 |]; y, Reals [| 0.3; -0.2; 0.5; 1.0 |] ]

/// Three hidden states with normal emissions: log means and transition logits as parameters, forward algorithm as a scan.
let hiddenMarkov (readings: float[]) : HandBuilt =
    let arrays, position, gradient = declare 5
    let y = arrays.Add("y", RealElement, [ IConst readings.Length ], DataArray "y")
    let b = Builder arrays
    let means = [ for k in 0..2 -> b.Load(position, [ IConst k ]) ]
    let stay = b.Load(position, [ IConst 3 ])
    let spread = b.Unary(Exp, b.Load(position, [ IConst 4 ]))

    // Transition log probabilities: "stay" on the diagonal against zero elsewhere, normalised.
    let normaliser = b.Unary(Negate, b.Unary(Log, b.Binary(Add, b.Unary(Exp, stay), Constant 2.0)))
    let transition i j = if i = j then b.Binary(Add, stay, normaliser) else normaliser

    let emission reading mean =
        let z = b.Binary(Divide, b.Binary(Subtract, reading, mean), spread)
        b.Binary(Subtract, b.Binary(Multiply, Constant -0.5, b.Unary(Square, z)), b.Unary(Log, spread))

    let sumExp terms = terms |> List.reduce (fun a c -> b.Binary(LogSumExp, a, c))
    let first = b.Load(y, [ IConst 0 ])
    let start = means |> List.map (emission first)

    let final, _ =
        b.Loop(IConst 1, IConst readings.Length, false, start, fun t alpha ->
            let reading = b.Load(y, [ IVar t ])

            let next =
                [ for j in 0..2 ->
                      let reach = sumExp [ for i in 0..2 -> b.Binary(Add, alpha[i], transition i j) ]
                      b.Binary(Add, reach, emission reading means[j]) ]

            next, [])

    b.Target(sumExp final)
    gradientOf arrays position gradient b.Body [ y, Reals readings ]
