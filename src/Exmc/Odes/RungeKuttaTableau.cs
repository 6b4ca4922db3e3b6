// Coefficients of the Runge-Kutta methods.
namespace Exmc.Odes;

/// <summary>An embedded Runge-Kutta pair with an interpolant. Hairer, Norsett and Wanner (1993), Solving Ordinary Differential Equations I, II.4-II.6.</summary>
internal sealed class RungeKuttaTableau
{
    /// <summary>Powers of the interpolating polynomials: theta, ..., theta^4.</summary>
    private const int Powers = 4;

    private readonly double[][] _stages;
    private readonly double[] _interpolant;

    private RungeKuttaTableau(int errorOrder, double[] nodes, double[][] stages, double[] weights, double[] errorWeights, double[] interpolant)
    {
        ErrorOrder = errorOrder;
        Nodes = nodes;
        _stages = stages;
        Weights = weights;
        ErrorWeights = errorWeights;
        _interpolant = interpolant;
    }

    /// <summary>Dormand and Prince (1980), order 5 with an error estimate of order 4; interpolant of order 4 by Shampine (1986).</summary>
    public static RungeKuttaTableau DormandPrince { get; } = new(
        errorOrder: 5,
        nodes: [0.0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1.0, 1.0],
        stages:
        [
            [],
            [1.0 / 5],
            [3.0 / 40, 9.0 / 40],
            [44.0 / 45, -56.0 / 15, 32.0 / 9],
            [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
            [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
            [35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
        ],
        weights: [35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84, 0.0],
        errorWeights: [71.0 / 57600, 0.0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40],
        interpolant:
        [
            1.0, -8048581381.0 / 2820520608, 8663915743.0 / 2820520608, -12715105075.0 / 11282082432,
            0.0, 0.0, 0.0, 0.0,
            0.0, 131558114200.0 / 32700410799, -68118460800.0 / 10900136933, 87487479700.0 / 32700410799,
            0.0, -1754552775.0 / 470086768, 14199869525.0 / 1410260304, -10690763975.0 / 1880347072,
            0.0, 127303824393.0 / 49829197408, -318862633887.0 / 49829197408, 701980252875.0 / 199316789632,
            0.0, -282668133.0 / 205662961, 2019193451.0 / 616988883, -1453857185.0 / 822651844,
            0.0, 40617522.0 / 29380423, -110615467.0 / 29380423, 69997945.0 / 29380423,
        ]);

    /// <summary>
    /// SDIRK4: singly diagonally implicit, order 4, L-stable, with an error estimate of order 3. Hairer and Wanner (1996), Solving Ordinary
    /// Differential Equations II, table IV.6.5. The interpolant solves the order conditions up to 3 and that of the quadrature of order 4.
    /// </summary>
    public static RungeKuttaTableau Sdirk4 { get; } = new(
        errorOrder: 4,
        nodes: [1.0 / 4, 3.0 / 4, 11.0 / 20, 1.0 / 2, 1.0],
        stages:
        [
            [],
            [1.0 / 2],
            [17.0 / 50, -1.0 / 25],
            [371.0 / 1360, -137.0 / 2720, 15.0 / 544],
            [25.0 / 24, -49.0 / 48, 125.0 / 16, -85.0 / 12],
        ],
        weights: [25.0 / 24, -49.0 / 48, 125.0 / 16, -85.0 / 12, 1.0 / 4],
        errorWeights: [-3.0 / 16, -27.0 / 32, 25.0 / 32, 0.0, 1.0 / 4],
        interpolant:
        [
            11.0 / 3, -463.0 / 72, 217.0 / 36, -20.0 / 9,
            11.0 / 2, -385.0 / 16, 661.0 / 24, -10.0,
            -125.0 / 18, 20125.0 / 432, -8875.0 / 216, 250.0 / 27,
            0.0, -85.0 / 4, 85.0 / 6, 0.0,
            -11.0 / 9, 557.0 / 108, -359.0 / 54, 80.0 / 27,
        ]);

    /// <summary>The coefficient of a stage's own slope in an implicit method.</summary>
    public const double Sdirk4Diagonal = 0.25;

    /// <summary>The error of a step of length h is of order h to this power.</summary>
    public int ErrorOrder { get; }

    /// <summary>Number of stages.</summary>
    public int Count => Weights.Length;

    /// <summary>Times of the stages, in steps.</summary>
    public double[] Nodes { get; }

    /// <summary>Weights of the slopes in the result.</summary>
    public double[] Weights { get; }

    /// <summary>Weights of the slopes in the error estimate.</summary>
    public double[] ErrorWeights { get; }

    /// <summary>Coefficients of the earlier slopes in a stage.</summary>
    public double[] Stage(int stage) => _stages[stage];

    /// <summary>Weight of a slope in the state at a fraction of the step.</summary>
    public double InterpolationWeight(int stage, double fraction)
    {
        int at = stage * Powers;
        double sum = _interpolant[at + 3];
        sum = (sum * fraction) + _interpolant[at + 2];
        sum = (sum * fraction) + _interpolant[at + 1];
        return ((sum * fraction) + _interpolant[at]) * fraction;
    }
}
