// How a density takes its data: fields, checks, copies, and what is computed once per binding.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Exmc.Core.Source;

namespace Exmc.Generator.Writing;

internal sealed class DataWriter(CodeText code, ArrayInfo[] arrays, ArrayNames names, Dictionary<string, DataField> fields, Kernel kernel, string className)
{
    private readonly ArrayInfo[] data = [.. arrays.Where(array => array.Role.IsDataArray)];
    private readonly DistinctRowsWriter distinct = new(code, arrays, names);

    public void Write(ArrayInfo[] buffers, Method bind, IReadOnlyList<SlicedLoop> sliced)
    {
        Fields(buffers);
        Constructor();
        Rebind();
        Check();
        Load(buffers, bind, sliced);
    }

    private bool HasRepeated => kernel.Sampling.EvaluateRepeated is not null;

    private DataField FieldOf(ArrayInfo array) => fields[((ArrayRole.DataArray)array.Role).Item];

    private void Fields(ArrayInfo[] buffers)
    {
        if (kernel.Canonical is not null)
        {
            code.Line("private readonly bool _isCanonical;");
        }

        code.Line($"private {RuntimeNames.Layout} _layout;");
        code.Line($"private {RuntimeNames.Layout}? _predictedLayout;");
        foreach (ArrayInfo array in data.Concat(distinct.Arrays))
        {
            string type = array.Element.IsIntegerElement ? "int" : "double";
            code.Line(array.Dimensions.IsEmpty ? $"private {type} _{names[array.Id]};" : $"private {type}[] _{names[array.Id]} = [];");
            for (int axis = 0; axis < array.Dimensions.Length; axis++)
            {
                code.Line($"private int _{names.Length(array.Id, axis, array.Dimensions.Length)};");
            }
        }

        if (HasRepeated)
        {
            code.Line($"private bool {DistinctRowsWriter.IsRepeated};");
        }

        foreach (ArrayInfo array in buffers)
        {
            code.Line($"private double[] _{names[array.Id]} = [];");
        }
    }

    private void Constructor()
    {
        code.Line();
        code.Open($"public Density({className} model, {RuntimeNames.Coordinates} coordinates)");
        if (kernel.Canonical is not null)
        {
            code.Line($"_isCanonical = coordinates == {RuntimeNames.Coordinates}.Canonical;");
        }

        OdeSystemWriter.WriteConstruction(kernel, code);
        code.Line("Check(model);");
        code.Line("Load(model);");
        code.Line("_layout = CreateLayout();");
        code.Close();
    }

    private void Rebind()
    {
        code.Line();
        code.Open($"public void Rebind({RuntimeNames.Model} model)");
        code.Open($"if (model is not {className} data)");
        code.Line($"throw new global::System.ArgumentException($\"A density of {className} cannot take the data of {{model?.ModelName ?? \"null\"}}: rebind it to a {className}.\", nameof(model));");
        code.Close();
        code.Line("Check(data);");
        code.Line("Load(data);");
        code.Line("_predictedLayout = null;");
        code.Open("if (!IsCurrent(_layout))");
        code.Line("_layout = CreateLayout();");
        code.Close();
        code.Close();
    }

    /// <summary>Refuses bad data before anything of the density changes.</summary>
    private void Check()
    {
        code.Line();
        code.Open($"private static void Check({className} model)");
        foreach (ArrayInfo array in data)
        {
            Elements(array, FieldOf(array));
        }

        ExpressionWriter expressions = new(arrays, names);
        List<string> lines = [];
        string Dimension(Dimension dimension) => $"{ModelWriter.Quoted(dimension.Name)}, {expressions.Index(dimension.Length)}";
        foreach (DataCheck check in kernel.Checks)
        {
            lines.Add(check switch
            {
                DataCheck.EqualLength equal =>
                    $"{RuntimeNames.ModelData}.RequireLength({ModelWriter.Quoted(equal.owner)}, {Dimension(equal.actual)}, {Dimension(equal.expected)});",
                DataCheck.AtLeast least =>
                    $"{RuntimeNames.ModelData}.RequireAtLeast({ModelWriter.Quoted(least.owner)}, {Dimension(least.actual)}, {Dimension(least.least)});",
                DataCheck.IndexInRange range =>
                    $"{RuntimeNames.ModelData}.RequireIndex({ModelWriter.Quoted(range.field)}, {Span(Info(range.array))}, {Dimension(range.count)}, shift: {range.shift});",
                DataCheck.PlaceInRange place =>
                    $"{RuntimeNames.ModelData}.RequirePlaces({ModelWriter.Quoted(place.owner)}, {expressions.Index(place.lowest)}, {expressions.Index(place.highest)}, {Dimension(place.count)});",
                DataCheck.Ascending times => $"{RuntimeNames.ModelData}.RequireAscending({ModelWriter.Quoted(times.field)}, {Span(Info(times.array))});",
                DataCheck.ValuesBetween values =>
                    $"{RuntimeNames.ModelData}.RequireBetween({ModelWriter.Quoted(values.field)}, {Span(Info(values.array))}, {ExpressionWriter.Literal(values.lower)}, {ExpressionWriter.Literal(values.upper)}, isOpen: {(values.isOpen ? "true" : "false")});",
                _ => throw new System.InvalidOperationException("Unknown check."),
            });
        }

        Sources(expressions);
        foreach (string line in lines)
        {
            code.Line(line);
        }

        code.Close();
    }

