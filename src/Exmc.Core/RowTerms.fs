/// What the iterations of a loop over rows of data add to the density, taken apart: scalars of data alone, multiples, and the rest.
namespace Exmc.Core

open Exmc.Core.Programs

/// What is left of a term without its factors.
type internal RowRest =
    /// A scalar.
    | Value of Operand
    /// The square of the product of scales and the difference between a scalar of data and another.
    | SquaredDeviation of reading: Operand * location: Operand * scales: Operand list
    /// Targets that stand deeper in a statement.
    | Deeper

/// A term with all that it needs.
type internal RowTerm =
    { /// The statement that adds it, by its number in the body, or the sum it is of.
      Place: Choice<int, Sum>
      /// Scalars of the body that are data alone, of which the term is a multiple.
      Factors: Operand list
      /// Scalars from outside the loop, of which it is one, too.
      Multiples: Operand list
      Rest: RowRest
      /// Statements of the body, by number, that the rest needs.
      Statements: Set<int>
      /// Those of them that compute something new in each iteration, from parameters.
      Own: Set<int> }

module internal RowTerms =

    /// The terms of a loop that depend on parameters.
    let ofLoop (active: Activity) (loop: Loop) : RowTerm list =
        let body = Array.ofList loop.Body
        let definer = body |> Array.mapi (fun i s -> Effects.results s |> List.map (fun v -> v, i)) |> List.concat |> Map.ofList
        let isOfBody operand = match operand with Use v -> definer.ContainsKey v | Constant _ -> false
        let isFactor operand = isOfBody operand && not (active.Of operand)

        let definition operand =
            match operand with
            | Use v when definer.ContainsKey v -> (match body[definer[v]] with Let(_, op) -> Some op | _ -> None)
            | _ -> None

        /// Factors, scales, reading and location of a difference.
        let rec deviation operand =
            let scaled change a = deviation a |> Option.map change

            match definition operand with
            | Some(Apply1(Negate, a)) -> deviation a
            | Some(Apply2(Multiply, a, b)) when isFactor a -> scaled (fun (factors, scales, y, m) -> a :: factors, scales, y, m) b
            | Some(Apply2(Multiply, a, b)) when isFactor b -> scaled (fun (factors, scales, y, m) -> b :: factors, scales, y, m) a
            | Some(Apply2(Multiply, a, b)) ->
                let scaledBy scale = scaled (fun (factors, scales, y, m) -> factors, scale :: scales, y, m)
                scaledBy a b |> Option.orElseWith (fun () -> scaledBy b a)
            | Some(Apply2(Subtract, a, b)) when isFactor a && active.Of b -> Some([], [], a, b)
            | Some(Apply2(Subtract, a, b)) when isFactor b && active.Of a -> Some([], [], b, a)
            | _ -> None

        let rec split factors multiples operand =
            match definition operand with
            | Some(Apply1(Negate, a)) -> split factors (Constant -1.0 :: multiples) a
            | Some(Apply2(Multiply, a, b)) when isFactor a -> split (a :: factors) multiples b
            | Some(Apply2(Multiply, a, b)) when isFactor b -> split (b :: factors) multiples a
            | Some(Apply2(Multiply, a, b)) when not (isOfBody a) -> split factors (a :: multiples) b
            | Some(Apply2(Multiply, a, b)) when not (isOfBody b) -> split factors (b :: multiples) a
            | Some(Apply1(Square, a)) ->
                // The weights of a mean must not be negative: those inside the square are squared, others may be anything.
                match deviation a with
                | Some(inner, scales, y, m) when List.isEmpty factors -> inner @ inner, multiples, SquaredDeviation(y, m, scales)
                | _ -> factors, multiples, Value operand
            | _ -> factors, multiples, Value operand

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

        let term place (factors, multiples, rest) =
            let statements =
                match rest, place with
                | Value x, _ -> List.fold needed Set.empty (Reads.operand x)
                | SquaredDeviation(_, location, scales), _ -> location :: scales |> List.collect Reads.operand |> List.fold needed Set.empty
                | Deeper, Choice1Of2 i -> List.fold needed (set [ i ]) (Effects.free [ body[i] ] [])
                | Deeper, Choice2Of2 _ -> Set.empty

            { Place = place
              Factors = factors
              Multiples = multiples
              Rest = rest
              Statements = statements
              Own = Set.filter isOwn statements }

        [ for i, s in Array.indexed body do
              match s with
              | Target x -> if active.Of x then term (Choice1Of2 i) (split [] [] x)
              | _ -> if Effects.targets [ s ] |> List.exists active.Of then term (Choice1Of2 i) ([], [], Deeper)
          for sum in loop.Sums do
              if active.Of sum.Term then term (Choice2Of2 sum) (split [] [] sum.Term) ]

    /// Data arrays whose rows at an index these statements read; None when they read anything else by it, or write.
    let keys (arrays: ArrayTable) (row: Var) (statements: Statement list) : ArrayId list option =
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

    /// Whether a statement costs more than a few multiplications.
    let isCostly statement =
        match statement with
        | Let(_, Apply1((Negate | Reciprocal | Square | Abs | Sign), _))
        | Let(_, Apply2((Add | Subtract | Multiply | Divide | Minimum | Maximum), _, _))
        | Let(_, (Load _ | FromInteger _)) -> false
        | _ -> true
