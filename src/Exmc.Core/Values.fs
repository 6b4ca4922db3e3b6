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

type Value =
    | ScalarValue of Operand
    | IntegerValue of Index
    | BooleanValue of Condition
    | VectorOf of VectorValue
    | IndexVector of length: Index * at: (Index -> Index)
    | MatrixOf of MatrixValue
    /// A local vector whose elements are assigned.
    | LocalArray of ArrayId * length: Index
    | TupleOf of Value list
    | DrawOf of DrawValue

and DrawValue =
    { Family: Family
      Arguments: Value list
      Repeat: Index option
      Lower: Value option
      Upper: Value option
      At: SourceRef }

/// A problem found while lowering. Caught at the door of the compiler, never seen outside.
exception internal LoweringFailure of Problem

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
        | TupleOf _ -> "a tuple"
        | DrawOf _ -> "a distribution"

    /// The length of a vector of reals or integers, None for a scalar.
    let length =
        function
        | VectorOf v -> Some v.Length
        | LocalArray(_, n)
        | IndexVector(n, _) -> Some n
        | _ -> None
