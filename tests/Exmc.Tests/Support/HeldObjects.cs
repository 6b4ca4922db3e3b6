// The exact size of everything that an object holds.
using System.Reflection;

namespace Exmc.Tests;

/// <summary>Follows the fields of an object to all objects that it alone holds, and weighs each by what a copy of it allocates.</summary>
internal static class HeldObjects
{
    private static readonly MethodInfo _clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Each object with the field it was reached by and its bytes, header and padding included.</summary>
    /// <param name="root">Where to start; included.</param>
    /// <param name="isLeftOut">Objects that are not counted, nor what only they hold.</param>
    public static IReadOnlyList<(string Path, object Value, long Bytes)> Of(object root, Predicate<object> isLeftOut)
    {
        List<(string Path, object Value, long Bytes)> held = [];
        Visit(root.GetType().Name, root, new(ReferenceEqualityComparer.Instance), isLeftOut, held);
        return held;
    }

    private static void Visit(string path, object? value, HashSet<object> seen, Predicate<object> isLeftOut, List<(string Path, object Value, long Bytes)> held)
    {
        // Empty arrays are shared.
        if (value is null or string or Delegate or Type or Array { Length: 0 } || isLeftOut(value))
        {
            return;
        }

        // A value lies within the object that has it.
        if (!value.GetType().IsValueType)
        {
            if (!seen.Add(value))
            {
                return;
            }

            held.Add((path, value, Bytes(value)));
        }

        if (value is Array array)
        {
            if (!value.GetType().GetElementType()!.IsPrimitive)
            {
                foreach (object? element in array)
                {
                    Visit(path + "[]", element, seen, isLeftOut, held);
                }
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null && !type.IsPrimitive && !type.IsEnum; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer)
                {
                    Visit($"{path}.{field.Name}", field.GetValue(value), seen, isLeftOut, held);
                }
            }
        }
    }

    private static long Bytes(object value)
    {
        // The run-time allocates now and then for itself.
        long bytes = long.MaxValue;
        for (int copy = 0; copy < 3; copy++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _clone.Invoke(value, null);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return bytes;
    }
}
