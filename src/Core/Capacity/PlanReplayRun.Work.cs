using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    // People of a line by its use, of an expansion from its first output on; capital where it is built.
    void CheckWork()
    {
        var people = new Dictionary<(CountrySet Place, string Region), double[]>();
        var capital = new Dictionary<(CountrySet Place, string Region), double[]>();
        foreach (var supply in _plan.Supplies.Where(s => s.Line >= 0))
        {
            var line = _network.Lines[supply.Line];
            if (!line.People.IsKnown) continue;
            var at = At(people, PlaceOf(line), line.Site >= 0 ? _network.Sites[line.Site].Region : "");
            for (var t = 0; t < _periods; t++)
            {
                var own = _plan.Capacity[supply.Index][t] - _added[supply.Index][t];
                // Its people stand for its own capacity; what expansions add has people of its own.
                if (own > 0 && !double.IsInfinity(own)) at[t] += Known(line.People) * Math.Min(1, _plan.Production[supply.Index][t] / _plan.Capacity[supply.Index][t]);
            }
        }
        foreach (var start in _plan.Starts)
        {
            var row = _network.Expansions[start.Expansion];
            var region = row.Region.Length > 0 ? row.Region : row.Line >= 0 && _network.Lines[row.Line].Site is >= 0 and var site ? _network.Sites[site].Region : "";
            if (row.People.IsKnown)
            {
                var at = At(people, PlaceOf(row), region);
                foreach (var period in _plan.Periods)
                    at[period.Index] += Known(row.People) * start.Count * Math.Clamp((period.End - start.FirstOutputMonth) / period.Months, 0, 1);
            }
            var spent = At(capital, PlaceOf(row), region);
            var (from, to) = Building(start);
            var capex = CapexFrom(start);
            if (capex > 0 && to > 0) Spread(Math.Max(0, from), to, capex, (t, part) => spent[t] += part);
        }
        foreach (var key in people.Keys.Union(capital.Keys).Union(_plan.Work.Select(w => (w.Place, w.Region))))
        {
            var said = _plan.Work.Where(w => w.Place == key.Place && w.Region == key.Region).ToArray();
            var where = key.Region.Length > 0 ? key.Region : key.Place.ToString();
            for (var t = 0; t < _periods; t++)
            {
                Same(PlanContradictionKind.Work, where, t, people.TryGetValue(key, out var p) ? p[t] : 0, said.Sum(w => w.People[t]));
                Same(PlanContradictionKind.Work, where, t, capital.TryGetValue(key, out var c) ? c[t] : 0, said.Sum(w => w.Capex[t]));
            }
        }

        double[] At(Dictionary<(CountrySet, string), double[]> table, CountrySet place, string region)
        {
            if (!table.TryGetValue((place, region), out var row)) table[(place, region)] = row = new double[_periods];
            return row;
        }
    }

    // A demand that misses units is named, with the months and amounts that its backlog gives.
    void CheckShortfalls()
    {
        foreach (var demand in _plan.Demands)
        {
            var where = Address(demand);
            var backlog = _plan.Backlog[demand.Index];
            var most = backlog.Max();
            var said = _plan.Shortfalls.Where(s => s.Demand == demand.Index).ToArray();
            var size = Math.Max(1, _plan.Wanted[demand.Index].Sum());
            if (said.Length != 1)
            {
                if (said.Length > 1 || most > 10 * PlanReplay.Tolerance * size) Add(PlanContradictionKind.Shortfall, where, -1, most, said.Length);
                continue;
            }
            Same(PlanContradictionKind.Shortfall, where, -1, most, said[0].Most, size);
            Same(PlanContradictionKind.Shortfall, where, -1, backlog[^1], said[0].AtEnd, size);
            Same(PlanContradictionKind.Shortfall, where, -1, _plan.Periods.Sum(p => backlog[p.Index] * p.Months), said[0].UnitMonths, size * Horizon);
            // A trace that the solver leaves may count as missing or not.
            for (var t = 0; t < _periods; t++)
                if (backlog[t] > 10 * PlanReplay.Tolerance * size && (t < said[0].FromPeriod || t > said[0].ToPeriod)) Add(PlanContradictionKind.Shortfall, where, t, backlog[t], 0);
        }
    }
}
