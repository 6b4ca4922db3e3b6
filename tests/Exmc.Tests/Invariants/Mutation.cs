// A guard of the sampler, disabled.
namespace Exmc.Tests;

/// <summary>A change of one file of the sampler that disables a guard, and the invariants that notice.</summary>
/// <param name="Name">What is disabled.</param>
/// <param name="File">File in src/Exmc/Nuts.</param>
/// <param name="Original">Text that stands there exactly once.</param>
/// <param name="Mutated">What replaces it.</param>
/// <param name="Killers">Tests (class and method), one of which must fail.</param>
internal sealed record Mutation(string Name, string File, string Original, string Mutated, params string[] Killers);
