// A folder found by what stands in it, from the running assembly upwards.
namespace Exmc.TestSupport;

internal static class FolderAbove
{
    /// <summary>The checkout that the tests run in.</summary>
    /// <exception cref="DirectoryNotFoundException">No folder above holds the solution.</exception>
    public static string Repository() =>
        Find("", "Exmc.Compiler.sln") ?? throw new DirectoryNotFoundException("No folder with Exmc.Compiler.sln above the tests.");

    /// <summary>The measured peers and reference posteriors beside the project, or null where they are absent.</summary>
    public static string? Shared() => Find("shared", "design.md");

    private static string? Find(string child, string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, child);
            if (File.Exists(Path.Combine(candidate, file)))
            {
                return candidate;
            }
        }

        return null;
    }
}
