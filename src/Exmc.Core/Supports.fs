/// The support of a distribution, and the transform of a parameter that it calls for.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal Supports =

    /// The ends of a family's support, None where it is unbounded.
    let ends family (arguments: Value list) : Value option * Value option =
        let constant x = Some(ScalarValue(Constant x))

        match (Distributions.find family).Support, arguments with
        | Positive, _ -> constant 0.0, None
        | UnitInterval, _ -> constant 0.0, constant 1.0
        | (BetweenArguments | IntegersBetweenArguments), [ a; b ] -> Some a, Some b
        | (Counts | CountVectors), _ -> constant 0.0, None
        | Support.Binary, _ -> constant 0.0, constant 1.0
        | UpToFirst, n :: _ -> constant 0.0, Some n
        | AboveFirst, a :: _ -> Some a, None
        | Within(low, high), _ -> (if low = -infinity then None else constant low), (if high = infinity then None else constant high)
        | _ -> None, None

    let private describe support =
        match support with
        | RealLine -> "the whole line"
        | Positive -> "(0, infinity)"
        | UnitInterval -> "(0, 1)"
        | BetweenArguments -> "the interval between its arguments"
        | Counts -> "0, 1, 2, ..."
        | Support.Binary -> "0 and 1"
        | UpToFirst -> "0 to n"
        | IntegersBetweenArguments -> "the integers between its arguments"
        | AboveFirst -> "above the first argument"
        | Within(low, high) -> $"({low}, {high})"
        | OnSimplex -> "vectors of positive elements that sum to one (declare the parameter Simplex)"
        | CountVectors -> "vectors of 0, 1, 2, ..."
        | OnCorrelations -> "correlation matrices (declare the parameter Correlation)"
        | OnCholeskyCorrelations -> "Cholesky factors of correlation matrices (declare the parameter CholeskyCorrelation)"
        | OnCovariances -> "symmetric positive definite matrices (declare the parameter Covariance)"
        | OnCholeskyCovariances -> "lower triangular matrices with a positive diagonal (declare the parameter CholeskyCovariance)"

    let private isEmpty lower upper =
        match lower, upper with
        // Not "l >= u": a NaN bound leaves nothing either.
        | Some(Constant l), Some(Constant u) -> not (l < u)
        | _ -> false

    let private text bound =
        match bound with
        | Some(Constant x) -> string x
        | Some _ -> "..."
        | None -> "none"

    let private fail problem = raise (LoweringFailure problem)

    /// Location and scale of a family that has them.
    let locationScale family (arguments: 'a list) =
        match family, arguments with
        | (Normal | Cauchy | Laplace | Logistic | Gumbel), [ location; scale ]
        | StudentT, [ _; location; scale ] -> Some(location, scale)
        | _ -> None

    /// Refuses priors that have no location and scale to sample by.
    let private checkNonCentered (parameter: Parameter) (draw: DrawValue) =
        let isPlain = parameter.Constraint = Elementwise && draw.Lower.IsNone && draw.Upper.IsNone
        if not (isPlain && ((locationScale draw.Family draw.Arguments).IsSome || draw.Family = MultivariateNormalCholesky)) then
            fail (Unsupported($"NonCentered on '{parameter.Name}'", "Its prior must be Normal, StudentT, Cauchy, Laplace, Logistic, Gumbel or a multivariate normal, without bounds or constraint.", draw.At))

    /// Refuses what a vector that is constrained as a whole cannot have as a prior.
    let checkWhole (parameter: Parameter) constraint_ (draw: DrawValue) =
        if parameter.Sampled = AsNonCentered then
            checkNonCentered parameter draw

        let row = Distributions.find draw.Family
        let unsupported what remedy = fail (Unsupported(what, remedy, draw.At))

        if row.IsDiscrete then
            fail (DiscreteParameter(parameter.Name, draw.At))

        if parameter.Sampled = AsFolded then
            unsupported $"folding '{parameter.Name}', which is constrained as a whole" "Remove Folded."

        if draw.Lower.IsSome || draw.Upper.IsSome then
            unsupported $"truncation of '{parameter.Name}', which is constrained as a whole" "Remove the bounds."

        let rec allows constraint_ support =
            match constraint_, support with
            | ArrayOf inner, _ -> allows inner support
            | _, RealLine
            | (PositiveOrdered | Simplex), Positive
            | Simplex, (UnitInterval | OnSimplex)
            | Correlation, OnCorrelations
            | CholeskyCorrelation, OnCholeskyCorrelations
            | Covariance, OnCovariances
            | CholeskyCovariance, OnCholeskyCovariances -> true
            | _ -> false

        if not (allows constraint_ row.Support) then
            fail (SupportContradictsBounds(parameter.Name, describe row.Support, $"values constrained to %A{constraint_}", draw.At))

    /// Transform of one element of a parameter. `element` reads a value there.
    let transform (parameter: Parameter) isSampling (draw: DrawValue) (element: Value -> Operand) : Transform =
        let row = Distributions.find draw.Family
        let isTruncated = draw.Lower.IsSome || draw.Upper.IsSome

        if row.IsDiscrete then
            fail (DiscreteParameter(parameter.Name, draw.At))

        if List.contains row.Support [ OnSimplex; OnCorrelations; OnCholeskyCorrelations; OnCovariances; OnCholeskyCovariances ] then
            let declared = "an unconstrained " + (match parameter.Rank with 1 -> "vector" | 2 -> "matrix" | _ -> "array of matrices")
            fail (SupportContradictsBounds(parameter.Name, describe row.Support, declared, draw.At))

        if parameter.Sampled = AsFolded && (isTruncated || not row.IsFoldable) then
            fail (NotFoldable(parameter.Name, (if isTruncated then "truncated " else "") + sprintf "%A" draw.Family, draw.At))

        if parameter.Sampled = AsNonCentered then
            checkNonCentered parameter draw

        match parameter.Sampled, locationScale draw.Family draw.Arguments with
        | AsFolded, _ when isSampling -> Folded
        | AsNonCentered, Some(location, scale) when isSampling -> Affine(element location, element scale)
        | _ ->
            let low, high = ends draw.Family draw.Arguments
            let bound met supportEnd = met |> Option.orElse supportEnd |> Option.map element
            let lower, upper = bound draw.Lower low, bound draw.Upper high

            if isEmpty lower upper then
                let bounds = $"the bounds ({text (Option.map element draw.Lower)}, {text (Option.map element draw.Upper)})"
                fail (SupportContradictsBounds(parameter.Name, describe row.Support, bounds, draw.At))

            match parameter.Sampled, Transforms.ofBounds lower upper with
            | (ByDesign _ | AsInterceptOf _), bounded when bounded <> Identity ->
                fail (Unsupported($"the design of '{parameter.Name}'", "Its prior must live on the whole line, without bounds.", draw.At))
            | _, transform -> transform
