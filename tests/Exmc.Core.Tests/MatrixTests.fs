/// Matrices of parameters: comprehensions, products, factors, multivariate normals.
module Exmc.Core.Tests.MatrixTests

open System
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private times a b = Expr.Binary(Multiply, a, b)
let private plus a b = Expr.Binary(Add, a, b)
let private n = Length(Member "X", 0)
let private i, j = { Id = 1; Name = "i" }, { Id = 2; Name = "j" }
let private x (local: Local) = Element(Member "X", [ LocalRef local ])

/// exp(-(x[i] - x[j])^2 / (2 r^2)), with something on the diagonal.
let private kernel added =
    let distance = Expr.Unary(Square, Expr.Binary(Divide, Expr.Binary(Subtract, x i, x j), Member "R"))
    AddDiagonal(MatrixOver(i, j, n, n, Expr.Unary(Exp, times (Real -0.5) distance)), added)

let private declared members : Model =
    model
        [ field "X" RealVector; field "Y" RealVector; field "Z" RealMatrix ]
        [ parameter "R" 0 (draw Gamma [ Real 2.0; Real 2.0 ])
          parameter "S" 0 (draw HalfNormal [ Real 1.0 ])
          parameter "B" 1 { draw Normal [ Real 0.0; Real 1.0 ] with Repeat = [ n ] } ]
        members

let private data =
    Map.ofList
        [ "X", Numbers [| 0.0; 0.7; 1.1; 2.5 |]
          "Y", Numbers [| 0.3; -0.2; 0.5; 1.0 |]
          "Z", Table(Array2D.init 4 4 (fun i j -> float (i * 3 - j) / 5.0)) ]

let private factor e = memberOf "F" Factor 0 [ Return e ]
let private observed d = memberOf "O" (Observed "Y") 1 [ Return(Draw d) ]
let private spread = plus (Member "S") (Real 0.2)

let private models =
    [ "covariance", declared [ observed (multivariateNormal (Member "B") (kernel spread)) ]
      "factor", declared [ memberOf "L" Helper 0 [ Return(Cholesky(kernel spread)) ]; observed (draw MultivariateNormalCholesky [ times (Member "S") (Member "X"); Member "L" ]) ]
      "prior",
      (let m = declared [ factor (Dot(Member "B", Member "Y")) ]
       let joint = parameter "B" 1 (multivariateNormal (Member "Y") (kernel spread))
       { m with Parameters = m.Parameters[..1] @ [ joint ] })
      "log density", declared [ factor (LogDensity(Member "B", multivariateNormal (Member "Y") (kernel spread))) ]
      "product", declared [ factor (Reduce(Total, MatrixVector(MatrixMatrix(Member "Z", Transpose(kernel spread)), Member "B"))) ]
      "non-centred", declared [ factor (Reduce(Total, Expr.Unary(Square, MatrixVector(Cholesky(kernel spread), Member "B")))) ]
      "element-wise", declared [ factor (Reduce(Total, Row(times (Member "S") (plus (kernel (Member "B")) (Member "Z")), Int 1))) ]
      "element", declared [ factor (plus (Element(kernel (Member "B"), [ Int 2; Int 2 ])) (Element(Cholesky(kernel spread), [ Int 3; Int 1 ]))) ]
      "solve", declared [ factor (Reduce(LogSumExpOf, SolveLower(Cholesky(kernel spread), Member "B"))) ]
      "solve transposed", declared [ factor (Reduce(LogSumExpOf, SolveTransposed(Cholesky(kernel spread), Member "B"))) ]
      "diagonal", declared [ factor (Reduce(Total, Expr.Unary(Log, DiagonalOf(Cholesky(kernel spread))))) ] ]

/// A symmetric matrix, element by element: the diagonal, then both sides of it.
let private assigned =
    let k, below = { Id = 10; Name = "k" }, { Id = 11; Name = "below" }
    let correlation = times (Member "S") (Expr.Unary(Exp, times (Real -1.0) (Expr.Unary(Square, Expr.Binary(Subtract, x i, x j)))))

    Inline
        [ Declare(k, ZerosMatrix(n, n))
          For(
              i,
              Int 0,
              n,
              [ AssignElement(k, [ LocalRef i; LocalRef i ], plus (Real 2.0) (Member "S"))
                For(
                    j,
                    Int 0,
                    LocalRef i,
                    [ Declare(below, correlation)
                      AssignElement(k, [ LocalRef i; LocalRef j ], LocalRef below)
                      AssignElement(k, [ LocalRef j; LocalRef i ], LocalRef below) ]
                ) ]
          )
          Return(LocalRef k) ]

let private withLocals =
    [ "local", declared [ observed (multivariateNormal (Member "B") assigned) ]
      "local product", declared [ factor (Dot(MatrixVector(assigned, Member "B"), Member "Y")) ] ]

[<Property(MaxTest = 20)>]
let ``densities of matrices and their gradients are those of the declaration`` (seed: int) =
    let random = Random seed
    let position = Array.init 6 (fun _ -> 2.0 * random.NextDouble() - 1.0)

    for name, m in models @ withLocals do
        let kernel = compile m
        let interpreted at = InterpretModel.evaluate m data true at |> fst
        let value, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
        Assert.True(close 1e-10 (interpreted position) value, $"{name}: {value}, interpreted {interpreted position}")

        position
        |> Array.iteri (fun k _ ->
            match numericalDerivative interpreted position k with
            | Some slope -> Assert.True(abs (slope - gradient[k]) <= 2e-6 * max 1.0 (abs slope), $"{name} {k}: {gradient[k]}, numerical {slope}")
            | None -> ())
