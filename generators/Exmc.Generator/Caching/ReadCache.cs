// Models that are not read again while nothing they can see has changed.
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Exmc.Generator.Reading;
using Microsoft.CodeAnalysis;

namespace Exmc.Generator.Caching;

/// <summary>Reads classes, and remembers what it read together with what that depended on.</summary>
/// <remarks>
/// Reading binds every body of a model, some milliseconds each, and the compiler asks for every model at every edit of any
/// file. What is remembered is checked against the compilation at hand before it is used, so that it is the same as reading
/// again whichever compilations come in whichever order; entries live as long as the syntax of their class.
/// </remarks>
internal sealed class ReadCache(Func<GeneratorAttributeSyntaxContext, CancellationToken, ReadModel> read)
{
    private readonly ConditionalWeakTable<SyntaxTree, FileNames> files = new();
    private readonly ConditionalWeakTable<Compilation, ProjectNames> projects = new();
    private readonly ConditionalWeakTable<SyntaxNode, Entry> entries = new();

    public ReadModel Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        ProjectNames project = projects.GetValue(
            context.SemanticModel.Compilation, compilation => ProjectNames.Of(compilation, files, cancellationToken));
        if (entries.TryGetValue(context.TargetNode, out Entry known) && project.Keep(known.Surroundings))
        {
            return known.Model;
        }

        ReadModel model = read(context, cancellationToken);
        entries.Remove(context.TargetNode);
        entries.GetValue(context.TargetNode, _ => new Entry(model, project.Around(context.TargetNode.SyntaxTree)));
        return model;
    }

    private sealed record Entry(ReadModel Model, Surroundings Surroundings);
}
