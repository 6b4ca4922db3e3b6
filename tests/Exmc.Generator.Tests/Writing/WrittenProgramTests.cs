// What the C# of a program computes is what the interpreter computes.
using Exmc.Core;
using Exmc.Core.Programs;
using Exmc.Core.Tests;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Xunit;

namespace Exmc.Generator.Tests.Writing;

public class WrittenProgramTests
{
    private const int RandomModels = 40;

    [Fact]
    public void A_hand_built_Gaussian_process_runs_the_Cholesky_factor_and_its_adjoint() =>
        CheckHandBuilt(HandBuilt.gaussianProcess(), [1.2, 0.8, 0.3]);

    [Fact]
    public void A_hand_built_hidden_Markov_model_runs() =>
        CheckHandBuilt(HandBuilt.hiddenMarkov([0.2, 1.9, 2.2, -0.9, 0.1]), [-1.0, 0.3, 2.0, 0.7, -0.4]);

    [Fact]
    public void Random_models_run_as_the_interpreter_runs_them()
    {
        Generators.Case[] cases = [.. Generators.model.Sample(RandomModels, 12)];
        Kernel[] kernels = [.. cases.Select(one => Running.compile(one.Model))];
        Machine[] machines = [.. cases.Zip(kernels, (one, kernel) => Running.bind(kernel, ListModule.OfArray([one.Data])))];
        (double LogDensity, double[] Gradient)[] expected =
        [
            .. cases.Select((one, k) => Running.evaluate(kernels[k].Sampling, machines[k], one.Position)).Select(result => (result.Item1, result.Item2)),
        ];
        // Each evaluation that a model has: whichever the data choose, the density is the same.
        (int Case, Program Evaluate)[] programs =
        [
            .. kernels.SelectMany((kernel, k) => new[] { kernel.Sampling.Evaluate, kernel.Sampling.EvaluateRepeated?.Value }.OfType<Program>().Select(program => (k, program))),
        ];
        (double LogDensity, double[] Gradient)[] actual = ProgramHost.Run(
            [.. programs.Select(one => new[] { kernels[one.Case].Bind, one.Evaluate })],
            [.. programs.Select(one => machines[one.Case])],
            [.. programs.Select(one => cases[one.Case].Position)]);
        for (int k = 0; k < programs.Length; k++)
        {
            AssertClose(expected[programs[k].Case], actual[k], cases[programs[k].Case].Text);
        }
    }

    private static void CheckHandBuilt(HandBuilt.HandBuilt built, double[] position)
    {
        Machine machine = new(1);
        foreach ((ArrayId array, Contents contents) in built.Data)
        {
            machine.Set(array, ListModule.OfArray([((Contents.Reals)contents).Item.Length]), [contents]);
        }

        Tuple<double, double[]> expected = Running.evaluateLanes(built.Program, machine, ListModule.OfArray([position])).Head;
        AssertClose((expected.Item1, expected.Item2), ProgramHost.Run([[built.Program]], [machine], [position])[0], "hand-built");
    }

    /// <summary>The runtime's special functions and sums differ from the interpreter's by rounding alone.</summary>
    private static void AssertClose((double LogDensity, double[] Gradient) expected, (double LogDensity, double[] Gradient) actual, string text)
    {
        if (double.IsFinite(expected.LogDensity) && Math.Abs(expected.LogDensity) < 1e6)
        {
            double scale = expected.Gradient.Select(Math.Abs).Append(Math.Abs(expected.LogDensity)).Append(1.0).Max();
            Assert.True(Math.Abs(expected.LogDensity - actual.LogDensity) <= 1e-9 * scale, $"{actual.LogDensity:R}, interpreted {expected.LogDensity:R}\n{text}");
            for (int k = 0; k < expected.Gradient.Length; k++)
            {
                Assert.True(Math.Abs(expected.Gradient[k] - actual.Gradient[k]) <= 1e-7 * scale, $"gradient {k}: {actual.Gradient[k]:R}, interpreted {expected.Gradient[k]:R}\n{text}");
            }
        }
    }
}
