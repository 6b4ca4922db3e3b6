// How long the next step is.
namespace Exmc.Odes;

/// <summary>Proportional-integral control of the step length. Hairer and Wanner (1996), Solving Ordinary Differential Equations II, IV.2.</summary>
internal struct StepControl(int errorOrder)
{
    private const double Safety = 0.9;
    private const double Integral = 0.04;
    private const double Smallest = 0.2;
    private const double Largest = 10.0;
    private double _previousError = 1e-4;
    private bool _wasRejected;

    /// <summary>Whether a step with this error, in units of what is allowed, is good enough; NaN is not.</summary>
    public readonly bool Accepts(double error) => error <= 1.0;

    /// <summary>What the length is multiplied by.</summary>
    public double Factor(double error, bool isAccepted)
    {
        if (double.IsNaN(error) || double.IsPositiveInfinity(error))
        {
            _wasRejected = true;
            return 0.1;
        }

        double factor = Safety * Math.Pow(Math.Max(error, 1e-10), (0.75 * Integral) - (1.0 / errorOrder));
        if (!isAccepted)
        {
            _wasRejected = true;
            return Math.Clamp(factor, Smallest, 1.0);
        }

        factor *= Math.Pow(_previousError, Integral);
        double largest = _wasRejected ? 1.0 : Largest;
        _previousError = Math.Max(error, 1e-4);
        _wasRejected = false;
        return Math.Clamp(factor, Smallest, largest);
    }
}
