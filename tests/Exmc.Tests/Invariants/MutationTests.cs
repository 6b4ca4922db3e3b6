// Each guard of the sampler is needed by an invariant.
namespace Exmc.Tests;

public class MutationTests
{
    /// <summary>A copy of the tree without the guard is compiled in memory, and a test of an invariant fails on it; on the code as it is all pass.</summary>
    [Fact]
    public void A_disabled_guard_of_the_tree_makes_an_invariant_fail() => AllAreKilled(Mutations.OfTree, new MutantCompiler(
        "src/Exmc/Nuts/Tree*.cs", "src/Exmc/Nuts/ITrajectory.cs", "tests/Exmc.Tests/Tree/TreeTests.cs", "tests/Exmc.Tests/Tree/IntegerOrbit.cs",
        "tests/Exmc.Tests/Tree/ReferenceTree.cs", "tests/Exmc.Tests/Support/Expect.cs"));

    [Fact]
    public void So_does_one_of_the_trajectory_or_the_kernel() => AllAreKilled(Mutations.OfTrajectory, new MutantCompiler(
        "src/Exmc/Nuts/*.cs", "src/Exmc/Adaptation/StepSizeSearch.cs", "tests/Exmc.Tests/Tree/*.cs", "tests/Exmc.Tests/Invariants/TurningTests.cs",
        "tests/Exmc.Tests/Sampling/LeapfrogTests.cs", "tests/Exmc.Tests/Sampling/TransitionTests.cs", "tests/Exmc.Tests/Sampling/FailureTests.cs",
        "tests/Exmc.Tests/Support/Expect.cs", "tests/Exmc.Tests/Support/FunctionDensity.cs", "tests/Exmc.Tests/Support/Kernels.cs",
        "tests/Exmc.Tests/Support/Targets.cs", "tests/Support/Allocation.cs", "tests/Support/LaneAdapter.cs"));

    private static void AllAreKilled(IReadOnlyList<Mutation> mutations, MutantCompiler compiler)
    {
        Assert.Equal(mutations.Count, mutations.Select(mutation => mutation.Name).Distinct().Count());
        Assert.All(mutations, mutation => Assert.True(compiler.Matches(mutation) == 1, $"{mutation.Name}: its text stands {compiler.Matches(mutation)} times in {mutation.File}"));
        Assert.Null(compiler.FirstFailure(null, mutations.SelectMany(mutation => mutation.Killers).Distinct()));
        string?[] failures = new string?[mutations.Count];
        Parallel.For(0, failures.Length, k => failures[k] = compiler.FirstFailure(mutations[k], mutations[k].Killers));
        Assert.Empty(mutations.Where((_, k) => failures[k] is null).Select(mutation => mutation.Name));
    }
}
