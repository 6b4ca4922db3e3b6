// Hidden Markov models, in the language of models. Added as source to every project that uses the generator.
#nullable enable
using static Exmc.Distributions;

namespace Exmc
{
    /// <summary>
    /// Readings y[t] that depend on a hidden state, which changes from one reading to the next: the states are summed out. Rabiner (1989),
    /// Proceedings of the IEEE 77(2).
    /// </summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal static class HiddenMarkov
    {
        /// <summary>Log likelihood of the readings, in nats, by the forward recursion with scaled probabilities.</summary>
        /// <param name="logEmission">Log density of reading t (row) in state k (column).</param>
        /// <param name="transition">Probability of going from a state (row) to a state (column); rows sum to one.</param>
        /// <param name="initial">Probabilities of the states at the first reading.</param>
        [ModelFunction]
        public static Real LogLikelihood(Matrix logEmission, Matrix transition, Vector initial)
        {
            (Matrix filtered, Real total) = Filter(logEmission, transition, initial);
            return total;
        }

        /// <summary>Probability of each state (column) at each reading (row) given all readings, for recorded values.</summary>
        /// <inheritdoc cref="LogLikelihood"/>
        [ModelFunction]
        public static Matrix StateProbabilities(Matrix logEmission, Matrix transition, Vector initial)
        {
            (Matrix filtered, Real total) = Filter(logEmission, transition, initial);
            Matrix raw = new Matrix(logEmission.Rows, initial.Length);
            Matrix backward = new Matrix(logEmission.Rows, initial.Length);
            Matrix smoothed = new Matrix(logEmission.Rows, initial.Length);
            for (int i = 0; i < logEmission.Rows; i++)
            {
                Real sum = 0;
                Real weight = 0;
                for (int k = 0; k < initial.Length; k++)
                {
                    Real p = 1;
                    if (i > 0)
                    {
                        Real largest = Max(logEmission.Row(logEmission.Rows - i));
                        p = 0;
                        for (int j = 0; j < initial.Length; j++)
                        {
                            p += transition[k, j] * Exp(logEmission[logEmission.Rows - i, j] - largest) * backward[logEmission.Rows - i, j];
                        }
                    }

                    raw[logEmission.Rows - 1 - i, k] = p;
                    sum += p;
                    weight += p * filtered[logEmission.Rows - 1 - i, k];
                }

                for (int k = 0; k < initial.Length; k++)
                {
                    backward[logEmission.Rows - 1 - i, k] = raw[logEmission.Rows - 1 - i, k] / sum;
                    smoothed[logEmission.Rows - 1 - i, k] = raw[logEmission.Rows - 1 - i, k] * filtered[logEmission.Rows - 1 - i, k] / weight;
                }
            }

            return smoothed;
        }

        /// <summary>The most probable sequence of states, counted from 0, for recorded values. Viterbi (1967).</summary>
        /// <inheritdoc cref="LogLikelihood"/>
        [ModelFunction]
        public static Vector MostProbableStates(Matrix logEmission, Matrix transition, Vector initial)
        {
            Matrix best = new Matrix(logEmission.Rows, initial.Length);
            for (int t = 0; t < logEmission.Rows; t++)
            {
                for (int k = 0; k < initial.Length; k++)
                {
                    Real largest = Log(initial[k]);
                    if (t > 0)
                    {
                        largest = double.NegativeInfinity;
                        for (int j = 0; j < initial.Length; j++)
                        {
                            largest = Max(largest, best[t - 1, j] + Log(transition[j, k]));
                        }
                    }

                    best[t, k] = largest + logEmission[t, k];
                }
            }

            // Backwards: the state that the best sequence comes from, as a row with a single one.
            Matrix chosen = new Matrix(logEmission.Rows, initial.Length);
            Matrix score = new Matrix(logEmission.Rows, initial.Length);
            Vector states = new Vector(logEmission.Rows);
            for (int i = 0; i < logEmission.Rows; i++)
            {
                Real largest = double.NegativeInfinity;
                for (int k = 0; k < initial.Length; k++)
                {
                    Real onward = 0;
                    if (i > 0)
                    {
                        for (int j = 0; j < initial.Length; j++)
                        {
                            onward += chosen[logEmission.Rows - i, j] > 0.5 ? Log(transition[k, j]) : 0;
                        }
                    }

                    score[logEmission.Rows - 1 - i, k] = best[logEmission.Rows - 1 - i, k] + onward;
                    largest = Max(largest, best[logEmission.Rows - 1 - i, k] + onward);
                }

                Real state = 0;
                Real isFound = 0;
                for (int k = 0; k < initial.Length; k++)
                {
                    Real isFirst = score[logEmission.Rows - 1 - i, k] >= largest && isFound < 0.5 ? 1 : 0;
                    chosen[logEmission.Rows - 1 - i, k] = isFirst;
                    state += isFirst * k;
                    isFound += isFirst;
                }

                states[logEmission.Rows - 1 - i] = state;
            }

            return states;
        }

        /// <summary>Probabilities of the states given the readings so far, and the log likelihood of all.</summary>
        [ModelFunction]
        private static (Matrix Filtered, Real LogLikelihood) Filter(Matrix logEmission, Matrix transition, Vector initial)
        {
            Matrix joint = new Matrix(logEmission.Rows, initial.Length);
            Matrix filtered = new Matrix(logEmission.Rows, initial.Length);
            Real total = 0;
            for (int t = 0; t < logEmission.Rows; t++)
            {
                Real largest = Max(logEmission.Row(t));
                Real sum = 0;
                for (int k = 0; k < initial.Length; k++)
                {
                    Real p = initial[k];
                    if (t > 0)
                    {
                        p = 0;
                        for (int j = 0; j < initial.Length; j++)
                        {
                            p += filtered[t - 1, j] * transition[j, k];
                        }
                    }

                    joint[t, k] = p * Exp(logEmission[t, k] - largest);
                    sum += p * Exp(logEmission[t, k] - largest);
                }

                for (int k = 0; k < initial.Length; k++)
                {
                    filtered[t, k] = joint[t, k] / sum;
                }

                total += largest + Log(sum);
            }

            return (filtered, total);
        }
    }
}
