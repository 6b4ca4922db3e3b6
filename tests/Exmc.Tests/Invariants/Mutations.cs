// The guards of tree, trajectory and kernel, each disabled once.
namespace Exmc.Tests;

internal static class Mutations
{
    private const string Tree = "Tree.cs";
    private const string Turning = "PhaseSpaceTurning.cs";
    private const string Recursive = "TreeTests.The_iterative_tree_has_the_transition_probabilities_of_the_recursive_one";
    private const string Invalid = "TreeTests.An_invalid_subtree_never_supplies_the_proposal";
    private const string Bounds = "TreeTests.Steps_and_depth_obey_the_bounds_of_doubling";
    private const string Full = "TreeTests.A_trajectory_that_never_turns_uses_all_doublings_and_visits_each_point_once";
    private const string Statistics = "TreeTests.Both_acceptance_statistics_are_one_without_energy_error_and_zero_for_a_divergence";
    private const string Weights = "TreeTests.Weights_far_beyond_the_range_of_the_exponential_still_choose_by_energy";
    private const string Threshold = "TreeTests.An_energy_error_beyond_the_limit_is_a_divergence_with_its_place";
    private const string Spans = "TurningTests.Spans_turn_where_a_velocity_points_away_from_a_displacement";
    private const string Cached = "TransitionTests.Cached_log_density_and_gradient_are_those_of_the_draw";
    private const string Rejected = "TransitionTests.A_rejected_transition_leaves_the_draw_bit_for_bit";
    private const string Failed = "FailureTests.A_failed_evaluation_is_a_divergence_with_its_cause";
    private const string Moment = "InvalidSubtreeTests.The_second_moment_of_a_standard_normal_is_one";
    private const string Energy = "LeapfrogTests.Energy_error_of_one_step_is_third_order";

    /// <summary>Guards that show on integers.</summary>
    public static IReadOnlyList<Mutation> OfTree { get; } =
    [
        new("no energy error is too large", Tree, "!(gain >= -MaxEnergyError)", "!(gain >= double.MinValue)", Threshold),
        new("an energy error that is no number is no divergence", Tree, "!(gain >= -MaxEnergyError)", "gain < -MaxEnergyError", Recursive),
        new("infinitely little energy is no divergence", Tree, " || double.IsPositiveInfinity(gain)", "", Threshold),
        new("a divergence is stepped over", Tree, "return Diverge(gain, cause);", "gain = double.NegativeInfinity;", Bounds, Statistics),
        new("a divergent subtree supplies the proposal", Tree, "return Diverge(gain, cause);", "{ if (_subtree > 0 && selection.Take(_subtree, _weight)) { trajectory.Propose(); _result.ProposalIndex = _candidateIndex; } return Diverge(gain, cause); }", Recursive),
        new("a turning subtree supplies the proposal", Tree, "if (!TryMerge(ref trajectory, slot))\n        {", "if (!TryMerge(ref trajectory, slot))\n        {\n            if (selection.Take(_subtree, _weight)) { trajectory.Propose(); _result.ProposalIndex = _candidateIndex; }", Invalid),
        new("pairs of points in a subtree may turn", Tree, "if (trajectory.IsTurning(earlierFirst, slot, Forward))", "if (Forward && !Forward)", Invalid),
        new("larger spans in a subtree may turn", Tree, "else if (trajectory.IsTurning(earlierFirst, earlierLast, first, slot, Forward))", "else if (Forward && !Forward)", Recursive),
        new("turning in a subtree does not end it", Tree, "        if (!TryMerge(ref trajectory, slot))\n        {\n            return Turn();\n        }", "        if (!TryMerge(ref trajectory, slot))\n        {\n            _firsts[_pending] = (byte)slot; _lasts[_pending] = (byte)slot; _pending++;\n        }", Invalid, Recursive),
        new("the whole trajectory may turn", Tree, "if (near == join ? trajectory.IsTurning(near, last, Forward) : trajectory.IsTurning(near, join, first, last, Forward))", "if (Forward && !Forward)", Recursive),
        new("only the ends of the whole trajectory count", Tree, "trajectory.IsTurning(near, join, first, last, Forward))", "trajectory.IsTurning(near, last, Forward))", Recursive),
        new("the first doubling may turn", Tree, "near == join ? trajectory.IsTurning(near, last, Forward)", "near == join ? false", Recursive),
        new("doublings are not limited", Tree, "_result.Depth == maxDepth", "_result.Depth == maxDepth + 1", Full),
        new("trajectories grow forward only", Tree, "((_directions >> _result.Depth) & 1) != 0", "true", Recursive),
        new("points of a subtree are chosen by twice their weight", Tree, "selection.Take(point, _subtree)", "selection.Take(2 * point, _subtree)", Recursive),
        new("the latest point of a subtree is always chosen", Tree, "_leaf == 0 || selection.Take(point, _subtree)", "true", Recursive),
        new("subtrees are chosen by their share of the whole", Tree, "selection.Take(_subtree, _weight)", "selection.Take(_subtree, _weight + _subtree)", Recursive),
        new("each subtree is chosen", Tree, "if (selection.Take(_subtree, _weight))", "if (_subtree >= 0)", Recursive),
        new("the weight of the trajectory does not grow", Tree, "_weight += _subtree;", "_weight = _subtree;", Recursive),
        new("the weight of a subtree starts with that of the last", Tree, "        _subtree = 0;\n        _leaf = 0;", "        _leaf = 0;", Recursive),
        new("weights may overflow", Tree, "gain - _reference > LargestLogWeight", "gain - _reference > double.MaxValue", Weights),
        new("old weights keep their scale", Tree, "_weight *= shrink;", "", Weights),
        new("weights of a subtree keep their scale", Tree, "_subtree *= shrink;", "", Weights),
        new("acceptance may exceed one", Tree, "gain < 0 ? ratio : 1", "ratio", Bounds),
        new("symmetric acceptance may exceed one", Tree, "(gain < 0 ? 2 * ratio : 2) / (1 + ratio)", "2 / (1 + ratio)", Bounds),
        new("acceptance is that of the points without the divergent one", Tree, "_result.Acceptance = _acceptance / _result.Leaves", "_result.Acceptance = _acceptance / Math.Max(1, _result.Leaves - 1)", Statistics),
        new("steps are not counted", Tree, "_result.Leaves++;", "", Full, Bounds),
        new("a divergence is not flagged", Tree, "_result.Divergent = true;", "", Threshold),
        new("a divergence has another place", Tree, "_result.DivergentIndex = _index;", "", Threshold),
        new("turning is not flagged", Tree, "_result.Turning = true;", "", Invalid),
        new("points that are needed are overwritten", Tree, "_ends |= 1UL << slot;", "", Recursive),
        new("ends of merged spans keep their slots", Tree, "_ends &= ~((1UL << earlierLast) | (1UL << first));", "", Full),
        new("the joined end keeps its slot", Tree, "_ends &= ~(1UL << join);", "", Full),
    ];

