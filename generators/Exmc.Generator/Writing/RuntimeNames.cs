// Every name of the runtime that generated code mentions: the generator does not reference it.
namespace Exmc.Generator.Writing;

internal static class RuntimeNames
{
    public const string ModelAttribute = "Exmc.ModelAttribute";

    public const string Model = "global::Exmc.IModel";
    public const string Density = "global::Exmc.IDensity";
    public const string Status = "global::Exmc.DensityStatus";
    public const string Coordinates = "global::Exmc.Coordinates";
    public const string Layout = "global::Exmc.ParameterLayout";
    public const string LayoutEntry = "global::Exmc.LayoutEntry";
    public const string LayoutRole = "global::Exmc.LayoutRole";
    public const string ModelData = "global::Exmc.ModelData";
    public const string Buffers = "global::Exmc.DensityBuffers";
    public const string Lanes = "global::Exmc.Numerics.Lanes";
    public const string SpecialFunctions = "global::Exmc.Numerics.SpecialFunctions";
    public const string CholeskyFactor = "global::Exmc.Numerics.CholeskyFactor";
    public const string Forecast = "global::Exmc.ForecastDistribution";
    public const string ForecastFamily = "global::Exmc.ForecastFamily";
    public const string Posterior = "global::Exmc.Posterior";
    public const string Adaptation = "global::Exmc.Adaptation";
    public const string Sampler = "global::Exmc.Sampler";
    public const string SamplerOptions = "global::Exmc.SamplerOptions";
    public const string RefitOptions = "global::Exmc.RefitOptions";
    public const string ScalarQuantity = "global::Exmc.ScalarQuantity";
    public const string VectorQuantity = "global::Exmc.VectorQuantity";

    public const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    public const string MemoryMarshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    public const string Vector512 = "global::System.Runtime.Intrinsics.Vector512";
    public const string JsonElement = "global::System.Text.Json.JsonElement";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Math = "global::System.Math";
}
