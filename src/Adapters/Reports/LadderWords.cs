using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

/// <summary>Rungs of the bottleneck ladder in words, for terminal and report alike.</summary>
/// <param name="network">Network.</param>
/// <param name="texts">Language.</param>
/// <param name="names">Names of things.</param>
/// <param name="numbers">Numbers for people.</param>
public sealed class LadderWords(Network network, Texts.Texts texts, Names names, Numbers numbers)
{
    /// <summary>A member of a rung: what binds, how much there is and how much is needed.</summary>
    public string Member(TodayRelief member)
    {
        ArgumentNullException.ThrowIfNull(member);
        switch (member.Relief.Kind)
        {
            case ReliefKind.Holding: return T("member.holding", names.Item(member.Relief.Index));
            case ReliefKind.Consent: return T("member.consent", names.Consent(member.Relief.Index));
        }
        var line = member.Relief.Kind == ReliefKind.Line;
        var item = network.Items[line ? network.Lines[member.Relief.Index].Item : member.Relief.Index];
        var name = line ? names.Actor(new(ActorKind.Line, member.Relief.Index)) : item.Name;
        var unit = numbers.RateUnit(item.Unit.Amount, RatePeriod.Month);
        return double.IsInfinity(member.Supply) ? T("member.unlimited", name)
            : T(line ? "member.line" : "member", name, numbers.Text(member.Supply), numbers.Text(member.Need), unit);
    }

    /// <summary>What relieving a rung gives: from a share of the goal to another.</summary>
    public string Step(TodayRung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return T("step", Theta(rung.Theta), Theta(rung.NextTheta));
    }

    string Theta(double theta) => theta >= OutputProgram.ThetaCap * (1 - 1e-9) ? texts["unit.capped"] : numbers.Share(theta);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity." + key, values);
}
