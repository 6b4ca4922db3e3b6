// Generated code compiles without warnings, from many forms of models.
using Microsoft.CodeAnalysis;
using Xunit;

namespace Exmc.Generator.Tests;

public class GeneratedCodeTests
{
    public static TheoryData<string> Models =>
    [
        "[Model] partial class M { [Parameter] Real A => Normal(0, 1); }",
        "namespace Deep.Space { static partial class Outer { [Model] public sealed partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real A => Normal(0, 1); [Observed(nameof(Y))] Vector R => Normal(A, 1).Repeat(Y.Length); } } }",
        "[Model] public partial class M { [Data] public required Vector Class { get; init; } [Data] public required Vector V1 { get; init; } [Data] public required double Position { get; init; } [Parameter] Real At => Normal(Position, 1); [Observed(nameof(Class))] Vector R => Normal(At * V1, 1); }",
        "[Model] public partial class M { [Data] public required int[] Group { get; init; } [Data] public required Vector Y { get; init; } [Data] public required int J { get; init; } [Parameter] Vector A => StudentT(4, 0, 1).Repeat(J); [Parameter] Real S => Gamma(2, 1); [Observed(nameof(Y))] Vector R => Normal(A[Group], S); }",
        "[Model] public partial class M { [Data] public required int[] Y { get; init; } [Data] public required int[] N { get; init; } [Parameter] Real P => Beta(1, 1); [Observed(nameof(Y))] int[] R => Binomial(N, P); }",
        "[Model] public partial class M { [Parameter] Real A => Normal(0, 1); [Deterministic] Real B => A < 0 ? -A : A; [Deterministic] Vector C { get { Vector v = new Vector(3); for (int i = 0; i < 3; i++) { v[i] = A * i; } return v; } } [Forecast] Real Next => Normal(B, 1); }",
        "[Model] public partial class M { [Parameter] Real A => Normal(0, 1).Truncated(lower: -1, upper: 2); [Parameter] Real B => Uniform(0, Exp(A)); [Parameter] Vector C => Weibull(2, 1).Repeat(2); [Factor] Vector F => Log(C) * A + B; (Real X, Real Y) G(Real z) { if (z > 0) { return (z, 1); } return (0, z); } [Factor] Real H => G(A).X + G(B).Item2; }",
        "[Model] public partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real A => Normal(0, 1); Real G(Real x) { if (x > 0) { if (x > 1) { return 1; } } return x; } [Factor] Real F { get { Real s = G(A); for (int t = 0; t < Y.Length; t++) { s += Y[System.Math.Max(0, t - 1)]; } return s; } } }",
        "[Model] public partial class M { [Data] public required Vector Y { get; init; } [Data] public required Vector YLength { get; init; } [Data] public required double Lp { get; init; } [Data] public required int Entries { get; init; } [Data] public required Vector IsCanonical { get; init; } [Data] public required Vector A15 { get; init; } [Parameter(Folded = true)] Real S => HalfNormal(1); [Parameter] Vector B => Normal(Lp, S).Repeat(Entries); [Observed(nameof(Y))] Vector R => Normal(B[0] + YLength + IsCanonical * A15, S); }",
        "[Model] public partial class M { [Data] public required Vector X { get; init; } [Data] public required Vector Y { get; init; } [Parameter] Real R => Gamma(2, 2); [Parameter] Real S => HalfNormal(1); [Parameter] Vector B => MultivariateNormal(Fill(0, X.Length), K); Matrix K => AddDiagonal(2 * Matern52(X, S, R) + Periodic(X, 1, R, 3) - Linear(X, 0.1) * 0.5, Square(S)); Matrix L => Cholesky(K); [Deterministic] Vector D => Diagonal(L) + Transpose(L) * B + (L * L).Row(0); [Factor] Real F => Sum(SolveLower(L, Y)) + L[0, 0]; [Observed(nameof(Y))] Vector Z => MultivariateNormalCholesky(B, L); }",
        "[Model] public partial class M { [Data] public required int[] Group { get; init; } [Parameter] Simplex P => Dirichlet(Fill(2, 3)); [Parameter] Ordered C => Normal(0, 1).Repeat(4); [Parameter] PositiveOrdered T => Exponential(1).Repeat(2); [Parameter] UnitVector U => Flat().Repeat(3); [Parameter] SumToZero Z => Normal(0, 1).Repeat(5); [Factor] Real F => Sum(2 * P - C[Group] * 0.5) + Dot(U, P) + Sum(-Z / 2) + Sum(C + C) + T[1] * Z[0] + Sum(1 - U) + Sum(P * (Vector)P) + Z.Length; }",
        "[Model] public partial class M { [Data] public required Matrix Y { get; init; } [Data] public required int[] N { get; init; } [Parameter] Vector Scale => HalfNormal(1).Repeat(3); [Parameter] CholeskyCorrelation L => LkjCholesky(3, 2); [Parameter] Covariance S => Wishart(5, L * Transpose(L)); [Parameter] Rows<Simplex> P => Dirichlet(Fill(1, 3)).Repeat(2); [Parameter] Matrix B => Normal(0, 1).Repeat(2, 3); [Deterministic] Matrix C => B * S + (Matrix)P; [Observed(nameof(Y))] Matrix R => MultivariateNormalCholesky(Scale, L).Repeat(Y.Rows); [Observed(nameof(N))] int[] K => Multinomial(12, P.Row(0)); [Generated] Real G { get { Real z = Draw(Normal(0, 1)); return z + R[0, 1] + Sum(Draw(Poisson(3).Repeat(4))); } } [Generated] Vector H => MultivariateNormal(L * Scale, S); [Generated] Real I => Poisson(3); }",
        "[Model] public partial class M { [Data] public required Matrix Y { get; init; } [Data] public required int[] Group { get; init; } [Data] public required int Groups { get; init; } [Parameter] Matrices<CholeskyCorrelation> L => LkjCholesky(2, 2).Repeat(Groups); [Parameter] Matrices<Matrix> B => Normal(0, 1).Repeat(2, 3).Repeat(Groups).Truncated(lower: 0); [Parameter] Matrices<Rows<Simplex>> P => Dirichlet(Fill(1, 3)).Repeat(2).Repeat(L.Count); [Parameter] Matrices<Covariance> S => Wishart(5, L[0] * Transpose(L[0])).Repeat(Groups); [Factor] Vector T { get { Vector v = new Vector(Y.Rows); for (int i = 0; i < Y.Rows; i++) { v[i] = LogDensity(Y.Row(i), MultivariateNormalCholesky(B[Group[i]].Column(0), L[Group[i]])) + S[Group[i]][0, 1] + Sum(P[Group[i]].Row(0) * P[Group[i]].Row(1)) + L.Rows * L.Columns; } return v; } } }",
        "static class Shared { [ModelFunction] public static Real Ramp(Real x, int n) { if (x < 0) { return 0; } Real s = 0; for (int i = 0; i < n; i++) { s += x * i; } return s; } } [Model] public partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real A => Normal(0, 1); [Parameter] Real S => HalfNormal(1); [Factor] Real F { get { Real Twice(Real x) => A * x + Shared.Ramp(x, 3); Real Own(Real x) { Real y = Twice(x); return y * y; } return Own(S) + LogSurvival(2, Weibull(1 + S, 1)) + LogCdf(Y, Normal(A * Y, S)) + LogDifference(LogCdf(2, Normal(A, S)), LogCdf(1, Normal(A, S))); } } }",
        "[Model] public partial class M { [Data] public required int[] Y { get; init; } [Data] public required int[] Z { get; init; } [Parameter] Ordered Cuts => Normal(0, 2).Repeat(3); [Parameter] Vector Eta => Normal(0, 1).Repeat(Y.Length); [Parameter] Matrix B => Normal(0, 1).Repeat(Z.Length, 3); [Observed(nameof(Y))] int[] R => OrderedLogistic(Eta, Cuts); [Observed(nameof(Z))] int[] S => CategoricalLogit(B); }",
        "[Model] public partial class M { [Data(AllowMissing = true)] public required Vector Y { get; init; } [Data(AllowMissing = true)] public required Matrix Z { get; init; } [Data] public required int[] N { get; init; } [Data] public required int K { get; init; } [Parameter] Real S => Mixture(Fill(0.5, 2), Gamma(2, 2), LogNormal(0, 1)); [Parameter] Real A => VonMises(0, S); [Parameter] Simplex P => Dirichlet(Fill(1, 2)); [Parameter] Vector B => Mixture(P, Normal(new Vector(2), 1)).Repeat(2); [Parameter] CholeskyCovariance L => WishartCholesky(5, DiagonalMatrix(Fill(1, 2))); Matrix Q => L * Transpose(L); [Observed(nameof(Y))] Vector R => LinearGaussianStateSpace(Fill(1, 2), S, DiagonalMatrix(P), Q, B, Q, Y.Length); [Observed(nameof(Z))] Matrix T => MultivariateStateSpace(DiagonalMatrix(B), P, Q, Q, B, Q, Z.Rows); [Observed(nameof(N))] int[] C => Mixture(P, Poisson(Exp(B))).Repeat(N.Length); [Observed(nameof(K))] int D => Hypergeometric(10, 20, 30).Truncated(1, 5); [Factor] Real E => LogCdf(K, Poisson(S)) + LogSurvival(N, NegativeBinomial2(Fill(S, N.Length), 2)) + LogDensity(K, DiscreteRange(0, 9)) + LogScaledBesselI0(A); [Generated] Real G => Poisson(S).Truncated(lower: 1); }",
        "[Model] public partial class M { [Data] public required Matrix X { get; init; } [Data] public required Vector Y { get; init; } [Parameter] Vector B => Normal(0, 1).Repeat(Y.Length); [Parameter(NonCentered = true)] Vector C => MultivariateNormal(B, DiagonalMatrix(Exp(B))).Truncated(); Matrix A => AddDiagonal(OuterProduct(B, B), 1); [Factor] Real F => LogDeterminant(A) - QuadraticForm(A, Y) + Sum(SolvePositive(A, Y)) + Sum(SolveTransposed(Cholesky(A), C)) + Block(X, 0, 1, 2, 2)[1, 1] + Sum(Block(A, 1, 0, 1, 2).Row(0)); }",
        "[Model] public partial record class M { [Data(AllowMissing = true)] public required Vector Y { get; init; } [Parameter] Real A => Cauchy(0, 1); [Observed(nameof(Y))] Vector R => Laplace(A, 1).Repeat(Y.Length); }",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_consumers_build_has_no_warning(string source)
    {
        (IReadOnlyList<Diagnostic> generator, IReadOnlyList<Diagnostic> compiler, string generated) = GeneratorHost.Run(source);
        Assert.DoesNotContain(generator, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.True(compiler.Count == 0, string.Join("\n", compiler) + "\n" + generated);
        Assert.Contains("GeneratedCode", generated, StringComparison.Ordinal);
    }

    /// <summary>Arguments mean their parameters, in whatever order they stand.</summary>
    [Fact]
    public void Named_indices_are_those_of_their_names()
    {
        string Source(string place) => GeneratorHost.Run(
            "[Model] public partial class M { [Data] public required Matrix X { get; init; } [Parameter] Real A => Normal(0, 1); [Factor] Real F => A * X[" + place + "]; }").Source;
        Assert.Equal(Source("1, 2"), Source("column: 2, row: 1"));
        Assert.NotEqual(Source("1, 2"), Source("2, 1"));
    }

    [Fact]
    public void Generation_is_deterministic()
    {
        string source = "[Model] public partial class M { [Parameter] Vector A => Normal(0, 1).Repeat(3); [Factor] Real F => Sum(Exp(A)); }";
        Assert.Equal(GeneratorHost.Run(source).Source, GeneratorHost.Run(source).Source);
    }
}
