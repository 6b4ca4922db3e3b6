// The class that a user wrote, as far as generated code has to repeat it.
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>A model's class declaration; equal by value.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">Headers of the types around it, outermost first, for example "static partial class Models".</param>
/// <param name="Header">Header of the class itself, for example "partial class EightSchools".</param>
/// <param name="ClassName">Its name.</param>
/// <param name="Accessibility">"public" or "internal": that of the generated result.</param>
/// <param name="Passes">The optimising passes that the class chooses; null when it leaves them to the project.</param>
internal sealed record ModelDeclaration(string Namespace, FSharpList<string> ContainingTypes, string Header, string ClassName, string Accessibility, string? Passes)
{
    /// <summary>A file name that is unique in a compilation.</summary>
    public string HintName => (Namespace.Length > 0 ? Namespace + "." : string.Empty) + string.Concat(System.Linq.Enumerable.Select(ContainingTypes, type => type.Substring(type.LastIndexOf(' ') + 1) + ".")) + ClassName + ".g.cs";
}
