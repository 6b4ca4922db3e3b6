// Special functions against figures computed with mpmath 1.3 at 50 digits, and against MathNet.Numerics.
using Exmc.Numerics;
using MathNetFunctions = MathNet.Numerics.SpecialFunctions;

namespace Exmc.Tests;

public class SpecialFunctionTests
{
    [Theory]
    [InlineData(1e-10, 23.025850929882736)]
    [InlineData(0.1, 2.252712651734206)]
    [InlineData(0.5, 0.5723649429247001)]
    [InlineData(1.5, -0.12078223763524522)]
    [InlineData(3.7, 1.428072326665388)]
    [InlineData(12.0, 17.502307845873887)]
    [InlineData(171.5, 709.1431630309282)]
    [InlineData(1e6, 12815504.569147611)]
    [InlineData(1e15, 3.3538776394910668e16)]
    public void LogGamma(double x, double expected) => Close(expected, Lanes.LogGamma(x), 1e-14);

    [Theory]
    [InlineData(1e-10, -10000000000.577215)]
    [InlineData(0.1, -10.423754940411076)]
    [InlineData(1.0, -0.5772156649015329)]
    [InlineData(5.5, 1.6110931485817512)]
    [InlineData(100.0, 4.600161852738087)]
    [InlineData(1e12, 27.63102111592805)]
    public void Digamma(double x, double expected) => Close(expected, Lanes.Digamma(x), 1e-14);

    [Theory]
    [InlineData(1e-4, 100000001.64469367)]
    [InlineData(0.1, 101.43329915079275)]
    [InlineData(1.0, 1.6449340668482264)]
    [InlineData(5.5, 0.19934238698962767)]
    [InlineData(100.0, 0.010050166663333571)]
    [InlineData(1e12, 1.0000000000005e-12)]
    public void Trigamma(double x, double expected) => Relative(expected, SpecialFunctions.Trigamma(x), 1e-14);

