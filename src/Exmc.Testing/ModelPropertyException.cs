// The failure of a property.
namespace Exmc.Testing;

/// <summary>A property does not hold; the message has the smallest counterexample that was found, and a line that reproduces it.</summary>
public sealed class ModelPropertyException : Exception
{
    internal ModelPropertyException(string property, string model, ulong seed, IReadOnlyList<double>? position, string message, Exception? inner = null)
        : base(message, inner)
    {
        Property = property;
        ModelName = model;
        Seed = seed;
        Position = position;
    }

    /// <summary>Name of the method of <see cref="ModelProperties"/>.</summary>
    public string Property { get; }

    /// <summary>The model's name.</summary>
    public string ModelName { get; }

    /// <summary>Seed of the run that failed.</summary>
    public ulong Seed { get; }

    /// <summary>The shrunk position, in sampling coordinates; null where the property is not one of positions.</summary>
    public IReadOnlyList<double>? Position { get; }
}
