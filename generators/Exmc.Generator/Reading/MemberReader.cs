// Members of a model by their attributes.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Generator.Reading;

/// <summary>Sorts the properties of a model into data, parameters and members, in declaration order.</summary>
internal sealed class MemberReader(ReadContext context)
{
    private static readonly string[] Kinds =
    [
        RuntimeNames.DataAttribute, RuntimeNames.ParameterAttribute, RuntimeNames.DeterministicAttribute,
        RuntimeNames.GeneratedAttribute, RuntimeNames.FactorAttribute, RuntimeNames.ObservedAttribute, RuntimeNames.ForecastAttribute,
    ];

    private readonly List<DataField> data = [];
    private readonly List<Parameter> parameters = [];
    private readonly List<ModelMember> members = [];

    public FSharpList<DataField> Data => ListModule.OfSeq(data);

    public FSharpList<Parameter> Parameters => ListModule.OfSeq(parameters);

    public FSharpList<ModelMember> Members => ListModule.OfSeq(members);

    public void Read(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not PropertyDeclarationSyntax declaration)
        {
            return;
        }

        AttributeData[] kinds = [.. property.GetAttributes().Where(attribute => Kinds.Contains(attribute.AttributeClass?.ToDisplayString()))];
        if (kinds.Length > 1)
        {
            context.Unsupported(declaration, $"More than one role for '{property.Name}'", "Keep one attribute; add another member for the other role.");
            return;
        }

