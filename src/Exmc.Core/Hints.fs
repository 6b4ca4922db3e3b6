/// What is legal in a model but seldom meant: found in its declaration alone.
module internal Exmc.Core.Hints

open Exmc.Core.Source

/// Scales beyond this many orders of magnitude say that data or parameters want other units.
let private largestScale = 1e4

/// The most groups that are few: with more, the data hold a common scale away from zero, where the funnel is.
let private fewGroups = 30

let rec private plain e =
    match e with
    | Marked(_, inner)
    | ToReal inner -> plain inner
    | other -> other

let rec private placeOf otherwise e =
    match e with
    | Marked(at, _) -> at
    | _ -> otherwise

/// Every expression of an expression or a body, with the innermost place around it.
let rec private within at e : (SourceRef * Expr) list =
    let at = placeOf at e

    let inner =
        match e with
        | Inline body -> ofBody at body
        | other -> Dependencies.children other |> List.collect (within at)

    (at, e) :: inner

and private ofBody at (body: Statement list) : (SourceRef * Expr) list =
    body
    |> List.collect (function
        | Declare(_, e)
        | Assign(_, e)
        | Return e -> within at e
        | AssignElement(_, places, value) -> List.collect (within at) (places @ [ value ])
        | For(_, from, until, inner) -> within at from @ within at until @ ofBody at inner
        | If(condition, first, second) -> within at (Conditional(condition, Real 0.0, Real 0.0)) @ ofBody at first @ ofBody at second)

/// The first place inside an expression, or the one around it.
let rec private firstPlace around e =
    match e with
    | Marked(at, _) -> at
    | other -> Dependencies.children other |> List.map (firstPlace around) |> List.tryFind ((<>) around) |> Option.defaultValue around

/// Expressions at the places of scales in the distributions of a model.
let private scales (all: (SourceRef * Expr) list) =
    all
    |> List.collect (fun (_, e) ->
        match e with
        | Draw d
        | Simulated d
        | LogDensity(_, d) ->
            List.zip (Distributions.find d.Family).Parameters d.Arguments
            |> List.filter (fun (name, _) -> name = "sigma" || name = "scale")
            |> List.map (fun (_, argument) -> d, plain argument)
        | _ -> [])

/// Members that stand at the place of a scale.
let private usedAsScale all = scales all |> List.choose (fun (_, e) -> match e with Member name -> Some name | _ -> None) |> set

let private flatScales (model: Model) all =
    let used = usedAsScale all

    model.Parameters
    |> List.filter (fun p -> used.Contains p.Name && Parameter.isImproper p)
    |> List.map (fun p -> FlatScale(p.Name, p.At))

let private negativeScales (model: Model) all =
    let used = usedAsScale all

    model.Parameters
    |> List.choose (fun p ->
        match Parameter.prior p with
        | Some d when used.Contains p.Name && p.Constraint = Elementwise && (Distributions.find d.Family).Support = RealLine && d.Lower.IsNone ->
            Some(ScaleMayBeNegative(p.Name, d.At))
        | _ -> None)

/// Whether a vector may have few elements: its length is not known to be large.
let private isShort lengths = match List.map plain lengths with [ Int n ] -> n <= fewGroups | _ -> true

let private sharedScales (model: Model) =
    let scalars = model.Parameters |> List.filter (fun p -> p.Rank = 0) |> List.map _.Name |> set

    model.Parameters
    |> List.choose (fun p ->
        match p.Sampled, p.Rank, Parameter.prior p with
        | AsDeclared, 1, Some d when p.Constraint = Elementwise && d.Lower.IsNone && d.Upper.IsNone && isShort d.Repeat ->
            match Supports.locationScale d.Family (List.map plain d.Arguments) with
            | Some(_, Member scale) when scalars.Contains scale -> Some(SharedScale(p.Name, scale, p.At))
            | _ -> None
        | _ -> None)

let private unscaledConstants (model: Model) =
    model.Parameters
    |> List.collect (fun p ->
        ofBody p.At p.Prior
        |> scales
        |> List.choose (fun (d, e) ->
            match e with
            | Real x when x >= largestScale || (x > 0.0 && x <= 1.0 / largestScale) -> Some(UnscaledConstant(p.Name, x, d.At))
            | _ -> None))

/// Conditions that read a parameter, in members of the log density and the helpers that these read.
let private conditions (model: Model) reads =
    let reaches = Plan.reachesParameter model reads
    let terms = model.Members |> List.filter (fun m -> MemberRole.isTerm m.Role) |> List.map _.Name
    let inDensity = (match Dependencies.order (Plan.readBy reads) terms with Ok names -> names | Error _ -> []) |> set
    let rec dependsOnParameter e = match e with Member name -> reaches name | other -> Dependencies.children other |> List.exists dependsOnParameter

    model.Members
    |> List.filter (fun m -> inDensity.Contains m.Name)
    |> List.collect (fun m ->
        ofBody m.At m.Body
        |> List.choose (fun (at, e) ->
            match e with
            | Conditional(condition, _, _) when dependsOnParameter condition -> Some(ParameterInCondition(m.Name, firstPlace at condition))
            | _ -> None))

let private doublePriors (model: Model) =
    let proper = model.Parameters |> List.filter (Parameter.isImproper >> not) |> List.map _.Name |> set

    model.Members
    |> List.filter (fun m -> MemberRole.isTerm m.Role)
    |> List.collect (fun m -> ofBody m.At m.Body)
    |> List.choose (fun (at, e) ->
        match e with
        | LogDensity(value, _) ->
            match plain value with
            | Member name when proper.Contains name -> Some(DoublePrior(name, at))
            | _ -> None
        | _ -> None)

let find (model: Model) (reads: Map<string, string list>) : Problem list =
    let all =
        (model.Parameters |> List.collect (fun p -> ofBody p.At p.Prior)) @ (model.Members |> List.collect (fun m -> ofBody m.At m.Body))

    flatScales model all @ negativeScales model all @ sharedScales model @ unscaledConstants model @ conditions model reads @ doublePriors model |> List.distinct
