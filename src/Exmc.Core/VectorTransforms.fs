/// Vectors that are constrained as a whole, and their maps to and from the unconstrained line, with log Jacobians.
/// Stan Reference Manual, "Constraint Transforms", unless another source is named. Nothing is clamped.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal VectorTransforms =

    let private add (b: Builder) p q = b.Binary(Add, p, q)
    let private subtract (b: Builder) p q = b.Binary(Subtract, p, q)
    let private multiply (b: Builder) p q = b.Binary(Multiply, p, q)
    let private exp (b: Builder) p = b.Unary(Exp, p)
    let private log (b: Builder) p = b.Unary(Log, p)
    let private zero = Constant 0.0
    let private one = IConst 1

    /// sqrt(k (k + 1)): the length of column k of the Helmert basis before scaling.
    let private helmert (b: Builder) k =
        let real = b.FromInteger k
        b.Unary(Sqrt, multiply b real (add b real (Constant 1.0)))

    /// Coordinates in the orthonormal Helmert basis of the vectors that sum to zero (Egozcue et al. 2003, Mathematical
    /// Geology 35(3)): an isometry, without Jacobian.
    let private sumToZero (b: Builder) length (u: Index -> Operand) (store: Index -> Operand -> unit) =
        let total =
            b.Scan(one, length, true, zero, fun k later ->
                let w = b.Binary(Divide, u (Integers.subtract k one), helmert b k)
                store k (subtract b later (multiply b (b.FromInteger k) w))
                add b later w)

        store (IConst 0) total

    let private sumToZeroInverse (b: Builder) length (x: Index -> Operand) (store: Index -> Operand -> unit) =
        b.Scan(one, length, true, zero, fun k later ->
            let w = b.Binary(Divide, subtract b later (x k), b.FromInteger k)
            store (Integers.subtract k one) (multiply b w (helmert b k))
            add b later w)
        |> ignore

    let private load (b: Builder) array i = b.Load(array, [ i ])
    let private keep (b: Builder) array i x = b.Statement(Store(array, [ i ], x))

    /// Isometric log-ratio: softmax of a vector that sums to zero. log |J| = sum of log x + log(K) / 2.
    let private simplexByLogRatios (b: Builder) length u store =
        let centred = b.OwnScratch("centred", [ length ])
        sumToZero b length u (keep b centred)
        let normaliser = b.Scan(IConst 0, length, false, Constant -infinity, fun k m -> b.Binary(LogSumExp, m, load b centred k))

        b.ForEach(IConst 0, length, fun k -> store k (exp b (subtract b (load b centred k) normaliser)))

        let count = b.FromInteger length
        b.Target(multiply b (Constant 0.5) (log b count))
        b.Target(b.Unary(Negate, multiply b count normaliser))

    /// Stick breaking. What is left of the stick is kept as a logarithm.
    let private simplexByBreaking (b: Builder) length (u: Index -> Operand) store =
        let last = Integers.subtract length one

        let rest =
            b.Scan(IConst 0, last, false, zero, fun k logRest ->
                let v = subtract b (u k) (log b (b.FromInteger(Integers.subtract last k)))
                let logShare = b.Unary(Negate, b.Unary(Log1pExp, b.Unary(Negate, v)))
                let logRemaining = b.Unary(Negate, b.Unary(Log1pExp, v))
                store k (exp b (add b logRest logShare))
                b.Target(add b logRest (add b logShare logRemaining))
                add b logRest logRemaining)

        store last (exp b rest)

    let private simplexByBreakingInverse (b: Builder) length (x: Index -> Operand) (store: Index -> Operand -> unit) =
        let last = Integers.subtract length one

        b.Scan(IConst 0, last, true, x last, fun k after ->
            let odds = subtract b (log b (x k)) (log b after)
            store k (add b odds (log b (b.FromInteger(Integers.subtract last k))))
            add b after (x k))
        |> ignore

    /// From the line to the constraint: stores the elements and adds the log Jacobian to the target.
    let forward (b: Builder) constraint_ isSampling (length: Index) (u: Index -> Operand) (store: Index -> Operand -> unit) : unit =
        let ordered first =
            store (IConst 0) first

            b.Scan(one, length, false, first, fun k before ->
                let x = add b before (exp b (u k))
                store k x
                b.Target(u k)
                x)
            |> ignore

        match constraint_ with
        | Ordered -> ordered (u (IConst 0))
        | PositiveOrdered ->
            b.Target(u (IConst 0))
            ordered (exp b (u (IConst 0)))
        | Simplex -> (if isSampling then simplexByLogRatios else simplexByBreaking) b length u store
        | SumToZero -> sumToZero b length u store
        | UnitVector ->
            let square = b.Sum(IConst 0, length, fun k -> b.Unary(Square, u k))
            let norm = b.Unary(Sqrt, square)
            b.ForEach(IConst 0, length, fun k -> store k (b.Binary(Divide, u k, norm)))
            b.Target(multiply b (Constant -0.5) square)
        | other -> invalidOp $"%A{other} is no constraint of a vector."

    /// From the constraint to the line. A unit vector stands for its ray.
    let inverse (b: Builder) constraint_ isSampling (length: Index) (x: Index -> Operand) (store: Index -> Operand -> unit) : unit =
        let steps () = b.ForEach(one, length, fun k -> store k (log b (subtract b (x k) (x (Integers.subtract k one)))))

        match constraint_ with
        | Ordered ->
            store (IConst 0) (x (IConst 0))
            steps ()
        | PositiveOrdered ->
            store (IConst 0) (log b (x (IConst 0)))
            steps ()
        | Simplex when isSampling ->
            let mean = b.Binary(Divide, b.Sum(IConst 0, length, fun k -> log b (x k)), b.FromInteger length)
            sumToZeroInverse b length (fun k -> subtract b (log b (x k)) mean) store
        | Simplex -> simplexByBreakingInverse b length x store
        | SumToZero -> sumToZeroInverse b length x store
        | UnitVector -> b.ForEach(IConst 0, length, fun k -> store k (x k))
        | other -> invalidOp $"%A{other} is no constraint of a vector."
