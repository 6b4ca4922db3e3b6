/// Rows of mixtures: weighted sums of the densities of other rows.
module internal Exmc.Core.MixtureRow

open Exmc.Core.Source
open Exmc.Core.DistributionTerms

let private sum = List.reduce (+.)
let private logSumExp a b = Expr.Binary(LogSumExp, a, b)

/// The support of every component, when it is one and no argument changes it.
let commonSupport (rows: DistributionRow list) : Support option =
    match rows |> List.map _.Support |> List.distinct with
    | [ UpToFirst ] -> Some Counts
    | [ BetweenArguments ]
    | [ IntegersBetweenArguments ]
    | [ AboveFirst ] -> None
    | [ support ] when rows |> List.forall (fun r -> not r.IsMultivariate) -> Some support
    | _ -> None

let private describe (rows: DistributionRow list) = commonSupport rows |> Option.defaultValue RealLine

let private declared components rows parameters ranks density =
    row (Mixture components) ("probabilities" :: parameters) (describe rows) "Fruehwirth-Schnatter (2006), Finite Mixture and Markov Switching Models, ch. 1" density []
    |> drawing ScalarDraw (1 :: ranks)

let private withOptional part apply r =
    match part with
    | Some build -> apply build r
    | None -> r

/// As many components of one family as weights.
let ofElements family (component': DistributionRow) : DistributionRow =
    let k: Local = { Id = -300; Name = "component" }
    let total: Local = { Id = -301; Name = "total" }
    let first arguments = arguments |> List.map (fun a -> Element(a, [ Int 0 ]))
    let own arguments = arguments |> List.map (fun a -> Element(a, [ LocalRef k ]))
    let weight w = Element(w, [ LocalRef k ])

    /// Runs over the components.
    let over from w start step =
        Inline [ Declare(total, start); For(k, from, Length(w, 0), [ Assign(total, step (LocalRef total)) ]); Return(LocalRef total) ]

    let weighted build x =
        function
        | w :: arguments -> over (Int 0) w (Real 0.0) (fun sum -> sum +. weight w *. build x (own arguments))
        | [] -> arity "Mixture"

    declared (ElementsOf family) [ component' ] component'.Parameters (component'.Parameters |> List.map (fun _ -> 1)) (fun x ->
        function
        | w :: arguments ->
            let term (p: Expr) a = log p +. sum (component'.LogDensity x a)
            [ over (Int 1) w (term (Element(w, [ Int 0 ])) (first arguments)) (fun total -> logSumExp total (term (weight w) (own arguments))) ]
        | [] -> arity "Mixture")
    |> withOptional component'.Cdf (fun cdf -> withCdf (weighted cdf))
    |> withOptional component'.Survival (fun survival -> withSurvival (weighted survival))
    |> withOptional component'.Sample (fun sample ->
        withSample (function
            | w :: arguments ->
                withLocal -302 "chosen" (CategoricalDistributions.categoryVariate w) (fun chosen ->
                    over (Int 0) w (Real 0.0) (fun drawn -> Conditional(Compare(Equal, ToReal(LocalRef k), chosen), sample (own arguments), drawn)))
            | [] -> arity "Mixture"))

/// Components with arguments of their own.
let ofEach families (rows: DistributionRow list) : DistributionRow =
    /// The arguments of each component, and its weight.
    let split arguments =
        match arguments with
        | w :: rest ->
            rows
            |> List.mapFold (fun left r -> List.splitAt r.Parameters.Length left) rest
            |> fst
            |> List.mapi (fun k own -> Element(w, [ Int k ]), own)
        | [] -> arity "Mixture"

    let weighted (pick: DistributionRow -> (Expr -> Expr list -> Expr) option) x arguments =
        List.map2 (fun (p, own) r -> p *. (pick r).Value x own) (split arguments) rows |> sum

    let all pick = if rows |> List.forall (pick >> Option.isSome) then Some(weighted pick) else None

    declared (Each families) rows (rows |> List.collect _.Parameters) (rows |> List.collect _.ArgumentRanks) (fun x arguments ->
        [ List.map2 (fun (p, own) (r: DistributionRow) -> log p +. sum (r.LogDensity x own)) (split arguments) rows |> List.reduce logSumExp ])
    |> withOptional (all _.Cdf) withCdf
    |> withOptional (all _.Survival) withSurvival
    |> withOptional (if rows |> List.forall _.Sample.IsSome then Some() else None) (fun () ->
        withSample (fun arguments ->
            withLocal -302 "chosen" (CategoricalDistributions.categoryVariate arguments.Head) (fun chosen ->
                List.zip (split arguments) rows
                |> List.mapi (fun k ((_, own), r) -> k, r.Sample.Value own)
                |> List.reduceBack (fun (k, drawn) (_, rest) -> k, Conditional(Compare(Equal, chosen, Real(float k)), drawn, rest))
                |> snd)))
