// The demo's own database.
namespace Exmc.Service.Demo;

/// <summary>A file of the demo alone: it goes when the demo ends.</summary>
/// <param name="file">The file.</param>
internal sealed class DemoDatabase(string file) : IDisposable
{
    // SQLite's log and its index lie beside the file.
    private static readonly string[] Endings = [string.Empty, "-wal", "-shm"];

    public void Dispose()
    {
        foreach (string ending in Endings)
        {
            File.Delete(file + ending);
        }
    }
}
