// Each diagnostic at the exact expression, with its remedy.
using Exmc.Generator.Reading;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Exmc.Generator.Tests;

public class DiagnosticTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "EXMC0101", "Assign its value", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Real s = A; [|System.Console.WriteLine()|]; return s; } } }" },
        { "EXMC0101", "Choose between their arguments", "[Model] partial class M { [Data] public int N { get; init; } [Parameter] Real A => [|N > 1 ? Normal(0, 1) : Normal(0, 2)|]; }" },
        { "EXMC0102", "Exmc.Distributions", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => A * [|System.Math.Cbrt(2)|]; }" },
        { "EXMC0103", "is not a value", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => A + [|Normal(0, 1)|]; }" },
        { "EXMC0103", "is not a value", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [|Distribution|] B => Normal(0, 1); [Factor] Real F => A; }" },
        { "EXMC0104", "partial class M", "[Model] class [|M|] { [Parameter] Real A => Normal(0, 1); }" },
        { "EXMC0105", "Rename it", "[Model] partial class M { [Parameter] Real [|Adaptation|] => Normal(0, 1); }" },
        { "EXMC0105", "Rename it", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); Real [|Bind|] => A; }" },
        { "EXMC0106", "for loop", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); Real G(Real x) => [|G(x - 1)|]; [Factor] Real F => G(A); }" },
        { "EXMC0107", "for (int i", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Real s = A; [|while (s < 1) { s += 1; }|] return s; } } }" },
        { "EXMC0107", "for (int i", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Real s = A; for (int i = 0; i < 3; i++) { s += i; [|i|] += 1; } return s; } } }" },
        { "EXMC0101", "Declare the data as int", "[Model] partial class M { [Data] public double W { get; init; } [Parameter] Real A => Normal(0, 1); [Factor] Real F => A * [|(int)W|]; }" },
        { "EXMC0101", "Return the new value", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); Real G(ref Real x) => x; [Factor] Real F { get { Real s = A; return [|G(ref s)|]; } } }" },
        { "EXMC0201", "An index from 0 to 2 is expected here, but this is 3", "[Model] partial class M { [Parameter] Vector A => Normal(0, 1).Repeat(3); [Factor] Real F => [|A[3]|]; }" },
        { "EXMC0201", "An index from 0 to 2 is expected here, but this is -1", "[Model] partial class M { [Parameter] Vector A => Normal(0, 1).Repeat(3); [Factor] Real F { get { Real s = 0; for (int i = 0; i < 3; i++) { s += [|A[i - 1]|]; } return s; } } }" },
        { "EXMC0201", "declare it Matrices<", "[Model] partial class M { [Parameter] Matrix L => [|Normal(0, 1)|].Repeat(2, 2).Repeat(3); }" },
        { "EXMC0201", "write .Repeat(count)", "[Model] partial class M { [Parameter] Matrices<Correlation> L => [|LkjCorrelation(2, 1)|]; }" },
        { "EXMC0201", "Make the shapes agree", "[Model] partial class M { [Parameter] Vector A => Normal(0, 1).Repeat(3); [Parameter] Vector B => Normal(0, 1).Repeat(4); [Factor] Real F => Sum([|A + B|]); }" },
        { "EXMC0202", "nameof", "[Model] partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real A => Normal(0, 1); [[|Observed(nameof(A))|]] Vector R => Normal(A, 1).Repeat(Y.Length); }" },
        { "EXMC0203", "int[]", "[Model] partial class M { [Data] public required [|float[]|] Y { get; init; } [Parameter] Real A => Normal(0, 1); }" },
        { "EXMC0301", "Break the cycle", "[Model] partial class M { [Parameter] Real [|A|] => Normal(B, 1); [Parameter] Real B => Normal(A, 1); }" },
        { "EXMC0302", "LogSumExp", "[Model] partial class M { [Parameter] [|int|] K => Poisson(3); }" },
        { "EXMC0303", "Correct the type or the bounds", "[Model] partial class M { [Parameter] Real A => [|Exponential(1)|].Truncated(upper: -1); }" },
        { "EXMC0304", "no posterior", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Parameter] Real [|B|] => Flat(); }" },
        { "EXMC0305", "Assign each element once", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Vector v = new Vector(3); v[0] = A; [|v[0] += 1|]; return v[0]; } } }" },
        { "EXMC0305", "Assign each element once", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Vector v = new Vector(3); v[0] = A; [|v[0]|] = 2 * A; return v[0]; } } }" },
        { "EXMC0305", "Assign each element once", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F { get { Vector v = new Vector(3); for (int i = 0; i < 3; i++) { [|v[1]|] = A; } return v[0]; } } }" },
        { "EXMC0305", "Assign each element once", Body("Vector v = new Vector(N); for (int i = 0; i < N; i++) { v[i] = A; } for (int i = 1; i < N; i++) { [|v[i]|] = v[i - 1] * A; } return Sum(v);") },
        { "EXMC0305", "Assign each element once", Body("Vector v = new Vector(N); for (int i = 0; i < N; i++) { [|v[Place[i]]|] = A; } return Sum(v);") },
        { "EXMC0305", "Assign each element once", Body("Vector v = new Vector(N); Vector w = v; v[0] = A; [|w[0]|] = 2 * A; return Sum(v);") },
        { "EXMC0305", "Assign each element once", Body("Vector v = Ones(); [|v[0]|] = 2 * A; return Sum(v);") },
        { "EXMC0305", "Assign each element once", Body("Vector v = new Vector(2 * N); for (int i = 0; i < N; i++) { for (int j = 0; j < N; j++) { [|v[i + j]|] = A; } } return Sum(v);") },
        { "EXMC0305", "Assign each element once", Body("Vector v = new Vector(N); for (int i = 1; i < N; i++) { if (A > Place[i]) { v[i] = A; } else { [|v[i - 1]|] = A; } } return Sum(v);") },
        { "EXMC0303", "Correct the type or the bounds", "[Model] partial class M { [Parameter] Ordered A => [|Exponential(1)|].Repeat(3); }" },
        { "EXMC0303", "declare the parameter Simplex", "[Model] partial class M { [Parameter] Vector A => [|Dirichlet(Fill(1, 3))|]; }" },
        { "EXMC0101", "Remove the bounds", "[Model] partial class M { [Parameter] Simplex A => [|Flat()|].Repeat(3).Truncated(0); }" },
        { "EXMC0101", "no distribution function", "[Model] partial class M { [Data] public required int Y { get; init; } [Parameter] Simplex P => Dirichlet(Fill(1, 3)); [Observed(nameof(Y))] int R => [|Categorical(P)|].Truncated(1); }" },
        { "EXMC0101", "Repeat or truncate the mixture", "[Model] partial class M { [Parameter] Real A => Mixture(Fill(0.5, 2), Normal(0, 1), [|Normal(0, 2).Truncated(0)|]); }" },
        { "EXMC0101", "on one support", "[Model] partial class M { [Parameter] Real A => [|Mixture(Fill(0.5, 2), Normal(0, 1), Gamma(2, 2))|]; }" },
        { "EXMC0101", "on one support", "[Model] partial class M { [Parameter] Real A => [|Mixture(Fill(0.5, 2), Uniform(0, 1), Uniform(2, 3))|]; }" },
        { "EXMC0101", "one by one", "[Model] partial class M { [Data] public required int[] K { get; init; } [Observed(nameof(K))] int[] R => [|Mixture(Fill(0.5, 2), OrderedLogistic(Fill(0, 2), Fill(0, 3)))|].Repeat(K.Length); }" },
        { "EXMC0101", "no distribution function", "[Model] partial class M { [Parameter] Vector A => [|MultivariateNormal(Fill(0, 2), AddDiagonal(SquaredExponential(Fill(1, 2), 1, 1), 1))|].Truncated(0); }" },
        { "EXMC0302", "discrete", "[Model] partial class M { [Parameter] [|int|] K => Poisson(3); }" },
        { "EXMC0101", "NonCentered", "[Model] partial class M { [Parameter(NonCentered = true)] Real A => [|Gamma(2, 1)|]; }" },
        { "EXMC0101", "[Generated]", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => A * [|Draw(Normal(0, 1))|]; }" },
        { "EXMC0101", "[Generated]", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => A * [|G|]; [Generated] Real G => Normal(0, 1); }" },
        { "EXMC0101", "proper", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Generated] Real G => A + [|Draw(Flat())|]; }" },
        { "EXMC0102", "[ModelFunction]", "static class Other { public static Real Twice(Real x) => 2 * x; } [Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => [|Other.Twice(A)|]; }" },
        { "EXMC0203", "Simplex", "[Model] partial class M { [Parameter] [|string|] K => default!; }" },
        { "EXMC0203", "Vector", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Data] public required [|Simplex|] K { get; init; } }" },
        { "EXMC0305", "Assign each element once", Body("Matrix m = new Matrix(N, N); for (int i = 0; i < N; i++) { for (int j = 0; j < N; j++) { m[i, j] = A; [|m[j, i]|] = A; } } return m[0, 0];") },
        { "EXMC0305", "Assign each element once", Body("Matrix m = new Matrix(N, N); for (int i = 0; i < N; i++) { for (int j = 0; j < N; j++) { [|m[i + j, 0]|] = A; } } return m[0, 0];") },
        { "EXMC0101", "collapse", "[Model(Passes = \"-colapse\")] partial class [|M|] { [Parameter] Real A => Normal(0, 1); }" },
        { "EXMC0101", "[OdeSystem]", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); Vector G(Real t, Vector z) => [A * z[0]]; [Factor] Real F => SolveOde([|G|], [1], 0, [1, 2])[0, 0]; }" },
        { "EXMC0101", "[OdeSystem]", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => SolveOde([|(t, z) => z|], [1], 0, [1, 2])[0, 0]; }" },
        { "EXMC0101", "from data", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [OdeSystem] Vector G(Real t, Vector z) => [z[0]]; [Factor] Real F => SolveOde([|G|], [1], A, [1, 2])[0, 0]; }" },
        { "EXMC0201", "Make the shapes agree", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [OdeSystem] Vector G(Real t, Vector z) => [A, A]; [Factor] Real F => SolveStiffOde([|G|], [1], 0, [1, 2])[0, 0]; }" },
        { "EXMC0101", "[Custom]", "static class L { public static Real G(Real x) => -x; } [Model] partial class M { [Parameter] Real A => Custom([|L.G|]); }" },
        { "EXMC0101", "takes the same parameters", "static class L { [Custom(Sampler = \"H\")] public static Real G(Real x, Real s) => -x / s; static Real H() => 1; } [Model] partial class M { [Parameter] Real A => Custom([|L.G|], 2); }" },
        { "EXMC0101", "nameof", "[Model] partial class M { [Data] public required Matrix X { get; init; } [Parameter(Design = \"Z\")] Vector [|B|] => Normal(0, 1).Repeat(X.Columns); [Factor] Real F => Sum(X * B); }" },
        { "EXMC0101", "Design", "[Model] partial class M { [Data] public required Matrix X { get; init; } [Parameter(InterceptOf = nameof(B))] Real [|A|] => Normal(0, 1); [Parameter] Vector B => Normal(0, 1).Repeat(X.Columns); [Factor] Real F => A + Sum(X * B); }" },
        { "EXMC0101", "Keep one of them", "[Model] partial class M { [Data] public required Matrix X { get; init; } [Parameter(Design = nameof(X), NonCentered = true)] [|Vector|] B => Normal(0, 1).Repeat(X.Columns); [Factor] Real F => Sum(X * B); }" },
        { "EXMC0101", "data alone", "[Model] partial class M { [Data] public required Matrix X { get; init; } [Parameter] Real A => Normal(0, 1); Matrix W => A * X; [Parameter(Design = nameof(W))] Vector [|B|] => Normal(0, 1).Repeat(X.Columns); [Factor] Real F => Sum(W * B); }" },
        { "EXMC0101", "a matrix of data", "[Model] partial class M { [Data] public required Matrix X { get; init; } [Parameter] Real A => Normal(0, 1); [Factor] Real F => Sum([|QrThinR(A * X)|]); }" },
        { "EXMC0401", "HalfNormal(1)", "[Model] partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real [|S|] => Flat().Truncated(lower: 0); [Observed(nameof(Y))] Vector R => Normal(0, S).Repeat(Y.Length); }" },
        { "EXMC0402", "NonCentered", "[Model] partial class M { [Parameter] Real S => HalfNormal(1); [Parameter] Vector [|B|] => Normal(0, S).Repeat(8); [Factor] Real F => -Sum(Square(B)); }" },
        { "EXMC0403", "1E+06", "[Model] partial class M { [Parameter] Real A => [|Normal(0, 1e6)|]; }" },
        { "EXMC0404", "LogMix", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => [|A|] > 0.5 ? A : 2 * A; }" },
        { "EXMC0406", "Truncated(0)", "[Model] partial class M { [Data] public required Vector Y { get; init; } [Parameter] Real S => [|Normal(0, 1)|]; [Observed(nameof(Y))] Vector R => Normal(0, S).Repeat(Y.Length); }" },
        { "EXMC0405", "already", "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => [|LogDensity(A, Normal(0, 2))|]; }" },
        { "EXMC0306", "HalfNormal", "[Model] partial class M { [Parameter(Folded = true)] Real A => [|Exponential(1)|]; }" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_where_it_is_with_its_remedy(string id, string remedy, string marked)
    {
        (string source, Microsoft.CodeAnalysis.Text.TextSpan span) = GeneratorHost.Marked(marked);
        (IReadOnlyList<Diagnostic> diagnostics, _, _) = GeneratorHost.Run(source);
        Diagnostic diagnostic = Assert.Single(diagnostics, candidate => candidate.Id == id);
        Assert.Contains(remedy, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(span, diagnostic.Location.SourceSpan);
    }

    [Theory]
    [InlineData("Vector v = new Vector(N); v[0] = A; for (int i = 1; i < N; i++) { v[i] = v[i - 1] * A; } return Sum(v);")]
    [InlineData("Vector v = new Vector(N); for (int i = 0; i < K; i++) { v[i] = A; } for (int i = K; i < N; i++) { v[i] = 2 * A; } return Sum(v);")]
    [InlineData("Vector v = new Vector(2 * N); for (int i = 0; i < N; i++) { v[2 * i] = A; v[2 * i + 1] = 3 * A; } return Sum(v);")]
    [InlineData("Matrix m = new Matrix(N, N); for (int i = 0; i < N; i++) { m[i, i] = 1; for (int j = 0; j < i; j++) { Real c = A * j; m[i, j] = c; m[j, i] = c; } } return Sum(Cholesky(m).Row(0));")]
    [InlineData("Matrix m = new Matrix(K, N); for (int i = 0; i < N; i++) { m[column: i, row: 0] = A; m[1, i] = 2 * A; } return m[0, 1];")]
    [InlineData("Vector v = new Vector(N); for (int i = 0; i < N; i++) { if (A > Place[i]) { v[i] = A; } else { v[i] = 2 * A; } } return Sum(v);")]
    [InlineData("Vector v = new Vector(N * K); for (int i = 0; i < N; i++) { for (int j = 0; j < K; j++) { v[i * K + j] = A; } } return Sum(v);")]
    public void Elements_that_are_assigned_once_are_no_mistake(string body)
    {
        (IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<Diagnostic> compiler, _) = GeneratorHost.Run(Body(body));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Empty(compiler);
    }

    [Theory]
    [InlineData("8", true)]
    [InlineData("500", false)]
    public void Only_a_scale_of_few_groups_has_a_hint(string groups, bool hinted)
    {
        (IReadOnlyList<Diagnostic> diagnostics, _, _) = GeneratorHost.Run(
            "[Model] partial class M { [Parameter] Real S => HalfNormal(1); [Parameter] Vector B => Normal(0, S).Repeat(" + groups + "); [Factor] Real F => -Sum(Square(B)); }");
        Assert.Equal(hinted, diagnostics.Any(diagnostic => diagnostic.Id == "EXMC0402"));
    }

    [Fact]
    public void A_defect_of_the_compiler_is_reported_at_the_class_and_takes_nothing_else_down()
    {
        ModelGenerator broken = new(ModelReader.Read, (_, _) => throw new InvalidOperationException("planted defect"));
        (IReadOnlyList<Diagnostic> diagnostics, _, string source) = GeneratorHost.Run("[Model] partial class Broken { [Parameter] Real A => Normal(0, 1); }", broken);
        Diagnostic defect = Assert.Single(diagnostics);
        Assert.Equal("EXMC0901", defect.Id);
        Assert.Equal(DiagnosticSeverity.Error, defect.Severity);
        Assert.Contains("planted defect", defect.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("report", defect.GetMessage(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(GeneratorHost.Usings.Length + "[Model] partial class ".Length, defect.Location.SourceSpan.Start);
        Assert.Empty(source);
    }

    [Fact]
    public void One_mistake_does_not_hide_another()
    {
        (IReadOnlyList<Diagnostic> diagnostics, _, _) = GeneratorHost.Run(
            "[Model] partial class M { [Parameter] Real A => Normal(0, 1); [Factor] Real F => A + Normal(0, 1); [Factor] Real G { get { foreach (int i in new int[1]) { } return A; } } }");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "EXMC0103");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "EXMC0107");
    }

    [Fact]
    public void Every_diagnostic_has_a_test()
    {
        string[] tested = [.. Mistakes.Select(row => (string)row[0]!).Distinct(), "EXMC0901"];
        string[] all =
        [
            .. typeof(ModelGenerator).Assembly.GetType("Exmc.Generator.Diagnostics.Descriptors")!
                .GetFields().Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id),
        ];
        Assert.Empty(all.Except(tested));
    }

    /// <summary>A factor with this body, over data of lengths N and K.</summary>
    private static string Body(string body) =>
        "[Model] partial class M { [Data] public required int N { get; init; } [Data] public required int K { get; init; } [Data] public required int[] Place { get; init; } "
        + "[Parameter] Real A => Normal(0, 1); Vector Ones() { Vector ones = new Vector(2); ones[0] = 1; ones[1] = 1; return ones; } [Factor] Real F { get { " + body + " } } }";
}
