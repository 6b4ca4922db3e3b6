/// Programs that draw: parameters from their priors, replications of data and generated values from a position.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal PredictivePrograms =

    /// Stores parameters in declaration order, then deterministic values.
    let prior (plan: Plan) shared : Result<Statement list, string> =
        let names = DensityPrograms.names plan
        let known = ref None

        // A parameter that cannot be drawn is not a number, and so is what depends on it; nobody sees it.
        let parameterValue (e: Evaluation) (p: Parameter) (draw: DrawValue) =
            match PriorDraws.refusal p draw with
            | None -> PriorDraws.value e p draw
            | Some reason ->
                known.Value <- known.Value |> Option.orElse (Some reason)
                Values.load (fun _ -> Constant nan) (ParameterValues.find plan p).Shape

        let e = Evaluation(plan, Builder plan.Arrays, parameterValue, true)
        let recorded = DensityPrograms.membersOf plan ((=) Deterministic)
        e.Run(Plan.order plan (names @ (recorded |> List.map _.Name)))

        (names @ (recorded |> List.map _.Name))
        |> List.fold (fun offset name -> Integers.add offset (DensityPrograms.storeAll e.Builder e shared.Values offset (e.Value name))) (IConst 0)
        |> ignore

        match known.Value with
        | Some reason -> Error reason
        | None -> Ok(e.Builder.Body |> TargetSums.collect e.Builder.NewVar |> fst)

    /// Stores replications of observed data, then generated values, each in declaration order; gives their shapes.
    let predict (plan: Plan) shared : Result<Statement list, string> * (ModelMember * Index list) list =
        let e = Evaluation(plan, Builder plan.Arrays, ParameterValues.fromPosition plan SamplingCoordinates shared.Position, true)
        let observed = DensityPrograms.membersOf plan (function Observed _ -> true | _ -> false)
        let members = observed @ DensityPrograms.membersOf plan ((=) Generated)
        e.Run(Plan.order plan (members |> List.map _.Name))

        members
        |> List.fold (fun offset m -> Integers.add offset (DensityPrograms.storeAll e.Builder e shared.Predicted offset (e.Value m.Name))) (IConst 0)
        |> ignore

        let body = e.Builder.Body |> TargetSums.collect e.Builder.NewVar |> fst
        let outcome = match e.Lowering.Checks.Undrawable with Some reason -> Error reason | None -> Ok body
        outcome, members |> List.map (fun m -> m, Values.shape (e.Value m.Name))
