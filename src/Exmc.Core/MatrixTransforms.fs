/// Correlation and covariance matrices and their Cholesky factors, to and from the unconstrained line, with log Jacobians.
/// Stan Reference Manual, "Constraint Transforms"; Lewandowski, Kurowicka and Joe (2009). Nothing is clamped.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal MatrixTransforms =

    let private one = IConst 1
    let private two = IConst 2
    let private triangle n = Integers.binary IntDivide (Integers.multiply n (Integers.subtract n one)) two

    /// Coordinates of an n by n matrix.
    let positionSize constraint_ n =
        match constraint_ with
        | CholeskyCorrelation
        | Correlation -> triangle n
        | _ -> triangle (Integers.add n one)

    /// Place of the partial correlation (i, j), j < i: by rows for factors, by columns for correlation matrices, as Stan has them.
    let private place constraint_ n i j =
        match constraint_ with
        | Correlation ->
            let before = Integers.subtract (Integers.multiply j n) (triangle (Integers.add j one))
            Integers.add before (Integers.subtract (Integers.subtract i j) one)
        | _ -> Integers.add (triangle i) j

    let private zerosAbove (b: Builder) n i store =
        b.ForEach(Integers.add i one, n, fun j -> store [ i; j ] (Constant 0.0))

    /// Rows of length one from partial correlations tanh u. What is left of a row's length is kept as a logarithm.
    let private correlationFactor (b: Builder) constraint_ n (u: Index -> Operand) (store: Index list -> Operand -> unit) =
        b.ForEach(IConst 0, n, fun i ->
            let rest =
                b.Scan(IConst 0, i, false, Constant 0.0, fun j logRest ->
                    let y = u (place constraint_ n i j)
                    store [ i; j ] (b.Binary(Multiply, b.Unary(Tanh, y), b.Unary(Exp, logRest)))
                    // log(1 / cosh y)
                    let twice = b.Unary(Log1pExp, b.Binary(Multiply, Constant -2.0, y))
                    let logSech = b.Binary(Subtract, b.Binary(Subtract, Constant(log 2.0), y), twice)
                    b.Target(b.Binary(Add, logRest, b.Binary(Multiply, Constant 2.0, logSech)))
                    b.Binary(Add, logRest, logSech))

            store [ i; i ] (b.Unary(Exp, rest))

            // log |d(L L') / dL|
            if constraint_ = Correlation then
                let power = Integers.subtract (Integers.subtract n one) i
                b.Target(b.Binary(Multiply, b.FromInteger power, rest))

            zerosAbove b n i store)

    let private covarianceFactor (b: Builder) constraint_ n (u: Index -> Operand) (store: Index list -> Operand -> unit) =
        b.ForEach(IConst 0, n, fun i ->
            let start = triangle (Integers.add i one)
            b.ForEach(IConst 0, i, fun j -> store [ i; j ] (u (Integers.add start j)))
            let logDiagonal = u (Integers.add start i)
            store [ i; i ] (b.Unary(Exp, logDiagonal))

            if constraint_ = Covariance then
                // log |d(L L') / dL|, and that of the exponential.
                let power = b.FromInteger(Integers.add (Integers.subtract n i) one)
                b.Target(b.Binary(Add, b.Binary(Multiply, power, logDiagonal), Constant(log 2.0)))
            else
                b.Target logDiagonal

            zerosAbove b n i store)

    let private factor b constraint_ =
        match constraint_ with
        | CholeskyCorrelation
        | Correlation -> correlationFactor b constraint_
        | _ -> covarianceFactor b constraint_

    /// Stores L L'.
    let private square (b: Builder) n (lower: Index -> Index -> Operand) (store: Index list -> Operand -> unit) =
        let element i j = b.Sum(IConst 0, Integers.add j one, fun k -> b.Binary(Multiply, lower i k, lower j k))

        b.ForEach(IConst 0, n, fun i ->
            b.ForEach(IConst 0, i, fun j ->
                let x = element i j
                store [ i; j ] x
                store [ j; i ] x)

            store [ i; i ] (element i i))

    /// From the line to the constraint: stores the elements and adds the log Jacobian to the target.
    let forward (b: Builder) constraint_ n u store =
        match constraint_ with
        | Correlation
        | Covariance ->
            let array = b.OwnScratch("factor", [ n; n ])
            factor b constraint_ n u (fun at x -> b.Statement(Store(array, at, x)))
            square b n (fun i j -> b.Load(array, [ i; j ])) store
        | _ -> factor b constraint_ n u store

    /// The lower Cholesky factor of given values.
    let private factorOf (b: Builder) constraint_ n (x: Index list -> Operand) : Index -> Index -> Operand =
        match constraint_ with
        | Correlation
        | Covariance ->
            let given = b.OwnScratch("symmetric", [ n; n ])
            let lower = b.OwnScratch("factor", [ n; n ])
            b.ForEach(IConst 0, n, fun i -> b.ForEach(IConst 0, n, fun j -> b.Statement(Store(given, [ i; j ], x [ i; j ]))))
            b.Statement(Call(Primitive.Cholesky, [ given ], lower))
            fun i j -> b.Load(lower, [ i; j ])
        | _ -> fun i j -> x [ i; j ]

    /// From the constraint to the line.
    let inverse (b: Builder) constraint_ n (x: Index list -> Operand) (store: Index -> Operand -> unit) =
        let lower = factorOf b constraint_ n x

        match constraint_ with
        | CholeskyCorrelation
        | Correlation ->
            b.ForEach(IConst 0, n, fun i ->
                b.Scan(IConst 0, i, false, Constant 1.0, fun j rest ->
                    let z = b.Binary(Divide, lower i j, b.Unary(Sqrt, rest))
                    let odds = b.Binary(Subtract, b.Unary(Log1p, z), b.Unary(Log1p, b.Unary(Negate, z)))
                    store (place constraint_ n i j) (b.Binary(Multiply, Constant 0.5, odds))
                    b.Binary(Subtract, rest, b.Unary(Square, lower i j)))
                |> ignore)
        | _ ->
            b.ForEach(IConst 0, n, fun i ->
                let start = triangle (Integers.add i one)
                b.ForEach(IConst 0, i, fun j -> store (Integers.add start j) (lower i j))
                store (Integers.add start i) (b.Unary(Log, lower i i)))
