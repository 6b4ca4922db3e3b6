/// Rows of linear Gaussian state space models: the states are integrated out by the Kalman filter.
/// Durbin and Koopman (2012), Time Series Analysis by State Space Methods, chapters 4 and 6.4; their equations in brackets.
module internal Exmc.Core.StateSpaceDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// Reading i of a time: its weights of the states and the standard deviation of its noise.
type private Readings =
    { Count: Expr
      Weight: Expr -> Expr -> Expr
      Sigma: Expr -> Expr
      /// Reading i at time t.
      At: Expr -> Expr -> Expr }

type private States =
    { Transition: Expr
      Covariance: Expr
      InitialMean: Expr
      InitialCovariance: Expr }

/// The arguments of a row, stored once: they are read at every time.
let private stored (states: States) =
    let matrix, noise, mean, spread = { Id = -390; Name = "transition" }, { Id = -391; Name = "covariance" }, { Id = -392; Name = "mean" }, { Id = -393; Name = "spread" }

    [ Declare(matrix, states.Transition); Declare(noise, states.Covariance); Declare(mean, states.InitialMean); Declare(spread, states.InitialCovariance) ],
    { Transition = LocalRef matrix
      Covariance = LocalRef noise
      InitialMean = LocalRef mean
      InitialCovariance = LocalRef spread }

let private integer op a b = Expr.Binary(op, a, b)
let private plus = integer Add
let private minus = integer Subtract
let private times = integer Multiply
let private next i = plus i (Int 1)
let private local id name : Local = { Id = id; Name = name }
let private at matrix i j = Element(matrix, [ i; j ])

/// Sum over 0 .. count - 1 of a term.
let private sumOver id count (term: Expr -> Expr) =
    let k, sum = local id "k", local (id - 1) "sum"

    Inline
        [ Declare(sum, Real 0.0)
          For(k, Int 0, count, [ Assign(sum, LocalRef sum +. term (LocalRef k)) ])
          Return(LocalRef sum) ]

/// Log likelihood of all readings, one after the other [6.4]: a reading that is NaN changes nothing. Means and covariances
/// of the states are kept before and after every reading: place t (readings + 1) is the prediction for time t.
let private logLikelihood n (readings: Readings) (given: States) =
    let arguments, states = stored given
    let means, covariances = local -310 "means", local -311 "covariances"
    let moved = local -312 "moved"
    let spread = local -313 "spread"
    let t, i, r, c = local -314 "t", local -315 "i", local -316 "row", local -317 "column"
    let surprise, variance, isSeen, total = local -318 "surprise", local -319 "variance", local -320 "seen", local -321 "total"
    let mean, covariance = LocalRef means, LocalRef covariances
    let row, column, time, reading = LocalRef r, LocalRef c, LocalRef t, LocalRef i
    let order = Length(states.InitialMean, 0)
    let stepsPerTime = next readings.Count
    let predicted = times time stepsPerTime
    let before = plus predicted reading
    let filteredLast = minus predicted (Int 1)
    let covarianceAt step i j = at covariance (plus (times step order) i) j
    let storeCovariance step value = AssignElement(covariances, [ plus (times step order) row; column ], value)
    let overColumns body = For(c, Int 0, order, body)
    let overRows body = For(r, Int 0, order, body)

    let initial =
        [ overRows [ AssignElement(means, [ Int 0; row ], Element(states.InitialMean, [ row ])); overColumns [ storeCovariance (Int 0) (at states.InitialCovariance row column) ] ] ]

    // T a and T P T' + Q [4.22, 4.24], by T P first.
    let predict =
        [ overRows
              [ AssignElement(means, [ predicted; row ], sumOver -330 order (fun k -> at states.Transition row k *. at mean filteredLast k))
                overColumns [ AssignElement(moved, [ plus (times time order) row; column ], sumOver -332 order (fun k -> at states.Transition row k *. covarianceAt filteredLast k column)) ] ]
          overRows
              [ overColumns
                    [ storeCovariance predicted (at states.Covariance row column +. sumOver -334 order (fun k -> at (LocalRef moved) (plus (times time order) row) k *. at states.Transition column k)) ] ] ]

    let spreadRow = plus (times time readings.Count) reading
    let value = readings.At time reading
    let known = LocalRef isSeen
    let gain i = at (LocalRef spread) spreadRow i *. (known /. LocalRef variance)

    // v, F and the gain of one reading [6.13, 6.14].
    let update =
        [ Declare(isSeen, Conditional(IsMissing value, Real 0.0, one))
          Declare(surprise, Conditional(IsMissing value, Real 0.0, value -. sumOver -336 order (fun k -> readings.Weight reading k *. at mean before k)))
          overRows [ AssignElement(spread, [ spreadRow; row ], sumOver -338 order (fun k -> covarianceAt before row k *. readings.Weight reading k)) ]
          Declare(variance, square (readings.Sigma reading) +. sumOver -340 order (fun k -> readings.Weight reading k *. at (LocalRef spread) spreadRow k))
          Assign(total, LocalRef total -. known *. (Real logSqrtTwoPi +. half *. log (LocalRef variance) +. half *. square (LocalRef surprise) /. LocalRef variance))
          overRows
              [ AssignElement(means, [ next before; row ], at mean before row +. gain row *. LocalRef surprise)
                overColumns [ storeCovariance (next before) (covarianceAt before row column -. gain row *. at (LocalRef spread) spreadRow column) ] ] ]

    let steps = times n stepsPerTime

    Inline
        [ yield! arguments
          Declare(means, ZerosMatrix(steps, order))
          Declare(covariances, ZerosMatrix(times steps order, order))
          Declare(moved, ZerosMatrix(times n order, order))
          Declare(spread, ZerosMatrix(times n readings.Count, order))
          Declare(total, Real 0.0)
          yield! initial
          For(t, Int 0, n, [ If(Compare(Greater, time, Int 0), predict, []); For(i, Int 0, readings.Count, update) ])
          Return(LocalRef total) ]

