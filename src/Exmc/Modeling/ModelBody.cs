// Bodies of models are read by the generator, never run.
namespace Exmc;

internal static class ModelBody
{
    /// <summary>What every function of the modelling vocabulary does when it is run after all.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static T NotExecuted<T>() =>
        throw new NotSupportedException("Bodies of [Model] members are compiled by the generator and cannot be run. Fit the model with Sample and read the result.");
}
