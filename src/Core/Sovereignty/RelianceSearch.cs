using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>The reliance cell of one set of goals (design section 3).</summary>
static class RelianceSearch
{
    public static RelianceCell Run(GoalCase goalCase, SovereigntyOptions options, ExposureMemo memo, CancellationToken stop)
    {
        var alone = goalCase.Theta(goalCase.Outsiders, stop);
        var (all, _) = memo.Widest(goalCase, stop);
        var verdict = Verdict(Answer(alone), Answer(all));
        var first = goalCase.Goals[0];
        var item = goalCase.Table.Network.Items[first.Item];
        var perMonth = item.Unit.Text + "/month";
        double[] rates = [first.Rate.Need(Reading.Pessimistic), first.Rate.Need(Reading.Central), first.Rate.Need(Reading.Optimistic)];
        var cell = new RelianceCell
        {
            Verdict = verdict,
            AsKnownToday = Verdict(alone[1] >= 1, all[1] >= 1),
            ThetaAll = goalCase.Figure("theta_all", all, "share of goal"),
            ThetaIn = goalCase.Figure("theta_in", alone, "share of goal"),
            Goal = goalCase.Figure("goal", rates, perMonth),
            OutputIn = goalCase.Figure("output_in", [alone[0] * rates[0], alone[1] * rates[1], alone[2] * rates[2]], perMonth),
            VetoLevel = all[1] >= 1 ? 1 : 0.95 * all[1],
            Flows = Flows(goalCase, Math.Min(1, alone[1]), stop),
        };
        if (!options.Explains) return cell;
        var (ladder, reading) = Ladder(goalCase, alone, options, stop);
        cell = cell with { Ladder = ladder, LadderReading = reading, BindingConsents = BindingConsents(goalCase, alone, stop) };
        cell = cell with { Vetoes = VetoSearch.Run(goalCase, cell.VetoLevel, options, stop) };
        var (asks, left) = AskSearch.Run(goalCase, alone, all, options, stop);
        return cell with { Asks = asks, AsksLeft = left };
    }

    static bool? Answer(double[] theta) => theta.All(t => t >= 1) ? true : theta.All(t => t < 1) ? false : null;

    static RelianceVerdict Verdict(bool? alone, bool? withOthers) => (alone, withOthers) switch
    {
        (true, _) => RelianceVerdict.Yes,
        (null, _) => RelianceVerdict.Unknown,
        (false, true) => RelianceVerdict.OnlyWithOthers,
        (false, null) => RelianceVerdict.NotAlone,
        _ => RelianceVerdict.No,
    };

    static List<ProofFlow> Flows(GoalCase goalCase, double level, CancellationToken stop)
    {
        var program = goalCase[Reading.Central];
        if (level <= 0 || program.Plan(goalCase.Outsiders, level, program.DefaultCost(), stop: stop) is not { } plan) return [];
        return [.. goalCase.Table.All.Where(s => plan.Output[s.Index] > 0).Select(s => new ProofFlow(s, plan.Output[s.Index], program.Capacity(s)))];
    }

    // The central reading hides bottlenecks that are merely unknown; then the pessimistic one is shown, and said.
    static (IReadOnlyList<BottleneckRung>, Reading) Ladder(GoalCase goalCase, double[] alone, SovereigntyOptions options, CancellationToken stop)
    {
        var reading = alone[1] < OutputProgram.ThetaCap && alone[1] < 1 || alone[0] >= 1 ? Reading.Central : Reading.Pessimistic;
        var rungs = Bottleneck.Ladder(goalCase[reading], goalCase.Outsiders, Math.Max(1, Math.Min(alone[(int)reading] + 1e-3, OutputProgram.ThetaCap)), options.Rungs, stop);
        return ([.. rungs.Select(r => new BottleneckRung(r.Theta, [.. r.Reliefs.Select(x => Row(goalCase, x))], r.NextTheta))], reading);
    }

    static BottleneckRow Row(GoalCase goalCase, Relief relief) => relief.Kind == ReliefKind.Consent
        ? new(relief, default, default, null)
        : new(relief, relief.Kind == ReliefKind.Holding ? default : goalCase.Inside(relief.Index), goalCase.Need(relief.Index), goalCase.Table.Network.Items[relief.Index].Unit.Text);

    // "Consent" is said only where a restriction binds: giving it back would raise theta in some reading.
    static List<int> BindingConsents(GoalCase goalCase, double[] alone, CancellationToken stop)
    {
        var binding = new SortedSet<int>();
        foreach (var reading in new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic })
        {
            var (_, withdrawn) = goalCase[reading].Obstacles(goalCase.Outsiders);
            foreach (var r in withdrawn)
            {
                var others = withdrawn.Where(w => w != r).ToHashSet();
                // Alone, or as the last one that is left.
                if (Theta([r]) > alone[(int)reading] + 1e-7 || Theta([.. withdrawn]) > Theta(others) + 1e-7) binding.Add(r);

                double Theta(HashSet<int> granted) => goalCase[reading].Solve(goalCase.Outsiders, OutputCase.Plain with { Granted = granted }, stop).Theta;
            }
        }
        return [.. binding];
    }
}
