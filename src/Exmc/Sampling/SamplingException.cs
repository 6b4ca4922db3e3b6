// The failure of a fit that the model or its data cause.
namespace Exmc;

/// <summary>A fit could not start or go on, for a reason in the model or its data; the message says which and what to do.</summary>
public sealed class SamplingException(string message) : Exception(message);
