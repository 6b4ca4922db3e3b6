// Data for the models when no folder has any: the sizes of the published ones, made up.
using Exmc.Models;

namespace Exmc.Cli;

internal static class BenchModels
{
    private static readonly double[] _effects = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] _errors = [15, 10, 16, 11, 9, 11, 10, 18];

    /// <summary>A model of the catalogue on made-up data.</summary>
    /// <exception cref="UsageException">There are none for a model of that name.</exception>
    public static IModel Simulated(string model) => Benchmark(model, new()) ?? Posterior(model, new()) ?? Example(model, new())
        ?? throw new UsageException($"There are no simulated data for '{model}': give a folder with --data.");

    private static IModel? Benchmark(string model, BenchVariates v) => model switch
    {
        "simple" => new Simple { Y = v.Normal(50, 2) },
        "medium" => new Medium { First = v.Normal(40, 1), Second = v.Normal(40, 2) },
        "stress" => new Stress { Y1 = v.Normal(40, 1), Y2 = v.Normal(40, 2, 0.5), Y3 = v.Normal(40, 3, 2) },
        "eight_schools" => new EightSchools { Effect = _effects, StandardError = _errors },
        "funnel" => new Funnel(),
        "logistic" => Logistic(500, 20, v),
        "sv" => new StochasticVolatility { Return = v.Normal(100, 0, 0.05) },
        "sensor" => new Models.Sensor { Y = v.Walk(200, 0.95, 0.5), X = v.Walk(200, 0.9, 0.5) },
        "local_level" => new LocalLevel { Y = v.Walk(200, 0.95, 0.5) },
        "student_level" => new StudentLevel { Y = v.Walk(200, 0.95, 0.5) },
        "seasonal_sensor" => new SeasonalSensor { Y = v.Walk(200, 0.95, 0.5), X = v.Walk(200, 0.9, 0.5), XNext = 0.1 },
        "windowed_sensor" => new WindowedSensor { Y = v.Walk(200, 0.95, 0.5), X = v.Walk(200, 0.9, 0.5) },
        "gp200" => Points(200, v, (x, y) => new Gp200 { X = x, Y = y }),
        "hmm1000" => new Hmm1000 { Y = Regimes(1000, [-4, 0, 4], v) },
        _ => null,
    };

    private static IModel? Posterior(string model, BenchVariates v) => model switch
    {
        "eight_schools_centered" => new EightSchoolsCentered { Effect = _effects, StandardError = _errors },
        "eight_schools_noncentered" => new EightSchoolsNoncentered { Effect = _effects, StandardError = _errors },
        "ar_k" => new ArK { Order = 5, Y = v.Walk(200, 0.8, 0.3) },
        "garch11" => new Garch11 { Y = v.Normal(200, 5, 1.5), FirstVolatility = 0.5 },
        "kidscore_interaction" => Regressed(v.Normal(434, 100, 15), 26, 0.6, 18, v, (iq, score) =>
            new KidscoreInteraction { KidScore = score, MomIq = iq, MomHs = BenchVariates.Reals(v.Bits(434, 0.8)) }),
        "kidscore_momhs" => Regressed(BenchVariates.Reals(v.Bits(434, 0.8)), 78, 12, 20, v, (hs, score) => new KidscoreMomhs { KidScore = score, MomHs = hs }),
        "logmesquite_logvash" => new LogmesquiteLogvash
        {
            Weight = v.Uniform(46, 60, 4000),
            Diam1 = v.Uniform(46, 0.8, 5),
            Diam2 = v.Uniform(46, 0.4, 4),
            CanopyHeight = v.Uniform(46, 0.5, 2.5),
            TotalHeight = v.Uniform(46, 0.7, 3),
            Group = BenchVariates.Reals(v.Bits(46, 0.5)),
        },
        "nes" => new Nes
        {
            PartyId = v.Normal(476, 4, 2),
            RealIdeo = v.Normal(476, 4, 1.5),
            RaceAdj = BenchVariates.Reals(v.Bits(476, 0.1)),
            AgeGroup = [.. BenchVariates.Cycle(476, 4).Select(group => group + 1)],
            Education = v.Normal(476, 3, 1),
            Gender = BenchVariates.Reals(v.Bits(476, 0.5)),
            Income = v.Normal(476, 3, 1),
        },
        "blr" => Design(100, 5, v, (x, y) => new Blr { X = x, Y = y }),
        "diamonds" => Design(5000, 25, v, (x, y) => new Diamonds { Design = x, Outcome = y }),
        "earn_height" => Regressed(v.Normal(1192, 67, 4), -60000, 1200, 18000, v, (height, earn) => new EarnHeight { Earn = Positive(earn), Height = height }),
        "logearn_interaction" => new LogearnInteraction
        {
            Earn = v.Normal(1192, 9.5, 0.9).Select(Math.Exp).ToArray(),
            Height = v.Normal(1192, 67, 4),
            Male = BenchVariates.Reals(v.Bits(1192, 0.4)),
        },
        "gaussian_mixture" => new GaussianMixture { Y = Regimes(1000, [-2.75, 2.75], v) },
        "hidden_markov_example" => new HiddenMarkovExample { Y = Regimes(100, [3, 10], v) },
        "gp_regr" => Points(11, v, (x, y) => new GaussianProcessRegression { X = x, Y = y }),
        "lotka_volterra" => new LotkaVolterra
        {
            Ts = BenchVariates.Grid(4, 1, 4),
            YInit = new double[] { 30, 4 },
            Y = new Matrix(new double[,] { { 47.2, 6.1 }, { 70.2, 9.8 }, { 77.4, 35.2 }, { 36.3, 59.4 } }),
        },
        _ => null,
    };

    private static IModel? Example(string model, BenchVariates v) => model switch
    {
        "hierarchical_regression" => Regressed(v.Normal(200), 1, 0.5, 1, v, (x, y) =>
            new HierarchicalRegression { Groups = 20, Group = BenchVariates.Cycle(200, 20), X = x, Y = y }),
        "correlated_slopes" => Regressed(v.Normal(200), 1, 0.5, 1, v, (x, y) =>
            new CorrelatedSlopes { Groups = 20, Group = BenchVariates.Cycle(200, 20), X = x, Y = y }),
        "item_response" => new ItemResponse
        {
            Persons = 50,
            Items = 10,
            Person = BenchVariates.Cycle(500, 50),
            Item = [.. Enumerable.Range(0, 500).Select(answer => answer / 50)],
            Y = v.Bits(500, 0.6),
        },
        "poisson_regression" => Poisson(500, v),
        "robust_regression" => Robust(500, v),
        "weibull_survival" => Survival(500, v),
        "change_point" => new ChangePoint { Y = [.. v.Counts(56, 3.0), .. v.Counts(56, 1.0)] },
        "horseshoe" => Design(100, 20, v, (x, y) => new Horseshoe { X = x, Y = y }),
        "local_level_seasonal" => new LocalLevelSeasonal { Y = v.Walk(100, 1.0, 0.3), Period = 12 },
        "approximate_gaussian_process" => Regressed(BenchVariates.Grid(500, -1, 1), 0, 1, 0.3, v, (x, y) => new ApproximateGaussianProcess { X = x, Y = y }),
        "local_linear_trend" => new LocalLinearTrend { Y = v.Walk(200, 0.98, 0.3) },
        "local_level" => new LocalLevel { Y = v.Walk(200, 0.98, 0.3) },
        "student_level" => new StudentLevel { Y = v.Walk(200, 0.98, 0.3) },
        "seasonal_sensor" => new SeasonalSensor { Y = v.Walk(200, 0.98, 0.3), X = BenchVariates.Reals(BenchVariates.Cycle(200, 24)) },
        "count_level" => new CountLevel { Y = BenchVariates.Reals(v.Counts(200, 3.0)) },
        "group_correlations" => new GroupCorrelations { Y = new Matrix(v.Normal(600), 200, 3), Group = BenchVariates.Cycle(200, 4), Groups = 4 },
        "regime_switching" => new RegimeSwitching { Y = Regimes(200, [-2, 2], v), Regimes = 2 },
        "sir_epidemic" => new SirEpidemic
        {
            Day = BenchVariates.Grid(14, 1, 14),
            Cases = [3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4],
            Population = 763,
            Infected = 1,
        },
        "pharmacokinetics" => new Pharmacokinetics
        {
            Times = new double[] { 0.5, 1, 2, 4, 8 },
            Concentration = new double[] { 6.1, 8.3, 9.7, 8.8, 5.1 },
            Dose = 30,
            Volume = 2,
        },
        "survey_response" => new SurveyResponse
        {
            Ages = 6,
            Regions = 8,
            Age = BenchVariates.Cycle(2000, 6),
            Region = [.. BenchVariates.Cycle(2000, 48).Select(cell => cell / 6)],
            Female = BenchVariates.Reals(v.Bits(2000, 0.5)),
            Y = v.Bits(2000, 0.4),
        },
        _ => null,
    };

    /// <summary>Logistic regression of a number of outcomes on a number of columns.</summary>
    public static Logistic Logistic(int rows, int columns, BenchVariates v)
    {
        double[] x = v.Normal(rows * columns);
        return new Logistic { X = new Matrix(x, rows, columns), Y = v.Outcomes([.. Enumerable.Range(0, rows).Select(row => x[row * columns])]) };
    }

    /// <summary>Poisson regression on five columns.</summary>
    public static PoissonRegression Poisson(int rows, BenchVariates v) =>
        new() { X = new Matrix(v.Normal(5 * rows), rows, 5), Exposure = v.Uniform(rows, 0.5, 2), Y = v.Counts(rows, 1.5) };

    /// <summary>Robust regression on one column.</summary>
    public static RobustRegression Robust(int rows, BenchVariates v) =>
        Regressed(v.Normal(rows), 0.5, 1.0, 0.5, v, (x, y) => new RobustRegression { X = x, Y = y });

    /// <summary>Survival times of which a quarter are censored.</summary>
    public static WeibullSurvival Survival(int rows, BenchVariates v) =>
        new() { Time = v.Uniform(rows, 0.1, 3), Event = v.Bits(rows, 0.75), X = v.Normal(rows) };

    private static T Regressed<T>(double[] x, double intercept, double slope, double deviation, BenchVariates v, Func<double[], double[], T> create) =>
        create(x, v.Line(x, intercept, slope, deviation));

    private static IModel Design(int rows, int columns, BenchVariates v, Func<Matrix, double[], IModel> create)
    {
        double[] x = v.Normal(rows * columns);
        return create(new Matrix(x, rows, columns), v.Line([.. Enumerable.Range(0, rows).Select(row => x[row * columns])], 1, 0.5, 0.5));
    }

    private static IModel Points(int count, BenchVariates v, Func<double[], double[], IModel> create)
    {
        double[] x = BenchVariates.Grid(count, 0, 10);
        return create(x, v.Line([.. x.Select(Math.Sin)], 0, 1, 0.2));
    }

    /// <summary>Readings about one level for a fifth of the time, then about the next.</summary>
    private static double[] Regimes(int count, double[] levels, BenchVariates v) =>
        [.. v.Normal(count).Select((noise, t) => levels[5 * t / count % levels.Length] + noise)];

    private static double[] Positive(double[] values) => [.. values.Select(value => Math.Max(value, 200.0))];
}
