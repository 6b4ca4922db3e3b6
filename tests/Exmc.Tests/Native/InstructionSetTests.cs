// Which build a machine is given, and what it is told when it cannot run the one asked for.
using Xunit;

namespace Exmc.Tests.Native;

public class InstructionSetTests
{
    private const string Old = "fpu vme sse4_1 sse4_2 ssse3 popcnt";
    private const string Third = Old + " avx avx2 bmi1 bmi2 f16c fma abm movbe";
    private const string Fourth = Third + " avx512f avx512dq avx512cd avx512bw avx512vl";

    private static readonly string[] Both = ["x86-64-v3", "x86-64-v4"];

    [Theory]
    [InlineData(Fourth, "x86-64-v4")]
    [InlineData(Third, "x86-64-v3")]
    [InlineData(Third + " avx512f", "x86-64-v3")]
    [InlineData(Old, "baseline")]
    [InlineData("", "baseline")]
    public void A_machine_gets_the_widest_build_that_it_can_run(string flags, string build) =>
        Assert.Equal(new BuildChoice(build, null), InstructionSet.Choose(Both, Machine(flags), null));

    [Fact]
    public void A_build_that_is_not_there_is_passed_over()
    {
        Assert.Equal("x86-64-v3", InstructionSet.Choose(["x86-64-v3"], Machine(Fourth), null).Name);
        Assert.Equal("baseline", InstructionSet.Choose(["x86-64-v4"], Machine(Third), null).Name);
    }

    [Theory]
    [InlineData("x86-64-v4")]
    [InlineData("x86-64-v3")]
    [InlineData("baseline")]
    public void A_request_that_can_be_met_is_met(string requested) =>
        Assert.Equal(new BuildChoice(requested, null), InstructionSet.Choose(Both, Machine(Fourth), requested));

    [Theory]
    [InlineData("x86-64-v4", Third + " avx512f avx512dq", "This machine cannot run the x86-64-v4 build: its processor lacks avx512bw, avx512cd, avx512vl. Use the x86-64-v3 build.")]
    [InlineData("x86-64-v3", Old + " avx avx2", "This machine cannot run the x86-64-v3 build: its processor lacks bmi1, bmi2, f16c, fma, abm, movbe. Use the baseline build.")]
    [InlineData("avx512", Fourth, "There is no instruction set 'avx512': choose x86-64-v4, x86-64-v3 or baseline.")]
    public void A_request_that_cannot_be_met_is_told_why(string requested, string flags, string problem) =>
        Assert.Equal(problem, InstructionSet.Choose(Both, Machine(flags), requested).Problem);

    [Fact]
    public void A_request_for_a_build_that_is_not_there_is_told_which_is() =>
        Assert.Equal(
            "There is no x86-64-v4 build beside this program. Use the x86-64-v3 build.",
            InstructionSet.Choose(["x86-64-v3"], Machine(Fourth), "x86-64-v4").Problem);

    [Fact]
    public void Flags_are_those_of_the_first_processor()
    {
        const string Information = "processor\t: 0\nvmx flags\t: vnmi\nflags\t\t: fpu avx\n\nprocessor\t: 1\nflags\t\t: fpu sse\n";
        Assert.Equal(new HashSet<string> { "fpu", "avx" }, InstructionSet.MachineFlags(new StringReader(Information)));
    }

    [Fact]
    public void A_program_without_other_builds_goes_on_by_itself() => Assert.Null(NativeBuilds.StartWidest([]));

    private static IReadOnlySet<string> Machine(string flags) => InstructionSet.MachineFlags(new StringReader($"flags\t\t: {flags}\n"));
}
