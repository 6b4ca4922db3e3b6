/// A program as text, one statement a line.
namespace Exmc.Core

open Exmc.Core.Programs

module PrintProgram =

    let private var (Var v) = $"v{v}"

    let rec index (name: ArrayId -> string) i =
        let print = index name

        match i with
        | IConst c -> string c
        | IVar v -> var v
        | ILength(array, axis) -> $"length({name array}, {axis})"
        | IBinary(IntAdd, a, b) -> $"({print a} + {print b})"
        | IBinary(IntSubtract, a, b) -> $"({print a} - {print b})"
        | IBinary(IntMultiply, a, b) -> $"({print a} * {print b})"
        | IBinary(op, a, b) -> $"%A{op}({print a}, {print b})"
        | ILoad(array, path) -> element name array path

    and private element name array path =
        match path with
        | [] -> name array
        | _ -> name array + "[" + (path |> List.map (index name) |> String.concat ", ") + "]"

    let private operand x =
        match x with
        | Constant c -> PrintModel.real c
        | Use v -> var v

    let private operation name op =
        match op with
        | Apply1(op, a) -> $"%A{op} {operand a}"
        | Apply2(Add, a, b) -> $"{operand a} + {operand b}"
        | Apply2(Subtract, a, b) -> $"{operand a} - {operand b}"
        | Apply2(Multiply, a, b) -> $"{operand a} * {operand b}"
        | Apply2(op, a, b) -> $"%A{op} {operand a} {operand b}"
        | Apply3(op, a, b, c) -> $"%A{op} {operand a} {operand b} {operand c}"
        | Load(array, path) -> element name array path
        | FromInteger i -> $"real {index name i}"

    let rec private condition name c =
        match c with
        | Always -> "true"
        | CompareReal(op, a, b) -> $"{operand a} {PrintModel.comparison op} {operand b}"
        | CompareInteger(op, a, b) -> $"{index name a} {PrintModel.comparison op} {index name b}"
        | IsNaN a -> $"missing {operand a}"
        | AllOf all -> all |> List.map (condition name) |> String.concat " and "
        | AnyOf all -> "(" + (all |> List.map (condition name) |> String.concat " or ") + ")"
        | Negation inner -> $"not ({condition name inner})"

    let rec private statements name indent body : string list = body |> List.collect (statement name indent)

    and private statement name indent s =
        match s with
        | Let(v, op) -> [ $"{indent}{var v} = {operation name op}" ]
        | Store(array, path, x) -> [ $"{indent}{element name array path} := {operand x}" ]
        | Increment(array, path, x) -> [ $"{indent}{element name array path} += {operand x}" ]
        | Zero array -> [ $"{indent}{name array} := 0" ]
        | Target x -> [ $"{indent}target += {operand x}" ]
        | Sample(v, variate, arguments) -> [ $"""{indent}{var v} ~ %A{variate}({arguments |> List.map operand |> String.concat ", "})""" ]
        | Call(primitive, inputs, output) ->
            let arguments = inputs |> List.map name |> String.concat ", "
            [ $"{indent}{name output} := %A{primitive}({arguments})" ]
        | Loop l ->
            let step = if l.Descending then " descending" else ""
            let carried = l.Carried |> List.map (fun c -> $"{indent}  carry {var c.Entry} = {operand c.Initial}, next {operand c.Next}, result {var c.Result}")
            let sums = l.Sums |> List.map (fun s -> $"{indent}  sum {var s.Total} += {operand s.Term}")
            let kind = if l.Carried.IsEmpty then "map-reduce" else "scan"

            $"{indent}{kind} {var l.Index} in {index name l.From} .. {index name l.Until}{step}" :: carried
            @ statements name (indent + "  ") l.Body
            @ sums
        | Branch br ->
            let results = br.Results |> List.map (fun r -> $"{indent}  {var r.Result} = {operand r.WhenTrue} | {operand r.WhenFalse}")

            $"{indent}if {condition name br.Condition}" :: statements name (indent + "  ") br.Then
            @ (if br.Else.IsEmpty then [] else $"{indent}else" :: statements name (indent + "  ") br.Else)
            @ results

    /// Names with ids where two arrays share a name.
    let private names (arrays: ArrayInfo list) =
        let shared = arrays |> List.countBy _.Name |> List.filter (fun (_, n) -> n > 1) |> List.map fst |> set
        let table = arrays |> List.map (fun a -> let (ArrayId id) = a.Id in a.Id, (if shared.Contains a.Name then $"{a.Name}.{id}" else a.Name)) |> dict
        fun array -> table[array]

    /// What arrays of rows of data hold.
    let private rows (name: ArrayId -> string) (arrays: ArrayInfo list) (statementList: Statement list) =
        let read = set (Effects.arrays statementList)

        let line info =
            match info.Role with
            | RowClasses(_, keys) -> Some $"""{name info.Id}: number of the distinct row of ({keys |> List.map name |> String.concat ", "})"""
            | DistinctRows(classes, source) -> Some $"{name info.Id}: rows of {name source}, the first of each number in {name classes}"
            | _ -> None

        arrays |> List.filter (fun info -> read.Contains info.Id) |> List.choose line

    let body (arrays: ArrayInfo list) (statementList: Statement list) : string =
        let name = names arrays
        rows name arrays statementList @ statements name "" statementList |> String.concat "\n"
