// Survival with right censoring: log scale[i] = alpha + beta x[i]; density for events, survival function for censored times.
// Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, 2.2 and 3.2.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Weibull survival times, some of which are only known to exceed the time of observation.</summary>
[Model]
public sealed partial class WeibullSurvival
{
    /// <summary>Time of the event, or of the end of observation.</summary>
    [Data]
    public required Vector Time { get; init; }

    /// <summary>1 for an event, 0 for a censored time.</summary>
    [Data(Lower = 0, Upper = 1)]
    public required int[] Event { get; init; }

    /// <summary>Regressor.</summary>
    [Data]
    public required Vector X { get; init; }

    [Parameter]
    private Real Alpha => Normal(0, 2);

    [Parameter]
    private Real Beta => Normal(0, 1);

    [Parameter]
    private Real Shape => LogNormal(0, 0.5);

    /// <summary>The density of an event, the survival function of a censored time.</summary>
    [Factor]
    private Real LogLikelihood
    {
        get
        {
            Real sum = 0;
            for (int i = 0; i < Time.Length; i++)
            {
                Real scale = Exp(Alpha + Beta * X[i]);
                sum += Event[i] == 1 ? LogDensity(Time[i], Weibull(Shape, scale)) : LogSurvival(Time[i], Weibull(Shape, scale));
            }

            return sum;
        }
    }
}
