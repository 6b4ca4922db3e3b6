// A part of a file with a checksum of its own.
namespace Exmc;

/// <summary>A section of a file.</summary>
/// <param name="Name">Its name, ASCII, at most 255 characters.</param>
/// <param name="Content">Fields, as <see cref="StateWriter"/> writes them.</param>
internal readonly record struct StateSection(string Name, byte[] Content);
