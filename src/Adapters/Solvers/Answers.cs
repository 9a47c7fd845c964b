using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>What the solvers do alike with answers.</summary>
static class Answers
{
    // Solvers call a model without columns empty and do not look at its rows.
    internal static LinearResult WithoutColumns(LinearModel model)
    {
        for (var i = 0; i < model.Rows; i++)
            if (model.RowLower[i] > 0 || model.RowUpper[i] < 0)
                return new(SolveStatus.Infeasible, double.NaN, null, null, null, null, 0);
        return new(SolveStatus.Optimal, 0, [], new double[model.Rows], new double[model.Rows], [], 0);
    }

    // Dust from the arithmetic, and minus zero, would make equal answers look different.
    internal static double[]? Clean(double[]? values)
    {
        if (values is null) return null;
        for (var i = 0; i < values.Length; i++)
            if (Math.Abs(values[i]) < 1e-12) values[i] = 0;
        return values;
    }

    /// <summary>Tells "unbounded" from "infeasible": "unbounded" may mean only that improvement has no end from a point that
    /// breaks limits. Without costs, the question whether any point exists has a plain answer.</summary>
    internal static SolveStatus SecondLook(LinearModel model, ILinearSolver scratch, SolveOptions options, CancellationToken stop)
    {
        var costless = model.Copy();
        for (var j = 0; j < costless.Columns; j++) costless.SetCost(j, 0);
        scratch.Load(costless);
        var status = scratch.Solve(options with { Progress = null }, stop).Status;
        return status is SolveStatus.Optimal ? SolveStatus.Unbounded : status;
    }
}
