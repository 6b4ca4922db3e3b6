// The nested density of a model: data, scratch and one method per program.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Exmc.Core.Source;

namespace Exmc.Generator.Writing;

internal sealed class DensityWriter
{
    private readonly Kernel kernel;
    private readonly CodeText code;
    private readonly ArrayInfo[] arrays;
    private readonly ArrayNames names;
    private readonly Dictionary<string, DataField> fields;

    private DensityWriter(Kernel kernel, CodeText code)
    {
        this.kernel = kernel;
        this.code = code;
        arrays = [.. kernel.Bind.Arrays];
        names = new ArrayNames(arrays);
        fields = kernel.Model.Data.ToDictionary(field => field.Name);
    }

    public static void Write(Kernel kernel, string className, string modelHash, CodeText code)
    {
        DensityWriter writer = new(kernel, code);
        code.Line($"/// <summary>The log density of {className} with its gradient, bound to a copy of the data.</summary>");
        writer.Body(className, modelHash);
        code.Close();
    }

    private void Body(string className, string modelHash)
    {
        // Programs are written first: what they use decides which fields exist.
        Method bind = Method.Of(kernel.Bind, names);
        List<(string Name, DensityKernel Kernel)> systems = [("Sampling", kernel.Sampling)];
        if (kernel.Canonical is not null)
        {
            systems.Add(("Canonical", kernel.Canonical.Value));
        }

        List<(string Name, Method Evaluate, Method Constrain, Method Unconstrain, Method Explain)> methods =
        [
            .. systems.Select(system => (
                system.Name,
                Method.Of(system.Kernel.Evaluate, names),
                Method.Of(system.Kernel.Constrain, names),
                Method.Of(system.Kernel.Unconstrain, names),
                Method.Of(system.Kernel.Explain, names))),
        ];
        Method? forecast = kernel.Forecast is null ? null : Method.Of(kernel.Forecast.Value.Item2, names);
        Method logPrior = Method.Of(kernel.LogPrior, names);
        Method logLikelihood = Method.Of(kernel.LogLikelihood, names);
        Method? prior = kernel.Prior.IsOk ? Method.Of(kernel.Prior.ResultValue, names) : null;
        Method? predict = kernel.Predict.IsOk ? Method.Of(kernel.Predict.ResultValue, names) : null;
        OdeSystemWriter odes = new(kernel, names);
        Method large = Method.Of(kernel.Sampling.Evaluate, names, isSliced: true);
        IReadOnlyList<SlicedLoop> sliced = large.SlicedLoops;
        Method? repeated = kernel.Sampling.EvaluateRepeated is null ? null : Method.Of(kernel.Sampling.EvaluateRepeated.Value, names);
        List<(string Flag, string Name, Method Method)> chosenByData = [];
        if (repeated is not null)
        {
            chosenByData.Add((DistinctRowsWriter.IsRepeated, "Repeated", repeated));
        }

        if (sliced.Count > 0)
        {
            chosenByData.Add((SlicedLoopsWriter.IsLarge, "Large", large));
        }

        IEnumerable<Method> all =
        [
            .. methods.SelectMany(m => new[] { m.Evaluate, m.Constrain, m.Unconstrain, m.Explain }), logPrior, logLikelihood, bind, .. odes.Methods, .. sliced.Select(loop => loop.Slice), .. chosenByData.Select(one => one.Method),
        ];
        HashSet<ArrayId> used = [.. all.Concat(new[] { forecast, prior, predict }.OfType<Method>()).SelectMany(method => method.UsedArrays)];
        ArrayInfo[] buffers = [.. arrays.Where(array => (array.Role.IsBound || array.Role.IsScratch) && used.Contains(array.Id))];

        code.Open($"private sealed class Density : {RuntimeNames.Density}{(sliced.Count == 0 ? string.Empty : ", " + RuntimeNames.SlicedDensity)}");
        odes.WriteFields(code);
        SlicedLoopsWriter.WriteFields(sliced, code);
        new DataWriter(code, arrays, names, fields, kernel, className).Write(buffers, bind, sliced);
        LayoutWriter.Write(kernel, className, modelHash, arrays, names, code);
        bool hasCanonical = methods.Count > 1;
        Dispatch(hasCanonical, [.. chosenByData.Select(one => (one.Flag, one.Name))]);
        foreach ((string name, Method evaluate, Method constrain, Method unconstrain, Method explain) in methods)
        {
            WriteEvaluate(name, evaluate);
            WriteMap("Constrain" + name, constrain, "global::System.ReadOnlySpan<double> position, global::System.Span<double> values");
            WriteMap("Unconstrain" + name, unconstrain, "global::System.ReadOnlySpan<double> values, global::System.Span<double> position");
            WriteMap("Terms" + name, explain, "global::System.ReadOnlySpan<double> position, global::System.Span<double> values");
        }

        foreach ((_, string name, Method method) in chosenByData)
        {
            WriteEvaluate(name, method);
        }

        if (sliced.Count > 0)
        {
            SlicedLoopsWriter.Write(sliced, code, arrays);
        }

        WriteLogPrior(logPrior);
        WriteLogLikelihood(logLikelihood);
        WriteDraws("DrawPrior(", prior, kernel.Prior.IsOk ? string.Empty : kernel.Prior.ErrorValue, "0, 0, values.Length, _layout.ValueCount");
        WriteDraws("Predict(global::System.ReadOnlySpan<double> position, ", predict, kernel.Predict.IsOk ? string.Empty : kernel.Predict.ErrorValue, "position.Length, _layout.Dimension, values.Length, PredictedLayout.ValueCount");
        WriteForecast(forecast);
        odes.Write(code, arrays);
        LaneDensityWriter.Write(kernel, names, chosenByData.Select(one => one.Flag), code);
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        code.Line($"private static ref T At<T>(ref T first, int index) => ref {RuntimeNames.Unsafe}.Add(ref first, index);");
    }

