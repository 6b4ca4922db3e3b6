/// Lengths in the user's words.
module internal Exmc.Core.Dimensions

open Exmc.Core.Source
open Exmc.Core.Programs

let private symbol =
    function
    | IntAdd -> "+"
    | IntSubtract -> "-"
    | IntMultiply -> "*"
    | IntDivide -> "/"
    | IntRemainder -> "%"
    | IntMinimum -> "min"
    | IntMaximum -> "max"

/// The member that an array holds.
let private memberOf (arrays: ArrayTable) array =
    match arrays[array].Role with
    | DataArray name -> name
    | _ -> arrays[array].Name

let rec private text (arrays: ArrayTable) index =
    let operand inner = match inner with IBinary _ -> $"({text arrays inner})" | plain -> text arrays plain

    match index with
    | IConst n -> string n
    | IVar _ -> "a loop's index"
    | ILength(array, axis) ->
        let property = if arrays[array].Dimensions.Length = 1 then "Length" elif axis = 0 then "Rows" else "Columns"
        $"{memberOf arrays array}.{property}"
    | ILoad(array, []) -> memberOf arrays array
    | ILoad(array, path) -> (let places = path |> List.map (text arrays) |> String.concat ", " in $"{memberOf arrays array}[{places}]")
    | IBinary((IntMinimum | IntMaximum) as op, a, b) -> $"{symbol op}({text arrays a}, {text arrays b})"
    | IBinary(op, a, b) -> $"{operand a} {symbol op} {operand b}"

/// A length named, for example `Y.Length`, `X.Columns` or `2 * Groups`.
let named arrays length : Dimension = { Name = text arrays length; Length = length }
