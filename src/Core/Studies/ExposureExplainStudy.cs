using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Explains a figure about exposure by its address: the terms that add up to it, with their rows.</summary>
public static class ExposureExplainStudy
{
    /// <summary>Start of all addresses of figures about exposure.</summary>
    public const string Start = "exposure/";

    /// <summary>Explains one figure, or gives null where no figure has that address.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="address">Address, as the answers about exposure give it: <c>exposure/concentration/cell/country/hhi</c>.</param>
    /// <param name="reading">Reading of the terms, where the terms have readings.</param>
    /// <param name="options">Settings; technologies, items and kinds come from the address.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    public static ExposureExplainResult? Run(Network network, string address, Reading reading, ExposureOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        if (!address.StartsWith(Start, StringComparison.Ordinal)) return null;
        options = options with { Technologies = [], Items = [], Of = [] };
        var parts = address.Split('/');
        return parts switch
        {
            [_, "concentration", var item, .. var rest] when Has(network, item) => Concentration(network, item, rest, options),
            [_, "single-points", var technology, var verb, var who] => SinglePoint(network, technology, verb, who, reading, options, solver, stop),
            [_, "dependents", var subject, var item] => Dependents(network, subject, item, options, stop),
            [_, "tree", var technologies, var item, var name] when Has(network, item) => Tree(network, technologies, item, name, reading, options),
            [_, "flows", var technologies, var measure, var country] => Flows(network, technologies, measure, country, address, options, stop),
            _ => null,
        };
    }

    static bool Has(Network network, string item) => network.Items.Any(i => i.Id == item);

    static ActorKind? Level(string word) => word switch { "site" => ActorKind.Site, "party" => ActorKind.Party, "owner" => ActorKind.Owner, "country" => ActorKind.Country, _ => null };

    static ExposureExplainResult? Concentration(Network network, string id, string[] rest, ExposureOptions options)
    {
        var level = rest switch { [var word, "hhi" or "effective"] => Level(word), ["outside"] or ["third-country"] => ActorKind.Country, [var who] => Level(who.Split(':')[0]), _ => null };
        if (level is not { } kind) return null;
        options = options with { Items = [id], Of = [kind] };
        var result = ExposureEngine.Concentration(network, options);
        if (result.Items is not [var item]) return null;
        var hands = item.At(kind);
        ExposureExplainResult Of(string name, Figure figure) => new() { Figure = figure, Name = name, Options = options, Table = result.Table, Item = item.Item.Index, Level = kind };
        if (rest is [_, "hhi" or "effective"])
            return hands is not { Hhi: { } hhi, Effective: { } effective } ? null : Of(rest[1], rest[1] == "hhi" ? hhi : effective) with { Terms = Squares(hands, hhi, item.Item, result.Table.Network), Whole = hhi.Central };
        var supply = new SupplyShares(result.Table, item.Item);
        if (rest is ["outside"]) return item.OutsideShare is not { } outside ? null : Of("outside", outside) with { Terms = supply.Outside(), Whole = outside.Central };
        var share = rest is ["third-country"] ? hands.Holders.FirstOrDefault(h => h.Holder == item.ThirdCountry?.Country) : hands.Holders.FirstOrDefault(h => h.Holder.Id(result.Table.Network) == rest[0]);
        if (share is null) return null;
        var basis = item.OutsideShare ?? hands.Hhi;
        var own = new Figure(share.Address(item.Item, result.Table.Network), share.Low, share.Central, share.High, "1", basis?.Basis ?? "", item.Coverage, basis?.Marking ?? "", basis?.Sources ?? []);
        return Of("share", rest is ["third-country"] ? item.ThirdCountry!.Share : own) with { Subject = share.Holder, Terms = supply.Of(share.Holder), Whole = share.Central };
    }

    // Who holds a share squared; what lies in one hand that nobody knows stands together.
    static ExposureTerm[] Squares(LevelConcentration hands, Figure hhi, Item item, Network network)
    {
        var terms = hands.Holders.Where(h => h.Central > 0).Select(h => new ExposureTerm(h.Address(item, network), h.Central, "", h.Central, h.Central * h.Central, "", []) { Holder = h.Holder, Item = item.Index }).ToList();
        if (hhi.Central - terms.Sum(t => t.Product) is > 1e-12 and var rest) terms.Add(new("", double.NaN, "", double.NaN, rest, "", []));
        return [.. terms];
    }

    static ExposureExplainResult? SinglePoint(Network network, string technology, string verb, string who, Reading reading, ExposureOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var counted = network.At(options.At, options.Status);
        Goal[] goals = [.. counted.Goals.Where(g => counted.Technologies[g.Technology].Id == technology && g.Verb == verb)];
        var found = who == "theta_all" ? [] : ActorSearch.Find(counted, who).Where(a => a.Id(counted) == who && ExposureOptions.Kinds.Contains(a.Kind)).ToArray();
        if (goals.Length == 0 || (who != "theta_all" && found.Length != 1)) return null;
        var table = new SupplyTable(counted, options.Perimeter);
        var denial = Denial.Of(found);
        using var goalCase = new GoalCase(table, goals, Denial.None, solver, $"exposure/single-points/{technology}/{verb}/");
        var answers = new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => goalCase[r].Solve(denial, stop: stop)).ToArray();
        var (coverage, rows) = Provenances.OfTree(table, goalCase[Reading.Central].Requirements);
        var answer = answers[(int)reading];
        return new()
        {
            Figure = Provenances.Figure($"exposure/single-points/{technology}/{verb}/{who}", Math.Min(answers[0].Theta, answers[1].Theta), answers[1].Theta, Math.Max(answers[1].Theta, answers[2].Theta), "1", coverage, rows),
            Name = found.Length == 0 ? "theta_all" : "without", Options = options with { Technologies = [technology] }, Table = table, Reading = reading, Goal = (technology, verb),
            Subject = found.Length == 0 ? null : found[0], CapTerm = answer.CapTerm, Whole = answer.RawTheta,
            Terms = [.. ExplainStudy.Terms(goalCase, answer).Select(t => new ExposureTerm(t.Address, t.Capacity, counted.Items[t.Item].Unit.Amount, t.Price, t.Product, t.Basis, t.Sources) { Supply = t.Supply, Item = t.Item })],
        };
    }

    static ExposureExplainResult? Dependents(Network network, string subject, string item, ExposureOptions options, CancellationToken stop)
    {
        var counted = network.At(options.At, options.Status);
        if (ActorSearch.Find(counted, subject).Where(a => a.Kind != ActorKind.Consent && a.Id(counted) == subject).ToArray() is not [var actor]) return null;
        var result = ExposureEngine.Dependents(network, actor, options, stop);
        if (result.Dependents.FirstOrDefault(d => d.Item.Id == item) is not { } dependent) return null;
        return new()
        {
            Figure = dependent.Share, Name = "dependents", Options = options, Table = result.Table, Item = dependent.Item.Index, Subject = actor,
            Terms = [.. dependent.Paths.Select(p => new ExposureTerm("", p.PerUnit.IsKnown ? p.PerUnit.Central : double.NaN, result.Table.Network.Items[p.Items[0]].Unit.Amount, double.NaN, p.Share, "", []) { Way = p.Items })],
        };
    }

    static ExposureExplainResult? Tree(Network network, string technologies, string id, string name, Reading reading, ExposureOptions options)
    {
        if (Asked(network, technologies) is not { } asked) return null;
        options = options with { Technologies = asked };
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        Goal[] goals = [.. table.Network.Goals.Where(g => asked.Length == 0 || asked.Contains(table.Network.Technologies[g.Technology].Id))];
        if (goals.Length == 0 || table.Network.Items.First(i => i.Id == id) is not { IsShared: false, IsFree: false } item) return null;
        var start = $"exposure/tree/{technologies}/";
        var needs = new TreeTerms(table, goals, item, reading);
        var terms = name switch { "need" => needs.Need(start), "inside" => needs.Supply(s => s.Inside[reading]), "all" => needs.Supply(_ => true), _ => null };
        if (terms is null) return null;
        var (low, central, high, whole) = needs.Figures(name);
        var (coverage, rows) = Provenances.OfTree(table, needs.Requirements);
        return new()
        {
            Figure = Provenances.Figure(start + id + "/" + name, low, central, high, item.Unit.Amount + "/month", coverage, rows), Name = name, Options = options, Table = table, Reading = reading, Item = item.Index, Terms = terms, Whole = whole,
        };
    }

    // Ids of technologies in an address; none for all. Null where there is no such technology.
    static string[]? Asked(Network network, string technologies)
    {
        string[] asked = technologies == "all" ? [] : technologies.Split('+');
        return asked.All(t => network.Technologies.Any(x => x.Id == t)) ? asked : null;
    }

    static ExposureExplainResult? Flows(Network network, string technologies, string measure, string country, string address, ExposureOptions options, CancellationToken stop)
    {
        var followed = measure.StartsWith("need:", StringComparison.Ordinal) ? measure["need:".Length..] : "";
        if ((followed.Length > 0 && !Has(network, followed)) || (followed.Length == 0 && measure is not ("value" or "sources"))) return null;
        if (Asked(network, technologies) is not { } asked) return null;
        options = options with { Technologies = asked, Items = followed.Length > 0 ? [followed] : [], By = followed.Length > 0 ? FlowMeasure.Need : measure == "value" ? FlowMeasure.Value : FlowMeasure.Sources };
        var result = ExposureEngine.Flows(network, options, stop);
        if (result.Countries.FirstOrDefault(c => c.Share.Address == address) is not { } found) return null;
        var added = result.Items.ToDictionary(i => i.Item.Index, i => i.Added);
        return new()
        {
            Figure = found.Share, Name = "flows", Options = options, Table = result.Table, Subject = found.Country < 0 ? null : new Actor(ActorKind.Country, found.Country), Whole = found.Share.Central,
            Terms =
            [
                .. result.Sources.Where(s => s.Country == found.Country).OrderByDescending(s => s.Central).ThenBy(s => s.Item).Select(s => new ExposureTerm(
                    found.Country < 0 ? "" : $"exposure/concentration/{result.Table.Network.Items[s.Item].Id}/{country}", added[s.Item], result.Unit, s.Central / added[s.Item] / result.Total, s.Central / result.Total, "", []) { Item = s.Item }),
            ],
        };
    }
}
