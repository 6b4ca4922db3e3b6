// The demo's own database.
using Exmc.Service.Store;

namespace Exmc.Service.Demo;

/// <summary>A file of the demo alone: it goes when the demo ends.</summary>
/// <param name="file">The file.</param>
internal sealed class DemoDatabase(string file) : IDisposable
{
    public void Dispose() => SqliteFleetStore.Remove(file);
}
