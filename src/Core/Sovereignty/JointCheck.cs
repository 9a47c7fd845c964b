using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Sovereignty;

/// <summary>Solves goals that draw on the same lines at once: a Yes that fails jointly becomes "Yes, alone" and names the shared supply.</summary>
static class JointCheck
{
    public static Grid[] Apply(Grid[] grids, SupplyTable[] tables, Denial without, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        foreach (var table in tables)
        {
            var mine = grids.Where(g => g.Table == table).ToArray();
            var everything = mine.SelectMany(g => g.Rows.Where(r => r.Verb != SovereigntyEngine.Together).SelectMany(r => r.Goals)).ToArray();
            if (everything.Length == 0) continue;
            // All technologies at once, where there is more than one.
            var all = mine.Length > 1 ? Shared(table, everything, without, solver, stop) : null;
            foreach (var grid in mine)
            {
                var together = grid.Rows[^1];
                var shared = together.Reliance.Verdict is RelianceVerdict.Yes or RelianceVerdict.NoGoal || grid.Rows.Count(r => r.Verb != SovereigntyEngine.Together && r.Goals.Count > 0) < 2
                    ? all : Shared(table, together.Goals, without, solver, stop) ?? all;
                if (shared is null) continue;
                var rows = grid.Rows.Select(r => r.Reliance.Verdict == RelianceVerdict.Yes && shared.FirstOrDefault(i => Uses(table, r, i), -1) is >= 0 and var item ? Alone(r, table.Network.Items[item].Name) : r).ToArray();
                grids[Array.IndexOf(grids, grid)] = grid with { Rows = rows };
            }
        }
        return grids;
    }

    static VerbRow Alone(VerbRow row, string shared) => row with
    {
        Reliance = row.Reliance with { Verdict = RelianceVerdict.YesAlone, AsKnownToday = row.Reliance.AsKnownToday == RelianceVerdict.Yes ? RelianceVerdict.YesAlone : row.Reliance.AsKnownToday, SharedLine = shared },
    };

    static bool Uses(SupplyTable table, VerbRow row, int item)
    {
        if (row.Goals.Count == 0) return false;
        var seen = new HashSet<int>();
        var queue = new Queue<int>(row.Goals.Select(g => g.Item));
        while (queue.TryDequeue(out var at))
        {
            if (!seen.Add(at)) continue;
            if (at == item) return true;
            foreach (var s in table.OfItem[at])
                foreach (var r in table.All[s].Recipe) queue.Enqueue(table.Network.Recipes[r].Input);
        }
        return false;
    }

    // Items whose supply binds when everything is asked at once, in the worst reading that fails; nearest bottleneck first. A consent
    // that binds before them is no shared line.
    static int[]? Shared(SupplyTable table, IReadOnlyList<Goal> goals, Denial without, Func<ILinearSolver> solver, CancellationToken stop)
    {
        const int Rungs = 6;
        foreach (var reading in new[] { Reading.Central, Reading.Pessimistic, Reading.Optimistic })
        {
            using var program = new OutputProgram(table, goals, reading, solver);
            var outsiders = without with { DeniesOutsiders = true };
            if (program.Solve(outsiders, stop: stop).Theta >= 1) continue;
            int[] items = [.. Bottleneck.Ladder(program, outsiders, 1, Rungs, stop).SelectMany(r => r.Reliefs).Where(r => r.Kind == ReliefKind.Supply).Select(r => r.Index)];
            if (items.Length > 0) return items;
        }
        return null;
    }
}
