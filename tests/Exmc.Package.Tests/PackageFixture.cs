// Packs the project once into a feed of its own.
using System.Diagnostics;
using System.IO.Compression;
using Exmc.TestSupport;

namespace Exmc.Package.Tests;

/// <summary>A temporary folder with a local feed, a package cache of its own, and a way to run dotnet in it.</summary>
public sealed class PackageFixture : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public PackageFixture()
    {
        Folder = Directory.CreateTempSubdirectory("exmc-package-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "feed"));
        string project = Path.Combine(FolderAbove.Repository(), "src", "Exmc", "Exmc.csproj");
        (int code, string output) = Dotnet(Folder, "pack", project, "-c", "Release", "--no-restore", "-o", Path.Combine(Folder, "feed"));
        PackOutput = output;
        Packed = code == 0 ? Directory.GetFiles(Path.Combine(Folder, "feed"), "Exmc.*.nupkg").SingleOrDefault() : null;
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="exmc-local" value="feed" />
              </packageSources>
            </configuration>
            """);
    }

    public string Folder { get; }

    /// <summary>The package; null when packing failed.</summary>
    public string? Packed { get; }

    public string PackOutput { get; }

    public string[] Entries
    {
        get
        {
            using ZipArchive archive = ZipFile.OpenRead(Packed!);
            return [.. archive.Entries.Select(entry => entry.FullName)];
        }
    }

    /// <summary>The C# block of the README.</summary>
    public static string ReadmeProgram()
    {
        string readme = File.ReadAllText(Path.Combine(FolderAbove.Repository(), "README.md"));
        int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }

    public (int Code, string Output) Dotnet(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Folder, "packages");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (string inherited in new[] { "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_HOST_PATH" })
        {
            start.Environment.Remove(inherited);
        }

        if (arguments[0] == "pack")
        {
            // What is already restored for the solution is packed, from its own cache.
            start.Environment.Remove("NUGET_PACKAGES");
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"dotnet {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return (process.ExitCode, output.Result + error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
