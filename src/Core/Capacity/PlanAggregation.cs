using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Sums one plan up by item and owner, and decides what of it is shown.</summary>
sealed class PlanAggregation
{
    readonly PlanResult _result;
    readonly Plan _plan;
    readonly Network _network;
    readonly AggregateOptions _options;
    readonly ShownSums _shown;
    readonly OwnerGroups _groups;
    readonly IReadOnlyList<PlanSpan> _years;
    readonly int[] _items;
    readonly Dictionary<int, PlanSupply[]> _supplies;

    public PlanAggregation(PlanResult result, ShownSums shown, AggregateOptions options)
    {
        (_result, _plan, _network, _shown, _options) = (result, result.Plan, result.Plan.Network, shown, options);
        _groups = new(_network);
        _years = PlanDigest.Spans(_plan, 12);
        _supplies = _plan.Supplies.GroupBy(s => s.Item).ToDictionary(g => g.Key, g => g.ToArray());
        _items = [.. _supplies.Keys.Union(_plan.Demands.Select(d => d.Item)).OrderBy(i => _network.Items[i].Id, StringComparer.Ordinal)];
    }

    public AggregatePlan Make()
    {
        var production = _items.ToDictionary(i => i, i => Sum(i, s => _plan.Production[s.Index].Sum()));
        var byYear = _items.ToDictionary(i => i, i => _years.Select(y => Sum(i, s => y.Sum(_plan.Production[s.Index]))).ToArray());
        var totals = Close(i => _shown.Check(Key("made", i), [production[i]]));
        // A year's figure is no safer than that of the whole plan.
        var years = Close(i => totals[i] != WithheldReason.None ? totals[i] : _shown.Check(Key("made", i), [production[i], .. byYear[i]]));
        var cost = _items.ToDictionary(i => i, i => Sum(i, s => _plan.ProductionCost[s.Index].Sum()));
        var costs = _items.ToDictionary(i => i, i => totals[i] != WithheldReason.None ? totals[i] : _shown.Check(Key("cost", i), [cost[i]]));
        var list = _items.Select(i => Item(i, production[i], byYear[i], totals[i], years[i], cost[i], costs[i])).ToArray();
        foreach (var i in _items)
        {
            if (totals[i] == WithheldReason.None) _shown.Show(Key("made", i), years[i] == WithheldReason.None ? [production[i], .. byYear[i]] : [production[i]]);
            if (costs[i] == WithheldReason.None) _shown.Show(Key("cost", i), [cost[i]]);
        }
        return new(_options, _result.Options.Reading, _result.Status, _result.Gap, _years, list, Total("cost", cost, costs), Capex());
    }

    string Key(string what, int item) => $"{what}|{_network.Items[item].Id}";

    OwnerSum Sum(int item, Func<PlanSupply, double> of)
    {
        var sum = new OwnerSum();
        foreach (var supply in _supplies.GetValueOrDefault(item) ?? [])
        {
            var amount = of(supply);
            if (!double.IsFinite(amount)) continue;
            if (supply.Kind is PlanSupplyKind.Line or PlanSupplyKind.New) sum.Add(OwnerOf(supply), amount);
            else sum.AddNobodys(amount);
        }
        return sum;
    }

    string? OwnerOf(PlanSupply supply) => supply.Line >= 0 ? _groups.Of(_network.Lines[supply.Line]) : supply.Expansion >= 0 ? _groups.Of(_network.Expansions[supply.Expansion]) : null;

