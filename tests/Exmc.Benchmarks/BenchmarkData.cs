// Where the benchmark data are.
namespace Exmc.Benchmarks;

internal static class BenchmarkData
{
    /// <summary>The folder "shared" beside the project.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Folder
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                string candidate = Path.Combine(folder.FullName, "shared");
                if (File.Exists(Path.Combine(candidate, "design.md")))
                {
                    return candidate;
                }
            }

            throw new DirectoryNotFoundException("The benchmarks need the folder 'shared' with peers/data beside the project.");
        }
    }
}
