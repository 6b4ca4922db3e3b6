/// Rewrites the outermost loops of a program.
module internal Exmc.Core.OutermostLoops

open Exmc.Core.Programs

/// The program with each outermost loop in which `find` finds something emitted by `emit` instead; None when it finds nothing.
let rewrite arrays (find: Loop -> 'found option) (emit: Builder -> Renaming -> Loop -> 'found -> unit) (body: Statement list) : Statement list option =
    let found = body |> List.map (fun s -> s, (match s with Loop l -> find l |> Option.map (fun f -> l, f) | _ -> None))

    if found |> List.forall (snd >> Option.isNone) then
        None
    else
        let b = Builder arrays
        let names = Renaming()

        for statement, rewritten in found do
            match rewritten with
            | Some(loop, f) -> emit b names loop f
            | None -> Copying.statements b names Keep.all [ statement ]

        Some b.Body
