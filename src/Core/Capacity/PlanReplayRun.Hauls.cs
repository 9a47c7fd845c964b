namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    // What goes over the transport network was made by its line, reaches who ordered it, and is carried in every period.
    void CheckHauls()
    {
        if (_case.Transport is not { } transport)
        {
            if (_plan.Hauls.Count > 0) Add(PlanContradictionKind.Haul, "hauls", -1, 0, _plan.Hauls.Count);
            return;
        }
        foreach (var haul in _plan.Hauls)
        {
            var (supply, demand) = (_plan.Supplies[haul.Supply], _plan.Demands[haul.Demand]);
            Same(PlanContradictionKind.Haul, Address(supply), -1, demand.Item, supply.Item);
            if (!transport.IsOn(demand.Buyer, demand.Item) || supply.Line < 0 || !transport.Origins.ContainsKey(supply.Line)) Add(PlanContradictionKind.Haul, Address(supply), -1, 1, 0);
        }
        foreach (var ofSupply in _plan.Hauls.GroupBy(h => h.Supply))
        {
            var (made, sent) = (0.0, 0.0);
            for (var t = 0; t < _periods; t++)
            {
                made += _plan.Arrived[ofSupply.Key][t];
                sent += ofSupply.Sum(h => h.Units[t]);
                AtMost(PlanContradictionKind.Haul, Address(_plan.Supplies[ofSupply.Key]), t, made, sent);
            }
        }
        foreach (var item in _plan.Demands.Where(d => transport.IsOn(d.Buyer, d.Item)).GroupBy(d => d.Item)) CheckElsewhere(transport, item.Key, [.. item]);
        for (var t = 0; t < _periods; t++) CheckCarried(transport, t);
    }

    // What does not go over the transport network comes from where nobody knows: other lines, and what lay there before.
    void CheckElsewhere(PlanTransport transport, int item, PlanDemand[] demands)
    {
        var others = _plan.Supplies.Where(s => s.Item == item && (s.Line < 0 || !transport.Origins.ContainsKey(s.Line))).ToArray();
        var (there, taken) = (_plan.InitialStock[item], 0.0);
        for (var t = 0; t < _periods; t++)
        {
            there += others.Sum(s => _plan.Arrived[s.Index][t]);
            foreach (var demand in demands)
            {
                var hauled = _plan.Hauls.Where(h => h.Demand == demand.Index).Sum(h => h.Units[t]);
                AtMost(PlanContradictionKind.Haul, _network.Items[item].From.Address, t, _plan.Delivered[demand.Index][t], hauled);
                taken += _plan.Delivered[demand.Index][t] - hauled;
            }
            AtMost(PlanContradictionKind.Haul, _network.Items[item].From.Address, t, there, taken, _plan.Wanted.Where((_, k) => demands.Any(d => d.Index == k)).Max(w => w.Sum()));
        }
    }

    void CheckCarried(PlanTransport transport, int t)
    {
        var tonnes = new double[transport.Lanes.Count];
        var peak = 0.0;
        foreach (var haul in _plan.Hauls)
        {
            var demand = _plan.Demands[haul.Demand];
            var perDay = transport.Tonnes[demand.Item] / PlanTransport.Days(_plan.Periods[t]);
            peak = Math.Max(peak, _plan.Wanted[haul.Demand].Max() * perDay);
            if (transport.LaneOf(_plan.Supplies[haul.Supply].Line, demand.Buyer, demand.Item) is >= 0 and var lane) tonnes[lane] += haul.Units[t] * perDay;
        }
        if (transport.Broken(_plan.Periods, t, tonnes, CancellationToken.None) is not { } limit) return;
        AtMost(PlanContradictionKind.Haul, "transport_links", t, limit.Most[t], tonnes.Select((x, l) => x * limit.Weights[l]).Sum(), Math.Max(peak, tonnes.Sum()) * 10);
    }
}