    // What a recipe makes of a shown figure must not be a withheld one, neither downwards (an item's output times what it takes is the use of
    // its inputs) nor upwards (an input's output less the uses that are known is what the other users take; even where that is a sum of many
    // owners, it may be what gives the next input away). Repeated until nothing changes; every round withholds at least one item more.
    Dictionary<int, WithheldReason> Close(Func<int, WithheldReason> check)
    {
        var why = _items.ToDictionary(i => i, check);
        // What takes an input by its recipe counts also where it takes none in this plan: that it makes nothing is a figure too.
        var uses = _network.Recipes.Select(r => (Made: r.Line >= 0 ? _network.Lines[r.Line].Item : r.Item, r.Input)).Distinct().ToArray();
        // Where no company's line or stock is behind an item there is nothing to give away.
        var secret = _items.Where(i => _plan.InitialStock[i] > 0 || (_supplies.GetValueOrDefault(i) ?? []).Any(s => s.Kind is PlanSupplyKind.Line or PlanSupplyKind.New)).ToHashSet();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var i in _items.Where(i => why[i] == WithheldReason.None))
            {
                bool Hides(int other) => other != i && secret.Contains(other) && why[other] != WithheldReason.None;
                if (!uses.Any(u => (u.Made == i && Hides(u.Input)) || (u.Input == i && Hides(u.Made)))) continue;
                why[i] = WithheldReason.Derivable;
                changed = true;
            }
        }
        return why;
    }

    AggregateItem Item(int i, OwnerSum production, OwnerSum[] byYear, WithheldReason total, WithheldReason yearly, OwnerSum cost, WithheldReason costly)
    {
        var months = _plan.Periods[^1].End;
        var capacity = Sum(i, s => _plan.Capacity[s.Index].Sum() - _plan.Periods.Sum(p => AddedTo(s, p) * p.Months));
        var capacityWhy = Show("capacity", i, capacity);
        var added = Sum(i, s => AddedTo(s, _plan.Periods[^1]));
        var demands = _plan.Demands.Where(d => d.Item == i).ToArray();
        var wantedWhy = Wanted(i, demands);
        var deliveredWhy = total;
        double Of(double[][] amounts) => demands.Sum(d => amounts[d.Index].Sum());
        var item = _network.Items[i];
        var isCosted = costly == WithheldReason.None && production.Total > 0 && _supplies[i].All(s => s.UnitCost is not null || _plan.Production[s.Index].Sum() <= 0);
        return new(item.Id, item.Name, item.Unit.Amount, demands.Length > 0)
        {
            Capacity = Released.If(capacityWhy, capacity.Total / months),
            Added = Released.If(Show("added", i, added), added.Total),
            Production = Released.If(total, production.Total),
            ProductionByYear = [.. byYear.Select(y => Released.If(yearly, y.Total))],
            Utilisation = Released.If(total != WithheldReason.None ? total : capacityWhy, capacity.Total > 0 ? production.Total / capacity.Total : 0),
            Cost = Released.If(costly, cost.Total),
            UnitCost = isCosted ? Released.Of(cost.Total / production.Total) : Released.No(costly == WithheldReason.None ? WithheldReason.Unknown : costly),
            Wanted = Released.If(wantedWhy, Of(_plan.Wanted)),
            Delivered = Released.If(deliveredWhy, Of(_plan.Delivered)),
            Missing = Released.If(wantedWhy != WithheldReason.None ? wantedWhy : deliveredWhy, demands.Sum(d => _plan.Backlog[d.Index][^1])),
            DeliveredByYear = [.. _years.Select(y => Released.If(yearly, demands.Sum(d => y.Sum(_plan.Delivered[d.Index]))))],
        };
    }

    WithheldReason Show(string what, int item, OwnerSum sum)
    {
        var why = _shown.Check(Key(what, item), [sum]);
        if (why == WithheldReason.None) _shown.Show(Key(what, item), [sum]);
        return why;
    }

    // Per month, on average over a period.
    double AddedTo(PlanSupply supply, PlanPeriod period) => _plan.Starts.Where(s => _network.Expansions[s.Expansion] is var e
        && (e.Line >= 0 ? supply.Kind == PlanSupplyKind.Line && supply.Line == e.Line : supply.Kind == PlanSupplyKind.New && supply.Expansion == e.Index)).Sum(s => s.Adds * s.Reached(period));

    // What companies want of each other is theirs; what states, authorities and goals want is known.
    WithheldReason Wanted(int item, PlanDemand[] demands)
    {
        var sum = new OwnerSum();
        foreach (var d in demands)
        {
            var party = d.Row >= 0 ? _network.Demands[d.Row].BuyerParty : -1;
            var amount = _plan.Wanted[d.Index].Sum();
            if (party < 0 || _network.Parties[party].Kind is "state" or "authority") sum.AddNobodys(amount);
            else sum.Add(_groups.Of(party), amount);
        }
        return sum.IsNobodys ? WithheldReason.None : Show("wanted", item, sum);
    }

    // A total is shown only where what is left of it without the shown parts is itself nothing, or rests on enough owners.
    Released Total(string what, Dictionary<int, OwnerSum> parts, Dictionary<int, WithheldReason> why)
    {
        var all = parts.Values.Aggregate(new OwnerSum(), (a, b) => a.Plus(b));
        var rest = parts.Where(p => why[p.Key] != WithheldReason.None).Aggregate(new OwnerSum(), (a, b) => a.Plus(b.Value));
        var reason = _shown.Check(what, [all]);
        if (reason == WithheldReason.None && !rest.IsNothingBeside(all.Total) && rest.Check(_options) != WithheldReason.None) reason = WithheldReason.Derivable;
        if (reason == WithheldReason.None) _shown.Show(what, [all]);
        return Released.If(reason, all.Total);
    }

    Released Capex()
    {
        var sum = new OwnerSum();
        foreach (var start in _plan.Starts) sum.Add(_groups.Of(_network.Expansions[start.Expansion]), start.Capex ?? 0);
        var why = _shown.Check("capex", [sum]);
        if (why == WithheldReason.None) _shown.Show("capex", [sum]);
        return Released.If(why, sum.Total);
    }
}
