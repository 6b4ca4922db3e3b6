/// Iterations over rows of data that are equal in all that they read are done once and counted: repeated rows of covariates become weights,
/// trials of one kind a binomial. What is a multiple of a scalar of data alone, like an outcome, adds up over the rows that agree in the rest.
module internal Exmc.Core.DistinctRows

open Exmc.Core.Programs

/// What an iteration adds to the density: the product of scalars of data, a sign, and what else there is; or targets that stand deeper.
type private Term =
    { /// Where it stands in the body, or which sum it is.
      Place: Choice<int, Sum>
      Factors: Operand list
      IsNegative: bool
      Rest: Operand option }

/// Terms that share what they compute, the statements they need, and the data arrays whose rows these read.
type private Group =
    { Terms: Term list
      Statements: Set<int>
      Keys: ArrayId list }

/// Data arrays whose rows at an index these statements read; None when they read anything else by it, or write.
let private keys (arrays: ArrayTable) (row: Var) (statements: Statement list) : ArrayId list option =
    let both a b = Option.map2 (@) a b
    let all f items = items |> List.map f |> List.fold both (Some [])

    let rec index i =
        match i with
        | IConst _
        | ILength _ -> Some []
        | IVar v -> if v = row then None else Some []
        | IBinary(_, a, b) -> both (index a) (index b)
        | ILoad(array, path) -> element array path

    and element array path =
        match path, arrays[array].Role with
        | IVar v :: rest, DataArray _ when v = row -> all index rest |> Option.map (fun others -> array :: others)
        | _ -> all index path

    let operation op =
        match op with
        | Load(array, path) -> element array path
        | FromInteger i -> index i
        | _ -> Some []

    let rec condition c =
        match c with
        | CompareInteger(_, a, b) -> both (index a) (index b)
        | AllOf inner
        | AnyOf inner -> all condition inner
        | Negation inner -> condition inner
        | Always
        | CompareReal _
        | IsNaN _ -> Some []

    let own s =
        match s with
        | Let(_, op) -> operation op
        | Target _ -> Some []
        | Branch br -> condition br.Condition
        | Loop l -> both (index l.From) (index l.Until)
        | Store _
        | Increment _
        | Zero _
        | Call _
        | Sample _ -> None

    Effects.nested statements |> all own |> Option.map (List.distinct >> List.sort)

/// The terms of a loop with the statements that each needs, and those of them that are computed anew in each iteration from parameters.
let private terms (active: Activity) (loop: Loop) =
    let body = Array.ofList loop.Body
    let definer = body |> Array.mapi (fun i s -> Effects.results s |> List.map (fun v -> v, i)) |> List.concat |> Map.ofList
    let isOfBody operand = match operand with Use v -> definer.ContainsKey v | Constant _ -> false
    let isFactor operand = isOfBody operand && not (active.Of operand)

    let rec split (term: Term) operand =
        match operand with
        | Use v when definer.ContainsKey v ->
            match body[definer[v]] with
            | Let(_, Apply1(Negate, a)) -> split { term with IsNegative = not term.IsNegative } a
            | Let(_, Apply2(Multiply, a, b)) when isFactor a -> split { term with Factors = a :: term.Factors } b
            | Let(_, Apply2(Multiply, a, b)) when isFactor b -> split { term with Factors = b :: term.Factors } a
            | _ -> { term with Rest = Some operand }
        | _ -> { term with Rest = Some operand }

    let at place = { Place = place; Factors = []; IsNegative = false; Rest = None }

    let found =
        [ for i, s in Array.indexed body do
              match s with
              | Target x -> if active.Of x then split (at (Choice1Of2 i)) x
              | _ -> if Effects.targets [ s ] |> List.exists active.Of then at (Choice1Of2 i)
          for sum in loop.Sums do
              if active.Of sum.Term then split (at (Choice2Of2 sum)) sum.Term ]

    let rec needed (known: Set<int>) v =
        match Map.tryFind v definer with
        | Some i when not (known.Contains i) -> List.fold needed (known.Add i) (Effects.free [ body[i] ] [])
        | _ -> known

    let changing =
        (set [ loop.Index ], body)
        ||> Array.fold (fun known s -> if Effects.free [ s ] [] |> List.exists known.Contains then Set.union known (set (Effects.results s)) else known)

    let isOwn i =
        match body[i] with
        | Let(v, _) -> active.Vars.Contains v && changing.Contains v
        | s -> Effects.results s |> List.exists active.Vars.Contains || not (Effects.targets [ s ]).IsEmpty

    found
    |> List.map (fun term ->
        let statements =
            match term.Rest, term.Place with
            | Some rest, _ -> List.fold needed Set.empty (Reads.operand rest)
            | None, Choice1Of2 i -> List.fold needed (set [ i ]) (Effects.free [ body[i] ] [])
            | None, Choice2Of2 _ -> Set.empty

        term, statements, Set.filter isOwn statements)