    private void Dispatch(bool hasCanonical, (string Flag, string Name)[] chosenByData)
    {
        code.Line();
        code.Open($"public {RuntimeNames.Status} Evaluate(global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient, out double logDensity)");
        code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, gradient.Length, _layout.Dimension);");
        foreach ((string flag, string name) in chosenByData)
        {
            code.Open($"if ({flag}{(hasCanonical ? " && !_isCanonical" : string.Empty)})");
            code.Line($"return Evaluate{name}(position, gradient, out logDensity);");
            code.Close();
        }

        Call("Evaluate", "position, gradient, out logDensity", hasCanonical, "return ");
        code.Close();
        foreach ((string member, string signature, string arguments, string count) in new[]
        {
            ("Constrain", "global::System.ReadOnlySpan<double> position, global::System.Span<double> values", "position, values", "ValueCount"),
            ("Unconstrain", "global::System.ReadOnlySpan<double> values, global::System.Span<double> position", "values, position", "ParameterValueCount"),
        })
        {
            code.Line();
            code.Open($"public void {member}({signature})");
            code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, values.Length, _layout.{count});");
            Call(member, arguments, hasCanonical);
            code.Close();
        }

        string[] terms = [.. kernel.Sampling.Terms.Select(term => $"new({ModelWriter.Quoted(term.Name)}, [{string.Join(", ", term.Arguments.Select(ModelWriter.Quoted))}])")];
        code.Line();
        code.Open("public string Explain(global::System.ReadOnlySpan<double> position)");
        code.Line($"{RuntimeNames.DensityTerm}[] terms = [{string.Join(", ", terms)}];");
        code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, 0, 0);");
        code.Line($"double[] values = new double[{RuntimeNames.DensityTerm}.CountOfNumbers(terms)];");
        Call("Terms", "position, values", hasCanonical);
        code.Line($"return {RuntimeNames.DensityTerm}.FirstNotFinite(terms, values);");
        code.Close();
    }

    private void Call(string name, string arguments, bool hasCanonical, string before = "")
    {
        if (!hasCanonical)
        {
            code.Line($"{before}{name}Sampling({arguments});");
            return;
        }

        code.Open("if (_isCanonical)");
        code.Line($"{before}{name}Canonical({arguments});");
        code.Close();
        code.Open("else");
        code.Line($"{before}{name}Sampling({arguments});");
        code.Close();
    }

    private void WriteEvaluate(string name, Method method)
    {
        code.Line();
        code.Open($"private {RuntimeNames.Status} Evaluate{name}(global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient, out double logDensity)");
        code.Line("double lp = 0.0;");
        method.Write(code, arrays);
        code.Line("logDensity = lp;");
        string status = $"{RuntimeNames.Buffers}.StatusOf(lp, {(method.ChecksGradient ? $"{GradientCheck.Sum}, {GradientCheck.Lanes}, gradient" : "gradient")})";
        code.Line(method.CallsSolver ? $"return {ProgramWriter.Failure} ? {RuntimeNames.Status}.SolverFailed : {status};" : $"return {status};");
        code.Close();
    }

    private void WriteLogPrior(Method method)
    {
        WriteEvaluate("Prior", method);
        code.Line();
        code.Open($"public {RuntimeNames.Status} LogPrior(global::System.ReadOnlySpan<double> position, global::System.Span<double> gradient, out double logPrior)");
        RequireSampling("LogPrior");
        code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, gradient.Length, _layout.Dimension);");
        code.Line("return EvaluatePrior(position, gradient, out logPrior);");
        code.Close();
    }

    private void WriteMap(string name, Method method, string signature)
    {
        code.Line();
        code.Open($"private void {name}({signature})");
        method.Write(code, arrays);
        code.Close();
    }

    private void WriteLogLikelihood(Method method)
    {
        code.Line();
        code.Open("public int ObservationCount");
        code.Open("get");
        ExpressionWriter expressions = new(arrays, names);
        string count = expressions.Index(kernel.ObservationCount);
        expressions.WriteDataLocals(code);
        code.Line($"return {count};");
        code.Close();
        code.Close();
        code.Line();
        code.Open("public void LogLikelihood(global::System.ReadOnlySpan<double> position, global::System.Span<double> values)");
        RequireSampling("LogLikelihood");
        code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, values.Length, ObservationCount);");
        method.Write(code, arrays);
        code.Close();
    }

    private void WriteDraws(string signature, Method? method, string refusal, string lengths)
    {
        code.Line();
        code.Open($"public void {signature}{RuntimeNames.RandomStream} random, global::System.Span<double> values)");
        if (method is null)
        {
            code.Line($"throw new global::System.NotSupportedException({ModelWriter.Quoted($"Cannot draw: {refusal}.")});");
        }
        else
        {
            if (signature.StartsWith("Predict", StringComparison.Ordinal))
            {
                RequireSampling("Predict");
            }

            code.Line($"{RuntimeNames.Buffers}.RequireLengths({lengths});");
            method.Write(code, arrays);
        }

        code.Close();
    }

    /// <summary>What is compiled for the sampling coordinates alone refuses other positions.</summary>
    private void RequireSampling(string member)
    {
        if (kernel.Canonical is not null)
        {
            code.Open("if (_isCanonical)");
            code.Line($"throw new global::System.InvalidOperationException(\"{member} takes positions of the sampler. Bind the model without Coordinates.Canonical.\");");
            code.Close();
        }
    }

    private void WriteForecast(Method? forecast)
    {
        code.Line();
        code.Line($"public bool HasForecast => {(forecast is null ? "false" : "true")};");
        code.Line();
        code.Open($"public {RuntimeNames.Forecast} Forecast(global::System.ReadOnlySpan<double> position)");
        if (forecast is null)
        {
            code.Line("throw new global::System.NotSupportedException(\"The model declares no forecast. Add a member with [Forecast].\");");
        }
        else
        {
            RequireSampling("Forecast");
            code.Line($"{RuntimeNames.Buffers}.RequireLengths(position.Length, _layout.Dimension, 0, 0);");
            code.Line("global::System.Span<double> values = stackalloc double[3];");
            code.Line("values.Clear();");
            forecast.Write(code, arrays);
            code.Line($"return new {RuntimeNames.Forecast}({RuntimeNames.ForecastFamily}.{kernel.Forecast!.Value.Item1}, values[0], values[1], values[2]);");
        }

        code.Close();
    }
}
