// What a generated model offers to callers that do not know its type.
using System.Text.Json;

namespace Exmc;

/// <summary>A model with its data, ready to be bound to a density.</summary>
public interface IModel
{
    /// <summary>The model's name as users know it (the class name).</summary>
    string ModelName { get; }

    /// <summary>Binds the model's current data to a new density.</summary>
    /// <exception cref="InvalidDataException">The data are invalid; names member, position and value.</exception>
    IDensity Bind(Coordinates coordinates = Coordinates.Sampling);

    /// <summary>Adds all data to a fingerprint; a saved run goes on with data of the same fingerprint only. A model that adds nothing is told by its density.</summary>
    void AddData(DataFingerprint fingerprint)
    {
    }
}

/// <summary>A model that can be created from JSON data.</summary>
public interface IModel<TSelf> : IModel
    where TSelf : IModel<TSelf>
{
    /// <summary>Reads the data members from a JSON object; undeclared fields are ignored.</summary>
    /// <exception cref="InvalidDataException">A field is missing or has the wrong type.</exception>
    static abstract TSelf FromJson(JsonElement data);

    /// <summary>The printed stages of the compiler, from model to kernel; empty unless the project sets ExmcEmitStages.</summary>
    static abstract string Stages { get; }
}
