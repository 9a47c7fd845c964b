using Vauban.Adapters.Solvers;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Exposure;

/// <summary>The law of the view for figures about exposure: whoever sees fewer rows gets wider ranges, never other ones.</summary>
public sealed class ViewLawTests
{
    const double Close = 1e-6;

    static readonly Clearance Green = new("TLP:GREEN");

    static IEnumerable<(ulong Seed, Network Whole, Network Seen)> Views(ulong seeds)
    {
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var random = new RandomNetworks(seed);
            var whole = random.Make(seed % 2 == 0).Package;
            var marked = new Package(whole.Head, whole.Tables.Select(t => t with
            {
                Rows = [.. t.Rows.Select(r =>
                {
                    var at = t.Spec.Find("marking");
                    if (at < 0 || random.Below(5) > 0 || t.Spec.Name == "technologies") return r;
                    var cells = (string[])r.Cells.Clone();
                    cells[at] = "TLP:RED";
                    return r with { Cells = cells };
                })],
            }));
            var view = PackageView.Of(marked, Green);
            if (view.Count == 0 || view.Package["goals"].Rows.Count < marked["goals"].Rows.Count) continue;
            yield return (seed, NetworkBuilder.Build(marked, [])!, view.Build([])!);
        }
    }

    static void Holds(string what, Figure? seen, Figure? truth)
    {
        // No figure is the widest range of all.
        if (seen is not null && truth is not null) Holds(what, (seen.Low, seen.High), (truth.Low, truth.High));
    }

    static void Holds(string what, (double Low, double High) seen, (double Low, double High) truth) =>
        Assert.True(seen.Low <= truth.Low + Close && seen.High >= truth.High - Close, $"{what}: seen {seen.Low:R} to {seen.High:R}, true {truth.Low:R} to {truth.High:R}");

    [Fact]
    public void Shares_of_supply_and_their_concentration_in_a_view_hold_those_of_the_whole()
    {
        var compared = 0;
        foreach (var (seed, whole, seen) in Views(150))
        {
            var truth = ExposureEngine.Concentration(whole, new());
            var view = ExposureEngine.Concentration(seen, new());
            foreach (var item in view.Items)
            {
                if (truth.Items.FirstOrDefault(i => i.Item.Id == item.Item.Id) is not { } other) continue;
                var at = $"seed {seed}, {item.Item.Id}";
                compared++;
                Holds(at + ", outside", item.OutsideShare, other.OutsideShare);
                if (item.ThirdCountry is { Verdict: not LineVerdict.Unknown } third && other.ThirdCountry is { } real) Assert.Equal((at, real.Verdict), (at, third.Verdict));
                foreach (var level in item.Levels)
                {
                    Holds($"{at}, index of {level.Level}", level.Hhi, other.At(level.Level).Hhi);
                    Holds($"{at}, equal holders of {level.Level}", level.Effective, other.At(level.Level).Effective);
                    foreach (var holder in level.Holders)
                        if (other.At(level.Level).Holders.FirstOrDefault(h => h.Holder.Id(truth.Table.Network) == holder.Holder.Id(view.Table.Network)) is { } same)
                            Holds($"{at}, {holder.Holder.Id(view.Table.Network)}", (holder.Low, holder.High), (same.Low, same.High));
                }
            }
        }
        Assert.True(compared > 100, $"only {compared} items were compared");
    }

    // What an item's makers can deliver; the need of it is known as far as the quantities are that are seen, and has no such law.
    [Fact]
    public void What_there_is_of_an_item_in_the_tree_of_a_view_holds_what_there_is_in_the_whole()
    {
        var compared = 0;
        foreach (var (seed, whole, seen) in Views(150))
        {
            var truth = ExposureEngine.Tree(whole, new());
            var view = ExposureEngine.Tree(seen, new());
            foreach (var node in view.Tree.Nodes().Where(n => !n.IsRepeated))
            {
                var id = view.Table.Network.Items[node.Item].Id;
                if (truth.Tree.Nodes().FirstOrDefault(n => truth.Table.Network.Items[n.Item].Id == id) is not { } other) continue;
                compared++;
                Holds($"seed {seed}, {id}, inside", (node.Inside.Low, node.Inside.High), (other.Inside.Low, other.Inside.High));
                Holds($"seed {seed}, {id}, all", (node.All.Low, node.All.High), (other.All.Low, other.All.High));
            }
        }
        Assert.True(compared > 100, $"only {compared} items were compared");
    }

    // The list itself may be another: what stands for the withheld can be a single point, and what is withheld can make one that is not seen.
    [Fact]
    public void What_a_failure_leaves_in_a_view_holds_what_it_leaves_in_the_whole()
    {
        var compared = 0;
        foreach (var (seed, whole, seen) in Views(150))
        {
            var truth = ExposureEngine.SinglePoints(whole, new(), LinearSolvers.Default);
            var view = ExposureEngine.SinglePoints(seen, new(), LinearSolvers.Default);
            foreach (var verb in view.Verbs)
            {
                if (truth.Verbs.FirstOrDefault(v => v.Verb == verb.Verb && v.Technology.Id == verb.Technology.Id) is not { } other) continue;
                Holds($"seed {seed}, {verb.Verb}", verb.ThetaAll, other.ThetaAll);
                foreach (var point in verb.Points)
                    if (other.Points.FirstOrDefault(o => o.Actor.Id(truth.Table.Network) == point.Actor.Id(view.Table.Network)) is { } same)
                    {
                        compared++;
                        Holds($"seed {seed}, {verb.Verb}, {point.Actor.Id(view.Table.Network)}", point.Theta, same.Theta);
                    }
            }
        }
        Assert.True(compared > 40, $"only {compared} points were compared");
    }
}
