// posteriordb: hmm_example.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Two hidden states with normal readings, integrated out by the forward algorithm (Stan User's Guide, "Hidden Markov Models").</summary>
[Model(Name = "hmm_example-hmm_example")]
public sealed partial class HiddenMarkovExample
{
    /// <summary>Readings.</summary>
    [Data]
    public required Vector Y { get; init; }

    [Parameter]
    private Simplex Theta1 => Flat().Repeat(2);

    [Parameter]
    private Simplex Theta2 => Flat().Repeat(2);

    [Parameter]
    private PositiveOrdered Mu => Flat().Repeat(2);

    [Factor]
    private Real Prior => LogDensity(Mu[0], Normal(3, 1)) + LogDensity(Mu[1], Normal(10, 1));

    [Factor]
    private Real LogLikelihood
    {
        get
        {
            Real stay1 = Log(Theta1[0]), leave1 = Log(Theta1[1]), leave2 = Log(Theta2[0]), stay2 = Log(Theta2[1]);
            Real first = LogDensity(Y[0], Normal(Mu[0], 1)), second = LogDensity(Y[0], Normal(Mu[1], 1));
            for (int t = 1; t < Y.Length; t++)
            {
                Real next = LogSumExp(first + stay1, second + leave2) + LogDensity(Y[t], Normal(Mu[0], 1));
                second = LogSumExp(first + leave1, second + stay2) + LogDensity(Y[t], Normal(Mu[1], 1));
                first = next;
            }

            return LogSumExp(first, second);
        }
    }
}
