using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Sovereignty;

/// <summary>One set of goals for one perimeter: its programs in the three readings, and what every question about it shares.</summary>
sealed class GoalCase : IDisposable
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    readonly OutputProgram[] _programs;

    public GoalCase(SupplyTable table, IReadOnlyList<Goal> goals, Denial without, Func<ILinearSolver> solver, string address)
    {
        Table = table;
        Goals = goals;
        Without = without;
        Solver = solver;
        Address = address;
        _programs = [.. Readings.Select(r => new OutputProgram(table, goals, r, solver))];
        Outsiders = without with { DeniesOutsiders = true };
    }

    public SupplyTable Table { get; }

    public IReadOnlyList<Goal> Goals { get; }

    /// <summary>What is taken away before anything is asked.</summary>
    public Denial Without { get; }

    /// <summary>The same, and everybody outside.</summary>
    public Denial Outsiders { get; }

    public Func<ILinearSolver> Solver { get; }

    /// <summary>Start of the addresses of its figures.</summary>
    public string Address { get; }

    public OutputProgram this[Reading reading] => _programs[(int)reading];

    /// <summary>Theta with nobody denied but those of "without", in the three readings, and some flows that reach it.</summary>
    public (double[] Theta, OutputPlan[] Plans) Widest(CancellationToken stop)
    {
        var theta = new double[Readings.Length];
        var plans = new OutputPlan[Readings.Length];
        foreach (var reading in Readings)
        {
            // Far from what insiders do alone: starting there takes five times as long as starting anew (bench/Bench/results, AssessBenchmark).
            this[reading].ForgetBasis();
            theta[(int)reading] = this[reading].Solve(Without, stop: stop).Theta;
            plans[(int)reading] = this[reading].LastPlan();
        }
        return (theta, plans);
    }

    public double[] Theta(Denial denial, CancellationToken stop) => [.. Readings.Select(r => this[r].Solve(denial, stop: stop).Theta)];

    /// <summary>A figure in the three readings; where totals and control make the central value leave the range, the range is widened.</summary>
    public Figure Figure(string name, double[] values, string unit)
    {
        var evidence = Evidence ??= Sovereignty.Evidence.Of(this);
        return new($"{Address}/{name}", values.Min(), values[1], values.Max(), unit, evidence.Basis, evidence.Coverage, evidence.Marking, evidence.Sources);
    }

    public Evidence? Evidence { get; private set; }

    /// <summary>Inside supply of an item per month, by reading; infinite where it does not limit. For a shared item 1 where held, 0 where not.</summary>
    public (double Low, double Central, double High) Inside(int item)
    {
        var values = new double[3];
        foreach (var reading in Readings)
            values[(int)reading] = this[reading].SupplyOf(item, s => s.Inside[reading] && !Without.Actors.Any(a => Table.Actors.Factor(s, a, reading) <= 0));
        return (values.Min(), values[1], values.Max());
    }

    /// <summary>Need of an item per month at theta 1, by reading (lowest first).</summary>
    public (double Low, double Central, double High) Need(int item)
    {
        var values = Readings.Select(r => this[r].Requirements.Need[item]).ToArray();
        return (values.Min(), values[1], values.Max());
    }

    public void Dispose()
    {
        foreach (var program in _programs) program.Dispose();
    }
}

/// <summary>What a goal's figures rest on: coverage, weakest basis, strictest marking, sources.</summary>
sealed record Evidence(Coverage Coverage, string Basis, string Marking, IReadOnlyList<string> Sources)
{
    /// <summary>Looks at every row of the requirement tree: lines, totals and recipes; and one unlisted supply per open item as an unknown row.</summary>
    public static Evidence Of(GoalCase goalCase)
    {
        var table = goalCase.Table;
        var network = table.Network;
        var tree = goalCase[Reading.Central].Requirements;
        var rows = new List<(Provenance? From, bool IsKnown, int Item)>();
        foreach (var goal in goalCase.Goals) rows.Add((goal.From, true, goal.Item));
        foreach (var item in tree.Items)
        {
            if (network.Items[item].IsFree) continue;
            var isOpen = false;
            foreach (var s in table.OfItem[item])
            {
                var supply = table.All[s];
                if (supply.Kind == SupplyKind.Line) rows.Add((network.Lines[supply.Line].From, network.Items[item].IsShared || supply.Capacity.IsKnown, item));
                else if (supply.Kind == SupplyKind.Others) rows.Add((network.Totals[supply.Total].From, supply.Capacity.IsKnown, item));
                else if (supply.Kind != SupplyKind.Missing) isOpen = true;
            }
            if (isOpen && !(network.Items[item].IsShared && network.LinesOfItem[item].Length > 0)) rows.Add((null, false, item));
            foreach (var r in network.RecipeOfItem[item]) Recipe(r);
            foreach (var l in network.LinesOfItem[item])
                foreach (var r in network.RecipeOfLine[l]) Recipe(r);
        }
        var byValue = tree.Items.Any(i => tree.Need[i] > 0) && tree.Items.All(i => network.Items[i].IsFree || network.Items[i].IsShared || network.Items[i].UnitValue.IsKnown);
        double Weight(int item) => !byValue ? 1 : network.Items[item].IsShared ? 0 : network.Items[item].UnitValue.Central * tree.Need[item];
        var known = rows.Where(r => r.IsKnown).Sum(r => Weight(r.Item));
        var all = rows.Sum(r => Weight(r.Item));
        var from = rows.Where(r => r.From is not null).Select(r => r.From!).ToArray();
        return new(new(known, all, byValue), Last(FieldCatalog.Bases, from.Select(f => f.Basis)), Last(FieldCatalog.Markings, from.Select(f => f.Marking.Length == 0 ? FieldCatalog.Markings[0] : f.Marking)),
            [.. from.SelectMany(f => f.Sources).Distinct().Order(StringComparer.Ordinal)]);

        void Recipe(int r) => rows.Add((network.Recipes[r].From, network.Items[network.Recipes[r].Input].IsShared || network.Recipes[r].Quantity.IsKnown, network.Recipes[r].Input));
    }

    static string Last(IReadOnlyList<string> order, IEnumerable<string> words)
    {
        var at = -1;
        foreach (var word in words)
            for (var i = at + 1; i < order.Count; i++)
                if (order[i] == word) at = i;
        return at < 0 ? "" : order[at];
    }
}