        SourceRef at = context.Mark(Place.Of(declaration.Identifier.GetLocation()));
        switch (kinds.FirstOrDefault()?.AttributeClass?.ToDisplayString())
        {
            case RuntimeNames.DataAttribute:
                ReadData(property, declaration, kinds[0], at);
                break;
            case RuntimeNames.ParameterAttribute:
                ReadParameter(property, declaration, kinds[0], at);
                break;
            case RuntimeNames.DeterministicAttribute:
                Add(property, declaration, MemberRole.Deterministic, External(property, kinds[0]), BodyResult.Value, at);
                break;
            case RuntimeNames.GeneratedAttribute:
                Add(property, declaration, MemberRole.Generated, External(property, kinds[0]), BodyResult.Either, at);
                break;
            case RuntimeNames.FactorAttribute:
                Add(property, declaration, MemberRole.Factor, property.Name, BodyResult.Value, at);
                break;
            case RuntimeNames.ObservedAttribute:
                string observed = kinds[0].ConstructorArguments.FirstOrDefault().Value as string ?? string.Empty;
                SyntaxNode attribute = kinds[0].ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) ?? declaration;
                Add(property, declaration, MemberRole.NewObserved(observed), property.Name, BodyResult.Distribution, context.Mark(attribute));
                break;
            case RuntimeNames.ForecastAttribute:
                Add(property, declaration, MemberRole.Forecast, property.Name, BodyResult.Distribution, at);
                break;
            default:
                ReadHelper(property, declaration, at);
                break;
        }
    }

    private void ReadHelper(IPropertySymbol property, PropertyDeclarationSyntax declaration, SourceRef at)
    {
        if (declaration.Initializer is not null || (declaration.ExpressionBody is null && declaration.AccessorList?.Accessors.All(a => a.Body is null && a.ExpressionBody is null) == true))
        {
            // An automatic property is no part of the model; reading it is refused where it is read.
            return;
        }

        if (property.Type.IsDistribution())
        {
            context.Report(Descriptors.DistributionAsValue, declaration.Type);
            return;
        }

        Add(property, declaration, MemberRole.Helper, property.Name, BodyResult.Value, at);
    }

    private void ReadData(IPropertySymbol property, PropertyDeclarationSyntax declaration, AttributeData attribute, SourceRef at)
    {
        DataType? type = property.Type.IsDouble() ? DataType.RealScalar
            : property.Type.IsInteger() ? DataType.IntegerScalar
            : property.Type.IsPlainVector() ? DataType.RealVector
            : property.Type.IsMatrix() ? DataType.RealMatrix
            : property.Type.IsIntegerArray() ? DataType.IntegerVector
            : null;
        if (type is null)
        {
            context.Report(Descriptors.UnsupportedDataType, declaration.Type, "[Data]", property.Type.ToDisplayString(), "double, int, Vector, Matrix or int[]");
            return;
        }

        if (property.SetMethod is null)
        {
            context.Unsupported(declaration, $"Data '{property.Name}' without a setter", "Declare it 'public required ... { get; init; }'.");
        }

        data.Add(new DataField(
            property.Name,
            External(property, attribute),
            type,
            Named(attribute, "AllowMissing", false),
            Named(attribute, "Optional", false),
            Bound(attribute, "Lower"),
            Bound(attribute, "Upper"),
            at));
    }

    private void ReadParameter(IPropertySymbol property, PropertyDeclarationSyntax declaration, AttributeData attribute, SourceRef at)
    {
        if ((property.Type.IsMatrixArray() ? 3 : RankOf(property.Type)) is not { } rank)
        {
            // An integer parameter is what a discrete prior gives; the core names the remedy.
            bool isInteger = property.Type.IsInteger() || property.Type.IsIntegerArray();
            if (isInteger)
            {
                context.Report(Descriptors.DiscreteParameter, declaration.Type, property.Name);
            }
            else
            {
                context.Report(Descriptors.UnsupportedDataType, declaration.Type, "[Parameter]", property.Type.ToDisplayString(), "Real, Vector, Matrix, Matrices<Matrix> or a constrained type such as Simplex or Correlation");
            }

            return;
        }

        parameters.Add(new Parameter(
            property.Name,
            External(property, attribute),
            rank,
            Body(declaration, BodyResult.Distribution),
            FormOf(attribute, declaration),
            property.Type.ConstraintOf(),
            at));
    }

    /// <summary>The coordinates that an attribute asks for.</summary>
    private SamplingForm FormOf(AttributeData attribute, PropertyDeclarationSyntax declaration)
    {
        List<SamplingForm> forms = [];
        if (Named(attribute, "Folded", false))
        {
            forms.Add(SamplingForm.AsFolded);
        }

        if (Named(attribute, "NonCentered", false))
        {
            forms.Add(SamplingForm.AsNonCentered);
        }

        if (Named<string?>(attribute, "Design", null) is { } design)
        {
            forms.Add(SamplingForm.NewByDesign(design));
        }

        if (Named<string?>(attribute, "InterceptOf", null) is { } coefficients)
        {
            forms.Add(SamplingForm.NewAsInterceptOf(coefficients));
        }

        if (forms.Count > 1)
        {
            context.Unsupported(declaration.Type, "More than one of Folded, NonCentered, Design and InterceptOf", "Keep one of them.");
        }

        return forms.FirstOrDefault() ?? SamplingForm.AsDeclared;
    }

    private void Add(IPropertySymbol property, PropertyDeclarationSyntax declaration, MemberRole role, string external, BodyResult result, SourceRef at)
    {
        if ((role.IsDeterministic || role.IsFactor || role.IsGenerated) && RankOf(property.Type) is null)
        {
            string attribute = role.IsFactor ? "[Factor]" : role.IsGenerated ? "[Generated]" : "[Deterministic]";
            context.Report(Descriptors.UnsupportedDataType, declaration.Type, attribute, property.Type.ToDisplayString(), "Real, Vector or Matrix");
            return;
        }

        int rank = property.Type.IsIntegerArray() ? 1 : RankOf(property.Type) ?? 0;
        members.Add(new ModelMember(property.Name, external, role, rank, Body(declaration, result), at));
    }

    private static int? RankOf(ITypeSymbol type) => type.IsReal() ? 0 : type.IsVector() ? 1 : type.IsMatrixLike() ? 2 : null;

    private FSharpList<Statement> Body(PropertyDeclarationSyntax declaration, BodyResult result) =>
        ListModule.OfSeq(new BodyReader(context, new Dictionary<ISymbol, Expr>(SymbolEqualityComparer.Default), result).Read(declaration));

    private static string External(IPropertySymbol property, AttributeData attribute) => Named<string?>(attribute, "Name", null) ?? SnakeCase.Of(property.Name);

    private static T Named<T>(AttributeData attribute, string name, T otherwise) =>
        attribute.NamedArguments.Where(pair => pair.Key == name).Select(pair => (T)pair.Value.Value!).DefaultIfEmpty(otherwise).First();

    private static FSharpOption<double> Bound(AttributeData attribute, string name)
    {
        double value = Named(attribute, name, double.NaN);
        return double.IsNaN(value) ? FSharpOption<double>.None : FSharpOption<double>.Some(value);
    }
}
