// Where the measured peers and the reference posteriors are; tests that need them are skipped where they are not.
using System.Text.Json;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

internal static class SharedFolder
{
    public static string? Path { get; } = FolderAbove.Shared();

    /// <summary>Why a test that compares with the folder cannot run, or null.</summary>
    public static string? Absence => Path is null ? "There is no folder 'shared' with design.md beside the project." : null;

    public static JsonElement Json(params string[] parts)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine([Path!, .. parts])));
        return document.RootElement.Clone();
    }
}

/// <summary>A fact that compares with the shared folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedFolder.Absence;
}

/// <summary>A theory that compares with the shared folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = SharedFolder.Absence;
}
