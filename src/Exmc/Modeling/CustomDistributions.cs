// Distributions of the user's own.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>A number whose log density is a method marked [Custom].</summary>
    public static Distribution Custom(Func<Real, Real> logDensity) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A number whose log density is a method marked [Custom], with its parameters.</summary>
    public static Distribution Custom(Func<Real, Real, Real> logDensity, Real first) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A number for each element of the parameters.</summary>
    public static VectorDistribution Custom(Func<Real, Real, Real> logDensity, Vector first) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>A number whose log density is a method marked [Custom], with its parameters.</summary>
    public static Distribution Custom(Func<Real, Real, Real, Real> logDensity, Real first, Real second) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A number for each element of the parameters.</summary>
    public static VectorDistribution Custom(Func<Real, Real, Real, Real> logDensity, Vector first, Vector second) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>A number whose log density is a method marked [Custom], with its parameters.</summary>
    public static Distribution Custom(Func<Real, Real, Real, Real, Real> logDensity, Real first, Real second, Real third) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A number for each element of the parameters.</summary>
    public static VectorDistribution Custom(Func<Real, Real, Real, Real, Real> logDensity, Vector first, Vector second, Vector third) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>A number whose log density is a method marked [Custom], with its parameters.</summary>
    public static Distribution Custom(Func<Real, Real, Real, Real, Real, Real> logDensity, Real first, Real second, Real third, Real fourth) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A number for each element of the parameters.</summary>
    public static VectorDistribution Custom(Func<Real, Real, Real, Real, Real, Real> logDensity, Vector first, Vector second, Vector third, Vector fourth) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>A count, 0, 1, 2, ..., whose log probability is a method marked [Custom].</summary>
    public static DiscreteDistribution CustomCount(Func<int, Real> logDensity) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count, 0, 1, 2, ..., whose log probability is a method marked [Custom], with its parameters.</summary>
    public static DiscreteDistribution CustomCount(Func<int, Real, Real> logDensity, Real first) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count for each element of the parameters.</summary>
    public static VectorDiscreteDistribution CustomCount(Func<int, Real, Real> logDensity, Vector first) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>A count, 0, 1, 2, ..., whose log probability is a method marked [Custom], with its parameters.</summary>
    public static DiscreteDistribution CustomCount(Func<int, Real, Real, Real> logDensity, Real first, Real second) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count for each element of the parameters.</summary>
    public static VectorDiscreteDistribution CustomCount(Func<int, Real, Real, Real> logDensity, Vector first, Vector second) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>A count, 0, 1, 2, ..., whose log probability is a method marked [Custom], with its parameters.</summary>
    public static DiscreteDistribution CustomCount(Func<int, Real, Real, Real, Real> logDensity, Real first, Real second, Real third) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count for each element of the parameters.</summary>
    public static VectorDiscreteDistribution CustomCount(Func<int, Real, Real, Real, Real> logDensity, Vector first, Vector second, Vector third) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>A count, 0, 1, 2, ..., whose log probability is a method marked [Custom], with its parameters.</summary>
    public static DiscreteDistribution CustomCount(Func<int, Real, Real, Real, Real, Real> logDensity, Real first, Real second, Real third, Real fourth) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count for each element of the parameters.</summary>
    public static VectorDiscreteDistribution CustomCount(Func<int, Real, Real, Real, Real, Real> logDensity, Vector first, Vector second, Vector third, Vector fourth) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