    private ArrayInfo Info(ArrayId id) => arrays.Single(info => info.Id.Equals(id));

    /// <summary>The user's member with the data of an array.</summary>
    private string Member(ArrayInfo array) => "model." + ModelWriter.Identifier(FieldOf(array).Name);

    /// <summary>All values of a field as a span, or what converts to one.</summary>
    private string Span(ArrayInfo array) =>
        array.Dimensions.IsEmpty ? $"[{Member(array)}]" : array.Element.IsIntegerElement ? Member(array) : Member(array) + ".Span";

    private string LengthOf(ArrayInfo array, int axis) =>
        $"{Member(array)}.{(array.Dimensions.Length == 1 ? "Length" : axis == 0 ? "Rows" : "Columns")}";

    /// <summary>Locals that the checks read, from the new data.</summary>
    private void Sources(ExpressionWriter expressions)
    {
        foreach ((ArrayId id, int axis) in expressions.UsedLengths)
        {
            ArrayInfo array = Info(id);
            code.Line($"int {names.Length(id, axis, array.Dimensions.Length)} = {LengthOf(array, axis)};");
        }

        foreach (ArrayInfo array in expressions.UsedArrays.Select(Info))
        {
            code.Line(array.Dimensions.IsEmpty
                ? $"int {names[array.Id]} = {Member(array)};"
                : $"ref int {names[array.Id]} = ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference({Member(array)});");
        }
    }

    private void Elements(ArrayInfo array, DataField field)
    {
        string label = ModelWriter.Quoted(field.Name);
        bool isInteger = array.Element.IsIntegerElement;
        if (isInteger && !array.Dimensions.IsEmpty)
        {
            code.Line($"global::System.ArgumentNullException.ThrowIfNull({Member(array)}, {label});");
        }

        if (!isInteger)
        {
            code.Line($"{RuntimeNames.ModelData}.RequireFinite({label}, {Span(array)}, allowMissing: {(field.AllowMissing ? "true" : "false")});");
        }

        if (field.Lower is not null || field.Upper is not null)
        {
            string Bound(Microsoft.FSharp.Core.FSharpOption<double>? bound) => bound is null ? "double.NaN" : ExpressionWriter.Literal(bound.Value);
            code.Line($"{RuntimeNames.ModelData}.RequireRange({label}, {Span(array)}, {Bound(field.Lower)}, {Bound(field.Upper)});");
        }
    }

    private void Load(ArrayInfo[] buffers, Method bind, IReadOnlyList<SlicedLoop> sliced)
    {
        code.Line();
        code.Open($"private void Load({className} model)");
        foreach (ArrayInfo array in data)
        {
            string name = names[array.Id];
            int rank = array.Dimensions.Length;
            code.Line(rank == 0 ? $"_{name} = {Member(array)};" : $"{RuntimeNames.Buffers}.Copy({Span(array)}, ref _{name});");
            for (int axis = 0; axis < rank; axis++)
            {
                code.Line($"_{names.Length(array.Id, axis, rank)} = {LengthOf(array, axis)};");
            }
        }

        if (distinct.Arrays.Count > 0)
        {
            code.Line($"{DistinctRowsWriter.Name}();");
        }

        Resize(buffers, sliced);
        if (bind.UsedArrays.Count > 0)
        {
            code.Line("ComputeBound();");
        }

        code.Close();
        if (distinct.Arrays.Count > 0)
        {
            distinct.Write(isChosen: HasRepeated);
        }

        if (bind.UsedArrays.Count > 0)
        {
            code.Line();
            code.Line("/// <summary>What depends on the data alone, computed once per binding.</summary>");
            code.Open("private void ComputeBound()");
            bind.Write(code, arrays);
            code.Close();
        }
    }

    private void Resize(ArrayInfo[] buffers, IReadOnlyList<SlicedLoop> sliced)
    {
        ExpressionWriter expressions = new(arrays, names);
        string[] lines =
        [
            .. buffers.Select(array => $"{RuntimeNames.Buffers}.{(array.Dimensions.IsEmpty ? "Resize" : "ResizeAligned")}(ref _{names[array.Id]}, {expressions.Count(array.Id)});"),
            .. SlicedLoopsWriter.Bind(sliced, expressions),
        ];
        expressions.WriteDataLocals(code);
        foreach (string line in lines)
        {
            code.Line(line);
        }
    }
}
