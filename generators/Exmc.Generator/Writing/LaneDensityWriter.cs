// The density of eight lanes, nested in the density of one.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes the same kernel for eight positions with data of their own.</summary>
internal sealed class LaneDensityWriter
{
    private readonly CodeText code;
    private readonly ArrayNames names;
    private readonly HashSet<ArrayId> common;
    private readonly LaneExpressionWriter expressions;
    private readonly string body;
    private readonly int blockCount;
    private readonly ArrayInfo[] byLanes;
    private readonly ArrayInfo[] apart;
    private readonly ArrayInfo[] data;
    private readonly ArrayInfo[] asked;
    private readonly string[] callSizes;

    private LaneDensityWriter(Program program, ArrayNames names, HashSet<ArrayId> common, CodeText code)
    {
        this.code = code;
        this.names = names;
        this.common = common;
        expressions = new LaneExpressionWriter(program, names, common);
        expressions.ChecksGradient = GradientCheck.CanWriteSums(program) && GradientCheck.Increments(program).All(one => expressions.IsOnePlace(one.Item1, one.Item2));
        LaneProgramWriter writer = new(expressions, new Inlining(program.Body, program.Arrays), program);
        body = writer.Write(program.Body);
        blockCount = writer.BlockCount;
        asked = [.. program.Arrays.Where(array => writer.Asked.Contains(array.Id))];
        Statement[] statements = [.. Effects.nested(program.Body)];
        callSizes = [.. statements.OfType<Statement.Call>().Where(LaneCalls.NeedsRoom).Select(call => LaneCalls.Size(call, expressions)).Distinct()];
        apart = [.. LaneCalls.Apart(statements, expressions)];
        byLanes = [.. program.Arrays.Where(array => expressions.UsedArrays.Contains(array.Id) && !common.Contains(array.Id) && !array.Role.IsPosition && !array.Role.IsGradient)];
        data = [.. program.Arrays.Where(array => array.IsData)];
    }

    /// <summary>Writes the class and the member that creates it; nothing when the kernel has no lanes.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="names">Names of its arrays.</param>
    /// <param name="without">Fields of a density that say that another kernel evaluates it, which has no lanes.</param>
    /// <param name="code">Where to write.</param>
    public static void Write(Kernel kernel, ArrayNames names, IEnumerable<string> without, CodeText code)
    {
        Program program = kernel.Sampling.Evaluate;
        HashSet<ArrayId> common = LaneCommon.Of(program);
        if (!LaneProgramWriter.CanWrite(program, common))
        {
            return;
        }

        code.Line();
        string[] scalar = [.. without];
        string[] exceptions = [.. kernel.Canonical is null ? scalar : scalar.Prepend("_isCanonical")];
        code.Line($"public {RuntimeNames.LaneDensity}? CreateLanes() => {(exceptions.Length == 0 ? string.Empty : string.Join(" || ", exceptions) + " ? null : ")}new Lanes(this);");
        code.Line();
        code.Line("/// <summary>Eight log densities with their gradients at once.</summary>");
        code.Open($"private sealed class Lanes : {RuntimeNames.LaneDensity}");
        new LaneDensityWriter(program, names, common, code).Members(kernel.Canonical is not null, scalar);
        code.Close();
    }

    private void Members(bool hasCanonical, string[] scalar)
    {
        Fields();
        Constructor();
        TryLoad(hasCanonical, scalar);
        Put();
        Evaluate();
    }

    private void Fields()
    {
        foreach ((ArrayInfo array, int axis) in Lengths())
        {
            code.Line($"private readonly int _{names.Length(array.Id, axis, array.Dimensions.Length)};");
        }

        foreach (ArrayInfo array in Common())
        {
            code.Line($"private readonly int{(array.Dimensions.IsEmpty ? string.Empty : "[]")} _{names[array.Id]};");
        }

        foreach (ArrayInfo array in byLanes)
        {
            code.Line($"private readonly {TypeOf(array)}[] _{names[array.Id]};");
        }

        foreach (ArrayInfo array in apart)
        {
            code.Line($"private readonly double[] _{LaneCalls.Apart(array.Id, names)};");
            code.Line($"private bool _{LaneCalls.IsShared(array.Id, names)};");
        }

        foreach (ArrayInfo array in asked)
        {
            code.Line($"private bool _{MissingReadings.Field(names[array.Id])};");
        }

        if (callSizes.Length > 0)
        {
            code.Line($"private readonly double[] _{LaneCalls.Room};");
        }

        if (blockCount > 0)
        {
            code.Line($"private readonly double[] _{LaneLoopWriter.Blocks} = {RuntimeNames.Buffers}.Aligned(64 * {blockCount});");
        }
    }

