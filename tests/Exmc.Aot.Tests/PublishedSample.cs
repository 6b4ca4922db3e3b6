// Publishes the sample as native code once.
using Exmc.TestSupport;

namespace Exmc.Aot.Tests;

/// <summary>The sample as native code, in a temporary folder.</summary>
public sealed class PublishedSample : IDisposable
{
    private const string Name = "Exmc.Aot.Sample";

    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-aot-").FullName;

    public PublishedSample()
    {
        if (Toolchain.Absence is not null)
        {
            Output = Toolchain.Absence;
            return;
        }

        // What is built for the solution is used as it is: other tests use it at the same time.
        DirectoryInfo framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string project = Path.Combine(FolderAbove.Repository(), "tests", Name);
        Managed = Path.Combine(project, "bin", framework.Parent!.Name, framework.Name, Name + ".dll");
        (Code, Output) = Commands.Run(
            "dotnet",
            ["publish", project, "-c", framework.Parent.Name, "-p:PublishAot=true", "-p:BuildProjectReferences=false", "-o", _folder]);
    }

    /// <summary>The exit code of publishing.</summary>
    public int Code { get; }

    /// <summary>What publishing printed.</summary>
    public string Output { get; }

    /// <summary>The program that is compiled as it runs.</summary>
    public string Managed { get; } = string.Empty;

    /// <summary>The program for every machine, which starts the widest build.</summary>
    public string Program => Path.Combine(_folder, Name);

    /// <summary>A file of its own in the sample's folder.</summary>
    public string FileOf(string content)
    {
        string file = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