/// Lower factor of a symmetric positive semi-definite matrix: columns without variance are zero.
let private semidefiniteFactor id given =
    let matrix, lower = local id "matrix", local (id - 1) "factor"
    let r, c, rest = local (id - 2) "row", local (id - 3) "column", local (id - 4) "rest"
    let row, column, l = LocalRef r, LocalRef c, LocalRef lower
    let n = Length(LocalRef matrix, 0)
    let isDiagonal = Compare(Equal, row, column)
    let pivot = at l column column
    let root = Expr.Unary(Sqrt, Expr.Binary(Maximum, Real 0.0, LocalRef rest))

    Inline
        [ Declare(matrix, given)
          Declare(lower, ZerosMatrix(n, n))
          For(r, Int 0, n,
              [ For(c, Int 0, next row,
                    [ Declare(rest, at (LocalRef matrix) row column -. sumOver (id - 6) column (fun k -> at l row k *. at l column k))
                      AssignElement(lower, [ row; column ], Conditional(isDiagonal, root, Conditional(Compare(Greater, pivot, Real 0.0), LocalRef rest /. pivot, Real 0.0))) ]) ])
          Return l ]

let private normals count = simulatedEach [ count ] Normal [ Real 0.0; one ]

/// A path of the states, a row for each time.
let private path n (given: States) (body: Expr -> Statement list) =
    let arguments, states = stored given
    let alpha, first, later, noise = local -350 "states", local -351 "initial", local -352 "factor", local -353 "noise"
    let t, r = local -354 "t", local -355 "row"
    let time, row, state = LocalRef t, LocalRef r, LocalRef alpha
    let order = Length(states.InitialMean, 0)
    let from factor k = sumOver -356 order (fun k' -> at (LocalRef factor) k k' *. Element(LocalRef noise, [ k' ]))
    let moved = sumOver -358 order (fun k -> at states.Transition row k *. at state (minus time (Int 1)) k)

    let value =
        Conditional(Compare(Greater, time, Int 0), moved +. from later row, Element(states.InitialMean, [ row ]) +. from first row)

    Inline
        [ yield! arguments
          Declare(alpha, ZerosMatrix(n, order))
          Declare(first, semidefiniteFactor -360 states.InitialCovariance)
          Declare(later, semidefiniteFactor -370 states.Covariance)
          For(t, Int 0, n, [ Declare(noise, normals order); For(r, Int 0, order, [ AssignElement(alpha, [ time; row ], value) ]) ])
          yield! body state ]

let private weighted order (weight: Expr -> Expr) state time = sumOver -380 order (fun k -> weight k *. at state time k)

/// LinearGaussianStateSpace(z, sigma, T, Q, a, P, n): readings z' x[t] + Normal(0, sigma) of states x[0] ~ N(a, P), x[t] ~ N(T x[t - 1], Q);
/// sigma > 0, Q and P symmetric positive semi-definite.
let linearGaussianStateSpaceRow =
    let t = local -382 "time"
    let drawn = local -383 "readings"

    row LinearGaussianStateSpace [ "design"; "sigma"; "transition"; "covariance"; "mu"; "covariance"; "n" ] RealLine "Durbin and Koopman (2012), Time Series Analysis by State Space Methods, 7.2"
        (fun y ->
            function
            | [ z; sigma; transition; q; a; p; n ] ->
                let states = { Transition = transition; Covariance = q; InitialMean = a; InitialCovariance = p }
                let readings = { Count = Int 1; Weight = (fun _ k -> Element(z, [ k ])); Sigma = (fun _ -> sigma); At = fun t _ -> Element(y, [ t ]) }
                [ logLikelihood n readings states ]
            | _ -> arity "LinearGaussianStateSpace")
        []
    |> drawing (LengthOf 6) [ 1; 0; 2; 2; 1; 2; 0 ]
    |> allowingMissing
    |> withSample (function
        | [ z; sigma; transition; q; a; p; n ] ->
            let states = { Transition = transition; Covariance = q; InitialMean = a; InitialCovariance = p }
            let reading state = weighted (Length(z, 0)) (fun k -> Element(z, [ k ])) state (LocalRef t) +. sigma *. normalVariate

            path n states (fun state ->
                [ Declare(drawn, Zeros n)
                  For(t, Int 0, n, [ AssignElement(drawn, [ LocalRef t ], reading state) ])
                  Return(LocalRef drawn) ])
        | _ -> arity "LinearGaussianStateSpace")

/// MultivariateStateSpace(Z, sigma, T, Q, a, P, n): the same for several readings at a time, a row of Z and a standard deviation for each.
let multivariateStateSpaceRow =
    let t, i = local -382 "time", local -384 "reading"
    let drawn = local -383 "readings"

    row MultivariateStateSpace [ "design"; "sigma"; "transition"; "covariance"; "mu"; "covariance"; "n" ] RealLine "Durbin and Koopman (2012), Time Series Analysis by State Space Methods, 6.4"
        (fun y ->
            function
            | [ z; sigma; transition; q; a; p; n ] ->
                let states = { Transition = transition; Covariance = q; InitialMean = a; InitialCovariance = p }
                let readings z = { Count = Length(z, 0); Weight = at z; Sigma = (fun i -> Element(sigma, [ i ])); At = at y }
                [ withLocal -394 "design" z (fun z -> logLikelihood n (readings z) states) ]
            | _ -> arity "MultivariateStateSpace")
        []
    |> drawing (TableOf(6, 1)) [ 2; 1; 2; 2; 1; 2; 0 ]
    |> allowingMissing
    |> withSample (function
        | [ z; sigma; transition; q; a; p; n ] ->
            let states = { Transition = transition; Covariance = q; InitialMean = a; InitialCovariance = p }
            let reading state = weighted (Length(z, 1)) (at z (LocalRef i)) state (LocalRef t) +. Element(sigma, [ LocalRef i ]) *. normalVariate

            path n states (fun state ->
                [ Declare(drawn, ZerosMatrix(n, Length(z, 0)))
                  For(t, Int 0, n, [ For(i, Int 0, Length(z, 0), [ AssignElement(drawn, [ LocalRef t; LocalRef i ], reading state) ]) ])
                  Return(LocalRef drawn) ])
        | _ -> arity "MultivariateStateSpace")
