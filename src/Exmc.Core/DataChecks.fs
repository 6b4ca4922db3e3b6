/// What the data must satisfy for a model to make sense, gathered while its members are lowered.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Gathers checks, and refuses what is wrong whatever the data are.
type internal DataChecks(arrays: ArrayTable) =
    let checks = ResizeArray<DataCheck>()

    let add check =
        if not (checks.Contains check) then
            checks.Add check

    let isLengthOfData index =
        match index with
        | ILength(array, _) -> (match arrays[array].Role with DataArray _ -> true | _ -> false)
        | _ -> false

    /// Whether neither the places nor the length depend on data.
    let isKnown (range: Range) (length: Index) = range.Lowest.IsIConst && range.Highest.IsIConst && length.IsIConst

    let named length = Dimensions.named arrays length

    /// Where the expression that is being lowered stands.
    member val Place = SourceRef 0 with get, set
    /// Why a distribution that was to be drawn from cannot be.
    member val Undrawable: string option = None with get, private set
    /// Whether the member that is being lowered may draw random numbers.
    member val MayDraw = false with get, set
    /// The member that is being lowered, named in checks.
    member val Owner = "" with get, set
    /// What the data must satisfy for the members lowered so far.
    member _.All = List.ofSeq checks

    /// Keeps the first reason why something cannot be drawn from.
    member this.Refuse reason = this.Undrawable <- this.Undrawable |> Option.orElse (Some reason)

    member _.Fail problem = raise (LoweringFailure problem)
    member this.Mismatch(expected, actual) = this.Fail(ShapeMismatch(expected, Values.describe actual, this.Place))
    member this.Unsupported(what, remedy) = this.Fail(Unsupported(what, remedy, this.Place))

    /// Lengths that must agree: a problem when both are known now, a check of the data otherwise.
    member this.EqualLengths(what, actual: Index, expected: Index) =
        match actual, expected with
        | IConst a, IConst e when a <> e -> this.Fail(ShapeMismatch($"{what} of length {e}", $"length {a}", this.Place))
        | _ when LinearForm.equal actual expected -> ()
        | _ when not (Reads.index actual @ Reads.index expected).IsEmpty ->
            this.Fail(ShapeMismatch($"{what} of the same length in every iteration", "a length that depends on the loop", this.Place))
        | _ ->
            let first, second = if isLengthOfData expected && not (isLengthOfData actual) then expected, actual else actual, expected
            add (EqualLength(this.Owner, named first, named second))

    /// A length that must not be below another one.
    member this.AtLeast(what, actual: Index, least: Index, reason) =
        match actual, least with
        | IConst a, IConst l when a >= l -> ()
        | IConst a, IConst l -> this.Fail(ShapeMismatch($"a matrix with at least as many {what} as {reason}", $"one of {a}, and {l} columns", this.Place))
        | _ -> add (AtLeast(this.Owner, named actual, named least))

    /// Shapes that must agree, axis by axis.
    member this.EqualShapes(actual: Index list, expected: Index list) =
        let name =
            function
            | 0 -> "a scalar"
            | 1 -> "a vector"
            | axes -> if axes = 2 then "a matrix" else $"a value of {axes} axes"

        if actual.Length <> expected.Length then
            this.Fail(ShapeMismatch(name expected.Length, name actual.Length, this.Place))

        for a, e in List.zip actual expected do
            this.EqualLengths(name actual.Length, a, e)

    /// A place must lie inside an axis: proved now from what is known of loop indices, or checked when data are bound.
    member this.PlaceInside(ranges, index, length) =
        let gathered array shift =
            match arrays[array].Role with
            | DataArray name -> add (IndexInRange(name, array, shift, named length))
            | _ -> add (IndexInRange(this.Owner, array, shift, named length))

        match index with
        | ILoad(array, _ :: _) -> gathered array 0
        | IBinary(IntAdd, ILoad(array, _ :: _), IConst c) -> gathered array c
        | IBinary(IntSubtract, ILoad(array, _ :: _), IConst c) -> gathered array -c
        | _ ->
            match Ranges.ofIndex ranges index with
            | Some range when isKnown range length ->
                match range, length with
                | { Lowest = IConst low; Highest = IConst high }, IConst count when high >= low && (low < 0 || high >= count) ->
                    this.Fail(ShapeMismatch($"an index from 0 to {count - 1}", string (if low < 0 then low else high), this.Place))
                | _ -> ()
            | Some { Lowest = IConst low; Highest = high } when low >= 0 && LinearForm.equal high (Integers.subtract length (IConst 1)) -> ()
            | Some range when (Reads.index length).IsEmpty -> add (PlaceInRange(this.Owner, range.Lowest, range.Highest, named length))
            | _ -> this.Unsupported("this index", "Use loop indices with constants added, or integer data.")

    /// The array of a data field; None for any other expression.
    member private this.FieldOf(expr: Expr) =
        match expr with
        | Marked(_, inner)
        | ToReal inner -> this.FieldOf inner
        | Member name -> arrays.All |> List.tryFind (fun a -> a.Role = DataArray name)
        | _ -> None

    /// Data between bounds, when the expression is a data field; anything else is left to the evaluation.
    member private this.Between(expr: Expr, lower, upper, isOpen) =
        this.FieldOf expr |> Option.iter (fun array -> add (ValuesBetween(array.Name, array.Id, lower, upper, isOpen)))

    /// Times in ascending order, when they are a data field; the solver refuses others.
    member this.Ascending(times: Expr) = this.FieldOf times |> Option.iter (fun array -> add (Ascending(array.Name, array.Id)))

    /// What another lowering found.
    member _.Include(other: DataChecks) = for check in other.All do add check

    /// Scales, rates, shapes and degrees of freedom are positive; probabilities lie in [0, 1].
    member this.Argument(name, argument) =
        match name with
        | "sigma"
        | "scale"
        | "rate"
        | "shape"
        | "alpha"
        | "nu" -> this.Between(argument, 0.0, infinity, true)
        | "p" -> this.Between(argument, 0.0, 1.0, false)
        | "n" -> this.Between(argument, 0.0, infinity, false)
        | _ -> ()

    /// Observed data lie in the support of their distribution.
    member this.Observed(family, data: string) =
        match (Distributions.find family).Support with
        | Positive -> this.Between(Member data, 0.0, infinity, true)
        | UnitInterval
        | OnSimplex -> this.Between(Member data, 0.0, 1.0, true)
        | Counts
        | CountVectors
        | UpToFirst -> this.Between(Member data, 0.0, infinity, false)
        | Support.Binary -> this.Between(Member data, 0.0, 1.0, false)
        | RealLine
        | BetweenArguments
        | IntegersBetweenArguments
        | OnCholeskyCovariances
        | OnCorrelations
        | OnCholeskyCorrelations
        | OnCovariances
        | AboveFirst -> ()
        | Within(low, high) -> if low > -infinity || high < infinity then this.Between(Member data, low, high, false)
