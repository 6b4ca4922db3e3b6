// Programs written as C#, compiled and run in process.
using System.Reflection;
using Exmc.Core;
using Exmc.Core.Programs;
using Exmc.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Exmc.Generator.Tests.Writing;

/// <summary>A class with the fields that written programs read, and one method per program.</summary>
internal sealed class ProgramHost
{
    private const string Signature = "(global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient)";
    private readonly ArrayInfo[] arrays;
    private readonly ArrayNames names;
    private readonly Program[] programs;

    private ProgramHost(Program[] programs)
    {
        this.programs = programs;
        arrays = [.. programs[0].Arrays];
        names = new ArrayNames(arrays);
    }

    private delegate double Evaluation(ReadOnlySpan<double> position, Span<double> gradient);

    /// <summary>Log density and gradient of the last program of each group, run after the others, which share its arrays.</summary>
    /// <param name="groups">Programs in the order to run; all are compiled at once.</param>
    /// <param name="machines">An interpreter's memory per group, from which the arrays are filled; one lane.</param>
    /// <param name="positions">One per group.</param>
    public static (double LogDensity, double[] Gradient)[] Run(Program[][] groups, Machine[] machines, double[][] positions)
    {
        ProgramHost[] hosts = [.. groups.Select(group => new ProgramHost(group))];
        Assembly assembly = Compile([.. hosts.Select((host, k) => host.Text("Host" + k))]);
        return [.. hosts.Select((host, k) => host.Run(Activator.CreateInstance(assembly.GetType("Host" + k)!)!, machines[k], positions[k]))];
    }

    private static Assembly Compile(string[] sources)
    {
        using MemoryStream stream = new();
        EmitResult result = GeneratorHost.Compile(sources).Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(stream.ToArray());
    }

    private string Text(string className)
    {
        CodeText code = new();
        code.Open($"public sealed class {className}");
        foreach (ArrayInfo array in arrays.Where(HasField))
        {
            code.Line($"public {TypeOf(array)} _{names[array.Id]};");
            for (int axis = 0; array.IsData && axis < array.Dimensions.Length; axis++)
            {
                code.Line($"public int _{names.Length(array.Id, axis, array.Dimensions.Length)};");
            }
        }

        for (int k = 0; k < programs.Length; k++)
        {
            code.Open($"public double Run{k}{Signature}");
            code.Line("double lp = 0.0;");
            Method.Of(programs[k], names).Write(code, arrays);
            code.Line("return lp;");
            code.Close();
        }

        code.Line($"private static ref T At<T>(ref T first, int index) => ref {RuntimeNames.Unsafe}.Add(ref first, index);");
        code.Close();
        return code.ToString();
    }

    private (double LogDensity, double[] Gradient) Run(object host, Machine machine, double[] position)
    {
        foreach (ArrayInfo array in arrays.Where(array => HasField(array) && machine.Contains(array.Id)))
        {
            Fill(host, array, machine);
        }

        double[] gradient = new double[position.Length];
        double logDensity = double.NaN;
        for (int k = 0; k < programs.Length; k++)
        {
            logDensity = host.GetType().GetMethod("Run" + k)!.CreateDelegate<Evaluation>(host)(position, gradient);
        }

        return (logDensity, gradient);
    }

    private void Fill(object host, ArrayInfo array, Machine machine)
    {
        void Set(string field, object value) => host.GetType().GetField("_" + field)!.SetValue(host, value);

        int[] lengths = [.. machine.Lengths(array.Id)];
        bool isData = array.IsData;
        if (array.Element.IsIntegerElement)
        {
            int[] integers = machine.Integers(array.Id, 0);
            Set(names[array.Id], lengths.Length == 0 ? integers[0] : integers);
        }
        else
        {
            // What is not data is left to the written programs to fill.
            double[] reals = isData ? machine.Reals(array.Id, 0) : [.. machine.Reals(array.Id, 0).Select(_ => double.NaN)];
            double[] aligned = [];
            DensityBuffers.Copy(reals, ref aligned);
            Set(names[array.Id], lengths.Length > 0 ? aligned : isData ? reals[0] : reals);
        }

        for (int axis = 0; isData && axis < lengths.Length; axis++)
        {
            Set(names.Length(array.Id, axis, lengths.Length), lengths[axis]);
        }
    }

    private static bool HasField(ArrayInfo array) => array.IsData || array.Role.IsBound || array.Role.IsScratch;

    private static string TypeOf(ArrayInfo array) =>
        (array.Element.IsIntegerElement ? "int" : "double") + (array.IsData && array.Dimensions.IsEmpty ? string.Empty : "[]");
}
