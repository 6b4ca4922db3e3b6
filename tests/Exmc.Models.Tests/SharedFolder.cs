// Where the measured peers and the reference posteriors are, when they are there.
using System.Text.Json;
using Xunit.Abstractions;

namespace Exmc.Models.Tests;

internal static class SharedFolder
{
    public static string? Path { get; } = Find();

    /// <summary>Says so when the folder is absent; the test then has nothing to compare with.</summary>
    public static bool IsMissing(ITestOutputHelper output)
    {
        if (Path is null)
        {
            output.WriteLine("Skipped: no folder 'shared' with design.md beside the project.");
        }

        return Path is null;
    }

    public static JsonElement Json(params string[] parts)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine([Path!, .. parts])));
        return document.RootElement.Clone();
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (File.Exists(System.IO.Path.Combine(candidate, "design.md")))
            {
                return candidate;
            }
        }

        return null;
    }
}
