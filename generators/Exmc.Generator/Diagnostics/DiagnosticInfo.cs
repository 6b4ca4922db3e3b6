// A diagnostic before it is reported, equal by value.
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Diagnostics;

internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, Place Place, FSharpList<string> Arguments)
{
    public static DiagnosticInfo Of(DiagnosticDescriptor descriptor, Place place, params string[] arguments) =>
        new(descriptor, place, ListModule.OfArray(arguments));

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Place.ToLocation(), Arguments.ToArray<object>());
}
