// A normal distribution with independent coordinates.
namespace Exmc;

/// <summary>Independent coordinates: S is diagonal, and its parameters are the logarithms of its elements.</summary>
internal sealed class MeanFieldNormal(double[] parameters, int dimension) : VariationalNormal(parameters, dimension)
{
    public override int Directions => Dimension;

    public static MeanFieldNormal Of(double[] mean, double[] sd) => new([.. mean, .. sd.Select(scale => Math.Log(scale))], mean.Length);

    public override VariationalNormal With(double[] others) => new MeanFieldNormal(others, Dimension);

    public override void Transform(ReadOnlySpan<double> z, Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Mean[i] + (Math.Exp(Scale[i]) * z[i]);
        }
    }

    public override void WhitenGradient(Span<double> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= Math.Exp(Scale[i]);
        }
    }

    public override void AddDirections(ReadOnlySpan<double> whitened, ReadOnlySpan<double> z, Span<double> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            // The Fisher information of a log scale is 2.
            sums[i] += 0.5 * whitened[i] * z[i];
        }
    }

    public override void Move(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (int i = 0; i < Dimension; i++)
        {
            Mean[i] += Math.Exp(Scale[i]) * a[i];
            Scale[i] += b[i];
        }
    }

    public override double Unit(int parameter) => parameter < Dimension ? Math.Exp(Scale[parameter]) : 1;

    protected override double LogDeterminant()
    {
        double sum = 0;
        foreach (double logScale in Scale)
        {
            sum += logScale;
        }

        return sum;
    }
}
