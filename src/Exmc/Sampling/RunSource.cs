// What a run begins with: nothing, what an earlier fit learnt, or its own state.
namespace Exmc;

/// <summary>The chains of a run, how they begin, and how their state is taken.</summary>
/// <param name="densities">One per chain, of one model.</param>
/// <param name="plans">One per chain.</param>
/// <param name="data">The model's data.</param>
/// <param name="from">The state to go on from; null for a run that begins.</param>
internal sealed class RunSource(IDensity[] densities, ChainPlan[] plans, DataFingerprint data, SamplerState? from = null)
{
    public IDensity[] Densities => densities;

    public ChainPlan[] Plans => plans;

    /// <summary>The chains, ready to start.</summary>
    /// <param name="listened">The plans with whoever listens to the run.</param>
    /// <exception cref="StateException">The state does not fit the model and its data.</exception>
    public ChainFit[] Begin(ChainPlan[] listened)
    {
        ChainFit[] fits = [.. densities.Select(_ => new ChainFit())];
        for (int chain = 0; chain < fits.Length; chain++)
        {
            if (from is null)
            {
                fits[chain].Begin(densities[chain], listened[chain], CancellationToken.None);
            }
            else
            {
                fits[chain].Read(densities[chain], listened[chain], from.ReaderOf(chain));
            }
        }

        return fits;
    }

    /// <summary>The state of chains that stand.</summary>
    public SamplerState Capture(ChainFit[] fits)
    {
        StateSection[] sections = new StateSection[1 + fits.Length];
        SavedPlan plan = SavedPlan.Of(densities[0].Layout, data, fits.Length, plans[0]);
        StateWriter writer = new();
        plan.Write(writer);
        sections[0] = new("plan", writer.ToArray());
        for (int chain = 0; chain < fits.Length; chain++)
        {
            writer = new();
            fits[chain].Write(writer);
            sections[1 + chain] = new(SamplerState.NameOf(chain), writer.ToArray());
        }

        return new SamplerState(plan, sections, StateFile.Memory);
    }
}
