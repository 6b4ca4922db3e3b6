// How a density finds the rows of its data that differ.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes a method that finds the classes of equal rows of data and copies the first row of each.</summary>
internal sealed class DistinctRowsWriter(CodeText code, ArrayInfo[] arrays, ArrayNames names)
{
    /// <summary>Name of the method, which reads the data that have been copied.</summary>
    public const string Name = "FindDistinctRows";
    private readonly ExpressionWriter expressions = new(arrays, names);

    /// <summary>Arrays of classes and rows, each after what it is made of.</summary>
    public IReadOnlyList<ArrayInfo> Arrays { get; } = [.. arrays.Where(array => array.Role.IsRowClasses || array.Role.IsDistinctRows)];

    /// <summary>The field that says whether rows repeat often enough for the evaluation by distinct rows.</summary>
    public const string IsRepeated = "_isRepeated";

    /// <summary>Writes the method.</summary>
    /// <param name="isChosen">Whether data choose their evaluation: those whose rows seldom repeat then count as one row, which nothing reads.</param>
    public void Write(bool isChosen)
    {
        string[] classes = [.. Arrays.Where(array => array.Role.IsRowClasses).SelectMany(array => Classes(array, (ArrayRole.RowClasses)array.Role))];
        string[] rows = [.. Arrays.Where(array => array.Role.IsDistinctRows).SelectMany(array => Rows(array, (ArrayRole.DistinctRows)array.Role))];
        string[] choice = isChosen ? [.. Choice([.. Arrays.Where(array => array.Role.IsRowClasses)])] : [];
        code.Line();
        code.Line("/// <summary>Rows of data that are equal are evaluated once.</summary>");
        code.Open($"private void {Name}()");
        expressions.WriteDataLocals(code);
        foreach (string line in classes.Concat(choice).Concat(rows))
        {
            code.Line(line);
        }

        code.Close();
    }

    private IEnumerable<string> Choice(ArrayInfo[] classes)
    {
        string Rows(ArrayInfo array) => "_" + names.Length(array.Id, 0, 1);
        yield return $"{IsRepeated} = {string.Join(" && ", classes.Select(array => $"{CountOf(names[array.Id])} <= {Rows(array)} / 2"))};";
        yield return $"if (!{IsRepeated})";
        yield return "{";
        foreach (ArrayInfo array in classes)
        {
            yield return $"    {CountOf(names[array.Id])} = {RuntimeNames.RowClasses}.Single({Rows(array)}, ref _{names[array.Id]});";
        }

        yield return "}";
    }

    private static string CountOf(string classes) => classes + "Count";

    private IEnumerable<string> Classes(ArrayInfo array, ArrayRole.RowClasses role)
    {
        string name = names[array.Id];
        string rows = "_" + names.Length(array.Id, 0, 1);
        yield return $"{rows} = {expressions.Index(role.count)};";
        yield return $"int {CountOf(name)} = {RuntimeNames.RowClasses}.Single({rows}, ref _{name});";
        foreach (ArrayId key in role.keys)
        {
            yield return $"{CountOf(name)} = {RuntimeNames.RowClasses}.Split<{TypeOf(key)}>({rows}, {Columns(key)}, {Span(key, rows, Columns(key))}, _{name}, {CountOf(name)});";
        }
    }

    private IEnumerable<string> Rows(ArrayInfo array, ArrayRole.DistinctRows role)
    {
        string classes = names[role.classes];
        string rows = "_" + names.Length(role.classes, 0, 1);
        string resize = TypeOf(role.source) == "int" ? "Resize" : "ResizeAligned";
        yield return $"{RuntimeNames.Buffers}.{resize}(ref _{names[array.Id]}, {CountOf(classes)} * {Columns(role.source)});";
        yield return $"{RuntimeNames.RowClasses}.Select<{TypeOf(role.source)}>({rows}, {Columns(role.source)}, {Span(role.source, rows, Columns(role.source))}, _{classes}, {CountOf(classes)}, {Span(array.Id, CountOf(classes), Columns(role.source))});";
        int rank = array.Dimensions.Length;
        yield return $"_{names.Length(array.Id, 0, rank)} = {CountOf(classes)};";
        if (rank == 2)
        {
            yield return $"_{names.Length(array.Id, 1, rank)} = {Columns(role.source)};";
        }
    }

    private ArrayInfo Info(ArrayId id) => arrays.Single(info => info.Id.Equals(id));

    /// <summary>The first rows of an array as a span.</summary>
    private string Span(ArrayId id, string rows, string columns) => TypeOf(id) == "int"
        ? $"global::System.MemoryExtensions.AsSpan(_{names[id]}, 0, {rows} * {columns})"
        : $"{RuntimeNames.MemoryMarshal}.CreateSpan(ref {RuntimeNames.Buffers}.Aligned(_{names[id]}), {rows} * {columns})";

    private string TypeOf(ArrayId id) => Info(id).Element.IsIntegerElement ? "int" : "double";

    private string Columns(ArrayId id) => Info(id).Dimensions.Length == 1 ? "1" : "_" + names.Length(id, 1, 2);
}
