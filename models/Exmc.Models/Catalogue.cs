// All models of this project by name.
namespace Exmc.Models;

/// <summary>The models that the command line knows.</summary>
public static class Catalogue
{
    /// <summary>All models, benchmarks first.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        Entry<Simple>("simple"),
        Entry<Medium>("medium"),
        Entry<Stress>("stress"),
        Entry<EightSchools>("eight_schools"),
        Entry<Funnel>("funnel"),
        Entry<Logistic>("logistic"),
        Entry<StochasticVolatility>("sv", "stochastic_volatility"),
        Entry<Sensor>("sensor"),
        Entry<WindowedSensor>("windowed_sensor"),
        Entry<EightSchoolsCentered>("eight_schools_centered", "eight_schools-eight_schools_centered"),
        Entry<EightSchoolsNoncentered>("eight_schools_noncentered", "eight_schools-eight_schools_noncentered"),
        Entry<ArK>("ar_k", "arK-arK", "arK"),
        Entry<Garch11>("garch11", "garch-garch11"),
        Entry<KidscoreInteraction>("kidscore_interaction", "kidiq-kidscore_interaction"),
        Entry<KidscoreMomhs>("kidscore_momhs", "kidiq-kidscore_momhs"),
        Entry<LogmesquiteLogvash>("logmesquite_logvash", "mesquite-logmesquite_logvash"),
        Entry<Nes>("nes", "nes2000-nes"),
        Entry<Blr>("blr", "sblrc-blr"),
        Entry<EarnHeight>("earn_height", "earnings-earn_height"),
        Entry<GaussianMixture>("gaussian_mixture", "low_dim_gauss_mix-low_dim_gauss_mix", "low_dim_gauss_mix"),
        Entry<HiddenMarkovExample>("hidden_markov_example", "hmm_example-hmm_example", "hmm_example"),
        Entry<GaussianProcessRegression>("gp_regr", "gp_pois_regr-gp_regr"),
        Entry<Gp200>("gp200"),
        Entry<Hmm1000>("hmm1000"),
        Entry<Diamonds>("diamonds", "diamonds-diamonds"),
        Entry<HierarchicalRegression>("hierarchical_regression"),
        Entry<CorrelatedSlopes>("correlated_slopes"),
        Entry<ItemResponse>("item_response"),
        Entry<PoissonRegression>("poisson_regression"),
        Entry<SurveyResponse>("survey_response"),
        Entry<RobustRegression>("robust_regression"),
        Entry<WeibullSurvival>("weibull_survival"),
        Entry<ChangePoint>("change_point"),
        Entry<Horseshoe>("horseshoe"),
        Entry<LocalLevelSeasonal>("local_level_seasonal"),
        Entry<ApproximateGaussianProcess>("approximate_gaussian_process"),
        Entry<LocalLinearTrend>("local_linear_trend"),
        Entry<GroupCorrelations>("group_correlations"),
        Entry<RegimeSwitching>("regime_switching"),
        Entry<LotkaVolterra>("lotka_volterra", "hudson_lynx_hare-lotka_volterra"),
        Entry<SirEpidemic>("sir_epidemic"),
        Entry<Pharmacokinetics>("pharmacokinetics"),
        Entry<LocalLevel>("local_level"),
        Entry<StudentLevel>("student_level"),
        Entry<SeasonalSensor>("seasonal_sensor"),
        Entry<CountLevel>("count_level"),
        Entry<LogearnInteraction>("logearn_interaction", "earnings-logearn_interaction"),
    ];

    /// <summary>The model of that class name, short name or alias; null when there is none.</summary>
    public static CatalogueEntry? Find(string name) =>
        Entries.FirstOrDefault(entry => entry.ClassName == name || entry.Name == name || entry.Aliases.Contains(name));

    private static CatalogueEntry Entry<TModel>(string name, params string[] aliases)
        where TModel : IModel<TModel> =>
        new(typeof(TModel).Name, name, aliases, json => TModel.FromJson(json), TModel.Stages);
}
