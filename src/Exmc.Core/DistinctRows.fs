/// Iterations over rows of data that are equal in all that they read are done once and counted: repeated rows of covariates become weights,
/// trials of one kind a binomial. What is a multiple of a scalar of data alone, like an outcome, adds up over the rows that agree in the rest,
/// and so do squares of the difference between a reading and what is computed: by the mean of the readings.
module internal Exmc.Core.DistinctRows

open Exmc.Core.Programs

/// Terms that share what they compute, the statements they need, and the data arrays whose rows these read.
type private Group =
    { Terms: RowTerm list
      Statements: Statement list
      Keys: ArrayId list }

/// Terms that need a common statement of their own stand together.
let private together (terms: RowTerm list) : RowTerm list list =
    let join known (term: RowTerm) =
        let touches group = group |> List.exists (fun (other: RowTerm) -> not (Set.intersect other.Own term.Own).IsEmpty)
        let touching, apart = List.partition touches known
        apart @ [ List.concat touching @ [ term ] ]

    List.fold join [] terms

/// Groups of terms that are worth it: their iterations compute what costs something, or depend on data by categories alone, which repeat.
let private find (arrays: ArrayTable) (active: Activity) (loop: Loop) : Group list option =
    let readsOwn = not (Set.intersect (set (Effects.written loop.Body)) (set (Effects.loaded loop.Body))).IsEmpty

    let group (terms: RowTerm list) =
        let pick (places: Set<int>) = loop.Body |> List.indexed |> List.filter (fst >> places.Contains) |> List.map snd
        let statements = terms |> List.map _.Statements |> Set.unionMany |> pick
        let isCostly = terms |> List.map _.Own |> Set.unionMany |> pick |> List.exists RowTerms.isCostly

        match RowTerms.keys arrays loop.Index statements with
        | None
        | Some [] -> None
        | Some keys when isCostly || keys |> List.forall (fun key -> arrays[key].Element = IntegerElement) ->
            Some { Terms = terms; Statements = statements; Keys = keys }
        | Some _ -> None

    if loop.Carried.IsEmpty && loop.From = IConst 0 && (Reads.index loop.Until).IsEmpty && not readsOwn then
        match RowTerms.ofLoop active loop |> together |> List.choose group with
        | [] -> None
        | found -> Some found
    else
        None

/// The classes of rows, and the distinct rows of each key.
let private rowsOf (arrays: ArrayTable) (loop: Loop) keys =
    let classes = arrays.OfRows("classes", IntegerElement, 1, RowClasses(loop.Until, keys))

    classes,
    keys
    |> List.map (fun key ->
        let info = arrays[key]
        key, arrays.OfRows(info.Name + "_rows", info.Element, info.Dimensions.Length, DistinctRows(classes, key)))

/// What a term adds for a class of rows, inside the loop over them, and once for all of them, if anything.
let private weighed (b: Builder) (names: Renaming) (sums: ClassSums) count (isFixed: Operand -> bool) (term: RowTerm) : (Index -> Operand) * (unit -> Operand) option =
    let times operands x = operands |> List.fold (fun x factor -> b.Binary(Multiply, x, names.Operand factor)) x
    let multiplied = times term.Multiples

    match term.Rest with
    | Deeper -> (fun _ -> Constant 0.0), None
    | Value x ->
        let weights = sums.Weights term.Factors
        (fun k -> multiplied (b.Binary(Multiply, b.Load(weights, [ k ]), names.Operand x))), None
    | SquaredDeviation(reading, location, scales) ->
        let weights = sums.Weights term.Factors
        let means, remainders, squares = sums.Moments(term.Factors, reading)
        let scale x = times scales x

        let ofMean k =
            let deviation = b.Binary(Add, b.Binary(Subtract, b.Load(means, [ k ]), names.Operand location), b.Load(remainders, [ k ]))
            b.Binary(Multiply, b.Load(weights, [ k ]), b.Unary(Square, scale deviation))

        let around x = b.Binary(Multiply, x, b.Unary(Square, scale (Constant 1.0)))

        if List.forall isFixed scales && term.Place.IsChoice1Of2 then
            let total = b.Sum(IConst 0, count, fun k -> b.Load(squares, [ k ]))
            (ofMean >> multiplied), Some(fun () -> multiplied (around total))
        else
            (fun k -> multiplied (b.Binary(Add, ofMean k, around (b.Load(squares, [ k ]))))), None

let private emit (active: Activity) (b: Builder) (names: Renaming) (loop: Loop) (groups: Group list) =
    let places = groups |> List.collect _.Terms |> List.map _.Place
    let isTaken place = List.contains place places
    let kept = loop.Body |> List.indexed |> List.filter (fun (i, _) -> not (isTaken (Choice1Of2 i))) |> List.map snd
    Copying.statements b names Keep.all [ Loop { loop with Body = kept; Sums = loop.Sums |> List.filter (Choice2Of2 >> isTaken >> not) } ]
    let ofBody = loop.Body |> List.collect Effects.results |> set
    let isFixed operand = match operand with Use v -> not (ofBody.Contains v) | Constant _ -> true

    // All that is summed by class comes before any array stands for its distinct rows.
    let prepared =
        groups
        |> List.map (fun group ->
            let classes, rows = rowsOf b.Arrays loop group.Keys
            let count = ILength(snd rows.Head, 0)
            let sums = ClassSums(b, names, active, loop, classes, count)
            let counts = sums.Weights []
            group, rows, count, counts, group.Terms |> List.map (fun term -> term.Place, weighed b names sums count isFixed term))

    for group, rows, count, counts, terms in prepared do
        let sums = terms |> List.choose (function Choice2Of2 sum, (each, _) -> Some(sum, each) | _ -> None)
        let added = terms |> List.choose (function Choice1Of2 _, parts -> Some parts | _ -> None)

        let _, totals =
            b.Loop(IConst 0, count, false, [], fun index _ ->
                let k = IVar index
                names.BindIndex(loop.Index, k)
                for key, distinct in rows do names.BindRows(loop.Index, key, distinct)

                let deeper s =
                    match s with
                    | Target x ->
                        b.Target(b.Binary(Multiply, b.Load(counts, [ k ]), names.Operand x))
                        true
                    | _ -> false

                Copying.replacing deeper b names Keep.all group.Statements
                for each, _ in added do b.Target(each k)
                [], sums |> List.map (fun (_, each) -> each k))

        for _, once in added do
            match once with
            | Some emitted -> b.Target(emitted ())
            | None -> ()

        List.iter2 (fun (sum: Sum, _) total -> names.Bind(sum.Total, total)) sums totals

/// The program with such iterations of its outermost loops done once; None when it has none.
let run (arrays: ArrayTable) (active: Activity) (body: Statement list) : Statement list option =
    OutermostLoops.rewrite arrays (find arrays active) (emit active) body

/// The name of the pass.
let name = "rows"

/// Whether the rows of some loop are told apart by reals, which seldom repeat.
let dependOnReals (arrays: ArrayTable) : bool =
    arrays.All
    |> List.exists (fun info ->
        match info.Role with
        | RowClasses(_, keys) -> keys |> List.exists (fun key -> arrays[key].Element = RealElement)
        | _ -> false)
