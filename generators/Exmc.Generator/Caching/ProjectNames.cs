// Which files of a project can matter to which.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Exmc.Generator.Caching;

/// <summary>The names of all files of one compilation, its references and options.</summary>
internal sealed class ProjectNames
{
    private readonly Compilation compilation;
    private readonly Dictionary<SyntaxTree, FileNames> files;
    private readonly HashSet<string> namespaces;
    private readonly Lazy<ILookup<string, SyntaxTree>> declaring;

    private ProjectNames(Compilation compilation, Dictionary<SyntaxTree, FileNames> files)
    {
        this.compilation = compilation;
        this.files = files;
        namespaces = [.. files.Values.SelectMany(names => names.Namespaces)];
        declaring = new(() => files
            .SelectMany(file => file.Value.Declared.Select(name => (Name: name, File: file.Key)))
            .ToLookup(pair => pair.Name, pair => pair.File));
    }

    /// <summary>`known` remembers the names of files from one compilation to the next.</summary>
    public static ProjectNames Of(Compilation compilation, ConditionalWeakTable<SyntaxTree, FileNames> known, CancellationToken cancellationToken) => new(
        compilation,
        compilation.SyntaxTrees.ToDictionary(tree => tree, tree => known.GetValue(tree, missing => FileNames.Of(missing, cancellationToken))));

    /// <summary>What the meaning of a file's declarations can depend on.</summary>
    public Surroundings Around(SyntaxTree tree)
    {
        HashSet<SyntaxTree> reached = [];
        HashSet<string> mentioned = [];
        Stack<SyntaxTree> open = new(files.Where(file => file.Value.HasGlobalUsings).Select(file => file.Key).Append(tree));
        while (open.Count > 0)
        {
            SyntaxTree next = open.Pop();
            if (!reached.Add(next))
            {
                continue;
            }

            foreach (string name in files[next].Mentioned.Where(mentioned.Add))
            {
                foreach (SyntaxTree other in declaring.Value[name])
                {
                    open.Push(other);
                }
            }
        }

        return new Surroundings(reached, mentioned, namespaces, [.. compilation.References], compilation.Options);
    }

    /// <summary>Whether everything that a file depended on is as it was, and nothing new can have come into its sight.</summary>
    public bool Keep(Surroundings surroundings) =>
        surroundings.Files.All(files.ContainsKey)
        && files.All(file => surroundings.Files.Contains(file.Key) || !(file.Value.HasGlobalUsings || file.Value.Declared.Overlaps(surroundings.Mentioned)))
        && namespaces.SetEquals(surroundings.Namespaces)
        && compilation.Options.Equals(surroundings.Options)
        && compilation.References.SequenceEqual(surroundings.References);
}

/// <summary>What a file's meaning depends on.</summary>
/// <param name="Files">The file, those with global usings, and those that declare a name which one of these files mentions.</param>
/// <param name="Mentioned">Names that these files mention.</param>
/// <param name="Namespaces">All namespaces that the project declares: a new one can hide a type.</param>
/// <param name="References">What the project refers to.</param>
/// <param name="Options">How it is compiled.</param>
internal sealed record Surroundings(
    HashSet<SyntaxTree> Files, HashSet<string> Mentioned, HashSet<string> Namespaces, MetadataReference[] References, CompilationOptions Options);
