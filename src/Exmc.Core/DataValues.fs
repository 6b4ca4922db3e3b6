/// Data fields as arrays, and the values that expressions read from them.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal DataValues =

    /// One array per field, shared by all programs of a kernel.
    let declare (arrays: ArrayTable) (fields: DataField list) : Map<string, DataField * ArrayId> =
        let add (field: DataField) =
            match field.Type with
            | RealScalar -> arrays.AddData(field.Name, RealElement, 0)
            | RealVector -> arrays.AddData(field.Name, RealElement, 1)
            | RealMatrix -> arrays.AddData(field.Name, RealElement, 2)
            | IntegerScalar -> arrays.AddData(field.Name, IntegerElement, 0)
            | IntegerVector -> arrays.AddData(field.Name, IntegerElement, 1)

        fields |> List.map (fun field -> field.Name, (field, add field)) |> Map.ofList

    let value (b: Builder) (field: DataField, array: ArrayId) : Value =
        match field.Type with
        | RealScalar -> ScalarValue(b.Load(array, []))
        | RealVector -> VectorOf { Length = ILength(array, 0); At = (fun i -> b.Load(array, [ i ])); IsPlain = true }
        | RealMatrix -> MatrixOf { Rows = ILength(array, 0); Columns = ILength(array, 1); At = (fun i j -> b.Load(array, [ i; j ])); Diagonal = None; IsPlain = true; Local = None }
        | IntegerScalar -> IntegerValue(ILoad(array, []))
        | IntegerVector -> IndexVector(ILength(array, 0), (fun i -> ILoad(array, [ i ])))
