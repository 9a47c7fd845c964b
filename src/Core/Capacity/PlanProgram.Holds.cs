using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    /// <summary>Adds the steady state of one month without somebody: theta at its level, at the capacities that the plan leaves.</summary>
    /// <param name="block">Program of maximum output under the denial, in shares of need.</param>
    /// <param name="index">Index of the requirement.</param>
    /// <param name="hold">Requirement.</param>
    /// <param name="period">Period of its month.</param>
    /// <param name="limits">Supplies that expansions add to: own capacity per month, need, and the expansions.</param>
    internal void AddHold(OutputProgram.Block block, int index, PlanHold hold, int period, IReadOnlyList<(int Supply, double Limit, double Need, int[] Expansions)> limits)
    {
        var offset = Model.Columns;
        for (var c = 0; c < block.Model.Columns; c++) Model.AddColumn(0, 0, block.ColumnUpper[c], false, _isNamed ? $"hold:{index}:{offset}:{c}" : null);
        for (var r = 0; r < block.Model.Rows; r++)
        {
            var row = new Terms();
            for (var k = block.Model.Start[r]; k < block.Model.Start[r + 1]; k++) row.Add(offset + block.Model.Index[k], block.Model.Value[k]);
            if (double.IsFinite(block.RowLower[r]) || double.IsFinite(block.RowUpper[r])) row.AddTo(Model, block.RowLower[r], block.RowUpper[r]);
        }
        foreach (var (supply, limit, need, expansions) in limits)
        {
            var row = new Terms();
            foreach (var columns in block.SupplyColumns)
                if (columns[supply] >= 0) row.Add(offset + columns[supply], 1);
            foreach (var e in expansions)
                if (Added[e][period] is >= 0 and var added) row.Add(added, -Data.Scale[Data.Expansions[e].Row.Item] / need);
            row.AddTo(Model, double.NegativeInfinity, limit / need);
        }
        var theta = Model.AddRow(hold.Level, double.PositiveInfinity, [offset], [1]);
        Requirement[theta] = new(PlanConflictKind.Hold, index, hold.Text);
    }

    /// <summary>Added capacity per month of an expansion in a period at a point.</summary>
    internal double AddedAt(double[] point, int expansion, int period)
    {
        var sum = 0.0;
        foreach (var (column, month, _) in StartsOf(expansion))
            if (Math.Round(point[column]) is > 0 and var count) sum += count * Data.Expansions[expansion].Adds * Data.Expansions[expansion].Reached(month, _periods[period]);
        return sum;
    }
}
