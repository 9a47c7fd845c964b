using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What to ask next: for each uncertain row, how far theta_in moves in the central reading when that row alone is read
/// pessimistically and optimistically (design section 3). Where it is known that inside does not suffice, but not whether others do,
/// the same is asked of theta_all.</summary>
/// <remarks>Rows that cannot move theta are left out exactly: a capacity whose price is zero gains nothing by growing (the dual bounds the
/// gain of a concave function), and one that a plan at the optimum does not need loses nothing by shrinking.</remarks>
sealed class AskSearch
{
    const int PairRows = 24, PairSolves = 600;
    readonly GoalCase _case;
    readonly SovereigntyOptions _options;
    readonly OutputProgram _program;
    readonly AskAnswer _answer;
    readonly Denial _denial;
    readonly CancellationToken _stop;

    AskSearch(GoalCase goalCase, AskAnswer answer, SovereigntyOptions options, CancellationToken stop)
    {
        _case = goalCase;
        _options = options;
        _program = goalCase[Reading.Central];
        _answer = answer;
        _denial = answer == AskAnswer.Alone ? goalCase.Outsiders : goalCase.Without;
        _stop = stop;
    }

    /// <summary>An uncertain row: conditions or recipe quantity in its two extremes.</summary>
    sealed record Candidate(AskKind Kind, string Address, int Item, Supply? Supply, double Low, double High, int Recipe);

    public static (IReadOnlyList<Ask> Asks, int Left) Run(GoalCase goalCase, double[] alone, double[] all, SovereigntyOptions options, CancellationToken stop)
    {
        var asks = new List<Ask>();
        var left = 0;
        if (alone[0] < 1 && !(alone[2] < 1 && alone[0] == alone[2])) Add(AskAnswer.Alone, alone[1]);
        // Known not to suffice alone: the verdict hangs on supply from anywhere.
        if (alone.All(t => t < 1) && all.Any(t => t < 1) && all.Any(t => t >= 1)) Add(AskAnswer.WithOthers, all[1]);
        return ([.. asks.OrderByDescending(a => a.Decides).ThenByDescending(a => a.Swing).ThenBy(a => a.Address, StringComparer.Ordinal).ThenBy(a => a.Settles)], left);

        void Add(AskAnswer answer, double central)
        {
            var (found, untried) = new AskSearch(goalCase, answer, options, stop).Run(central);
            asks.AddRange(found);
            left += untried;
        }
    }

    (IReadOnlyList<Ask>, int) Run(double central)
    {
        var candidates = List();
        var useful = Prune(candidates, central);
        var tried = useful.Take(SovereigntyOptions.Scaled(_options.AskRows, _case.Table.All.Count)).ToArray();
        var asks = tried.Select(c => Try(c)).Where(a => a.Swing > 1e-7).ToArray();
        return (asks.Length > 0 ? asks : [.. Pairs(candidates)], useful.Count - tried.Length);
    }

    List<Candidate> List()
    {
        var table = _case.Table;
        var network = table.Network;
        var need = _program.Requirements.Need;
        var list = new List<Candidate>();
        foreach (var supply in table.All)
        {
            if (!_program.Requirements.InTree[supply.Item] || need[supply.Item] <= 0 || network.Items[supply.Item].IsShared || supply.Kind == SupplyKind.Missing) continue;
            if (_answer == AskAnswer.Alone && supply.Kind == SupplyKind.Line && !supply.Inside.IsCertain)
                list.Add(new(AskKind.Control, network.Lines[supply.Line].From.Address, supply.Item, supply, 0, 1, -1));
            if (_answer == AskAnswer.Alone && !supply.Inside.Central) continue;
            var address = supply.Line >= 0 ? network.Lines[supply.Line].From.Address : supply.Total >= 0 ? network.Totals[supply.Total].From.Address : "supply/" + supply.Id;
            var (low, high) = Extremes(supply);
            if (low < high) list.Add(new(supply.Line < 0 && supply.Total < 0 ? AskKind.UnlistedSupply : AskKind.Capacity, address, supply.Item, supply, low, high, -1));
        }
        foreach (var row in network.Recipes)
        {
            var item = row.Line >= 0 ? network.Lines[row.Line].Item : row.Item;
            if (item < 0 || !_program.Requirements.InTree[item] || row.Criticality == Criticality.Minor || network.Items[row.Input].IsShared || network.Items[row.Input].IsFree) continue;
            if (row.Quantity.IsExact) continue;
            list.Add(new(AskKind.Recipe, row.From.Address, row.Input, null, row.Quantity.Need(Reading.Optimistic), row.Quantity.Need(Reading.Pessimistic), row.Index));
        }
        return [.. list.OrderBy(c => c.Address, StringComparer.Ordinal).ThenBy(c => c.Kind)];
    }

