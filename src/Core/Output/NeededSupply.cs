using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>The least that must be new so that a level is reached under a denial: supply inside, holdings, consents. No costs are needed.</summary>
/// <param name="IsPossible">False where no new supply, hold or consent reaches the level.</param>
/// <param name="Extra">New supply inside per item, per month in the item's unit, with the least sum of shares of need.</param>
/// <param name="Holdings">Held items that must be held.</param>
/// <param name="Consents">Restrictions that must be granted or made needless.</param>
/// <param name="BlockedBy">Row whose unknown quantity blocks, where the level cannot be reached; or null.</param>
public sealed record NeededSupply(bool IsPossible, IReadOnlyList<(int Item, double PerMonth)> Extra, IReadOnlyList<int> Holdings, IReadOnlyList<int> Consents, string? BlockedBy)
{
    /// <summary>Finds it.</summary>
    /// <param name="program">Program of the goals.</param>
    /// <param name="denial">Who is denied.</param>
    /// <param name="level">Theta to reach.</param>
    /// <param name="stop">Cancels.</param>
    public static NeededSupply Find(OutputProgram program, Denial denial, double level, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(denial);
        var everything = Everything(program, denial);
        if (program.Solve(denial, Bottleneck.Case(everything), stop).Theta < level) return new(false, [], [], [], BlockedRow(program));
        // Holdings and consents first, since they are yes or no: drop whichever the rest can do without.
        var kept = new SortedSet<Relief>(everything);
        foreach (var relief in everything.Where(r => r.Kind != ReliefKind.Supply).Reverse())
        {
            kept.Remove(relief);
            if (program.Solve(denial, Bottleneck.Case(kept), stop).Theta < level) kept.Add(relief);
        }
        // Ties by id, as in every plan that is shown: two inputs of which either will do are named alike wherever they are asked for.
        if (program.Plan(denial, level, program.LeastOf(s => s.Kind == SupplyKind.Missing), Bottleneck.Case(kept), stop) is not { } plan) return new(false, [], [], [], null);
        var need = program.Requirements.Need;
        return new(true, [.. program.Table.All.Where(s => s.Kind == SupplyKind.Missing && plan.Output[s.Index] > 1e-7 * Math.Max(1e-9, need[s.Item])).Select(s => (s.Item, plan.Output[s.Index]))],
            [.. kept.Where(r => r.Kind == ReliefKind.Holding).Select(r => r.Index)], [.. kept.Where(r => r.Kind == ReliefKind.Consent).Select(r => r.Index)], null);
    }

    static SortedSet<Relief> Everything(OutputProgram program, Denial denial)
    {
        var set = new SortedSet<Relief>();
        var network = program.Table.Network;
        foreach (var item in program.Requirements.Items)
            if (!network.Items[item].IsShared && !network.Items[item].IsFree) set.Add(new(ReliefKind.Supply, item));
        var (unheld, withdrawn) = program.Obstacles(denial);
        foreach (var item in unheld) set.Add(new(ReliefKind.Holding, item));
        foreach (var r in withdrawn) set.Add(new(ReliefKind.Consent, r));
        return set;
    }

    static string? BlockedRow(OutputProgram program)
    {
        var network = program.Table.Network;
        foreach (var row in network.Recipes)
        {
            var item = row.Line >= 0 ? network.Lines[row.Line].Item : row.Item;
            if (item >= 0 && program.Requirements.InTree[item] && row.Group.Length == 0 && !row.Quantity.IsKnown && row.Criticality != Criticality.Minor
                && !network.Items[row.Input].IsShared && !network.Items[row.Input].IsFree) return row.From.Address;
        }
        return null;
    }
}
