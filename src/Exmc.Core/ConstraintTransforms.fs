/// Values that are constrained as a whole, of any shape: their coordinates and their maps to and from the unconstrained line.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal ConstraintTransforms =

    /// Number of coordinates of a value with axes of the given lengths.
    let rec positionSize constraint_ (lengths: Index list) =
        match constraint_, lengths with
        | ArrayOf inner, rows :: rest -> Integers.multiply rows (positionSize inner rest)
        | (CholeskyCorrelation | CholeskyCovariance | Correlation | Covariance), n :: _ -> MatrixTransforms.positionSize constraint_ n
        | (Simplex | SumToZero), [ length ] -> Integers.subtract length (IConst 1)
        | _ -> ShapeArithmetic.count lengths

    /// Whether the sampler moves in other coordinates than the canonical ones.
    let rec hasOwnCoordinates =
        function
        | ArrayOf inner -> hasOwnCoordinates inner
        | constraint_ -> constraint_ = Simplex

    let rec name constraint_ isSampling =
        match constraint_ with
        | Elementwise -> ""
        | Ordered -> "ordered"
        | PositiveOrdered -> "positive_ordered"
        | Simplex -> if isSampling then "simplex_ilr" else "simplex"
        | UnitVector -> "unit_vector"
        | SumToZero -> "sum_to_zero"
        | CholeskyCorrelation -> "cholesky_correlation"
        | CholeskyCovariance -> "cholesky_covariance"
        | Correlation -> "correlation"
        | Covariance -> "covariance"
        | ArrayOf inner -> name inner isSampling + "_array"

    /// From the line to the constraint: stores the elements and adds the log Jacobian to the target.
    let rec forward (b: Builder) constraint_ isSampling (lengths: Index list) (u: Index -> Operand) (store: Index list -> Operand -> unit) : unit =
        match constraint_, lengths with
        | ArrayOf inner, rows :: rest ->
            let size = positionSize inner rest

            b.ForEach(IConst 0, rows, fun i ->
                forward b inner isSampling rest (fun k -> u (Integers.add (Integers.multiply i size) k)) (fun at x -> store (i :: at) x))
        | _, [ length ] -> VectorTransforms.forward b constraint_ isSampling length u (fun i x -> store [ i ] x)
        | _, n :: _ -> MatrixTransforms.forward b constraint_ n u store
        | _, [] -> invalidOp "A scalar is not constrained as a whole."

    /// From the constraint to the line.
    let rec inverse (b: Builder) constraint_ isSampling (lengths: Index list) (x: Index list -> Operand) (store: Index -> Operand -> unit) : unit =
        match constraint_, lengths with
        | ArrayOf inner, rows :: rest ->
            let size = positionSize inner rest

            b.ForEach(IConst 0, rows, fun i ->
                inverse b inner isSampling rest (fun at -> x (i :: at)) (fun k value -> store (Integers.add (Integers.multiply i size) k) value))
        | _, [ length ] -> VectorTransforms.inverse b constraint_ isSampling length (fun i -> x [ i ]) store
        | _, n :: _ -> MatrixTransforms.inverse b constraint_ n x store
        | _, [] -> invalidOp "A scalar is not constrained as a whole."
