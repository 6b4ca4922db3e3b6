// What the readers of one model share while they walk it.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>Places by ordinal, diagnostics, and ids of locals; local to the reading of one model.</summary>
internal sealed class ReadContext(Compilation compilation, INamedTypeSymbol model, CancellationToken cancellationToken)
{
    private readonly List<Place> places = [];
    private readonly List<DiagnosticInfo> diagnostics = [];
    private int nextLocal;

    public Compilation Compilation => compilation;

    public INamedTypeSymbol Model => model;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Helper methods that are being inlined, innermost last.</summary>
    public List<IMethodSymbol> Inlined { get; } = [];

    /// <summary>Indices of counted loops: bodies must not assign them.</summary>
    public HashSet<ISymbol> LoopIndices { get; } = new(SymbolEqualityComparer.Default);

    public FSharpList<Place> Places => ListModule.OfSeq(places);

    public FSharpList<DiagnosticInfo> Diagnostics => ListModule.OfSeq(diagnostics);

    public bool HasDiagnostics => diagnostics.Count > 0;

    /// <summary>The next ordinal stands for this node.</summary>
    public SourceRef Mark(SyntaxNode node) => Mark(Place.Of(node));

    public SourceRef Mark(Place place)
    {
        places.Add(place);
        return SourceRef.NewSourceRef(places.Count - 1);
    }

    /// <summary>Reports once per place: a helper may be inlined more than once.</summary>
    public void Report(DiagnosticDescriptor descriptor, Place place, params string[] arguments)
    {
        if (!diagnostics.Any(known => known.Descriptor.Id == descriptor.Id && known.Place == place))
        {
            diagnostics.Add(DiagnosticInfo.Of(descriptor, place, arguments));
        }
    }

    public void Report(DiagnosticDescriptor descriptor, SyntaxNode node, params string[] arguments) => Report(descriptor, Place.Of(node), arguments);

    /// <summary>Refuses a construct; the value stands in its place so that reading goes on.</summary>
    public Expr Unsupported(SyntaxNode node, string what, string remedy)
    {
        Report(Descriptors.UnsupportedConstruct, node, what, remedy);
        return Expr.NewReal(double.NaN);
    }

    public Local NewLocal(string name) => new(nextLocal++, name);
}
