// The incremental pipeline: read, compile, write, report.
using System;
using System.Linq;
using System.Text;
using System.Threading;
using Exmc.Core;
using Exmc.Core.Source;
using Exmc.Generator.Caching;
using Exmc.Generator.Diagnostics;
using Exmc.Generator.Reading;
using Exmc.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Generator;

/// <summary>Compiles each [Model] class to its density while the project builds.</summary>
/// <remarks>
/// Steps: "Read" walks a class, unless nothing it can see has changed; "Model" is what it means, without places, so that an edit elsewhere leaves it cached;
/// "Source" compiles it; "Report" puts problems back at their places.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    private readonly ReadCache _models;
    private readonly Func<FSharpSet<string>, Model, FSharpResult<Kernel, FSharpList<Problem>>> _compile;

    /// <summary>The generator as the compiler makes it.</summary>
    public ModelGenerator()
        : this(ModelReader.Read, Compiler.compileWith)
    {
    }

    /// <summary>A generator with another reader or core.</summary>
    internal ModelGenerator(Func<GeneratorAttributeSyntaxContext, CancellationToken, ReadModel> read, Func<FSharpSet<string>, Model, FSharpResult<Kernel, FSharpList<Problem>>> compile)
    {
        _models = new ReadCache(read);
        _compile = compile;
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(Library.Add);
        IncrementalValuesProvider<ReadModel> read = context.SyntaxProvider
            .ForAttributeWithMetadataName(RuntimeNames.ModelAttribute, (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax, _models.Read)
            .WithTrackingName("Read");

        IncrementalValueProvider<ProjectOptions> project = context.AnalyzerConfigOptionsProvider.Select((options, _) => ProjectOptions.Of(options.GlobalOptions));

        IncrementalValuesProvider<CompiledModel> compiled = read
            .Select((model, _) => model.Compilable)
            .WithTrackingName("Model")
            .Combine(project)
            .Select((pair, _) => pair.Left is null ? CompiledModel.Nothing : Compile(pair.Left, pair.Right))
            .WithTrackingName("Source");

        context.RegisterSourceOutput(compiled, (output, model) =>
        {
            if (model.Source is not null)
            {
                output.AddSource(model.HintName, SourceText.From(model.Source, Encoding.UTF8));
            }
        });

        // The two sequences run in step: one element per class.
        IncrementalValuesProvider<FSharpList<DiagnosticInfo>> reports = read.Collect()
            .Combine(compiled.Collect())
            .SelectMany((pair, _) => pair.Left.Zip(pair.Right, Report))
            .WithTrackingName("Report");

        context.RegisterSourceOutput(reports, (output, diagnostics) =>
        {
            foreach (DiagnosticInfo diagnostic in diagnostics)
            {
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
            }
        });
    }

    private static FSharpList<DiagnosticInfo> Report(ReadModel read, CompiledModel compiled)
    {
        DiagnosticInfo Defect(string message) => DiagnosticInfo.Of(Descriptors.InternalDefect, read.Places.Head, compiled.HintName, message);
        try
        {
            return ListModule.OfSeq(
                read.Diagnostics
                    .Concat(compiled.Problems.Select(problem => Problems.ToDiagnostic(problem, read.Places)))
                    .Concat(compiled.Defect is null ? [] : [Defect(compiled.Defect)])
                    .ToArray());
        }
        catch (Exception exception)
        {
            return ListModule.OfArray([Defect(exception.Message)]);
        }
    }

    private CompiledModel Compile(CompilableModel model, ProjectOptions project)
    {
        string hintName = model.Declaration.HintName;
        try
        {
            FSharpResult<FSharpSet<string>, string> passes = Passes.parse(model.Declaration.Passes ?? project.Passes);
            if (passes.IsError)
            {
                Problem unknown = Problem.NewUnsupported($"the pass '{passes.ErrorValue}'", $"Name some of these: {string.Join(", ", Passes.names)}.", SourceRef.NewSourceRef(0));
                return new CompiledModel(hintName, null, ListModule.OfArray([unknown]), null);
            }

            FSharpResult<Kernel, FSharpList<Problem>> result = _compile(passes.ResultValue, model.Model);
            return result.IsOk
                ? new CompiledModel(hintName, ModelWriter.Write(result.ResultValue, model.Declaration, project.EmitsStages), result.ResultValue.Hints, null)
                : new CompiledModel(hintName, null, result.ErrorValue, null);
        }
        catch (Exception exception)
        {
            // A defect of ours must not take the compiler down: it is reported at the class.
            return new CompiledModel(hintName, null, FSharpList<Problem>.Empty, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>One compiled class, equal by value.</summary>
    private sealed record CompiledModel(string HintName, string? Source, FSharpList<Problem> Problems, string? Defect)
    {
        public static readonly CompiledModel Nothing = new(string.Empty, null, FSharpList<Problem>.Empty, null);
    }
}
