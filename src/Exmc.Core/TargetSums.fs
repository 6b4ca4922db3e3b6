/// Turns targets into sums, so that the terms of a density become values.
namespace Exmc.Core

open Exmc.Core.Programs

module TargetSums =

    /// The statements without targets, and the terms they added, known after them.
    let collect (fresh: unit -> Var) (statements: Statement list) : Statement list * Operand list =
        let rec block statements =
            let kept, terms = statements |> List.map statement |> List.unzip
            List.concat kept, List.concat terms

        and statement s =
            match s with
            | Target x -> [], [ x ]
            | Loop l ->
                let body, terms = block l.Body
                let sums = terms |> List.map (fun term -> { Total = fresh (); Term = term })
                [ Loop { l with Body = body; Sums = l.Sums @ sums } ], sums |> List.map (fun s -> Use s.Total)
            | Branch br ->
                let thenBody, thenTerms = block br.Then
                let elseBody, elseTerms = block br.Else
                let whenTrue = thenTerms |> List.map (fun t -> { Result = fresh (); WhenTrue = t; WhenFalse = Constant 0.0 })
                let whenFalse = elseTerms |> List.map (fun t -> { Result = fresh (); WhenTrue = Constant 0.0; WhenFalse = t })
                let results = whenTrue @ whenFalse

                [ Branch { br with Then = thenBody; Else = elseBody; Results = br.Results @ results } ],
                results |> List.map (fun r -> Use r.Result)
            | other -> [ other ], []

        block statements
