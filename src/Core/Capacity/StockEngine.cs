using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>Stock that bridges every single failure of an item's sources: one pooled stock, against each state for itself.</summary>
/// <remarks>
/// Per item and reading, with S_j the capacity of source j, R the need at theta 1, D = min(R, sum S) what is delivered, and W_k the months that failure k
/// lasts (recovery days, the outage, or the days given):
/// pooled = max over k of W_k x max(0, D - sum of the S_j that k leaves), since whoever is left helps out with all it has;
/// national = sum over states n of max over k of W_k x (what the sources that k takes give n today), since nobody helps out.
/// A state's need is its share a_n of the demand times D. Sources in its own country serve it first, in proportion to their capacity; what is still needed
/// comes from all capacity left, in proportion. Then pooled never exceeds national: what k leaves covers at least what it gives today. Every item stands for
/// itself: what limits its sources upstream is bridged by stock of what is upstream. A source without a limit counts with D for the shares, and helps
/// out without limit. Where every user of an item has links for it, only suppliers that are qualified count. What a published total leaves to the unlisted is a source of its own that no maker's failure takes.
/// </remarks>
public static class StockEngine
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    /// <summary>Answers for every verb of every technology that has goals, or those named. Nothing is solved.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static StockResult Run(Network network, StockOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var date = options.At ?? network.Package.Head.AsOf;
        var rows = new List<StockRow>();
        foreach (var goals in GoalSets.Of(table.Network, options.Technologies, options.Verbs))
        {
            stop.ThrowIfCancellationRequested();
            var programs = Array.ConvertAll(Readings, r => new OutputProgram(table, goals, r, NoSolver));
            try
            {
                rows.Add(new(table.Network.Technologies[goals[0].Technology], goals[0].Verb, Items(table, goals, programs, options, date)));
            }
            finally
            {
                foreach (var program in programs) program.Dispose();
            }
        }
        return new(options, table, date, rows);
    }

    static ILinearSolver NoSolver() => throw new InvalidOperationException("Stock needs no solve.");

    static StockNeed[] Items(SupplyTable table, Goal[] goals, OutputProgram[] programs, StockOptions options, DateOnly? date)
    {
        var network = table.Network;
        var (coverage, rows) = Provenances.OfTree(table, programs[1].Requirements);
        var address = $"capacity/stock/{network.Technologies[goals[0].Technology].Id}/{goals[0].Verb}";
        var failures = Array.ConvertAll(programs, p => FailureList.Of(p, options.OutageDays).Where(f => f.Decides).ToArray());
        var states = StateShares.Of(network, goals, date);
        var needs = new List<StockNeed>();
        foreach (var item in programs[1].Requirements.Items.Select(i => network.Items[i]).Where(i => FixStocks.CanLie(i) && programs[1].Requirements.Need[i.Index] > 0))
        {
            var answers = Readings.Select((r, k) => new ItemStock(programs[k], item.Index, failures[k], options.BridgeDays, states)).ToArray();
            if (answers.All(a => a.Pooled <= 0 && a.National <= 0)) continue;
            var stocks = network.Stocks.Where(s => s.Item == item.Index).ToArray();
            needs.Add(new(item, programs[1].Requirements.Need[item.Index], stocks.Where(s => s.Quantity.IsKnown).Sum(s => s.Quantity.Central), answers[1].Failure, answers[1].Days,
                Figure("pooled", a => a.Pooled), states.Count > 0 ? Figure("national", a => a.National) : null, answers[1].States, item.UnitValue,
                stocks.Select(s => s.HoldingCost).Where(c => c.IsKnown).DefaultIfEmpty(Quantity.Unknown).MaxBy(c => c.IsKnown ? c.Central : 0),
                stocks.Where(s => s.ShelfLifeDays.IsKnown).Select(s => s.ShelfLifeDays.Central).DefaultIfEmpty(double.PositiveInfinity).Min()));

            Figure Figure(string name, Func<ItemStock, double> value)
            {
                var values = Array.ConvertAll(answers, a => value(a));
                return Provenances.Figure($"{address}/{item.Id}/{name}", values.Min(), values[1], values.Max(), item.Unit.Amount, coverage, [.. rows, .. stocks.Select(s => s.From)]);
            }
        }
        return [.. needs];
    }
}

/// <summary>Shares of the states in the demand for the goal items.</summary>
static class StateShares
{
    /// <summary>Countries of the buyers and their shares, by country; demands that run on the day where there are any, else all.</summary>
    public static IReadOnlyList<(CountrySet Country, double Share)> Of(Network network, Goal[] goals, DateOnly? date)
    {
        var items = goals.Select(g => g.Item).ToHashSet();
        var all = network.Demands.Where(d => items.Contains(d.Item) && d.Rate.IsKnown).Select(d => (Demand: d, Country: d.BuyerParty >= 0 ? network.Parties[d.BuyerParty].Country : d.BuyerCountry)).Where(d => !d.Country.IsEmpty).ToArray();
        var running = all.Where(d => NetworkBuilder.Counts(d.Demand.Start, d.Demand.End, date)).ToArray();
        var counted = running.Length > 0 ? running : all;
        // Items of several goals have no unit in common: each item's demand counts as much as the others'.
        var perItem = counted.GroupBy(d => d.Demand.Item).ToDictionary(g => g.Key, g => g.Sum(d => d.Demand.Rate.Central));
        return [.. counted.Where(d => perItem[d.Demand.Item] > 0).GroupBy(d => d.Country).Select(g => (g.Key, Share: g.Sum(d => d.Demand.Rate.Central / perItem[d.Demand.Item]) / perItem.Count(p => p.Value > 0)))
            .Where(s => s.Share > 0).OrderBy(s => s.Key.Count).ThenBy(s => Countries.All.First(c => s.Key.Contains(c.Index)).Code, StringComparer.Ordinal)];
    }
}

