// The names that a source file declares and mentions, from its syntax alone.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Exmc.Generator.Caching;

/// <summary>Names of one file.</summary>
/// <param name="Declared">
/// Names by which other files reach what the file declares: types, extension methods, and attributes without their suffix. Other
/// members are reached through their types.
/// </param>
/// <param name="Mentioned">Every identifier in the file, those that it declares included.</param>
/// <param name="Namespaces">Namespaces, dotted.</param>
/// <param name="HasGlobalUsings">Whether it brings names into every other file.</param>
internal sealed record FileNames(HashSet<string> Declared, HashSet<string> Mentioned, HashSet<string> Namespaces, bool HasGlobalUsings)
{
    private const string AttributeSuffix = "Attribute";

    public static FileNames Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        CompilationUnitSyntax root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        HashSet<string> mentioned = [.. root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)];
        HashSet<string> declared = [];
        HashSet<string> namespaces = [];
        foreach (SyntaxNode node in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax space:
                    namespaces.Add(string.Join(".", space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(outer => outer.Name.ToString())));
                    break;
                case PropertyDeclarationSyntax property when IsExtensionBlock(property.Parent):
                    declared.Add(property.Identifier.ValueText);
                    break;
                case BaseTypeDeclarationSyntax type:
                    declared.Add(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    declared.Add(type.Identifier.ValueText);
                    break;
                case MethodDeclarationSyntax method when IsExtension(method):
                    declared.Add(method.Identifier.ValueText);
                    break;
            }
        }

        declared.UnionWith(declared.Where(name => name.EndsWith(AttributeSuffix)).Select(name => name.Substring(0, name.Length - AttributeSuffix.Length)).ToArray());
        return new FileNames(declared, mentioned, namespaces, root.Usings.Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)));
    }

    private static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true
        || IsExtensionBlock(method.Parent);

    /// <summary>The one declaration of a type without a name.</summary>
    private static bool IsExtensionBlock(SyntaxNode? node) => node is TypeDeclarationSyntax { Identifier.ValueText: "" };
}
