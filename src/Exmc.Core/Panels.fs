/// A product of a packed matrix, the loop over its rows and the adjoint product run together, a panel of rows at a time: the matrix is read once.
module internal Exmc.Core.Panels

open Exmc.Core.Programs

/// Rows in eight lanes, each of which reads and writes its own elements of the product and of its adjoint.
let private isOverRows product seed (l: Loop) =
    let own array statement =
        match statement with
        | Let(_, Load(loaded, path)) -> loaded <> array || path = [ IVar l.Index ]
        | Store(written, path, _)
        | Increment(written, path, _) -> written <> array || path = [ IVar l.Index ]
        | _ -> true

    Merging.isFlat l
    && l.From = IConst 0
    && List.contains product (Effects.loaded l.Body)
    && List.contains seed (Effects.written l.Body)
    && l.Body |> List.forall (fun s -> own product s && own seed s)

/// The program with the first such three together, what stood between them before or after; None when there are none.
let private first (arrays: ArrayTable) (body: Statement list) : Statement list option =
    let indexed = List.indexed body

    // A loop reads its products a panel at a time for one of them alone.
    let isOfPanel j = j > 0 && (match body[j - 1] with Call(PanelProduct, _, _) -> true | _ -> false)
    let among from until = body |> List.skip (from + 1) |> List.truncate (until - from - 1)

    let candidates =
        [ for i, s in indexed do
              match s with
              | Call(Product, [ matrix; _ ], product) ->
                  for k, t in indexed do
                      match t with
                      | Call(ProductAdjoint, [ packed; seed ], output) when packed = matrix && k > i ->
                          for j, u in indexed do
                              match u with
                              | Loop l when i < j && j < k && not (isOfPanel j) && isOverRows product seed l -> (i, j, k, matrix, seed, output)
                              | _ -> ()
                      | _ -> ()
              | _ -> () ]

    candidates
    |> List.tryFind (fun (i, j, k, _, _, _) ->
        Merging.commute [ body[i] ] (among i j)
        && Merging.commute (among j k) [ body[k] ])
    |> Option.map (fun (i, j, k, matrix, seed, output) ->
        let room = arrays.Add("column_sums", RealElement, [ arrays[output].Dimensions.Head; IConst 8 ], Scratch)
        let product = match body[i] with Call(_, inputs, product) -> Call(PanelProduct, inputs, product) | other -> other

        List.truncate i body
        @ among i j
        @ [ Zero room; product; body[j]; Call(PanelProductAdjoint, [ matrix; seed ], room); Call(ColumnSums, [ room ], output) ]
        @ among j k
        @ List.skip (k + 1) body)

/// The program with such three together; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rec all body =
        match first arrays body with
        | Some together -> all together
        | None -> body

    let rewritten = all body
    if rewritten = body then None else Some rewritten
