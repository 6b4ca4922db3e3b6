// Neal's funnel.
using static Exmc.Distributions;

namespace Exmc.Models;

/// <summary>Nine normals whose common scale spans orders of magnitude, d = 10 (Neal 2003, Annals of Statistics 31).</summary>
[Model]
public sealed partial class Funnel
{
    [Parameter]
    private Real Y => Normal(0, 3);

    [Parameter]
    private Vector X => Normal(0, Exp(Y / 2)).Repeat(9);
}
