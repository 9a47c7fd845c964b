using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>Everything a plan rests on, in one reading and over time: the network's rows turned into numbers, once.</summary>
sealed partial class PlanData
{
    readonly PlanEpochs _epochs;
    readonly Dictionary<RecipeRow, int> _recipeRow;

    internal PlanData(Network network, PlanOptions options, PlanCase given)
    {
        Network = network;
        Options = options;
        Given = given;
        Reading = options.Reading;
        var rows = Asked(network, given);
        Horizon = PlanHorizon.Of(options, network.Package.Head.AsOf, rows.Wanted);
        Wants = ReadWants(rows.Demands, rows.Goals, rows.Peaks);
        _epochs = new(network, Horizon, options, Peaks(rows.Peaks), options.Alone ? [.. Wants.Select(w => PlanConsents.GoalOf(network, options.Perimeter, w.Row))] : []);
        _recipeRow = ByProvenance(network);
        var tree = new bool[network.Items.Count];
        Scale = new double[network.Items.Count];
        foreach (var epoch in _epochs.All)
            for (var i = 0; i < tree.Length; i++)
            {
                tree[i] |= epoch.Requirements.InTree[i];
                Scale[i] = Math.Max(Scale[i], epoch.Requirements.Need[i]);
            }
        Items = [.. Enumerable.Range(0, tree.Length).Where(i => tree[i])];
        for (var i = 0; i < tree.Length; i++)
            if (!tree[i] || network.Items[i].IsShared || network.Items[i].IsFree) Scale[i] = 0;
        Sources = ReadSources();
        Expansions = ReadExpansions();
        Totals = ReadTotals();
        Ways = ReadWays();
        Stores = ReadStores();
        Groups = Group();
        FindConsents();
    }

    internal Network Network { get; }

    internal PlanOptions Options { get; }

    internal PlanCase Given { get; }

    internal Reading Reading { get; }

    internal PlanHorizon Horizon { get; }

    internal List<Finding> Findings { get; } = [];

    /// <summary>What is wanted and counts in this run.</summary>
    internal PlanWant[] Wants { get; }

    /// <summary>Items of the requirement tree, ascending.</summary>
    internal int[] Items { get; }

    /// <summary>Monthly need of each item at the peak of what is wanted: the unit in which the program counts it; 0 where it has no balance.</summary>
    internal double[] Scale { get; }

    internal PlanSource[] Sources { get; }

    internal PlanExpansion[] Expansions { get; }

    internal PlanTotal[] Totals { get; }

    internal PlanWay[] Ways { get; }

    /// <summary>By item of the network.</summary>
    internal PlanStore[] Stores { get; }

    internal PlanGroup[] Groups { get; }

    /// <summary>Rows whose figures the plan rests on, and those of them that are known.</summary>
    internal (int Known, int All) DataRows { get; set; }

    /// <summary>Supplies and expansions that the plan could use, and those of them whose cost is known.</summary>
    internal (int Known, int All) CostRows { get; set; }

    internal PlanEpoch EpochAt(int month) => _epochs.Of(Math.Clamp(month, 0, Horizon.Months - 1));

    /// <summary>True where a consent held outside keeps a want from being delivered in some month of a period.</summary>
    internal bool IsRefused(int want, PlanPeriod period)
    {
        for (var month = period.Offset; Options.Alone && month < period.End; month++)
            if (_epochs.Of(month).Consents!.Refused[want]) return true;
        return false;
    }

    void FindConsents()
    {
        foreach (var (row, isForAll) in _epochs.All.Where(e => e.Consents is not null).SelectMany(e => e.Consents!.Withdrawn).DistinctBy(w => (w.Row.Id, w.IsForAll)).OrderBy(w => w.Row.Id, StringComparer.Ordinal))
        {
            var target = row.TargetTechnology >= 0 ? Network.Technologies[row.TargetTechnology].Id : row.TargetItem >= 0 ? Network.Items[row.TargetItem].Id : TargetOf(row);
            if (isForAll) Find("W-PLAN-06", Severity.Warning, row.Id, row.Id, target);
            else Find("N-PLAN-04", Severity.Note, row.Id, row.Id, target);
        }
    }

    // Lines have other numbers in the network of a day.
    string TargetOf(Restriction row) => Network.Restrictions.First(r => r.Id == row.Id) is { TargetLine: >= 0 } whole ? Network.Lines[whole.TargetLine].Id : "";

    /// <summary>True where an item has a balance: it is used up and not free.</summary>
    internal bool Counts(int item) => Scale[item] > 0;

    internal void Find(string code, Severity severity, string? id, params string[] values) => Findings.Add(new(code, severity, new(Id: id), values));

    void CountRow(bool isKnown) => DataRows = (DataRows.Known + (isKnown ? 1 : 0), DataRows.All + 1);

    void CountCost(bool isKnown) => CostRows = (CostRows.Known + (isKnown ? 1 : 0), CostRows.All + 1);

    // Rows of a filtered network keep the provenance object of the row they came from, whatever their new index.
    static Dictionary<RecipeRow, int> ByProvenance(Network network) => network.Recipes.ToDictionary(r => r, r => r.Index, new SameOrigin());

    sealed class SameOrigin : IEqualityComparer<RecipeRow>
    {
        public bool Equals(RecipeRow? x, RecipeRow? y) => ReferenceEquals(x?.From, y?.From);

        public int GetHashCode(RecipeRow row) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(row.From);
    }
}
