namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    // Tonnes above a limit that are the arithmetic of solvers, as a share of a month's need and of what is sent.
    const double LaneDust = 1e-6;

    /// <summary>What each supply delivers to each demand over the transport network [haul](group, demand, lane, a column per period).</summary>
    internal List<(int Group, int Demand, int Lane, int[] Column)> Hauls { get; } = [];

    /// <summary>Rows of limits of the transport network, with the lanes that count in them.</summary>
    internal List<(int Row, int Period, PlanLaneLimit Limit)> LaneRows { get; } = [];

    // Deliveries to buyers on the transport network come from lines that stand on it, or from what nobody knows to stand anywhere: other lines, what lay in stock. Neither gives
    // more than it had put into the pool by then.
    void AddHauls()
    {
        if (Data.Given.Transport is not { } transport) return;
        foreach (var item in Data.Wants.Select(w => w.Row.Item).Distinct().Order())
        {
            var wants = Enumerable.Range(0, Data.Wants.Length).Where(k => Data.Wants[k].Row.Item == item && transport.IsOn(Data.Wants[k].Row.Buyer, item)).ToArray();
            if (wants.Length == 0) continue;
            var groups = Enumerable.Range(0, Data.Groups.Length).Where(g => Data.Groups[g].Item == item).ToArray();
            var elsewhere = Columns(Data.Wants.Length);
            var of = wants.ToDictionary(k => k, _ => new List<int[]>());
            foreach (var g in groups.Where(IsPlaced))
            {
                var sent = new List<int[]>();
                foreach (var k in wants)
                {
                    var column = Columns(1)[0];
                    foreach (var period in _periods) column[period.Index] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("haul", $"{Data.Groups[g].First.Row.Id}:{Data.Wants[k].Row.Buyer}:{k}", period.Index));
                    Hauls.Add((g, k, transport.LaneOf(Data.Groups[g].First.Row.Line, Data.Wants[k].Row.Buyer, item), column));
                    sent.Add(column);
                    of[k].Add(column);
                }
                AddSent([g], 0, sent);
            }
            foreach (var k in wants)
                foreach (var period in _periods)
                {
                    var row = new Terms();
                    elsewhere[k][period.Index] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("elsewhere", $"{Data.Wants[k].Row.Buyer}:{k}", period.Index));
                    row.Add(Delivered[k][period.Index], 1);
                    row.Add(elsewhere[k][period.Index], -1);
                    foreach (var column in of[k]) row.Add(column[period.Index], -1);
                    row.AddTo(Model, 0, 0);
                }
            AddSent([.. groups.Where(g => !IsPlaced(g))], Data.Stores[item].Initial / Data.Scale[item], [.. wants.Select(k => elsewhere[k])]);
        }

        bool IsPlaced(int g) => Data.Groups[g].Members.Length == 1 && Data.Groups[g].First.Row.Line is >= 0 and var line && transport.Origins.ContainsKey(line);
    }

    // What is sent up to the end of each period is at most what came into the pool by then.
    void AddSent(int[] groups, double initial, List<int[]> sent)
    {
        foreach (var last in _periods)
        {
            var row = new Terms();
            foreach (var period in _periods.Where(p => p.Index <= last.Index))
            {
                foreach (var column in sent) row.Add(column[period.Index], 1);
                foreach (var g in groups)
                    foreach (var (column, value) in ReceiptsOf(g, period.Index)) row.Add(column, -value);
            }
            row.AddTo(Model, double.NegativeInfinity, initial);
        }
    }

    /// <summary>Adds the limits that the deliveries at a point break; false where the transport network carries them.</summary>
    internal bool AddBroken(double[] point, CancellationToken stop)
    {
        if (Data.Given.Transport is not { } transport || Hauls.Count == 0) return false;
        var found = new List<PlanLaneLimit>();
        foreach (var period in _periods)
        {
            var dust = 0.0;
            var tonnes = new double[transport.Lanes.Count];
            foreach (var (_, demand, lane, column) in Hauls)
            {
                dust = Math.Max(dust, LaneDust * PerDay(transport, demand, period));
                if (lane >= 0) tonnes[lane] += Math.Max(0, point[column[period.Index]]) * PerDay(transport, demand, period);
            }
            dust += LaneDust * tonnes.Sum();
            // A limit that was found for an earlier period may hold these back, too.
            if (found.Exists(l => Sum(l, tonnes) > l.Most[period.Index] + dust)) continue;
            if (transport.Broken(_periods, period.Index, tonnes, stop) is { } limit && Sum(limit, tonnes) > limit.Most[period.Index] + dust) found.Add(limit);
        }
        foreach (var limit in found)
            foreach (var period in _periods.Where(p => double.IsFinite(limit.Most[p.Index])))
            {
                var row = new Terms();
                // The largest entry is one, whatever the units.
                var most = Hauls.Where(h => h.Lane >= 0).Max(h => limit.Weights[h.Lane] * PerDay(transport, h.Demand, period));
                foreach (var (_, demand, lane, column) in Hauls)
                    if (lane >= 0) row.Add(column[period.Index], limit.Weights[lane] * PerDay(transport, demand, period) / most);
                if (row.Count > 0) LaneRows.Add((row.AddTo(Model, double.NegativeInfinity, limit.Most[period.Index] / most), period.Index, limit));
            }
        return found.Count > 0;
    }

    static double Sum(PlanLaneLimit limit, double[] tonnes) => tonnes.Select((t, l) => t * limit.Weights[l]).Sum();

    // Tonnes a day of a month's need that is delivered in a period.
    double PerDay(PlanTransport transport, int demand, PlanPeriod period) =>
        Data.Scale[Data.Wants[demand].Row.Item] * transport.Tonnes[Data.Wants[demand].Row.Item] / PlanTransport.Days(period);
}