    private IEnumerable<(ArrayInfo Array, int Axis)> Lengths() => data.SelectMany(array => Enumerable.Range(0, array.Dimensions.Length).Select(axis => (array, axis)));

    private IEnumerable<ArrayInfo> Common() => data.Where(array => common.Contains(array.Id));

    private static string TypeOf(ArrayInfo array) => array.Element.IsIntegerElement ? "int" : "double";

    private void Constructor()
    {
        code.Line();
        code.Open("public Lanes(Density first)");
        code.Line("Dimension = first._layout.Dimension;");
        foreach ((ArrayInfo array, int axis) in Lengths())
        {
            string length = names.Length(array.Id, axis, array.Dimensions.Length);
            code.Line($"_{length} = first._{length};");
        }

        foreach (ArrayInfo array in Common())
        {
            code.Line(array.Dimensions.IsEmpty ? $"_{names[array.Id]} = first._{names[array.Id]};" : $"_{names[array.Id]} = global::System.MemoryExtensions.AsSpan(first._{names[array.Id]}, 0, _{names.Length(array.Id, 0, 1)}).ToArray();");
        }

        Sized(counts =>
        [
            .. byLanes.Select(array => $"_{names[array.Id]} = {Room(array, $"8 * {ExpressionWriter.Parenthesised(counts.Count(array.Id))}")};"),
            .. apart.Select(array => $"_{LaneCalls.Apart(array.Id, names)} = {RuntimeNames.Buffers}.Aligned(8 * {ExpressionWriter.Parenthesised(counts.Count(array.Id))});"),
            .. callSizes.Length == 0 ? System.Array.Empty<string>() : [$"_{LaneCalls.Room} = {RuntimeNames.Buffers}.Aligned({Largest(counts)});"],
        ]);
        code.Open("for (int lane = 0; lane < 8; lane++)");
        code.Line("Put(first, lane);");
        code.Close();
        Share();
        code.Close();
        code.Line();
        code.Line("public int Dimension { get; }");
    }

    private static string Room(ArrayInfo array, string count) => array.Element.IsIntegerElement ? $"new int[{count}]" : $"{RuntimeNames.Buffers}.Aligned({count})";

    /// <summary>A reference to the first element of a field.</summary>
    private static string First(ArrayInfo array, string field) => array.Element.IsRealElement && !array.Dimensions.IsEmpty ? $"ref {RuntimeNames.Buffers}.Aligned({field})" : $"ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference({field})";

    private string Largest(ExpressionWriter counts)
    {
        // The lengths in the sizes of calls are written once more by the writer that declares its locals here.
        foreach ((ArrayId array, int axis) in expressions.UsedLengths)
        {
            counts.Length(array, axis);
        }

        return callSizes.Aggregate((largest, size) => $"{RuntimeNames.Math}.Max({largest}, {size})");
    }

    /// <summary>Lines that read lengths and integers of the data, after their locals.</summary>
    private void Sized(System.Func<ExpressionWriter, List<string>> lines)
    {
        ExpressionWriter counts = new(expressions.All, names);
        List<string> written = lines(counts);
        counts.WriteDataLocals(code);
        foreach (string line in written)
        {
            code.Line(line);
        }
    }

    private void TryLoad(bool hasCanonical, string[] scalar)
    {
        code.Line();
        code.Open($"public bool TryLoad(int lane, {RuntimeNames.Density} density)");
        code.Open($"if (density is not Density one{(hasCanonical ? " || one._isCanonical" : string.Empty)})");
        code.Line("throw new global::System.ArgumentException(\"These lanes take densities of their own model, in the coordinates of the sampler.\", nameof(density));");
        code.Close();
        List<string> equal = ["one._layout.Dimension == Dimension", .. scalar.Select(field => "!one." + field)];
        equal.AddRange(Lengths().Select(length => names.Length(length.Array.Id, length.Axis, length.Array.Dimensions.Length)).Select(length => $"one._{length} == _{length}"));
        equal.AddRange(Common().Select(array => array.Dimensions.IsEmpty
            ? $"one._{names[array.Id]} == _{names[array.Id]}"
            : $"global::System.MemoryExtensions.SequenceEqual<int>(global::System.MemoryExtensions.AsSpan(one._{names[array.Id]}, 0, _{names.Length(array.Id, 0, 1)}), _{names[array.Id]})"));
        code.Open($"if (!({string.Join(" && ", equal)}))");
        code.Line("return false;");
        code.Close();
        code.Line("Put(one, lane);");
        Share();
        code.Line("return true;");
        code.Close();
    }

