// A [Model] class as a model of the core.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Exmc.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Reading;

/// <summary>What is compiled: equal models in equal classes give equal code, wherever they stand.</summary>
/// <param name="Model">The model.</param>
/// <param name="Declaration">Its class.</param>
internal sealed record CompilableModel(Model Model, ModelDeclaration Declaration);

/// <summary>The result of reading one class.</summary>
/// <param name="Compilable">Null when there are diagnostics.</param>
/// <param name="Places">Places by ordinal; the first is the class.</param>
/// <param name="Diagnostics">What the reader refused.</param>
internal sealed record ReadModel(CompilableModel? Compilable, FSharpList<Place> Places, FSharpList<DiagnosticInfo> Diagnostics);

internal static class ModelReader
{
    /// <summary>Public members of the result, and what is generated beside the user's members.</summary>
    private static readonly HashSet<string> ResultNames =
    [
        "Layout", "ChainCount", "DrawCount", "Adaptation", "Summary", "Warnings", "Draws", "Positions", "Chain", "Count", "FirstDraw",
        "ToString", "Equals", "GetHashCode", "GetType", "Scalar", "Vector", "Matrix", "Matrices",
    ];

    private static readonly HashSet<string> ModelNames =
    [
        "Fit", "Density", "Sample", "Refit", "Bind", "ModelName", "Stages", "FromJson",
        "SamplePrior", "PriorDraws", "Predict", "PredictedDraws",
    ];

    public static ReadModel Read(GeneratorAttributeSyntaxContext syntaxContext, CancellationToken cancellationToken)
    {
        INamedTypeSymbol model = (INamedTypeSymbol)syntaxContext.TargetSymbol;
        ReadContext context = new(syntaxContext.SemanticModel.Compilation, model, cancellationToken);
        TypeDeclarationSyntax declaration = (TypeDeclarationSyntax)syntaxContext.TargetNode;
        Place name = Place.Of(declaration.Identifier.GetLocation());
        context.Mark(name);
        try
        {
            CheckDeclaration(context, model, declaration);
            MemberReader members = new(context);
            foreach (IPropertySymbol property in model.GetMembers().OfType<IPropertySymbol>().OrderBy(property => FileOf(property), System.StringComparer.Ordinal).ThenBy(Position))
            {
                members.Read(property);
            }

            CheckNames(context, model);
            string? Argument(string name) => syntaxContext.Attributes[0].NamedArguments.FirstOrDefault(pair => pair.Key == name).Value.Value as string;
            Model read = new(model.Name, Argument("Name") ?? SnakeCase.Of(model.Name), members.Data, members.Parameters, members.Members);
            return new ReadModel(context.HasDiagnostics ? null : new CompilableModel(read, DeclarationOf(model, declaration, Argument("Passes"))), context.Places, context.Diagnostics);
        }
        catch (System.Exception exception) when (exception is not System.OperationCanceledException)
        {
            context.Report(Descriptors.InternalDefect, name, model.Name, exception.Message);
            return new ReadModel(null, context.Places, context.Diagnostics);
        }
    }

    private static string FileOf(IPropertySymbol property) => property.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath ?? string.Empty;

    private static int Position(IPropertySymbol property) => property.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start ?? 0;

    private static void CheckDeclaration(ReadContext context, INamedTypeSymbol model, TypeDeclarationSyntax declaration)
    {
        foreach (TypeDeclarationSyntax type in declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                context.Report(Descriptors.MissingPartial, Place.Of(type.Identifier.GetLocation()), type.Identifier.Text);
            }
        }

        if (model.IsGenericType || model.IsStatic || model.IsAbstract)
        {
            context.Report(
                Descriptors.UnsupportedConstruct, Place.Of(declaration.Identifier.GetLocation()),
                "A generic, static or abstract class", "Make the model an ordinary partial class.");
        }
    }

    private static void CheckNames(ReadContext context, INamedTypeSymbol model)
    {
        foreach (ISymbol member in model.GetMembers().Where(member => !member.IsImplicitlyDeclared && member is IPropertySymbol or IFieldSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or INamedTypeSymbol))
        {
            bool isResult = member.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() is RuntimeNames.ParameterAttribute or RuntimeNames.DeterministicAttribute);
            if (ModelNames.Contains(member.Name) || (isResult && ResultNames.Contains(member.Name)))
            {
                context.Report(Descriptors.CollidingName, Place.Of(member.Locations[0]), member.Name);
            }
        }
    }

    private static ModelDeclaration DeclarationOf(INamedTypeSymbol model, TypeDeclarationSyntax declaration, string? passes)
    {
        List<string> containers = [];
        for (INamedTypeSymbol? type = model.ContainingType; type is not null; type = type.ContainingType)
        {
            containers.Insert(0, $"{(type.IsStatic ? "static " : string.Empty)}partial {(type.IsRecord ? "record " : string.Empty)}{(type.TypeKind == TypeKind.Struct ? "struct" : "class")} {type.Name}");
        }

        return new ModelDeclaration(
            model.ContainingNamespace.IsGlobalNamespace ? string.Empty : model.ContainingNamespace.ToDisplayString(),
            ListModule.OfSeq(containers),
            $"partial {(model.IsRecord ? "record class" : "class")} {declaration.Identifier.Text}",
            model.Name,
            "public",
            passes);
    }
}
