// Tests that need the real sensor series.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Fleet.Tests;

/// <summary>A fact that reads the shared folder; skipped where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = FolderAbove.Shared() is null ? "There is no folder 'shared' with design.md beside the project." : null;
}
