using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Tests.Output;

/// <summary>Maximum output written down a second time, straight from the design's text: absolute units, one flow per goal and item,
/// no scaling, no layers, no reuse. Slow; the oracle for <see cref="OutputProgram"/>.</summary>
static class PlainOutput
{
    public static double Theta(Network network, Perimeter perimeter, IReadOnlyList<Goal> goals, Reading reading, Denial denial, Func<ILinearSolver> solver)
    {
        var table = new SupplyTable(network, perimeter);
        var consents = new Consents(table);
        var model = new LinearModel { Maximize = true };
        var theta = model.AddColumn(1, 0, 10);
        var need = Need(network, table, goals, reading);
        var perSupply = new Dictionary<int, List<int>>();
        foreach (var goal in goals)
        {
            var withdrawn = consents.Covering(goal, reading).Select(r => network.Restrictions[r])
                .Where(r => (denial.DeniesOutsiders && table.Actors.IsHeldOutside(r, reading)) || denial.Actors.Any(a => table.Actors.Holds(a, r))).ToArray();
            if (withdrawn.Any(r => r.TargetTechnology >= 0)) return 0;
            var alive = table.All.Where(s => !Gone(table, s, reading, denial) && !withdrawn.Any(r => r.TargetItem == s.Item || (r.TargetLine >= 0 && r.TargetLine == s.Line))).ToList();
            var held = Held(network, alive, reading);
            if (network.Items[goal.Item].IsShared)
            {
                if (!held.Contains(goal.Item)) return 0;
                continue;
            }
            var balance = network.Items.ToDictionary(i => i.Index, _ => (Columns: new List<int>(), Values: new List<double>()));
            foreach (var s in alive.Where(s => !network.Items[s.Item].IsShared))
            {
                var rows = s.Recipe.Select(r => network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor && !network.Items[r.Input].IsFree).ToArray();
                if (rows.Any(r => r.Group.Length == 0 && network.Items[r.Input].IsShared && !held.Contains(r.Input))) continue;
                if (rows.Any(r => r.Group.Length == 0 && !network.Items[r.Input].IsShared && double.IsInfinity(r.Quantity.Need(reading)))) continue;
                var x = model.AddColumn(0, 0, double.PositiveInfinity);
                if (!perSupply.TryGetValue(s.Index, out var list)) perSupply[s.Index] = list = [];
                list.Add(x);
                Put(balance[s.Item], x, 1);
                foreach (var row in rows.Where(r => r.Group.Length == 0 && !network.Items[r.Input].IsShared)) Put(balance[row.Input], x, -row.Quantity.Need(reading));
                foreach (var group in rows.Where(r => r.Group.Length > 0).GroupBy(r => r.Group))
                {
                    var parts = new List<int>();
                    foreach (var row in group)
                    {
                        var isShared = network.Items[row.Input].IsShared;
                        if (isShared ? !held.Contains(row.Input) : double.IsInfinity(row.Quantity.Need(reading))) continue;
                        var w = model.AddColumn(0, 0, double.PositiveInfinity);
                        parts.Add(w);
                        if (!isShared) Put(balance[row.Input], w, -row.Quantity.Need(reading));
                    }
                    model.AddRow(0, 0, [x, .. parts], [-1, .. parts.Select(_ => 1.0)]);
                }
            }
            Put(balance[goal.Item], theta, -goal.Rate.Need(reading));
            foreach (var (columns, values) in balance.Values)
                if (columns.Count > 0) Row(model, columns, values, 0, double.PositiveInfinity);
        }
        foreach (var (s, columns) in perSupply)
        {
            var capacity = Capacity(table, table.All[s], reading, need);
            if (!double.IsInfinity(capacity)) Row(model, columns, [.. columns.Select(_ => 1.0)], double.NegativeInfinity, capacity);
        }
        foreach (var total in network.Totals)
        {
            // Lines of unknown capacity and the unnamed others share what the total leaves.
            var members = table.All.Where(s => s.Total == total.Index && (s.Kind == SupplyKind.Others || !s.Capacity.IsKnown)).SelectMany(s => perSupply.GetValueOrDefault(s.Index, [])).ToList();
            var left = total.Capacity.Supply(reading) - table.All.Where(s => s.Total == total.Index && s.Kind == SupplyKind.Line && s.Capacity.IsKnown).Sum(s => double.IsInfinity(s.Capacity.Supply(reading)) ? s.Capacity.Low : s.Capacity.Supply(reading));
            if (members.Count > 0 && !double.IsPositiveInfinity(left)) Row(model, members, [.. members.Select(_ => 1.0)], double.NegativeInfinity, Math.Max(0, left));
        }
        using var engine = solver();
        engine.Load(model);
        var answer = engine.Solve();
        Assert.Equal(SolveStatus.Optimal, answer.Status);
        return answer.Objective;
    }

    static void Put((List<int> Columns, List<double> Values) row, int column, double value)
    {
        row.Columns.Add(column);
        row.Values.Add(value);
    }

    static void Row(LinearModel model, List<int> columns, List<double> values, double low, double high)
    {
        var merged = columns.Zip(values).GroupBy(p => p.First).Select(g => (Column: g.Key, Value: g.Sum(p => p.Second))).ToArray();
        model.AddRow(low, high, [.. merged.Select(m => m.Column)], [.. merged.Select(m => m.Value)]);
    }

    static bool Gone(SupplyTable table, Supply s, Reading reading, Denial denial) =>
        s.Kind == SupplyKind.Missing || (denial.DeniesOutsiders && !s.Inside[reading]) || denial.Actors.Any(a => table.Actors.Factor(s, a, reading) <= 0);

    static double Capacity(SupplyTable table, Supply s, Reading reading, double[] need)
    {
        if (s.Kind == SupplyKind.Others) return double.PositiveInfinity;
        if (s.IsShareOfNeed && s.Capacity.IsKnown) return reading == Reading.Optimistic ? double.PositiveInfinity : s.Capacity.Supply(reading) / 100 * need[s.Item];
        return s.Capacity.Supply(reading);
    }

    static double[] Need(Network network, SupplyTable table, IReadOnlyList<Goal> goals, Reading reading) =>
        network.Lines.Any(l => l.IsShareOfNeed) ? throw new NotSupportedException("The oracle leaves shares of need to the hand cases.") : new double[table.All.Count + network.Items.Count + goals.Count + (int)reading];

    static HashSet<int> Held(Network network, List<Supply> alive, Reading reading)
    {
        var held = network.Items.Where(i => i.IsShared).Select(i => i.Index).ToHashSet();
        while (true)
        {
            var lost = held.Where(h => !alive.Any(s => s.Item == h && Exists(s, reading) && Ready(s))).ToArray();
            if (lost.Length == 0) return held;
            held.ExceptWith(lost);
        }

        bool Ready(Supply s) => s.Recipe.Select(r => network.Recipes[r]).Where(r => r.Criticality != Criticality.Minor && !network.Items[r.Input].IsFree)
            .GroupBy(r => r.Group.Length > 0 ? r.Group : "\u001f" + r.Index).All(g => g.Any(r => !network.Items[r.Input].IsShared || held.Contains(r.Input)));
    }

    static bool Exists(Supply s, Reading reading) => s.Kind == SupplyKind.Line ? !(s.Capacity.IsKnown && s.Capacity.High <= 0) : s.Kind == SupplyKind.Others ? s.Capacity.Supply(reading) > 0 : reading != Reading.Pessimistic;
}
