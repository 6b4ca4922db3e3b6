/// Which members a body reads, and an order in which members can be evaluated.
namespace Exmc.Core

open Exmc.Core.Source

module private Distribution =

    let children (d: Distribution) = d.Arguments @ d.Repeat @ Option.toList d.Lower @ Option.toList d.Upper

module Dependencies =

    /// The expressions that an expression is made of; bodies of helpers and of systems of differential equations are not among them.
    let children e : Expr list =
        match e with
        | Real _
        | Int _
        | Bool _
        | LocalRef _
        | Member _
        | Inline _ -> []
        | ToReal a
        | Transpose a
        | DiagonalOf a
        | Qr(_, a)
        | Cholesky a
        | Expr.Unary(_, a)
        | Length(a, _)
        | Reduce(_, a)
        | Zeros a
        | Not a
        | IsMissing a
        | Item(a, _)
        | Marked(_, a) -> [ a ]
        | Expr.Binary(_, a, b)
        | IntegerBinary(_, a, b)
        | MatrixVector(a, b)
        | MatrixMatrix(a, b)
        | AddDiagonal(a, b)
        | ZerosMatrix(a, b)
        | SolveLower(a, b)
        | SolveTransposed(a, b)
        | Dot(a, b)
        | Gather(a, b)
        | Row(a, b)
        | Column(a, b)
        | Compare(_, a, b)
        | And(a, b)
        | Or(a, b) -> [ a; b ]
        | MatrixOver(_, _, a, b, c)
        | Expr.Ternary(_, a, b, c)
        | Slice(a, b, c)
        | Conditional(a, b, c) -> [ a; b; c ]
        | Element(a, indices) -> a :: indices
        | Tuple items
        | Stack items
        | Sampled(_, items) -> items
        | SolveOde p -> [ p.Initial; p.Start; p.Times; p.RelativeTolerance; p.AbsoluteTolerance; p.MaxSteps ] @ Option.toList p.Parameters
        | LogTail(_, a, d)
        | LogDensity(a, d) -> a :: Distribution.children d
        | Simulated d
        | Draw d -> Distribution.children d

    let rec private expr e : string list =
        match e with
        | Member name -> [ name ]
        | Inline body -> block body
        | SolveOde p as e -> List.collect expr (children e) @ block p.System.Body
        | other -> List.collect expr (children other)

    and private block (body: Source.Statement list) : string list =
        body
        |> List.collect (function
            | Declare(_, e)
            | Assign(_, e)
            | Return e -> expr e
            | AssignElement(_, indices, e) -> List.collect expr indices @ expr e
            | Source.Statement.For(_, from, until, body) -> expr from @ expr until @ block body
            | Source.Statement.If(c, first, second) -> expr c @ block first @ block second)

    /// Names of the members that a body reads, once each.
    let ofBody body = block body |> List.distinct

    /// Names of the members that a body reads, once per place.
    let readings body = block body

    /// `roots` and all they need, each after what it reads; or the members of a cycle, its first one again at the end.
    let order (reads: string -> string list) (roots: string list) : Result<string list, string list> =
        let rec visit path ordered name =
            match ordered with
            | Error _ -> ordered
            | Ok finished when List.contains name finished -> ordered
            | Ok _ when List.contains name path -> Error((name :: List.rev (List.takeWhile ((<>) name) path)) @ [ name ])
            | Ok _ -> reads name |> List.fold (visit (name :: path)) ordered |> Result.map (fun finished -> finished @ [ name ])

        roots |> List.fold (visit []) (Ok [])
