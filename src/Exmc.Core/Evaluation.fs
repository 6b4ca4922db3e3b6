/// Evaluates the members of a model in order, into one builder.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Source
open Exmc.Core.Programs

/// `parameterValue` gives a parameter's value from its prior: a load from the position with its transform, say. With `mayDraw`
/// random numbers are drawn: generated members have values, and so have the distributions of data.
type internal Evaluation(plan: Plan, builder: Builder, parameterValue: Evaluation -> Parameter -> DrawValue -> Value, mayDraw: bool) =
    let values = Dictionary<string, Value>()
    let priors = Dictionary<string, DrawValue>()

    let mutable placeNow = fun () -> SourceRef 0

    let read name =
        match values.TryGetValue name with
        | true, value -> value
        | _ ->
            let isGenerated = plan.Model.Members |> List.exists (fun m -> m.Name = name && m.Role = Generated)

            let what, remedy =
                if isGenerated then
                    $"reading '{name}', which is generated", "Only members marked [Generated] read it."
                else
                    $"reading '{name}', the distribution of data", "Read the parameters it is made of instead."

            raise (LoweringFailure(Unsupported(what, remedy, placeNow ())))

    let lowering = Lowering(builder, plan.Data, read)
    do lowering.Checks.MayDraw <- mayDraw
    do placeNow <- fun () -> lowering.Checks.Place

    /// Vectors and matrices read in one place only are computed where they are read.
    let isReadOnce name =
        plan.Bodies |> Map.toList |> List.sumBy (fun (_, body) -> Dependencies.readings body |> List.filter ((=) name) |> List.length) <= 1

    let body name statements at =
        lowering.Checks.Owner <- name
        lowering.Checks.Place <- at

        match lowering.Block Map.empty statements with
        | _, Some value -> value
        | _, None ->
            raise (LoweringFailure(Unsupported($"'{name}', which returns nothing", "Return a value on every path.", at)))

    let draw name statements at =
        match body name statements at with
        | DrawOf d -> d
        | _ -> raise (LoweringFailure(Unsupported($"'{name}', which is not a distribution", "Return a distribution.", at)))

    member _.Builder = builder
    member _.Lowering = lowering
    member _.Value name = values[name]
    member _.Prior name = priors[name]

    /// The distribution of an observed or forecast member, whose reads have been evaluated.
    member _.Distribution(m: ModelMember) = draw m.Name m.Body m.At

    member private this.Member(m: ModelMember) =
        match body m.Name m.Body m.At with
        | DrawOf d when mayDraw -> lowering.Densities.Simulate d
        | DrawOf d -> raise (LoweringFailure(DistributionAsValue d.At))
        | value when m.Role = Deterministic || m.Role = Generated || not (isReadOnce m.Name) -> lowering.Shapes.Settled(m.Name, value)
        | value -> value

    /// Evaluates members in the given order; those that are distributions of data are left to `Distribution`.
    member this.Run(names: string list) =
        for name in names do
            match Map.tryFind name plan.Data with
            | Some field -> values[name] <- DataValues.value builder field
            | None ->
                match plan.Model.Parameters |> List.tryFind (fun p -> p.Name = name) with
                | Some p ->
                    priors[name] <- draw name p.Prior p.At
                    values[name] <- parameterValue this p priors[name]
                | None ->
                    match plan.Model.Members |> List.tryFind (fun m -> m.Name = name) with
                    | Some m when m.Role <> Forecast && (mayDraw || not (MemberRole.isDrawn m.Role)) -> values[name] <- this.Member m
                    | _ -> ()
