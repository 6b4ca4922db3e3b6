/// What is known about integers before data are there: equal forms, and the places that an index can take.
namespace Exmc.Core

open Exmc.Core.Programs

/// Integer expressions as sums of atoms with coefficients: equal sums are equal integers.
module LinearForm =

    let rec private terms scale index : (Index option * int) list =
        match index with
        | IConst c -> [ None, scale * c ]
        | IBinary(IntAdd, a, b) -> terms scale a @ terms scale b
        | IBinary(IntSubtract, a, b) -> terms scale a @ terms -scale b
        | IBinary(IntMultiply, IConst c, a)
        | IBinary(IntMultiply, a, IConst c) -> terms (scale * c) a
        | atom -> [ Some atom, scale ]

    let private ofIndex index =
        terms 1 index
        |> List.groupBy fst
        |> List.map (fun (atom, all) -> atom, List.sumBy snd all)
        |> List.filter (fun (_, coefficient) -> coefficient <> 0)
        |> set

    let equal a b = ofIndex a = ofIndex b

    /// a less b, where that is the same whatever the atoms are.
    let difference a b : int option =
        match Set.toList (ofIndex (IBinary(IntSubtract, a, b))) with
        | [] -> Some 0
        | [ None, constant ] -> Some constant
        | _ -> None

/// Smallest and largest value of an index, both reached at most.
type internal Range = { Lowest: Index; Highest: Index }

module internal Ranges =

    let rec ofIndex (known: Map<Var, Range>) index : Range option =
        let both a b combine = Option.map2 combine (ofIndex known a) (ofIndex known b)

        match index with
        | IConst _
        | ILength _
        | ILoad(_, []) -> Some { Lowest = index; Highest = index }
        | ILoad _ -> None
        | IVar v -> Map.tryFind v known
        | IBinary(IntAdd, a, b) ->
            both a b (fun x y -> { Lowest = Integers.add x.Lowest y.Lowest; Highest = Integers.add x.Highest y.Highest })
        | IBinary(IntSubtract, a, b) ->
            both a b (fun x y -> { Lowest = Integers.subtract x.Lowest y.Highest; Highest = Integers.subtract x.Highest y.Lowest })
        | IBinary(IntMultiply, IConst c, a)
        | IBinary(IntMultiply, a, IConst c) ->
            let scaled x = Integers.multiply (IConst c) x

            ofIndex known a
            |> Option.map (fun x ->
                if c >= 0 then
                    { Lowest = scaled x.Lowest; Highest = scaled x.Highest }
                else
                    { Lowest = scaled x.Highest; Highest = scaled x.Lowest })
        | IBinary(IntRemainder, a, b) when (Reads.index b).IsEmpty ->
            // Of what is not negative; a period is the same in every iteration.
            match ofIndex known a with
            | Some { Lowest = IConst low } when low >= 0 -> Some { Lowest = IConst 0; Highest = Integers.subtract b (IConst 1) }
            | _ -> None
        | IBinary(IntMinimum | IntMaximum as op, a, b) ->
            both a b (fun x y -> { Lowest = Integers.binary op x.Lowest y.Lowest; Highest = Integers.binary op x.Highest y.Highest })
        | IBinary(IntMultiply, a, b) ->
            // One factor is the same in every iteration; a length is not negative, anything else may be.
            let times (range: Range) factor =
                let first, last = Integers.multiply range.Lowest factor, Integers.multiply range.Highest factor

                match factor with
                | ILength _ -> { Lowest = first; Highest = last }
                | _ -> { Lowest = Integers.binary IntMinimum first last; Highest = Integers.binary IntMaximum first last }

            match ofIndex known a, ofIndex known b with
            | Some range, Some { Lowest = factor; Highest = same } when factor = same -> Some(times range factor)
            | Some { Lowest = factor; Highest = same }, Some range when factor = same -> Some(times range factor)
            | _ -> None
        | IBinary((IntDivide | IntRemainder), _, _) -> None

    let private negated comparison =
        match comparison with
        | Less -> GreaterOrEqual
        | LessOrEqual -> Greater
        | Greater -> LessOrEqual
        | GreaterOrEqual -> Less
        | Equal -> NotEqual
        | NotEqual -> Equal

    let private narrowed comparison (bound: Range) (range: Range) =
        match comparison with
        | Less -> { range with Highest = Integers.subtract bound.Highest (IConst 1) }
        | LessOrEqual -> { range with Highest = bound.Highest }
        | Greater -> { range with Lowest = Integers.add bound.Lowest (IConst 1) }
        | GreaterOrEqual -> { range with Lowest = bound.Lowest }
        | Equal -> bound
        | NotEqual -> range

    /// What is known where a condition holds, or where it does not.
    let rec where (condition: Condition) holds (known: Map<Var, Range>) : Map<Var, Range> =
        match condition with
        | CompareInteger(comparison, IVar v, bound) ->
            match Map.tryFind v known, ofIndex known bound with
            | Some range, Some limit -> Map.add v (narrowed (if holds then comparison else negated comparison) limit range) known
            | _ -> known
        | AllOf all when holds -> List.fold (fun k c -> where c true k) known all
        | AnyOf all when not holds -> List.fold (fun k c -> where c false k) known all
        | Negation c -> where c (not holds) known
        | _ -> known
