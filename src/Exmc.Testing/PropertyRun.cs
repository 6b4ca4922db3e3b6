// Runs one property by FsCheck and reports its failure.
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Exmc.Testing;

/// <summary>One property of one model: the positions it is tried at, and the message when it fails.</summary>
/// <param name="property">Name of the method of <see cref="ModelProperties"/>.</param>
/// <param name="model">The model's name.</param>
/// <param name="options">Number of cases, seed.</param>
internal sealed class PropertyRun(string property, string model, PropertyOptions options)
{
    /// <summary>Tries positions until one fails; that one is shrunk.</summary>
    /// <param name="source">The positions.</param>
    /// <param name="check">What is wrong at a position; null when nothing is.</param>
    /// <exception cref="ModelPropertyException">A position failed.</exception>
    public void ForAll(PositionSource source, Func<double[], string?> check)
    {
        if (options.At is { } at)
        {
            Judge([.. at], check, shrinks: 0);
            return;
        }

        Verdict verdict = new();
        Config config = Config.Quick
            .WithMaxTest(options.Cases)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(options.Seed, 1), FSharpOption<int>.None)))
            .WithRunner(verdict);
        Check.One(config, Prop.ForAll(source.Arbitrary, position => Reason(position, check).Text is null));
        if (verdict.Counterexample is { } position)
        {
            Judge(position, check, verdict.Shrinks);
        }
    }

    /// <summary>Fails without a position.</summary>
    public ModelPropertyException Failure(string reason, Exception? inner = null) =>
        new(property, model, options.Seed, null, $"{property} of model '{model}': {reason}\nReproduce: the same call with new PropertyOptions {{ Seed = {options.Seed} }}.", inner);

    private static (string? Text, Exception? Cause) Reason(double[] position, Func<double[], string?> check)
    {
        try
        {
            return (check(position), null);
        }
        catch (Exception exception)
        {
            return ($"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private void Judge(double[] position, Func<double[], string?> check, int shrinks)
    {
        (string? text, Exception? cause) = Reason(position, check);
        if (text is null)
        {
            if (shrinks == 0 && options.At is not null)
            {
                return;
            }

            text = "failed once and not again: the model is not deterministic";
        }

        string place = string.Join(", ", position.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
        throw new ModelPropertyException(
            property,
            model,
            options.Seed,
            position,
            $"{property} of model '{model}': {text}\nAt the position [{place}] (after {shrinks} shrinks).\n"
            + $"Reproduce: ModelProperties.{property}(model, new PropertyOptions {{ Seed = {options.Seed}, At = [{place}] }});",
            cause);
    }

    private sealed class Verdict : IRunner
    {
        public double[]? Counterexample { get; private set; }

        public int Shrinks { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result)
        {
            if (result is TestResult.Failed failed)
            {
                Counterexample = (double[])failed.Item3.Head;
                Shrinks = failed.Item1.NumberOfShrinks;
            }
        }
    }
}