    (double Low, double High) Extremes(Supply supply)
    {
        if (supply.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside) return (0, double.PositiveInfinity);
        if (supply.Kind == SupplyKind.Others)
        {
            var total = _case.Table.Network.Totals[supply.Total].Capacity;
            var now = _program.Capacity(supply);
            if (!total.IsKnown || double.IsInfinity(now)) return (0, double.PositiveInfinity);
            return (Math.Max(0, now - (total.Central - total.Supply(Reading.Pessimistic))), now + (total.Supply(Reading.Optimistic) - total.Central));
        }
        if (!supply.IsTrusted) return (0, supply.Capacity.Supply(Reading.Optimistic));
        if (!supply.Capacity.IsKnown) return (0, double.PositiveInfinity);
        if (!supply.IsShareOfNeed) return (supply.Capacity.Supply(Reading.Pessimistic), supply.Capacity.Supply(Reading.Optimistic));
        return (supply.Capacity.Supply(Reading.Pessimistic) / 100 * _program.Requirements.Need[supply.Item], double.PositiveInfinity);
    }

    List<Candidate> Prune(List<Candidate> candidates, double central)
    {
        var answer = _program.Solve(_denial, stop: _stop);
        var priced = answer.Terms.Where(t => t.Supply >= 0).Select(t => t.Supply).ToHashSet();
        var plan = central > 0 ? _program.Plan(_denial, answer.RawTheta, _program.DefaultCost(), stop: _stop) : null;
        return [.. candidates.Where(c => c.Kind is AskKind.Recipe
            || (c.Kind == AskKind.Control ? priced.Contains(c.Supply!.Index) || plan is null || plan.Output[c.Supply.Index] > 0
                : priced.Contains(c.Supply!.Index) || plan is null || plan.Output[c.Supply.Index] > c.Low))];
    }

    Ask Try(Candidate candidate)
    {
        var low = Theta(candidate, false);
        var high = Theta(candidate, true);
        if (low > high) (low, high) = (high, low);
        var decides = low < 1 && high >= 1;
        var breakEven = decides ? BreakEven(candidate) : null;
        return new(candidate.Kind, candidate.Address, candidate.Item, candidate.Supply, low, high, decides, breakEven, Unit(candidate), null, Addressee(candidate)) { Settles = _answer };
    }

    string Unit(Candidate c) => _case.Table.Network.Items[c.Item].Unit.Text + (c.Kind == AskKind.Recipe ? "" : "/month");

    double Theta(Candidate candidate, bool best)
    {
        if (candidate.Kind == AskKind.Recipe)
        {
            using var other = new OutputProgram(_case.Table, _case.Goals, Reading.Central, _case.Solver, new Dictionary<int, double> { [candidate.Recipe] = best ? candidate.Low : candidate.High });
            return other.Solve(_denial, stop: _stop).Theta;
        }
        return _program.Solve(_denial, Conditions(OutputCase.Plain, candidate, best), _stop).Theta;
    }