/// <summary>Stock of one item in one reading.</summary>
sealed class ItemStock
{
    readonly Supply[] _sources;
    readonly double[] _capacity;
    readonly bool[] _isOpen;
    readonly double _delivered;

    public ItemStock(OutputProgram program, int item, IReadOnlyList<SingleFailure> failures, double? bridge, IReadOnlyList<(CountrySet Country, double Share)> states)
    {
        var table = program.Table;
        // A line of unknown size under a total is part of what the total leaves.
        _sources = [.. table.OfItem[item].ToArray().Select(s => table.All[s])
            .Where(s => s.Kind != SupplyKind.Missing && !(s is { Kind: SupplyKind.Line, Capacity.IsKnown: false, Total: >= 0 }) && Serves(program, s))];
        var need = program.Requirements.Need[item];
        var limits = Array.ConvertAll(_sources, s => program.Capacity(s));
        _isOpen = Array.ConvertAll(limits, double.IsInfinity);
        _delivered = Math.Min(need, limits.Sum());
        _capacity = Array.ConvertAll(limits, c => double.IsInfinity(c) ? _delivered : c);
        var given = states.Select(s => Given(s.Country, s.Share)).ToArray();
        Spread(given, states);
        var worst = new (double Quantity, Actor? Failure)[states.Count];
        foreach (var failure in failures)
        {
            var hit = table.Actors.Supplies(failure.Actor, program.Reading).ToHashSet();
            if (!_sources.Any(s => hit.Contains(s.Index))) continue;
            var days = bridge ?? failure.Days[(int)program.Reading];
            var months = days / Units.DaysPerMonth;
            var isLimited = !_sources.Where((s, j) => _isOpen[j] && !hit.Contains(s.Index)).Any();
            var left = _sources.Select((s, j) => hit.Contains(s.Index) ? 0 : _capacity[j]).Sum();
            // Rounding of sums is no shortfall.
            var pooled = isLimited && _delivered - left > 1e-9 * _delivered ? months * (_delivered - left) : 0;
            if (pooled > Pooled * (1 + 1e-12)) (Pooled, Failure, Days) = (pooled, failure.Actor, days);
            for (var n = 0; n < worst.Length; n++)
            {
                var lost = months * _sources.Select((s, j) => hit.Contains(s.Index) ? given[n][j] : 0).Sum();
                if (lost > worst[n].Quantity * (1 + 1e-12)) worst[n] = (lost, failure.Actor);
            }
        }
        States = [.. states.Select((s, n) => new StateStock(s.Country, s.Share, worst[n].Quantity, worst[n].Failure))];
        National = worst.Sum(w => w.Quantity);
    }

    public double Pooled { get; private set; }

    public double National { get; }

    public Actor? Failure { get; private set; }

    public double Days { get; private set; }

    public IReadOnlyList<StateStock> States { get; }

    // Where every user of an item has links for it, only qualified suppliers serve.
    static bool Serves(OutputProgram program, Supply supply)
    {
        var (table, network) = (program.Table, program.Table.Network);
        if (program.Goals.Any(g => g.Item == supply.Item)) return true;
        var users = network.Lines.Where(l => program.Requirements.InTree[l.Item] && table.All[table.OfLine[l.Index]].Recipe.Any(r => network.Recipes[r].Input == supply.Item)).ToArray();
        if (users.Length == 0 || !users.All(u => Links(u).Any())) return true;
        return users.Any(u => Links(u).Any(l => l.Supplier == supply.Line && (l.Qualified ?? program.Reading != Reading.Pessimistic)));

        IEnumerable<Link> Links(Line user) => network.LinksOfCustomer[user.Index].ToArray().Select(l => network.Links[l]).Where(l => l.Item == supply.Item);
    }

    // What the sources in a state's own country give it.
    double[] Given(CountrySet country, double share)
    {
        var wanted = share * _delivered;
        var own = _sources.Select((s, j) => country.Count == 1 && s.Place.Count == 1 && s.Place == country ? _capacity[j] : 0).ToArray();
        var sum = own.Sum();
        return sum <= 0 ? own : Array.ConvertAll(own, c => c * Math.Min(1, wanted / sum));
    }

    // The rest comes from all capacity left, in proportion.
    void Spread(double[][] given, IReadOnlyList<(CountrySet Country, double Share)> states)
    {
        var left = _capacity.Select((c, j) => Math.Max(0, c - given.Sum(g => g[j]))).ToArray();
        var sum = left.Sum();
        if (sum <= 0) return;
        for (var n = 0; n < given.Length; n++)
        {
            var rest = Math.Max(0, states[n].Share * _delivered - given[n].Sum());
            for (var j = 0; j < left.Length; j++) given[n][j] += rest * left[j] / sum;
        }
    }
}
