// One model of the catalogue.
using System.Text.Json;

namespace Exmc.Models;

/// <summary>A model by name.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="Name">The short name, as on the command line.</param>
/// <param name="Aliases">Other names: folders of posteriordb.</param>
/// <param name="FromJson">Reads its data from a JSON object; bad data are an InvalidDataException.</param>
/// <param name="Stages">The printed stages of the compiler.</param>
public sealed record CatalogueEntry(string ClassName, string Name, IReadOnlyList<string> Aliases, Func<JsonElement, IModel> FromJson, string Stages);
