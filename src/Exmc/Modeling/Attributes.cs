// What the members of a model are.
namespace Exmc;

/// <summary>Marks a partial class as a model: the generator compiles it to a density with its gradient.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>External name of the model; its snake_case class name unless given.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Optimising passes by name, one after the other: only those named, or all but those with a minus sign ("-collapse"), or "none". All, unless the
    /// MSBuild property ExmcPasses says otherwise. The density is the same to rounding whatever is chosen.
    /// </summary>
    public string? Passes { get; set; }
}

/// <summary>Marks a property as data: double, int, Vector, Matrix or int[].</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DataAttribute : Attribute
{
    /// <summary>Name of the field in files; the member's name in snake_case unless given.</summary>
    public string? Name { get; set; }

    /// <summary>Whether NaN means a missing reading. Otherwise NaN is refused.</summary>
    public bool AllowMissing { get; set; }

    /// <summary>Whether the field may be absent from files; it is then zero, or empty.</summary>
    public bool Optional { get; set; }

    /// <summary>Smallest value allowed; no bound when NaN.</summary>
    public double Lower { get; set; } = double.NaN;

    /// <summary>Largest value allowed; no bound when NaN.</summary>
    public double Upper { get; set; } = double.NaN;
}

/// <summary>
/// Marks a property as a parameter; its body is its prior. Its type is Real, Vector, or a vector that is constrained as a whole:
/// Ordered, PositiveOrdered, Simplex, UnitVector, SumToZero; Matrix, CholeskyCorrelation, CholeskyCovariance, Correlation, Covariance,
/// or Rows of constrained vectors.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>External name; the member's name in snake_case unless given.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Samples a positive scale as the absolute value of a coordinate on the whole line, which keeps a posterior that reaches
    /// zero smooth. The prior must be HalfNormal, HalfCauchy or HalfStudentT.
    /// </summary>
    public bool Folded { get; set; }

    /// <summary>
    /// Samples the parameter in units of its prior's scale, from its location (Papaspiliopoulos, Roberts and Skold 2007): what helps where
    /// data say little about each of many parameters that share a scale. Results keep the declared coordinates. The prior must be
    /// Normal, StudentT, Cauchy, Laplace, Logistic, Gumbel or a multivariate normal, without bounds.
    /// </summary>
    public bool NonCentered { get; set; }

    /// <summary>
    /// Name of the matrix, of data or computed from data alone, that this vector of coefficients multiplies in a predictor. The sampler then
    /// moves in the coefficients of orthonormal columns (QR factorisation when data are bound), whose posterior is nearly uncorrelated
    /// however the columns are scaled and however much they resemble each other. Results and priors are those of the vector itself.
    /// The prior must live on the whole line.
    /// </summary>
    public string? Design { get; set; }

    /// <summary>
    /// Name of a vector of coefficients with a <see cref="Design"/> whose intercept this Real is. The columns of the design are centred for
    /// the sampler, which moves in the predictor at their means; results are those of the intercept itself.
    /// </summary>
    public string? InterceptOf { get; set; }
}

/// <summary>Marks a property whose value is recorded with the draws.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DeterministicAttribute : Attribute
{
    /// <summary>External name; the member's name in snake_case unless given.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Marks a property that is computed once per draw with random numbers: a distribution it returns is drawn from, and
/// <see cref="Distributions.Draw(Distribution)"/> draws inside its body. Predictions hold its values.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class GeneratedAttribute : Attribute
{
    /// <summary>External name; the member's name in snake_case unless given.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Marks a static method, in any class of the same project, that model bodies may call. Its body is written in the language of
/// models: locals, counted loops, conditionals, early returns, vectors; no recursion.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelFunctionAttribute : Attribute;

/// <summary>
/// Marks a static method that is the log density of a distribution, in nats, for <see cref="Distributions.Custom(Func{Real, Real})"/>: its first parameter is
/// the value, a Real or, for <see cref="Distributions.CustomCount(Func{int, Real})"/>, an int; the others are the distribution's parameters. Its body is written in the language of models.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CustomAttribute : Attribute
{
    /// <summary>Lower end of the support.</summary>
    public double Lower { get; set; } = double.NegativeInfinity;

    /// <summary>Upper end of the support.</summary>
    public double Upper { get; set; } = double.PositiveInfinity;

    /// <summary>
    /// Name of a static method of the same class that takes the parameters and returns a draw, made with <see cref="Distributions.Draw(Distribution)"/>. Without one
    /// there are no prior and predictive draws.
    /// </summary>
    public string? Sampler { get; set; }
}

/// <summary>
/// Marks a method that is the right-hand side of differential equations, for <see cref="Distributions.SolveOde(Func{Real, Vector, Vector}, Vector, Real, Vector, double, double, int)"/>:
/// it takes the time, the states and, if it likes, a vector of parameters, and returns the slope of each state. A method of the model reads
/// its members, too. Its body is written in the language of models.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OdeSystemAttribute : Attribute;

/// <summary>Marks a property that is added to the log density; a vector is summed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FactorAttribute : Attribute;

/// <summary>Marks a property that is the distribution of observed data.</summary>
/// <param name="data">Name of the data member, by nameof.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ObservedAttribute(string data) : Attribute
{
    /// <summary>Name of the data member.</summary>
    public string Data { get; } = data;
}

/// <summary>Marks a property that is the distribution of the next reading, given the parameters and the data.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ForecastAttribute : Attribute;
