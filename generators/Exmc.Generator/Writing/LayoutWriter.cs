// The layout of a density, created again only when a length changed.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class LayoutWriter
{
    public static void Write(Kernel kernel, string className, string modelHash, ArrayInfo[] arrays, ArrayNames names, CodeText code)
    {
        LayoutField[] layout = [.. kernel.Sampling.Layout];
        LayoutField[] canonical = kernel.Canonical is null ? layout : [.. kernel.Canonical.Value.Layout];
        code.Line();
        code.Line($"public {RuntimeNames.Layout} Layout => _layout;");
        code.Line();
        code.Line("public int Dimension => _layout.Dimension;");
        Create("CreateLayout", layout, canonical, className, modelHash, arrays, names, code);
        code.Line();
        code.Line($"public {RuntimeNames.Layout} PredictedLayout => _predictedLayout ??= CreatePredictedLayout();");
        LayoutField[] predicted = [.. kernel.Predicted];
        Create("CreatePredictedLayout", predicted, predicted, className, modelHash, arrays, names, code);
        Current(layout, arrays, names, code);
    }

    private static void Create(string method, LayoutField[] layout, LayoutField[] canonical, string className, string modelHash, ArrayInfo[] arrays, ArrayNames names, CodeText code)
    {
        ExpressionWriter expressions = new(arrays, names);
        List<string> lines = [];
        for (int k = 0; k < layout.Length; k++)
        {
            LayoutField field = layout[k];
            string shape = string.Join(", ", field.Shape.Select(expressions.Index));
            string transform = field.Transform == canonical[k].Transform
                ? Transform(field)
                : $"_isCanonical ? {Transform(canonical[k])} : {Transform(field)}";
            string role = RuntimeNames.LayoutRole + "." + Role(field.Kind);
            string offset = field.IsParameter ? expressions.Index(field.Offset) : "-1";
            lines.Add($"new({ModelWriter.Quoted(field.Member)}, {ModelWriter.Quoted(field.External)}, [{shape}], {role}, {transform}, "
                + $"{offset}, {expressions.Index(field.PositionSize)}, {expressions.Index(field.ValueOffset)}, {expressions.Index(field.ValueSize)}),");
        }

        code.Line();
        code.Open($"private {RuntimeNames.Layout} {method}()");
        expressions.WriteDataLocals(code);
        code.Line($"{RuntimeNames.LayoutEntry}[] entries =");
        code.Line("[");
        foreach (string line in lines)
        {
            code.Line("    " + line);
        }

        code.Line("];");
        code.Line($"return new {RuntimeNames.Layout}({ModelWriter.Quoted(className)}, {ModelWriter.Quoted(modelHash)}, entries);");
        code.Close();
    }

    private static string Role(FieldKind kind) => kind.Tag switch
    {
        FieldKind.Tags.ParameterField => "Parameter",
        FieldKind.Tags.DeterministicField => "Deterministic",
        FieldKind.Tags.ObservedField => "Observed",
        _ => "Generated",
    };

    private static string Transform(LayoutField field) => ModelWriter.Quoted(field.Transform is "identity" or "deterministic" ? string.Empty : field.Transform);

    private static void Current(LayoutField[] layout, ArrayInfo[] arrays, ArrayNames names, CodeText code)
    {
        ExpressionWriter expressions = new(arrays, names);
        List<string> conditions = [];
        for (int k = 0; k < layout.Length; k++)
        {
            int axis = 0;
            foreach (Index length in layout[k].Shape)
            {
                if (length is not Index.IConst)
                {
                    conditions.Add($"layout.Entries[{k}].Shape[{axis}] == {expressions.Index(length)}");
                }

                axis++;
            }
        }

        code.Line();
        code.Open($"private bool IsCurrent({RuntimeNames.Layout} layout)");
        expressions.WriteDataLocals(code);
        code.Line($"return {(conditions.Count == 0 ? "true" : string.Join(" && ", conditions))};");
        code.Close();
    }
}
