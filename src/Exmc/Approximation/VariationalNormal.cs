// A normal distribution that is moved by natural gradients.
namespace Exmc;

/// <summary>The normal distribution of x = m + S z, z standard normal, whose parameters are m and those of S.</summary>
internal abstract class VariationalNormal(double[] parameters, int dimension) : INormalProposal
{
    /// <summary>The mean, length d, then what S is made of.</summary>
    public double[] Parameters => parameters;

    public int Dimension => dimension;

    /// <summary>Number of directions in which S moves.</summary>
    public abstract int Directions { get; }

    protected Span<double> Mean => parameters.AsSpan(0, dimension);

    protected Span<double> Scale => parameters.AsSpan(dimension);

    /// <summary>The same family with other parameters.</summary>
    public abstract VariationalNormal With(double[] others);

    /// <summary>x = m + S z.</summary>
    public abstract void Transform(ReadOnlySpan<double> z, Span<double> x);

    /// <summary>S' g, in place.</summary>
    public abstract void WhitenGradient(Span<double> gradient);

    /// <summary>Adds the gradient of one draw in each direction of S, given S' g + z of it.</summary>
    public abstract void AddDirections(ReadOnlySpan<double> whitened, ReadOnlySpan<double> z, Span<double> sums);

    /// <summary>Moves m by S a, then S by the directions b.</summary>
    public abstract void Move(ReadOnlySpan<double> a, ReadOnlySpan<double> b);

    /// <summary>The unit in which an error of a parameter counts: a standard deviation for a mean, the scale itself for a scale.</summary>
    public abstract double Unit(int parameter);

    /// <summary>log det S.</summary>
    protected abstract double LogDeterminant();

    /// <inheritdoc/>
    public double Draw(RandomStream stream, Span<double> position)
    {
        Span<double> z = dimension <= 64 ? stackalloc double[dimension] : new double[dimension];
        double squares = NormalVariates.Fill(stream, z);
        Transform(z, position);
        return -LogDeterminant() - (0.5 * squares) - (0.5 * dimension * Math.Log(2 * Math.PI));
    }
}
