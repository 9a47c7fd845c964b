using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>A scenario that says <c>{country}</c> or <c>{item}</c> is played once for each that it hits.</summary>
static class ThreatVariants
{
    /// <summary>Most variants of one scenario.</summary>
    public const int Most = 60;

    /// <summary>The scenario itself, or one for each country or item; where none is hit, the scenario once, to say so.</summary>
    public static IEnumerable<(string Variant, ThreatScenario Scenario)> Of(ThreatScenario scenario, SupplyTable table, Chain chain)
    {
        if (scenario.Each.Length == 0) return [("", scenario)];
        var values = scenario.Each == "country"
            ? chain.Makers.Select(m => table.All[m.Supply].Place).Where(p => p.Count == 1).SelectMany(p => p.Codes).Distinct().Order(StringComparer.Ordinal)
            : chain.Makers.Select(m => m.Item).Distinct().Order().Select(i => table.Network.Items[i].Id);
        var variants = values.Select(v => (v, Fill(scenario, v))).Where(v => Hits(v.Item2, table, chain)).Take(Most).ToArray();
        return variants.Length > 0 ? variants : [("", Fill(scenario, scenario.Each == "country" ? "AQ" : "-"))];
    }

    static ThreatScenario Fill(ThreatScenario scenario, string value) =>
        scenario with { Events = [.. scenario.Events.Select(e => e with { Target = e.Target.Replace("{" + scenario.Each + "}", value, StringComparison.Ordinal) })] };

    static bool Hits(ThreatScenario scenario, SupplyTable table, Chain chain) =>
        scenario.Events.All(e => ThreatTarget.TryParse(e.Target, out var target, out _) && (target.Makers(table, chain, Reading.Central).Length > 0 || target.Links(table, chain).Length > 0 || target.Transport(table.Network) is { } on && on.Links.Count + on.Nodes.Count > 0));
}