    /// <summary>Finds out which matrices serve all lanes, and which data have all their readings in all of them.</summary>
    private void Share()
    {
        foreach (ArrayInfo array in asked)
        {
            string name = names[array.Id];
            code.Line($"_{MissingReadings.Field(name)} = {RuntimeNames.Lanes}.AreComplete(ref {RuntimeNames.Buffers}.Aligned(_{name}), _{name}.Length - 7);");
        }

        foreach (ArrayInfo array in apart)
        {
            string field = LaneCalls.Apart(array.Id, names);
            code.Line($"_{LaneCalls.IsShared(array.Id, names)} = {RuntimeNames.Lanes}.AreAlike(ref {RuntimeNames.Buffers}.Aligned(_{field}), (_{field}.Length - 7) / 8);");
        }
    }

    private void Put()
    {
        code.Line();
        code.Open("private void Put(Density one, int lane)");
        Sized(counts =>
        [
            .. byLanes.Where(LaneCalls.IsApart).Select(array => array.Dimensions.IsEmpty && array.Role.IsDataArray
                ? $"_{names[array.Id]}[lane] = one._{names[array.Id]};"
                : $"{RuntimeNames.Lanes}.Put({First(array, $"one._{names[array.Id]}")}, {counts.Count(array.Id)}, lane, {ByLanes(array)});"),
            .. apart.Select(array => $"{RuntimeNames.Lanes}.PutApart({First(array, $"one._{names[array.Id]}")}, {counts.Count(array.Id)}, lane, ref {RuntimeNames.Buffers}.Aligned(_{LaneCalls.Apart(array.Id, names)}));"),
        ]);
        code.Close();
    }

    private void Evaluate()
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        code.Open($"public void Evaluate(global::System.ReadOnlySpan<double> positions, global::System.Span<double> gradients, global::System.Span<double> logDensities, global::System.Span<{RuntimeNames.Status}> statuses)");
        code.Line($"{RuntimeNames.Buffers}.RequireLengths(positions.Length, 8 * Dimension, gradients.Length, 8 * Dimension);");
        code.Line($"{VectorFunctions.VectorType} lp = {VectorFunctions.VectorType}.Zero;");
        if (expressions.ChecksGradient)
        {
            code.Line($"{VectorFunctions.VectorType} {GradientCheck.Lanes} = {VectorFunctions.VectorType}.Zero;");
        }

        foreach (ArrayInfo array in expressions.All.Where(array => expressions.UsedArrays.Contains(array.Id)))
        {
            code.Line(Local(array));
        }

        foreach ((ArrayId array, int axis) in expressions.UsedLengths)
        {
            string name = names.Length(array, axis, expressions.Info(array).Dimensions.Length);
            code.Line($"int {name} = _{name};");
        }

        if (blockCount > 0)
        {
            code.Line($"ref double {LaneLoopWriter.Blocks} = ref {RuntimeNames.Buffers}.Aligned(_{LaneLoopWriter.Blocks});");
        }

        code.Block(body);
        code.Line($"{RuntimeNames.Vector512}.CopyTo(lp, logDensities);");
        code.Line($"{RuntimeNames.Lanes}.Statuses(lp, {(expressions.ChecksGradient ? GradientCheck.Lanes + ", " : string.Empty)}gradients[..(8 * Dimension)], statuses);");
        code.Close();
    }

    private string Local(ArrayInfo array)
    {
        string name = names[array.Id];
        return array.Role.IsPosition ? $"ref double {name} = ref {RuntimeNames.MemoryMarshal}.GetReference(positions);"
            : array.Role.IsGradient ? $"ref double {name} = ref {RuntimeNames.MemoryMarshal}.GetReference(gradients);"
            : common.Contains(array.Id) && array.Dimensions.IsEmpty ? $"int {name} = _{name};"
            : common.Contains(array.Id) ? $"ref int {name} = ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{name});"
            : $"ref {TypeOf(array)} {name} = {ByLanes(array)};";
    }

    private string ByLanes(ArrayInfo array) => array.Element.IsIntegerElement
        ? $"ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{names[array.Id]})"
        : $"ref {RuntimeNames.Buffers}.Aligned(_{names[array.Id]})";
}
