// Tunes the step size by dual averaging.
namespace Exmc;

/// <summary>Moves the step size towards the target acceptance (Nesterov 2009; Hoffman and Gelman 2014, section 3.2).</summary>
internal sealed partial class DualAveraging
{
    private const double Shrinkage = 0.05;
    private const double Offset = 10;
    private const double Decay = 0.75;
    private double _centre;
    private double _error;
    private double _logStep;
    private double _logAverage;
    private double _count;

    /// <summary>Acceptance statistic to reach, in (0, 1).</summary>
    public double Target { get; set; } = 0.8;

    /// <summary>Step size while adapting.</summary>
    public double Current => Math.Exp(_logStep);

    /// <summary>Step size to keep; the latest good one when nothing was averaged since the restart.</summary>
    public double Final => Math.Exp(_count > 0 ? _logAverage : _logStep);

    /// <summary>Forgets everything but the step size.</summary>
    public void Restart(double stepSize)
    {
        _logStep = Math.Log(stepSize);
        _centre = _logStep + Math.Log(10);
        _logAverage = _logStep;
        _error = 0;
        _count = 0;
    }

    /// <summary>Starts as if <paramref name="count"/> iterations had already settled on this step size.</summary>
    public void RestartWithPrior(double stepSize, double count)
    {
        Restart(stepSize);
        SetCount(count);
    }

    /// <summary>Lets the history count at most this many iterations, so that new ones matter.</summary>
    public void Discount(double count)
    {
        if (_count > count)
        {
            SetCount(count);
        }
    }

    /// <summary>Takes one acceptance statistic in [0, 1] into account.</summary>
    public void Update(double acceptance)
    {
        _count++;
        double rate = 1 / (_count + Offset);
        _error = ((1 - rate) * _error) + (rate * (Target - acceptance));
        _logStep = _centre - (_error * Math.Sqrt(_count) / Shrinkage);
        double weight = Math.Pow(_count, -Decay);
        _logAverage = ((1 - weight) * _logAverage) + (weight * _logStep);
    }

    // The error is chosen so that the current step size stays what it is.
    private void SetCount(double count)
    {
        _count = count;
        _error = (_centre - _logStep) * Shrinkage / Math.Sqrt(count);
    }
}
