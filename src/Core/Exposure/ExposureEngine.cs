using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Exposure;

/// <summary>Who can stop us, where supply is concentrated, and what depends on what (design section 4).</summary>
public static partial class ExposureEngine
{
    /// <summary>Measures the concentration of supply per item at site, party, owner and country level.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static ConcentrationResult Concentration(Network network, ExposureOptions options)
    {
        var table = Table(network, options);
        var items = ItemsOf(table, options).Where(i => i is { IsShared: false, IsFree: false }).Select(i => new ConcentrationMeter(table, i, options).Measure());
        return new(options, table, [.. items]);
    }

    /// <summary>Finds every line, site, party, owner and country whose failure alone lowers theta below 1 (or below what all together reach), per technology and verb.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static SinglePointsResult SinglePoints(Network network, ExposureOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(solver);
        var table = Table(network, options);
        var kinds = options.Of.Count > 0 ? options.Of : ExposureOptions.Kinds;
        var verbs = new List<VerbSinglePoints>();
        foreach (var goals in VerbsOf(table, options))
        {
            using var search = new SinglePointSearch(table, goals, solver);
            verbs.Add(search.Run(kinds, stop));
        }
        return new(options, table, verbs);
    }

    /// <summary>Finds minimal cut sets of lines, parties, owners, sites or countries: what together leaves nothing at all of the goals. They are counted on diagrams;
    /// only <see cref="ExposureOptions.List"/> are written down.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static CutsResult Cuts(Network network, ExposureOptions options, CancellationToken stop = default)
    {
        var table = Table(network, options);
        return new(options, table, [.. CutGoals(table, options).SelectMany(goals => CutKinds(options).Select(kind => CutSearch.Run(table, goals, kind, options, stop)))]);
    }

    /// <summary>Gives the goals of each verb as a fault tree, whose events are the failures of lines, parties, owners, sites or countries.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static IReadOnlyList<GoalTree> Trees(Network network, ExposureOptions options)
    {
        var table = Table(network, options);
        return [.. CutGoals(table, options).SelectMany(goals => CutKinds(options).Select(kind => CutSearch.Tree(table, goals, kind)))];
    }

    static IEnumerable<Goal[]> CutGoals(SupplyTable table, ExposureOptions options) => VerbsOf(table, options).Where(g => options.Verbs.Count == 0 || options.Verbs.Contains(g[0].Verb));

    static IReadOnlyList<ActorKind> CutKinds(ExposureOptions options) => options.Of.Count > 0 ? options.Of : [ActorKind.Party];

    /// <summary>Finds everything that depends on a line, party, owner, site, country or item, with shares and ways.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="subject">What fails, of the network as it counts on the day.</param>
    /// <param name="options">Settings.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">The subject is a consent, which makes nothing; an option is out of its range.</exception>
    public static DependentsResult Dependents(Network network, Actor subject, ExposureOptions options, CancellationToken stop = default)
    {
        var table = Table(network, options);
        if (subject.Kind == ActorKind.Consent) throw new ArgumentException($"{subject.Id(table.Network)} is a consent: it makes nothing that something could depend on.", nameof(subject));
        return new DependencySearch(table, subject, options).Run(stop);
    }

    /// <summary>Unfolds what the goals need, tier by tier, with what is needed and what there is inside.</summary>
    /// <remarks><see cref="ExposureOptions.Items"/> are where the tree starts; the goals where none is named.</remarks>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static TreeResult Tree(Network network, ExposureOptions options)
    {
        var table = Table(network, options);
        var goals = GoalsOf(table, options).ToArray();
        if (goals.Length == 0) return new(options, table, [], SupplyTree.Empty);
        int[] Indices(IReadOnlyList<string> ids) => [.. table.Network.Items.Where(i => ids.Contains(i.Id)).Select(i => i.Index)];
        return new(options, table, goals, SupplyTree.From(table, goals, new SupplyTreeOptions { Most = options.Most, Roots = Indices(options.Items), Opened = Indices(options.Opened) }));
    }

    /// <summary>Follows what goals need from source countries through the tiers: by value, by the amount of one item
    /// (<see cref="ExposureOptions.Items"/>), or by the number of source items.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there; an amount is to be followed and no item or several are named.</exception>
    public static FlowsResult Flows(Network network, ExposureOptions options, CancellationToken stop = default)
    {
        var table = Table(network, options);
        if (options.Items.Count > 1 || (options.By == FlowMeasure.Need && options.Items.Count == 0)) throw new ArgumentException("An amount is followed for one item.", nameof(options));
        return new FlowSearch(table, GoalsOf(table, options), options).Run(stop);
    }

    static SupplyTable Table(Network network, ExposureOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(network);
        return new(network.At(options.At, options.Status), options.Perimeter);
    }

    static IEnumerable<Goal> GoalsOf(SupplyTable table, ExposureOptions options) =>
        table.Network.Goals.Where(g => options.Technologies.Count == 0 || options.Technologies.Contains(table.Network.Technologies[g.Technology].Id));

    static IEnumerable<Goal[]> VerbsOf(SupplyTable table, ExposureOptions options) =>
        GoalsOf(table, options).GroupBy(g => (g.Technology, g.Verb)).OrderBy(g => g.Key.Technology).ThenBy(g => FieldCatalog.Verbs.ToList().IndexOf(g.Key.Verb)).Select(g => g.ToArray());

    // What the goals need; where a package states no goal, everything in it.
    static IEnumerable<Item> ItemsOf(SupplyTable table, ExposureOptions options)
    {
        if (options.Items.Count > 0) return table.Network.Items.Where(i => options.Items.Contains(i.Id));
        var goals = GoalsOf(table, options).ToArray();
        if (goals.Length == 0) return options.Technologies.Count == 0 ? table.Network.Items : [];
        var tree = new Requirements(table, goals, Reading.Central, new(table, Reading.Central, null)).InTree;
        return table.Network.Items.Where(i => tree[i.Index]);
    }
}