    [Theory]
    [InlineData(-0.999999, -13.815510557935518)]
    [InlineData(-1e-12, -1.0000000000005e-12)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-8, 9.999999950000001e-09)]
    [InlineData(0.5, 0.4054651081081644)]
    [InlineData(1e10, 23.025850930040455)]
    public void Log1p(double x, double expected) => Relative(expected, Lanes.Log1p(x), 1e-15);

    [Theory]
    [InlineData(-40.0, -1.0)]
    [InlineData(-1.0, -0.6321205588285577)]
    [InlineData(-1e-12, -9.999999999995e-13)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-5, 1.0000050000166668e-05)]
    [InlineData(0.9, 1.4596031111569496)]
    [InlineData(3.0, 19.085536923187668)]
    public void Expm1(double x, double expected) => Relative(expected, Lanes.Expm1(x), 1e-15);

    [Theory]
    [InlineData(-1e5, -5000000012.431864)]
    [InlineData(-40.0, -804.6084420137538)]
    [InlineData(-10.0, -53.23128515051247)]
    [InlineData(-6.5, -23.938149495161838)]
    [InlineData(-5.5, -17.77937635262526)]
    [InlineData(-1.0, -1.8410216450092636)]
    [InlineData(0.0, -0.6931471805599453)]
    [InlineData(1.0, -0.17275377902344988)]
    [InlineData(3.9, -4.8097500683844425e-05)]
    [InlineData(6.0, -9.865876455243758e-10)]
    [InlineData(8.0, -6.220960574271786e-16)]
    public void LogNormalCdf(double x, double expected) => Relative(expected, SpecialFunctions.LogNormalCdf(x), 1e-13);

    [Theory]
    [InlineData(0.5, 1e12, -13.243145615039449017)]
    [InlineData(3, 1e10, -68.384405609561425211)]
    [InlineData(1e9, 2e9, -1909542514.1244002865)]
    [InlineData(20, 30, -33.968820791977382963)]
    [InlineData(1e15, 0.1, -1.2011649877568627707)]
    public void The_log_beta_function_keeps_its_accuracy_at_any_size(double a, double b, double expected) => Relative(expected, SpecialFunctions.BetaLog(a, b), 4e-15);

    [Theory]
    [InlineData(50, 30, 0.00051889146254803429258)]
    [InlineData(1e6, 1000500.0, 0.69155047577149718153)]
    [InlineData(1e6, 995000.0, 2.7495803592700707538e-7)]
    [InlineData(1e9, 1000030000.0, 0.828609412598158614)]
    [InlineData(1e9, 999900000.0, 0.000782446139962783538)]
    public void The_incomplete_gamma_function_of_large_shapes(double a, double x, double expected) => Relative(expected, SpecialFunctions.GammaP(a, x), 1e-11);

    [Theory]
    [InlineData(1e6, 2e6, 0.3335, 0.729882432503683306)]
    [InlineData(1e8, 2e8, 0.3333, 0.110334398548114662)]
    public void The_incomplete_beta_function_of_large_shapes(double a, double b, double x, double expected) => Relative(expected, SpecialFunctions.BetaI(a, b, x), 1e-8);

    [Theory]
    [InlineData(1e8, -3, 0.00134989836401874719)]
    [InlineData(1e6, -8, 6.2275317166012598e-16)]
    public void Student_t_with_many_degrees_of_freedom(double nu, double t, double expected) => Relative(expected, SpecialFunctions.StudentTCdf(nu, t), 1e-8);

    [Theory]
    [InlineData(4, 0.0, 0.5, 0.0)]
    [InlineData(4, 1e-06, 0.500000375, 5.6948072900232285e-9)]
    [InlineData(4, 0.5, 0.67833501840906836, 0.0031073052048684362)]
    [InlineData(4, -1.9, 0.065119426478304843, -0.0089126935518105883)]
    [InlineData(4, 2.1, 0.94817335684119891, 0.008665075111092325)]
    [InlineData(0.7, -30, 0.028738377617670179, -0.099168466333315767)]
    [InlineData(3, -10000.0, 1.1026577511479049e-12, -9.1534050249006978e-12)]
    [InlineData(50, -8, 8.3164830141606918e-11, -1.1386133085103984e-11)]
    [InlineData(200, 1.0, 0.84074057604512667, 3.0170630349375702e-6)]
    public void Student_t_and_its_derivative(double nu, double t, double value, double derivative)
    {
        Relative(value, SpecialFunctions.StudentTCdf(nu, t), 1e-13);
        Relative(derivative, SpecialFunctions.StudentTCdfDerivativeNu(nu, t), 1e-9);
    }

    /// <summary>A truncated density divides by the mass: its gradient needs the digits of the derivative, however small. Values of mpmath 1.3 with 40 digits.</summary>
    [Theory]
    [InlineData(17.0, 0.3, 2.7352508724235839222e-24, -1.1124945805198511208e-23)]
    [InlineData(40.0, 6.0, 4.7539564538438102614e-20, -9.0976181991353041602e-20)]
    [InlineData(60.0, 20.0, 4.2332846947129029558e-13, -4.7187824725890949264e-13)]
    [InlineData(120.0, 50.0, 3.6821313148644157668e-17, -3.2598263168181896035e-17)]
    public void The_far_lower_tail_of_the_incomplete_gamma_keeps_its_digits(double a, double x, double value, double derivative)
    {
        Relative(value, SpecialFunctions.GammaP(a, x), 1e-12);
        Relative(derivative, SpecialFunctions.GammaPDerivativeShape(a, x), 1e-12);
    }

    [Theory]
    [InlineData(0.5, 0.1, 0.345279153981423, -0.8229360969795988)]
    [InlineData(3.0, 2.0, 0.32332358381693654, -0.2318486720439896)]
    [InlineData(3.0, 20.0, 0.9999995444850495, -9.680603996077357e-07)]
    [InlineData(100.0, 90.0, 0.15822098918643016, -0.02461191684397991)]
    [InlineData(1000.0, 1050.0, 0.9413288886226819, -0.0036718379194951804)]
    public void Incomplete_gamma_and_its_derivative(double a, double x, double value, double derivative)
    {
        Close(value, SpecialFunctions.GammaP(a, x), 1e-12);
        Close(derivative, SpecialFunctions.GammaPDerivativeShape(a, x), 1e-11);
    }

    /// <summary>Where Q is tiny, its digits and those of its derivative remain.</summary>
    [Theory]
    [InlineData(0.5, 0.1, 0.65472084601857702044, 0.82293609697959875225)]
    [InlineData(3.0, 2.0, 0.67667641618306345947, 0.23184867204398959152)]
    [InlineData(3.0, 20.0, 4.5551495055892127998e-7, 9.6806039960773565453e-7)]
    [InlineData(3.0, 300.0, 2.332186182754866363e-126, 1.1157977495228651198e-125)]
    [InlineData(100.0, 90.0, 0.8417790108135698319, 0.024611916843979909579)]
    [InlineData(1000.0, 1050.0, 0.058671111377318077098, 0.0036718379194951801955)]
    [InlineData(1000.0, 1500.0, 2.2046986113889961422e-43, 8.9938875304467509403e-44)]
    [InlineData(0.1, 60.0, 2.2766191718400516284e-29, 3.3088988617248688762e-28)]
    [InlineData(2.5, 600.0, 2.9375604806858984807e-257, 1.6730702583938615388e-256)]
    public void Upper_incomplete_gamma_and_its_derivative(double a, double x, double value, double derivative)
    {
        Relative(value, SpecialFunctions.GammaQ(a, x), 1e-12);
        Relative(derivative, SpecialFunctions.GammaQDerivativeShape(a, x), 1e-10);
    }

    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(1e-9, -9.9999999975000006228e-10, 5e-10)]
    [InlineData(-0.3, -0.27762531137795808566, -0.14833742694087525726)]
    [InlineData(2.5, -1.3091613288039719797, 0.76499674758880991728)]
    [InlineData(19.5, -2.3975615754348080542, 0.97401186760910611843)]
    [InlineData(20.5, -2.4228964958515249214, 0.97529656993258208498)]
    [InlineData(700.0, -4.1943000015565509232, 0.99928545881842609327)]
    [InlineData(1e8, -10.129278903930855472, 0.9999999949999999875)]
    public void The_Bessel_function_of_order_0_and_its_logarithmic_derivative(double x, double logScaled, double ratio)
    {
        Relative(logScaled, SpecialFunctions.LogScaledBesselI0(x), 2e-14);
        Relative(ratio, SpecialFunctions.BesselRatio(x), 1e-14);
    }

    [Theory]
    [InlineData(0.0, 1.0, 0.125)]
    [InlineData(0.5, 0.3, 0.040786707344250106)]
    [InlineData(-1.2, 0.9, 0.048784510426496554)]
    [InlineData(2.0, 3.0, 0.0113750659715450406)]
    [InlineData(0.1, 50.0, 0.230086080937209612)]
    [InlineData(-3.0, -2.0, -0.000674949015535216149)]
    [InlineData(8.0, 0.5, 3.1103239107887044e-16)]
    [InlineData(5.0, 1.5, 1.43325785939594104e-7)]
    public void Owens_function(double h, double a, double value) => Relative(value, SpecialFunctions.OwensT(h, a), 1e-11);

    [Theory]
    [InlineData(0.0, -1.0, 2.0, 0.477464829275686007, 0.278643446920630127)]
    [InlineData(0.3, -3.0, 0.5, 0.587417654065763227, 0.102850632079340833)]
    [InlineData(1.5, -3.141592653589793, -2.5, 0.0153661430599271711, -0.0234097019365928535)]
    [InlineData(4.0, -3.3, 1.0, 0.966815728984640737, 0.0188153695338413687)]
    [InlineData(4.0, 0.2, 0.7, 0.256402092173851058, 0.0109134264245288088)]
    [InlineData(20.0, -3.1, -2.0, 5.03383100382494747e-14, -7.26267798040862896e-14)]
    [InlineData(150.0, -3.0, -1.0, 4.35191822699386545e-32, -2.0149082941498223e-32)]
    [InlineData(150.0, 0.05, 4.0, 0.270336125971868941, -0.000675844998567493752)]
    [InlineData(10000.0, 0.03, 0.5, 0.00135056297262267773, -6.65059852839799623e-7)]
    [InlineData(1000000.0, -0.5, 0.0005, 0.691462437436246121, 8.80163447560152272e-8)]
    [InlineData(2.5, 1.0, 9.0, 1.07896239911567302, -0.0467689497939141265)]
    public void The_mass_of_a_von_Mises_distribution_and_its_derivative(double kappa, double from, double until, double value, double byKappa)
    {
        Relative(value, SpecialFunctions.VonMisesMass(kappa, from, until), 2e-13);
        Relative(-value, SpecialFunctions.VonMisesMass(kappa, until, from), 2e-13);
        // 1 - I1 / I0 is known to the rounding of 1, and 1 / (2 kappa) large.
        Relative(byKappa, SpecialFunctions.VonMisesMassDerivativeKappa(kappa, from, until), Math.Max(1e-12, 1e-14 * kappa));
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.3, 0.36901011956554536, -0.6428114811572838, 0.46874458391550544)]
    [InlineData(2.0, 5.0, 0.2, 0.34464, -0.264799348807955, 0.0807033577892805)]
    [InlineData(2.0, 5.0, 0.9, 0.999945, -7.49708294651207e-05, 0.0001176421801146724)]
    [InlineData(30.0, 4.0, 0.95, 0.91919050658563, -0.007162896186335372, 0.08570201250159652)]
    [InlineData(0.1, 2.0, 1e-10, 0.10999999999899998, -2.4328436022804243, 0.006880679692887615)]
    public void Incomplete_beta_and_its_derivatives(double a, double b, double x, double value, double byA, double byB)
    {
        Close(value, SpecialFunctions.BetaI(a, b, x), 1e-12);
        Close(byA, SpecialFunctions.BetaIDerivativeA(a, b, x), 1e-11);
        Close(byB, SpecialFunctions.BetaIDerivativeB(a, b, x), 1e-11);
    }

    [Fact]
    public void They_agree_with_MathNet()
    {
        for (double x = 0.05; x < 60.0; x *= 1.13)
        {
            Close(MathNetFunctions.GammaLn(x), Lanes.LogGamma(x), 1e-12);
            Close(MathNetFunctions.DiGamma(x), Lanes.Digamma(x), 1e-12);
            Close(MathNetFunctions.Logistic(x - 10), Lanes.Logistic(x - 10), 1e-14);
            Close(MathNetFunctions.GammaLowerRegularized(2.5, x), SpecialFunctions.GammaP(2.5, x), 1e-12);
            Close(MathNetFunctions.GammaUpperRegularized(2.5, x), SpecialFunctions.GammaQ(2.5, x), 1e-12);
            Close(Math.Log(MathNetFunctions.BesselI0(x)), SpecialFunctions.LogScaledBesselI0(x) + x, 1e-12);
            Close(MathNetFunctions.BesselI1(x) / MathNetFunctions.BesselI0(x), SpecialFunctions.BesselRatio(x), 1e-12);
            Close(MathNetFunctions.BetaRegularized(2.5, x, 0.3), SpecialFunctions.BetaI(2.5, x, 0.3), 1e-12);
        }
    }

    [Fact]
    public void Arguments_outside_the_domain_give_NaN()
    {
        Assert.True(double.IsNaN(Lanes.LogGamma(-1)));
        Assert.True(double.IsNaN(Lanes.Digamma(0)));
        Assert.True(double.IsNaN(SpecialFunctions.GammaP(-1, 1)));
        Assert.True(double.IsNaN(SpecialFunctions.BetaI(1, 1, 2)));
        Assert.True(double.IsNaN(SpecialFunctions.NormalQuantile(1.5)));
        Assert.Equal(double.NegativeInfinity, Lanes.Log1p(-1));
    }

    /// <summary>Error relative to the larger of one and the value.</summary>
    private static void Close(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, tolerance * Math.Max(1.0, Math.Abs(expected)));

    private static void Relative(double expected, double actual, double tolerance) => Assert.Equal(expected, actual, Math.Max(tolerance * Math.Abs(expected), double.Epsilon));
}
