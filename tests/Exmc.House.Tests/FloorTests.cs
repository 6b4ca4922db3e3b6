// Which assembly may refer to which: read from the built files.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Xunit;

namespace Exmc.House.Tests;

public class FloorTests
{
    public static TheoryData<string, string, string[]> Floors => new()
    {
        { "src/Exmc.Core", "netstandard2.0", ["FSharp.Core"] },
        { "generators/Exmc.Generator", "netstandard2.0", ["Exmc.Core", "FSharp.Core", "Microsoft.CodeAnalysis"] },
        { "generators/Exmc.CodeFixes", "netstandard2.0", ["Microsoft.CodeAnalysis", "System.Composition"] },
        { "src/Exmc", "net10.0", ["MathNet.Numerics"] },
        { "src/Exmc.Fleet", "net10.0", ["Exmc"] },
        { "src/Exmc.Testing", "net10.0", ["Exmc", "FsCheck", "FSharp.Core", "MathNet.Numerics"] },
        { "src/Exmc.Outputs", "net10.0", ["Exmc", "Apache.Arrow", "OxyPlot", "Parquet"] },
        { "models/Exmc.Models", "net10.0", ["Exmc"] },
        { "src/Exmc.Service", "net10.0", ["Exmc", "Exmc.Fleet", "Exmc.Models", "Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Data.Sqlite", "MQTTnet", "Npgsql", "Parquet"] },
        { "src/Exmc.Cli", "net10.0", ["Exmc", "Exmc.Fleet", "Exmc.Models", "Exmc.Outputs", "Spectre.Console", "System.CommandLine"] },
    };

    [Theory]
    [MemberData(nameof(Floors))]
    public void An_assembly_knows_only_its_floor(string project, string framework, string[] allowed)
    {
        string[] foreign = [.. References(Assembly(project, framework)).Where(name => !IsPlatform(name) && !allowed.Any(known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal) && known != "Exmc"))];
        Assert.Empty(foreign);
    }

    [Fact]
    public void The_core_knows_neither_files_nor_clocks()
    {
        string[] forbidden = ["System.IO.File", "System.IO.Directory", "System.IO.Path", "System.DateTime", "System.DateTimeOffset", "System.Diagnostics.Stopwatch", "System.Environment", "System.Random", "System.Console"];
        Assert.Empty(TypeReferences(Assembly("src/Exmc.Core", "netstandard2.0")).Intersect(forbidden));
    }

    [Fact]
    public void The_runtime_is_named_in_one_file_of_the_generator()
    {
        string[] naming =
        [
            .. Repository.Files("generators", ".cs").Where(file => File.ReadAllText(file).Contains("global::Exmc", StringComparison.Ordinal)).Select(Path.GetFileName)!,
        ];
        Assert.Equal(["RuntimeNames.cs"], naming);
    }

    private static string Assembly(string project, string framework)
    {
        string name = Path.GetFileName(project) + ".dll";
        string release = Repository.PathOf(project, "bin", "Release", framework, name);
        string debug = Repository.PathOf(project, "bin", "Debug", framework, name);
        string file = File.Exists(release) ? release : debug;
        Assert.True(File.Exists(file), $"{name} is not built: build the solution first.");
        return file;
    }

    /// <summary>Whether an assembly is part of .NET itself.</summary>
    private static bool IsPlatform(string name) => File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll"));

    private static List<string> References(string file)
    {
        using PEReader reader = new(File.OpenRead(file));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static List<string> TypeReferences(string file)
    {
        using PEReader reader = new(File.OpenRead(file));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }
}
