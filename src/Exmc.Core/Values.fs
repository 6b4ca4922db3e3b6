/// What source expressions lower to: scalars are operands, vectors are index notation.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// A vector as length and i -> element. `At` emits into the nest that is open when it is called.
type VectorValue =
    { Length: Index
      At: Index -> Operand
      /// Element loads only: cheap to evaluate again, so it is never stored.
      IsPlain: bool }

/// A matrix as lengths and (i, j) -> element. Where `Diagonal` is given it holds in place of `At` for i = j.
type MatrixValue =
    { Rows: Index
      Columns: Index
      At: Index -> Index -> Operand
      Diagonal: (Index -> Operand) option
      /// Element loads only.
      IsPlain: bool
      /// The array of a local matrix whose elements are assigned.
      Local: ArrayId option }

/// An array of matrices as its length and i -> matrix.
type MatrixArrayValue =
    { Count: Index
      Rows: Index
      Columns: Index
      At: Index -> MatrixValue }

type Value =
    | ScalarValue of Operand
    | IntegerValue of Index
    | BooleanValue of Condition
    | VectorOf of VectorValue
    | IndexVector of length: Index * at: (Index -> Index)
    | MatrixOf of MatrixValue
    | MatrixArrayOf of MatrixArrayValue
    /// A local vector whose elements are assigned.
    | LocalArray of ArrayId * length: Index
    | TupleOf of Value list
    | DrawOf of DrawValue

and DrawValue =
    { Family: Family
      Arguments: Value list
      Repeat: Index list
      Lower: Value option
      Upper: Value option
      At: SourceRef }

/// A problem found while lowering. Caught at the door of the compiler, never seen outside.
exception internal LoweringFailure of Problem

/// Lengths of axes and places by rows.
module internal ShapeArithmetic =

    let count (lengths: Index list) = lengths |> List.fold Integers.multiply (IConst 1)

    /// Place of an element by rows.
    let offset (lengths: Index list) (place: Index list) =
        List.fold2 (fun sum length i -> Integers.add (Integers.multiply sum length) i) (IConst 0) lengths place

module internal Values =

    let describe =
        function
        | ScalarValue _ -> "a real number"
        | IntegerValue _ -> "an integer"
        | BooleanValue _ -> "a truth value"
        | VectorOf _
        | LocalArray _ -> "a vector"
        | IndexVector _ -> "an integer vector"
        | MatrixOf _ -> "a matrix"
        | MatrixArrayOf _ -> "an array of matrices"
        | TupleOf _ -> "a tuple"
        | DrawOf _ -> "a distribution"

    /// A value whose elements are loads.
    let load (at: Index list -> Operand) (lengths: Index list) : Value =
        let matrix place rows columns =
            { Rows = rows; Columns = columns; At = (fun i j -> at (place @ [ i; j ])); Diagonal = None; IsPlain = true; Local = None }

        match lengths with
        | [] -> ScalarValue(at [])
        | [ length ] -> VectorOf { Length = length; At = (fun i -> at [ i ]); IsPlain = true }
        | [ rows; columns ] -> MatrixOf(matrix [] rows columns)
        | [ count; rows; columns ] -> MatrixArrayOf { Count = count; Rows = rows; Columns = columns; At = (fun k -> matrix [ k ] rows columns) }
        | _ -> invalidOp "Values have at most three axes."

    /// Lengths of the axes; empty for a scalar.
    let shape =
        function
        | VectorOf v -> [ v.Length ]
        | LocalArray(_, n)
        | IndexVector(n, _) -> [ n ]
        | MatrixOf m -> [ m.Rows; m.Columns ]
        | MatrixArrayOf a -> [ a.Count; a.Rows; a.Columns ]
        | _ -> []

    /// The length of a vector of reals or integers, None for a scalar.
    let length =
        function
        | VectorOf v -> Some v.Length
        | LocalArray(_, n)
        | IndexVector(n, _) -> Some n
        | _ -> None
