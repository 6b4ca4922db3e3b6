/// Programs built by hand: a Cholesky primitive, a hidden Markov model, two lanes.
module Exmc.Core.Tests.HandBuiltTests

open Xunit
open Exmc.Core
open Exmc.Core.Programs
open Exmc.Core.Tests.Running

/// Value and gradient of a program at a position, per lane, with data given per lane.
let private run (arrays: ArrayTable) position gradient body (data: (ArrayId * int list * Contents[]) list) (positions: float[] list) =
    let differentiated = Cleaning.simplify arrays (Reverse.differentiate arrays position gradient body)
    let program = { Name = "test"; Arrays = arrays.All; Body = differentiated }
    let machine = Machine positions.Length
    for array, lengths, contents in data do machine.Set(array, lengths, contents)
    evaluateLanes program machine positions

let private declare dimension =
    let arrays = ArrayTable()
    let position = arrays.Add("position", RealElement, [ IConst dimension ], Position)
    let gradient = arrays.Add("gradient", RealElement, [ IConst dimension ], Gradient)
    arrays, position, gradient

let private checkGradient f (x: float[]) (gradient: float[]) =
    x
    |> Array.iteri (fun k _ ->
        match numericalDerivative f x k with
        | Some numerical -> Assert.True(abs (numerical - gradient[k]) <= 1e-6 * max 1.0 (abs numerical), $"{k}: {gradient[k]}, numerical {numerical}")
        | None -> failwith "The function is not smooth here.")

/// Log density of y ~ N(0, K), K[i,j] = a^2 exp(-(x[i]-x[j])^2 / (2 r^2)) + s [i=j], position (a, r, s).
let private gaussianProcess () =
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

    let data = [ x, [ 4 ], [| Reals [| 0.0; 0.7; 1.1; 2.5 |] |]; y, [ 4 ], [| Reals [| 0.3; -0.2; 0.5; 1.0 |] |] ]
    fun (at: float[]) -> (run arrays position gradient b.Body data [ at ]).Head

[<Fact>]
let ``a Cholesky primitive is differentiated by its own adjoint`` () =
    let at = [| 1.2; 0.8; 0.3 |]
    let evaluate = gaussianProcess ()
    let value, gradient = evaluate at

    // One reading alone has a closed form: the determinant and quadratic form of a 4 by 4 matrix are checked by the differences below,
    // the value by a matrix that is diagonal in the limit of no correlation.
    let uncorrelated, _ = gaussianProcess () [| 1.0; 1e-3; 1.0 |]
    let y = [ 0.3; -0.2; 0.5; 1.0 ]
    let expected = y |> List.sumBy (fun v -> -0.5 * v * v / 2.0 - 0.5 * log 2.0)
    Assert.Equal(expected, uncorrelated, 12)
    Assert.True(System.Double.IsFinite value)
    checkGradient (fun x -> fst (gaussianProcess () x)) at gradient

/// Three hidden states with normal emissions: log means and transition logits as parameters, forward algorithm as a scan.
let private hiddenMarkov (readings: float[]) =
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
    arrays, position, gradient, b.Body, y

/// All paths of states, one by one.
let private enumerate (readings: float[]) (x: float[]) =
    let spread = exp x[4]
    let normaliser = -(log (exp x[3] + 2.0))
    let emission (y: float) k = -0.5 * ((y - x[k]) / spread) ** 2.0 - log spread

    let rec paths n = if n = 0 then [ [] ] else [ for k in 0..2 do for rest in paths (n - 1) -> k :: rest ]

    paths readings.Length
    |> List.map (fun path ->
        let emissions = List.mapi (fun t k -> emission readings[t] k) path |> List.sum
        let moves = List.pairwise path |> List.sumBy (fun (i, j) -> (if i = j then x[3] else 0.0) + normaliser)
        exp (emissions + moves))
    |> List.sum
    |> log

[<Fact>]
let ``a three-state hidden Markov model is the sum over all paths`` () =
    let readings = [| 0.2; 1.9; 2.2; -0.9; 0.1 |]
    let at = [| -1.0; 0.3; 2.0; 0.7; -0.4 |]
    let arrays, position, gradient, body, y = hiddenMarkov readings
    let data = [ y, [ readings.Length ], [| Reals readings |] ]
    let value, g = (run arrays position gradient body data [ at ]).Head
    Assert.Equal(enumerate readings at, value, 11)
    checkGradient (enumerate readings) at g

[<Fact>]
let ``two lanes with different data and positions run the hidden Markov model in lock step`` () =
    let readings = [ [| 0.2; 1.9; 2.2; -0.9; 0.1 |]; [| 1.0; -2.0; 0.4; 3.0; 2.5 |] ]
    let positions = [ [| -1.0; 0.3; 2.0; 0.7; -0.4 |]; [| 0.5; -0.5; 1.0; -0.2; 0.1 |] ]
    let arrays, position, gradient, body, y = hiddenMarkov readings.Head
    let data = [ y, [ 5 ], readings |> List.map Reals |> Array.ofList ]

    for (value, g), (series, at) in List.zip (run arrays position gradient body data positions) (List.zip readings positions) do
        Assert.Equal(enumerate series at, value, 11)
        checkGradient (enumerate series) at g
