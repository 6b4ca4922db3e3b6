/// A model as text. The text is complete: models that mean different things print differently.
namespace Exmc.Core

open System.Globalization
open Exmc.Core.Source

module PrintModel =

    let real (x: float) = x.ToString("R", CultureInfo.InvariantCulture)

    let private listOf separator print items = items |> List.map print |> String.concat separator

    let comparison op =
        match op with
        | Less -> "<"
        | LessOrEqual -> "<="
        | Greater -> ">"
        | GreaterOrEqual -> ">="
        | Equal -> "=="
        | NotEqual -> "!="

    let private local (l: Local) = $"{l.Name}.{l.Id}"

    let rec expr e =
        match e with
        | Real x -> real x
        | Int i -> string i
        | Bool b -> if b then "true" else "false"
        | Member name -> name
        | LocalRef l -> local l
        | ToReal a -> $"real({expr a})"
        | Expr.Unary(op, a) -> $"%A{op}({expr a})"
        | Expr.Binary(Add, a, b) -> $"({expr a} + {expr b})"
        | Expr.Binary(Subtract, a, b) -> $"({expr a} - {expr b})"
        | Expr.Binary(Multiply, a, b) -> $"({expr a} * {expr b})"
        | Expr.Binary(Divide, a, b) -> $"({expr a} / {expr b})"
        | Expr.Binary(op, a, b) -> $"%A{op}({expr a}, {expr b})"
        | Expr.Ternary(op, a, b, c) -> $"%A{op}({expr a}, {expr b}, {expr c})"
        | IntegerBinary(op, a, b) -> $"%A{op}({expr a}, {expr b})"
        | MatrixVector(a, b) -> $"({expr a} @ {expr b})"
        | MatrixMatrix(a, b) -> $"({expr a} @ {expr b})"
        | Transpose a -> $"transpose({expr a})"
        | MatrixOver(i, j, rows, columns, body) -> $"[{local i} < {expr rows}, {local j} < {expr columns}: {expr body}]"
        | AddDiagonal(a, b) -> $"addDiagonal({expr a}, {expr b})"
        | DiagonalOf a -> $"diagonal({expr a})"
        | Qr(factor, a) -> $"qr.%A{factor}({expr a})"
        | Cholesky a -> $"cholesky({expr a})"
        | SolveLower(l, b) -> $"solveLower({expr l}, {expr b})"
        | SolveTransposed(l, b) -> $"solveTransposed({expr l}, {expr b})"
        | Dot(a, b) -> $"dot({expr a}, {expr b})"
        | Element(a, indices) -> $"{expr a}[{exprs indices}]"
        | Gather(a, i) -> $"gather({expr a}, {expr i})"
        | Slice(a, start, length) -> $"slice({expr a}, {expr start}, {expr length})"
        | Row(a, i) -> $"row({expr a}, {expr i})"
        | Column(a, i) -> $"column({expr a}, {expr i})"
        | Length(a, axis) -> $"length({expr a}, {axis})"
        | Reduce(reduction, a) -> $"%A{reduction}({expr a})"
        | Stack items -> $"[{exprs items}]"
        | SolveOde p ->
            let system = p.System
            let given = Option.map (fun e -> $", {local system.Parameters.Value} = {expr e}") p.Parameters |> Option.defaultValue ""
            let arguments = exprs [ p.Initial; p.Start; p.Times; p.RelativeTolerance; p.AbsoluteTolerance; p.MaxSteps ]
            let name = if system.IsStiff then "solveStiffOde" else "solveOde"
            $"{name}({local system.Time}, {local system.State}{given} => {inOneLine system.Body}; {arguments})"
        | Zeros n -> $"zeros({expr n})"
        | ZerosMatrix(rows, columns) -> $"zeros({expr rows}, {expr columns})"
        | Compare(op, a, b) -> $"({expr a} {comparison op} {expr b})"
        | And(a, b) -> $"({expr a} and {expr b})"
        | Or(a, b) -> $"({expr a} or {expr b})"
        | Not a -> $"not({expr a})"
        | IsMissing a -> $"missing({expr a})"
        | Conditional(c, a, b) -> $"(if {expr c} then {expr a} else {expr b})"
        | LogDensity(x, d) -> $"logdensity({expr x} | {distribution d})"
        | LogTail(tail, x, d) -> $"log%A{tail}({expr x} | {distribution d})"
        | Draw d -> distribution d
        | Sampled(variate, arguments) -> $"%A{variate}({exprs arguments})"
        | Simulated d -> $"draw({distribution d})"
        | Tuple items -> $"({exprs items})"
        | Item(a, i) -> $"{expr a}.{i}"
        | Inline body -> inOneLine body
        | Marked(_, a) -> expr a

    and private exprs items = listOf ", " expr items

    and distribution (d: Distribution) =
        let repeat = if d.Repeat.IsEmpty then "" else $".repeat({exprs d.Repeat})"

        let truncated =
            match d.Lower, d.Upper with
            | None, None -> ""
            | lower, upper ->
                let bound = Option.map expr >> Option.defaultValue "none"
                $".truncated({bound lower}, {bound upper})"

        let rec nameOf family =
            match family with
            | Mixture(ElementsOf component') -> $"mixture[{nameOf component'}]"
            | Mixture(Each components) -> $"""mixture[{listOf ", " nameOf components}]"""
            | Custom c ->
                let names locals = listOf ", " local locals
                let sampler = c.Sampler |> Option.map (fun (own, body) -> $"; draw({names own}) {inOneLine body}") |> Option.defaultValue ""
                $"custom[{c.Name}({names (c.Value :: c.Parameters)}) on ({real c.Lower}, {real c.Upper}), discrete {c.IsDiscrete}: {inOneLine c.LogDensity}{sampler}]"
            | family -> $"%A{family}"

        $"{nameOf d.Family}({exprs d.Arguments}){repeat}{truncated}"

    and private inOneLine body = "{ " + (block "" body |> String.concat "; ") + " }"

    and private block indent (statements: Statement list) : string list =
        let inner = block (indent + "  ")

        statements
        |> List.collect (function
            | Declare(l, e) -> [ $"{indent}let {local l} = {expr e}" ]
            | Assign(l, e) -> [ $"{indent}{local l} := {expr e}" ]
            | AssignElement(l, indices, e) -> [ $"{indent}{local l}[{exprs indices}] := {expr e}" ]
            | Return e -> [ $"{indent}return {expr e}" ]
            | For(i, from, until, body) -> $"{indent}for {local i} in {expr from} .. {expr until} - 1" :: inner body
            | If(c, first, second) ->
                $"{indent}if {expr c}" :: inner first @ (if second.IsEmpty then [] else $"{indent}else" :: inner second))

    let private body statements =
        match statements with
        | [ Return e ] -> [ "  return " + expr e ]
        | _ -> block "  " statements

    let private bounds (d: DataField) =
        let text label = Option.map (fun x -> $" {label} {real x}") >> Option.defaultValue ""
        text "from" d.Lower + text "to" d.Upper

    let private data (d: DataField) =
        let missing = if d.AllowMissing then " missing allowed" else ""
        let optional = if d.Optional then " optional" else ""
        $"data {d.Name} \"{d.External}\" %A{d.Type}{missing}{optional}{bounds d}"

    let private shape rank = if rank = 0 then "real" elif rank = 1 then "vector" elif rank = 2 then "matrix" else "matrices"

    let private constraint_ =
        function
        | Elementwise -> ""
        | whole -> $" %A{whole}"

    let model (m: Model) : string =
        let parameter (p: Parameter) =
            let sampled =
                match p.Sampled with
                | AsDeclared -> ""
                | AsFolded -> " folded"
                | AsNonCentered -> " noncentered"
                | ByDesign matrix -> $" by design {matrix}"
                | AsInterceptOf coefficients -> $" intercept of {coefficients}"

            $"parameter {p.Name} \"{p.External}\" {shape p.Rank}{sampled}{constraint_ p.Constraint}" :: body p.Prior

        let memberText (x: ModelMember) = $"%A{x.Role} {x.Name} \"{x.External}\" {shape x.Rank}" :: body x.Body

        [ $"model {m.Name} \"{m.External}\"" ]
        @ List.map data m.Data
        @ List.collect parameter m.Parameters
        @ List.collect memberText m.Members
        |> String.concat "\n"
