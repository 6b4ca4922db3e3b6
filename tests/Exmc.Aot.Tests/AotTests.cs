// Native code: no warnings, the draws of code compiled at run time, and the widest instruction set of the machine.
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Exmc.Aot.Tests;

public class AotTests(PublishedSample sample) : IClassFixture<PublishedSample>
{
    private const string Variable = "EXMC_INSTRUCTION_SET";

    // A processor of 2013.
    private const string Haswell = "processor : 0\nflags : fpu sse4_2 avx avx2 bmi1 bmi2 f16c fma abm movbe\n";

    [NativeFact]
    public void Publishing_warns_of_nothing()
    {
        Assert.True(sample.Code == 0, sample.Output);
        Assert.DoesNotContain("warning", sample.Output, StringComparison.OrdinalIgnoreCase);
    }

    // The same text, checksums of all draws included, means the same bits. The last model's draws differ where there is no fused multiply-add.
    [NativeTheory]
    [InlineData("x86-64-v4", "Vector512 True, Vector256 True", "DOTNET_EnableAVX512", "1")]
    [InlineData("x86-64-v3", "Vector512 False, Vector256 True", "DOTNET_EnableAVX512", "0")]
    [InlineData("baseline", "Vector512 False, Vector256 False", "DOTNET_EnableAVX2", "0")]
    public void A_build_draws_what_code_compiled_at_run_time_draws(string build, string vectors, string setting, string value)
    {
        (int code, string native) = Commands.Run(sample.Program, ["--all"], (Variable, build));
        if (!CanRun(build))
        {
            Assert.Equal(2, code);
            Assert.StartsWith($"This machine cannot run the {build} build: its processor lacks ", native, StringComparison.Ordinal);
            return;
        }

        Assert.True(code == 0, native);
        Assert.Equal(vectors, Lines(native)[1]);
        Assert.Equal(Commands.Run("dotnet", [sample.Managed, "--all"], (setting, value)), (code, native));
    }

    [NativeFact]
    public void The_program_starts_the_widest_build_that_the_machine_can_run()
    {
        (int code, string native) = Commands.Run(sample.Program, ["--all"], (Variable, string.Empty));
        Assert.True(code == 0, native);
        Assert.Equal($"Vector512 {CanRun("x86-64-v4")}, Vector256 {CanRun("x86-64-v3")}", Lines(native)[1]);
    }

    [HiddenProcessorFact]
    public void A_machine_without_the_widest_instruction_set_runs_the_next_and_says_what_it_lacks()
    {
        string[] program = Toolchain.HidingProcessor(sample.FileOf(Haswell), sample.Program, "--all");
        (int code, string native) = Commands.Run("unshare", program, (Variable, string.Empty));
        Assert.True(code == 0, native);
        Assert.Equal("Vector512 False, Vector256 True", Lines(native)[1]);

        (code, native) = Commands.Run("unshare", program, (Variable, "x86-64-v4"));
        Assert.Equal(2, code);
        Assert.Equal(
            "This machine cannot run the x86-64-v4 build: its processor lacks avx512f, avx512bw, avx512cd, avx512dq, avx512vl. Use the x86-64-v3 build.",
            native.TrimEnd());
    }

    // What comes first is the first draw, not the end of the fit; how long it takes is measured by the benchmarks (starts).
    [NativeFact]
    public void The_first_draw_is_printed_as_soon_as_it_is_made()
    {
        (int code, string native) = Commands.Run(sample.Program, []);
        Assert.True(code == 0, native);
        double[] first = Numbers(Assert.Single(Lines(native)));
        double[] position = Numbers(Lines(Commands.Run(sample.Program, ["--all"]).Output)[0]);

        // The second parameter is positive: a position has its logarithm.
        position[1] = Math.Exp(position[1]);
        Assert.Equal(position, first, (expected, actual) => Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected));
    }

    private static bool CanRun(string build) => build switch
    {
        "x86-64-v4" => Avx512F.IsSupported,
        "x86-64-v3" => Avx2.IsSupported,
        _ => true,
    };

    private static double[] Numbers(string line) => [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