/// Terms that need a common statement of their own stand together.
let private together parts =
    let join known (term, statements, own) =
        let touching, apart = known |> List.partition (fun (_, _, others) -> not (Set.intersect own others).IsEmpty)
        let terms, all, owns = List.unzip3 touching
        apart @ [ List.concat terms @ [ term ], Set.unionMany (statements :: all), Set.unionMany (own :: owns) ]

    List.fold join [] parts

let private find (arrays: ArrayTable) (active: Activity) (loop: Loop) : Group list option =
    let readsOwn = not (Set.intersect (set (Effects.written loop.Body)) (set (Effects.loaded loop.Body))).IsEmpty

    if loop.Carried.IsEmpty && loop.From = IConst 0 && (Reads.index loop.Until).IsEmpty && not readsOwn then
        let body = Array.ofList loop.Body

        let group (terms, statements: Set<int>, _) =
            match keys arrays loop.Index [ for i in statements -> body[i] ] with
            | None
            | Some [] -> None
            | Some keys -> Some { Terms = terms; Statements = statements; Keys = keys }

        match terms active loop |> together |> List.choose group with
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

/// The sum over the rows of each class of a product of scalars of data; their number when there are none.
let private weights (b: Builder) (names: Renaming) (active: Activity) (loop: Loop) classes count (factors: Operand list) : ArrayId =
    let array = b.Scratch("weights", [ count ])
    b.Statement(Zero array)
    let isData s = (Effects.targets [ s ]).IsEmpty && Effects.results s |> List.forall (fun v -> not (active.Vars.Contains v))

    b.ForEach(IConst 0, names.Index loop.Until, fun row ->
        names.BindIndex(loop.Index, row)
        if not factors.IsEmpty then Copying.statements b names Keep.all (List.filter isData loop.Body)
        let product = factors |> List.fold (fun x factor -> b.Binary(Multiply, x, names.Operand factor)) (Constant 1.0)
        b.Statement(Increment(array, [ ILoad(classes, [ row ]) ], product)))

    array

let private emit (active: Activity) (b: Builder) (names: Renaming) (loop: Loop) (groups: Group list) =
    let places = groups |> List.collect _.Terms |> List.map _.Place
    let isTaken place = List.contains place places
    let kept = loop.Body |> List.indexed |> List.filter (fun (i, _) -> not (isTaken (Choice1Of2 i))) |> List.map snd
    Copying.statements b names Keep.all [ Loop { loop with Body = kept; Sums = loop.Sums |> List.filter (Choice2Of2 >> isTaken >> not) } ]

    let weighed =
        groups
        |> List.map (fun c ->
            let classes, rows = rowsOf b.Arrays loop c.Keys
            let count = ILength(snd rows.Head, 0)
            c, rows, count, c.Terms |> List.map _.Factors |> List.distinct |> List.map (fun f -> f, weights b names active loop classes count f) |> dict)

    for c, rows, count, weightsOf in weighed do
        let sums = c.Terms |> List.choose (fun t -> match t.Place with Choice2Of2 sum -> Some(sum, t) | Choice1Of2 _ -> None)

        let _, totals =
            b.Loop(IConst 0, count, false, [], fun index _ ->
                names.BindIndex(loop.Index, IVar index)
                for key, distinct in rows do names.BindRows(loop.Index, key, distinct)
                let weight factors = b.Load(weightsOf[factors], [ IVar index ])

                let deeper s =
                    match s with
                    | Target x ->
                        b.Target(b.Binary(Multiply, weight [], names.Operand x))
                        true
                    | _ -> false

                Copying.replacing deeper b names Keep.all (loop.Body |> List.indexed |> List.filter (fst >> c.Statements.Contains) |> List.map snd)

                let term t =
                    let x = names.Operand t.Rest.Value
                    b.Binary(Multiply, weight t.Factors, (if t.IsNegative then b.Unary(Negate, x) else x))

                for t in c.Terms do
                    match t.Place with
                    | Choice1Of2 _ when t.Rest.IsSome -> b.Target(term t)
                    | _ -> ()

                [], sums |> List.map (snd >> term))

        List.iter2 (fun (sum: Sum, _) total -> names.Bind(sum.Total, total)) sums totals

/// The program with such iterations of its outermost loops done once; None when it has none.
let run (arrays: ArrayTable) (active: Activity) (body: Statement list) : Statement list option =
    OutermostLoops.rewrite arrays (find arrays active) (emit active) body
