// A place in the user's source, equal by value.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Exmc.Generator.Diagnostics;

internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(SyntaxNode node) => Of(node.GetLocation());

    public static Place Of(Location location) =>
        new(location.SourceTree?.FilePath ?? string.Empty, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