    static OutputCase Conditions(OutputCase conditions, Candidate c, bool best) => c.Kind == AskKind.Control
        ? conditions with { Inside = new Dictionary<int, bool>(conditions.Inside) { [c.Supply!.Index] = best } }
        : conditions with { Capacity = new Dictionary<int, double>(conditions.Capacity) { [c.Supply!.Index] = best ? c.High : c.Low } };

    double? BreakEven(Candidate candidate)
    {
        if (candidate.Kind == AskKind.Control) return null;
        if (candidate.Kind != AskKind.Recipe)
        {
            var conditions = OutputCase.Plain with { Capacity = new Dictionary<int, double> { [candidate.Supply!.Index] = double.PositiveInfinity } };
            var plan = _program.Plan(_denial, 1, _program.LeastOf(s => s.Index == candidate.Supply.Index), conditions, _stop);
            return plan?.Output[candidate.Supply.Index];
        }
        // Theta falls as the quantity grows: halve the interval until it is narrow.
        var low = candidate.Low;
        var high = candidate.High;
        if (double.IsInfinity(high))
        {
            high = Math.Max(1e-6, 2 * low);
            while (high < 1e9 && AtLeastOne(high)) high *= 4;
            // Any quantity will do, as long as there is one: nothing to break even with.
            if (high >= 1e9) return null;
        }
        for (var i = 0; i < 30 && high - low > 1e-6 * high; i++)
        {
            var middle = (low + high) / 2;
            if (AtLeastOne(middle)) low = middle;
            else high = middle;
        }
        return low;

        bool AtLeastOne(double quantity)
        {
            using var other = new OutputProgram(_case.Table, _case.Goals, Reading.Central, _case.Solver, new Dictionary<int, double> { [candidate.Recipe] = quantity });
            return other.Solve(_denial, stop: _stop).Theta >= 1;
        }
    }

    // Two supplies of one item stand in for each other, so they are tried first; then the first rows with one another.
    IEnumerable<Ask> Pairs(List<Candidate> rows)
    {
        var capacities = rows.Where(r => r.Kind != AskKind.Recipe).ToArray();
        var budget = SovereigntyOptions.Scaled(PairSolves, _case.Table.All.Count) / 2;
        var pairs = capacities.GroupBy(c => c.Item).OrderBy(g => g.Key).SelectMany(g => PairsOf([.. g]))
            .Concat(PairsOf(capacities[..Math.Min(PairRows, capacities.Length)]).Where(p => p.First.Item != p.Second.Item)).Take(budget);
        foreach (var (first, second) in pairs)
        {
            var low = Theta(false);
            var high = Theta(true);
            if (high - low <= 1e-7) continue;
            yield return new(first.Kind, first.Address, first.Item, first.Supply, low, high, low < 1 && high >= 1, null, Unit(first), new(second.Kind, second.Address, second.Supply!), Addressee(first)) { Settles = _answer };

            double Theta(bool best) => _program.Solve(_denial, Conditions(Conditions(OutputCase.Plain, first, best), second, best), _stop).Theta;
        }
    }

    static IEnumerable<(Candidate First, Candidate Second)> PairsOf(Candidate[] rows) =>
        rows.SelectMany((first, i) => rows.Skip(i + 1).Select(second => (first, second)));

    string Addressee(Candidate c)
    {
        var network = _case.Table.Network;
        if (c.Supply is { Line: >= 0 } supply && _case.Table.Control.PartyOf(network.Lines[supply.Line]) is >= 0 and var party) return network.Parties[party].Name;
        var from = c.Kind == AskKind.Recipe ? network.Recipes[c.Recipe].From : c.Supply is { Line: >= 0 } line ? network.Lines[line.Line].From : c.Supply is { Total: >= 0 } total ? network.Totals[total.Total].From : null;
        return from?.Sources.Select(id => network.Sources.FirstOrDefault(s => s.Id == id)?.Publisher).FirstOrDefault(p => !string.IsNullOrEmpty(p)) ?? "";
    }
}