    /// <summary>Guards of the physics.</summary>
    public static IReadOnlyList<Mutation> OfTrajectory { get; } =
    [
        new("the displacement of the whole does not count", Turning, "AreAhead(wholeFirst, wholeLast, forward) && ", "", Spans),
        new("the earlier span and its neighbour may turn", Turning, "AreAhead(earlyFirst, earlyLast, forward) && ", "", Spans),
        new("the later span and its neighbour may turn", Turning, " && AreAhead(lateFirst, lateLast, forward)", "", Spans),
        new("the velocity at the last point does not count", Turning, "a > 0 && b > 0", "a > 0", Spans),
        new("the velocity at the first point does not count", Turning, "a < 0 && b < 0", "b < 0", Spans),
        new("backward in time counts as forward", Turning, "forward ? a > 0 && b > 0 : a < 0 && b < 0", "a > 0 && b > 0", Spans),
        new("a failed evaluation has an energy", "PhaseSpace.cs", "if (status != DensityStatus.Ok)\n        {\n            return double.NaN;\n        }", "", Failed),
        new("kinetic energy does not count", "PhaseSpace.cs", "+ (_startKinetic - kinetic)", "", Energy),
        new("a chain that stays is moved by rounding", "PhaseSpace.cs", "if (_moved)", "if (_moved || !_moved)", Rejected),
        new("the gradient of the draw is not kept", "PhaseSpace.cs", "Copy(_gradientRow, _candidate + 1);", "", Cached),
        new("the log density of the draw is not kept", "PhaseSpace.cs", "_candidateLogDensity = _latestLogDensity;", "", Cached),
        new("choices are made by the weight alone", "StreamSelection.cs", "stream.Uniform() * total < weight", "stream.Uniform() < weight", Moment),
        new("the velocity is not drawn anew", "NutsKernel.cs", "        DrawVelocity();\n", "        space.BeginTrajectory();\n", Moment),
    ];
}
