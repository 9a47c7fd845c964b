using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

public sealed partial class OutputProgram
{
    /// <summary>The program under a denial as part of another one: its rows and bounds, and the columns of each supply.</summary>
    /// <param name="Model">Rows and entries; column 0 is theta. Its own bounds do not count.</param>
    /// <param name="ColumnUpper">Upper bounds of the columns, as shares of need; lower ones are 0.</param>
    /// <param name="RowLower">Lower bounds of the rows.</param>
    /// <param name="RowUpper">Upper bounds of the rows.</param>
    /// <param name="SupplyColumns">Column of each supply [layer][supply], or -1.</param>
    internal sealed record Block(LinearModel Model, double[] ColumnUpper, double[] RowLower, double[] RowUpper, int[][] SupplyColumns);

    internal Block BlockFor(Denial denial, OutputCase conditions)
    {
        var bounds = BoundsFor(denial, conditions);
        return new(_model, bounds.Upper, bounds.RowLower, bounds.RowUpper, _layout.SupplyColumns);
    }
}
