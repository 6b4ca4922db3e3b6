// Every name of the runtime that generated code mentions: the generator does not reference it.
namespace Exmc.Generator;

internal static class RuntimeNames
{
    // What the reader looks for, as metadata names.
    public const string ModelAttribute = "Exmc.ModelAttribute";
    public const string DataAttribute = "Exmc.DataAttribute";
    public const string ParameterAttribute = "Exmc.ParameterAttribute";
    public const string DeterministicAttribute = "Exmc.DeterministicAttribute";
    public const string GeneratedAttribute = "Exmc.GeneratedAttribute";
    public const string ModelFunctionAttribute = "Exmc.ModelFunctionAttribute";
    public const string CustomAttribute = "Exmc.CustomAttribute";
    public const string OdeSystemAttribute = "Exmc.OdeSystemAttribute";
    public const string FactorAttribute = "Exmc.FactorAttribute";
    public const string ObservedAttribute = "Exmc.ObservedAttribute";
    public const string ForecastAttribute = "Exmc.ForecastAttribute";
    public const string RealType = "Exmc.Real";
    public const string VectorType = "Exmc.Vector";
    public const string MatrixType = "Exmc.Matrix";
    public const string OrderedType = "Exmc.Ordered";
    public const string PositiveOrderedType = "Exmc.PositiveOrdered";
    public const string SimplexType = "Exmc.Simplex";
    public const string UnitVectorType = "Exmc.UnitVector";
    public const string SumToZeroType = "Exmc.SumToZero";
    public const string CholeskyCorrelationType = "Exmc.CholeskyCorrelation";
    public const string CholeskyCovarianceType = "Exmc.CholeskyCovariance";
    public const string CorrelationType = "Exmc.Correlation";
    public const string CovarianceType = "Exmc.Covariance";
    public const string RowsType = "Exmc.Rows<T>";
    public const string MatricesType = "Exmc.Matrices<T>";
    public const string DistributionsClass = "Exmc.Distributions";
    public const string ScalarDistribution = "Exmc.Distribution";
    public const string VectorDistribution = "Exmc.VectorDistribution";
    public const string MatrixDistribution = "Exmc.MatrixDistribution";
    public const string MatricesDistribution = "Exmc.MatricesDistribution";
    public const string DiscreteDistribution = "Exmc.DiscreteDistribution";
    public const string VectorDiscreteDistribution = "Exmc.VectorDiscreteDistribution";

    // What the writer mentions.

    public const string Model = "global::Exmc.IModel";
    public const string Density = "global::Exmc.IDensity";
    public const string Status = "global::Exmc.DensityStatus";
    public const string Coordinates = "global::Exmc.Coordinates";
    public const string Layout = "global::Exmc.ParameterLayout";
    public const string LayoutEntry = "global::Exmc.LayoutEntry";
    public const string LayoutRole = "global::Exmc.LayoutRole";
    public const string ModelData = "global::Exmc.ModelData";
    public const string DataFingerprint = "global::Exmc.DataFingerprint";
    public const string Buffers = "global::Exmc.DensityBuffers";
    public const string RowClasses = "global::Exmc.Numerics.RowClasses";
    public const string GramFactor = "global::Exmc.Numerics.GramFactor";
    public const string LanePackedMatrix = "global::Exmc.Numerics.LanePackedMatrix";
    public const string PackedMatrix = "global::Exmc.Numerics.PackedMatrix";
    public const string SlicedDensity = "global::Exmc.ISlicedDensity";
    public const string SlicedLoops = "global::Exmc.SlicedLoops";
    public const string DensityTerm = "global::Exmc.DensityTerm";
    public const string Lanes = "global::Exmc.Numerics.Lanes";
    public const string CalledLanes = "global::Exmc.Numerics.CalledLanes";
    public const string LaneBlock = "global::Exmc.Numerics.LaneBlock";
    public const string LaneDensity = "global::Exmc.ILaneDensity";
    public const string SpecialFunctions = "global::Exmc.Numerics.SpecialFunctions";
    public const string CholeskyFactor = "global::Exmc.Numerics.CholeskyFactor";
    public const string QrFactor = "global::Exmc.Numerics.QrFactor";
    public const string OdeSystem = "global::Exmc.Odes.IOdeSystem";
    public const string DormandPrinceSolver = "global::Exmc.Odes.DormandPrinceSolver";
    public const string StiffSolver = "global::Exmc.Odes.StiffSolver";
    public const string Forecast = "global::Exmc.ForecastDistribution";
    public const string ForecastFamily = "global::Exmc.ForecastFamily";
    public const string Posterior = "global::Exmc.Posterior";
    public const string Adaptation = "global::Exmc.Adaptation";
    public const string Sampler = "global::Exmc.Sampler";
    public const string SamplerOptions = "global::Exmc.SamplerOptions";
    public const string RefitOptions = "global::Exmc.RefitOptions";
    public const string RandomStream = "global::Exmc.RandomStream";
    public const string RandomVariates = "global::Exmc.RandomVariates";
    public const string Prediction = "global::Exmc.Prediction";
    public const string PredictiveOptions = "global::Exmc.PredictiveOptions";
    public const string DrawBlock = "global::Exmc.DrawBlock";
    public const string ScalarQuantity = "global::Exmc.ScalarQuantity";
    public const string VectorQuantity = "global::Exmc.VectorQuantity";
    public const string MatrixQuantity = "global::Exmc.MatrixQuantity";
    public const string MatricesQuantity = "global::Exmc.MatricesQuantity";
    public const string DrawnScalar = "global::Exmc.DrawnScalar";
    public const string DrawnVector = "global::Exmc.DrawnVector";
    public const string DrawnMatrix = "global::Exmc.DrawnMatrix";
    public const string DrawnMatrices = "global::Exmc.DrawnMatrices";

    public const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    public const string MemoryMarshal = "global::System.Runtime.InteropServices.MemoryMarshal";
    public const string Vector512 = "global::System.Runtime.Intrinsics.Vector512";
    public const string JsonElement = "global::System.Text.Json.JsonElement";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Math = "global::System.Math";
}
