/// The cheapest choice among things that need each other.
module internal Exmc.Core.MinimumClosure

open System.Collections.Generic

/// Residual capacities by pairs of nodes.
type private Network() =
    let capacities = Dictionary<int * int, int>()
    let neighbours = Dictionary<int, HashSet<int>>()

    let connect a b =
        match neighbours.TryGetValue a with
        | true, set -> set.Add b |> ignore
        | _ -> neighbours[a] <- HashSet [ b ]

    member _.Capacity(a, b) =
        match capacities.TryGetValue((a, b)) with
        | true, capacity -> capacity
        | _ -> 0

    member this.Add(a, b, capacity) =
        connect a b
        connect b a
        capacities[(a, b)] <- min (System.Int32.MaxValue / 2) (this.Capacity(a, b) + capacity)

    /// Nodes that can be reached with capacity left, each with the one before it.
    member this.Reached source =
        let before = Dictionary<int, int>()
        before[source] <- source
        let queue = Queue [ source ]

        while queue.Count > 0 do
            let a = queue.Dequeue()

            for b in (match neighbours.TryGetValue a with | true, set -> Seq.ofArray (Seq.toArray set) | _ -> Seq.empty) do
                if this.Capacity(a, b) > 0 && not (before.ContainsKey b) then
                    before[b] <- a
                    queue.Enqueue b

        before

/// Nodes 0 .. n - 1 with weights; a chosen node needs those it is paired with in `needs`, and `forced` ones are chosen. Gives the chosen
/// nodes, of least total weight. By a minimum cut (Picard 1976, Management Science 22(11)), found by shortest augmenting paths.
let find (weights: int[]) (needs: (int * int) list) (forced: int list) : Set<int> =
    let source, sink = weights.Length, weights.Length + 1
    let infinite = System.Int32.MaxValue / 4
    let network = Network()

    weights
    |> Array.iteri (fun node weight ->
        if weight < 0 then network.Add(source, node, -weight)
        elif weight > 0 then network.Add(node, sink, weight))

    for a, b in needs do network.Add(a, b, infinite)
    for node in forced do network.Add(source, node, infinite)

    let rec path (before: Dictionary<int, int>) node = if node = source then [] else (before[node], node) :: path before before[node]

    let rec saturate () =
        let before = network.Reached source

        if before.ContainsKey sink then
            let steps = path before sink
            let flow = steps |> List.map network.Capacity |> List.min

            for a, b in steps do
                network.Add(a, b, -flow)
                network.Add(b, a, flow)

            saturate ()
        else
            before

    (saturate ()).Keys |> Seq.filter (fun node -> node < source) |> set
