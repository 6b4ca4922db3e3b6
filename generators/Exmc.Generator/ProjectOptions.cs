// What a project tells the generator.
using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Exmc.Generator;

/// <summary>MSBuild properties that the generator reads.</summary>
/// <param name="EmitsStages">ExmcEmitStages: whether the printed stages of the compiler are part of each model.</param>
/// <param name="Passes">ExmcPasses: the optimising passes of models that do not choose their own.</param>
internal sealed record ProjectOptions(bool EmitsStages, string Passes)
{
    public static ProjectOptions Of(AnalyzerConfigOptions options)
    {
        string Property(string name) => options.TryGetValue("build_property." + name, out string? value) ? value : string.Empty;
        return new ProjectOptions(Property("ExmcEmitStages").Equals("true", StringComparison.OrdinalIgnoreCase), Property("ExmcPasses"));
    }
}
