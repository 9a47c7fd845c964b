using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>Time to survive and time to recover of every node (Simchi-Levi et al., Interfaces 45(5), 2015; design section 5).</summary>
/// <remarks>The same network and options give the same result on any number of threads.</remarks>
public static class SurviveEngine
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    /// <summary>Answers for every node of the kinds asked for that takes part in the goals' chain.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="options">Settings.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static SurviveResult Run(Network network, SurviveOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var goals = Goals(table.Network, options.Technologies, options.Verb);
        var chains = Readings.Select(r => ChainReader.Read(table, goals, r)).ToArray();
        var nodes = Nodes(table, chains[1], options.Of);
        var answers = new Survival[3][];
        var level = new double[3];
        foreach (var reading in Readings)
        {
            var chain = chains[(int)reading];
            var search = new SurviveSearch(chain, solver, stop);
            level[(int)reading] = search.Level;
            // Several nodes are the same failure where a party has one site with one line; it is answered once.
            var failures = nodes.Select(n => FailureOf(table, chain, n, reading)).ToArray();
            var keys = failures.Select(f => (Makers: string.Join(' ', f.Makers), f.RecoveryDays)).ToArray();
            var unique = keys.Distinct().ToArray();
            var at = unique.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i);
            var first = unique.Select(k => failures[Array.IndexOf(keys, k)]).ToArray();
            var found = search.Run(first, stop);
            answers[(int)reading] = [.. keys.Select(k => found[at[k]])];
        }
        using var named = solver();
        return Result(options, table, goals, chains[1], named.Name, level, Collect(table, nodes, answers));
    }

    /// <summary>Goals that are to be met together.</summary>
    internal static Goal[] Goals(Network network, IReadOnlyList<string> technologies, string verb) =>
        [.. network.Goals.Where(g => g.Verb == verb && (technologies.Count == 0 || technologies.Contains(network.Technologies[g.Technology].Id)))];

    static Actor[] Nodes(SupplyTable table, Chain chain, IReadOnlyList<ActorKind> kinds)
    {
        var set = new SortedSet<Actor>();
        foreach (var maker in chain.Makers)
            foreach (var kind in kinds) set.UnionWith(table.Actors.Of(table.All[maker.Supply], kind));
        return [.. set];
    }

    static ChainFailure FailureOf(SupplyTable table, Chain chain, Actor node, Reading reading)
    {
        var gone = table.Actors.Supplies(node, reading).ToHashSet();
        var makers = Enumerable.Range(0, chain.Makers.Length).Where(m => gone.Contains(chain.Makers[m].Supply)).ToArray();
        var known = gone.Where(s => table.All[s].Line >= 0).Select(s => table.Network.Lines[table.All[s].Line].RecoveryDays).ToArray();
        // The longest of its lines; where some say and some do not, those that say decide.
        var days = known.Where(d => d.IsKnown).Select(d => ChainReader.Recovery(d, reading)).DefaultIfEmpty(ChainReader.Unknown(reading)).Max();
        return new(makers, days);
    }

    static NodeSurvival[] Collect(SupplyTable table, Actor[] nodes, Survival[][] answers)
    {
        var greatest = nodes.Select((n, i) => (n.Kind, answers[1][i].Impact)).GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => g.Max(p => p.Impact));
        return [.. nodes.Select((n, i) => new NodeSurvival(n, [answers[0][i], answers[1][i], answers[2][i]], IsRecoveryKnown(table, n), greatest[n.Kind] > 0 ? answers[1][i].Impact / greatest[n.Kind] : 0))
            .OrderBy(n => Kind(n.Node.Kind)).ThenByDescending(n => Digits(n.Central.Impact)).ThenBy(n => Digits(n.Central.Days)).ThenByDescending(n => Digits(n.Readings[0].Impact)).ThenBy(n => n.Node)];

        static int Kind(ActorKind kind) => kind switch { ActorKind.Site => 0, ActorKind.Party => 1, ActorKind.Owner => 2, _ => 3 };
    }

    // Digits that come from a solver's path put nothing before anything.
    static double Digits(double value) => double.IsFinite(value) && value != 0 ? double.Parse(value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture) : value;

    static bool IsRecoveryKnown(SupplyTable table, Actor node) =>
        table.Actors.Supplies(node, Reading.Central).Any(s => table.All[s].Line >= 0 && table.Network.Lines[table.All[s].Line].RecoveryDays.IsKnown);

    static SurviveResult Result(SurviveOptions options, SupplyTable table, Goal[] goals, Chain chain, string solver, double[] level, NodeSurvival[] nodes)
    {
        var network = table.Network;
        var lines = chain.Makers.Where(m => table.All[m.Supply].Line >= 0).Select(m => network.Lines[table.All[m.Supply].Line]).ToArray();
        var tree = new Requirements(table, goals, Reading.Central, new RecipeBook(table, Reading.Central, null));
        var items = tree.Items.Where(i => !network.Items[i].IsShared && !network.Items[i].IsFree).ToArray();
        var stocked = network.Stocks.Where(s => s.Quantity.IsKnown).Select(s => s.Item).ToHashSet();
        var products = chain.Demands.Select(d => new SurviveProduct(network.Items[d.Item], d.PerDay, network.Items[d.Item].UnitValue)).ToArray();
        return new(options, table, solver)
        {
            Products = products,
            IsValued = products.All(p => p.UnitValue.IsKnown && double.IsFinite(p.UnitValue.Central)),
            Level = level,
            Nodes = nodes,
            RecoveryCoverage = new(lines.Count(l => l.RecoveryDays.IsKnown), lines.Length, false),
            StockCoverage = new(items.Count(stocked.Contains), items.Length, false),
            Coverage = Provenances.OfTree(table, tree).Coverage,
        };
    }
}
