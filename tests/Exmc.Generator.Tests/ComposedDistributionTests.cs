// Short forms of distributions mean what their docstrings say.
using Microsoft.CodeAnalysis;
using Xunit;

namespace Exmc.Generator.Tests;

public class ComposedDistributionTests
{
    public static TheoryData<string, string, string> Forms => new()
    {
        { "Vector Y", "NormalIdGlm(X, A, B, S)", "Normal(A + X * B, S)" },
        { "Vector Y", "NormalIdGlm(X, V, B, S)", "Normal(V + X * B, S)" },
        { "Vector Y", "StandardNormal().Repeat(Y.Length)", "Normal(0.0, 1.0).Repeat(Y.Length)" },
        { "int[] Y", "BernoulliLogitGlm(X, A, B)", "BernoulliLogit(A + X * B)" },
        { "int[] Y", "BernoulliLogitGlm(X, V, B)", "BernoulliLogit(V + X * B)" },
        { "int[] Y", "BinomialLogitGlm(N, X, A, B)", "BinomialLogit(N, A + X * B)" },
        { "int[] Y", "BinomialLogitGlm(N, X, V, B)", "BinomialLogit(N, V + X * B)" },
        { "int[] Y", "PoissonLogGlm(X, A, B)", "PoissonLog(A + X * B)" },
        { "int[] Y", "PoissonLogGlm(X, V, B)", "PoissonLog(V + X * B)" },
        { "int[] Y", "NegativeBinomial2LogGlm(X, A, B, S)", "NegativeBinomial2Log(A + X * B, S)" },
        { "int[] Y", "NegativeBinomial2LogGlm(X, V, B, S)", "NegativeBinomial2Log(V + X * B, S)" },
        { "int[] Y", "OrderedLogisticGlm(X, B, C)", "OrderedLogistic(X * B, C)" },
        { "Vector Y", "MultivariateNormal(B, DiagonalMatrix(Exp(B)))", "MultivariateNormalCholesky(B, Cholesky(DiagonalMatrix(Exp(B))))" },
        { "Vector Y", "MultivariateStudentT(S, B, DiagonalMatrix(Exp(B)))", "MultivariateStudentTCholesky(S, B, Cholesky(DiagonalMatrix(Exp(B))))" },
        { "Matrix Y", "MultiGp(DiagonalMatrix(Exp(B)), Exp(V))", "MultiGpCholesky(Cholesky(DiagonalMatrix(Exp(B))), Exp(V))" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_compiles_to_what_it_stands_for(string data, string form, string meaning) => Assert.Equal(Generated(data, meaning), Generated(data, form));

    [Theory]
    [InlineData("int[] Y", "CategoricalLogitGlm(X, B, W)")]
    [InlineData("int[] Y", "MultinomialLogit(10, B)")]
    public void A_form_of_several_categories_compiles(string data, string form) => Assert.NotEmpty(Generated(data, form));

    private static string Generated(string data, string distribution)
    {
        string type = data[..data.IndexOf(' ')];
        string source = $$"""
            [Model] public partial class M
            {
                [Data] public required {{data}} { get; init; }
                [Data] public required int[] N { get; init; }
                [Data] public required Matrix X { get; init; }
                [Parameter] Real A => Normal(0, 1);
                [Parameter] Real S => HalfNormal(1);
                [Parameter] Vector B => Normal(0, 1).Repeat(X.Columns);
                [Parameter] Vector V => Normal(0, 1).Repeat(X.Rows);
                [Parameter] Ordered C => Normal(0, 1).Repeat(3);
                [Parameter] Matrix W => Normal(0, 1).Repeat(X.Columns, X.Columns);
                [Observed(nameof(Y))] {{type}} R => {{distribution}};
            }
            """;
        (IReadOnlyList<Diagnostic> generator, IReadOnlyList<Diagnostic> compiler, string generated) = GeneratorHost.Run(source);
        Assert.True(generator.Count == 0 && compiler.Count == 0, string.Join("\n", generator.Concat(compiler)));
        return generated;
    }
}
