namespace Vauban.Core.Solving;

/// <summary>Which promise of a solver's answer does not hold.</summary>
public enum SolutionFaultKind
{
    /// <summary>A column lies outside its bounds.</summary>
    Column,
    /// <summary>A row lies outside its bounds.</summary>
    Row,
    /// <summary>An integer column is no integer.</summary>
    Integrality,
    /// <summary>The reported activity of a row is not what its columns give.</summary>
    Activity,
    /// <summary>The reported objective is not what the columns give (index -1).</summary>
    Objective,
    /// <summary>A reduced cost is not cost minus priced rows, or has a sign that no bound explains.</summary>
    ColumnDual,
    /// <summary>A shadow price has a sign that no bound explains.</summary>
    RowDual,
    /// <summary>Objective and proven bound (dual objective) lie apart (index -1).</summary>
    Gap,
}

/// <summary>One broken promise.</summary>
/// <param name="Kind">Which promise.</param>
/// <param name="Index">Column or row, or -1 where it concerns the whole.</param>
/// <param name="Amount">By how much, relative to the size of the numbers that meet there.</param>
public readonly record struct SolutionFault(SolutionFaultKind Kind, int Index, double Amount);

/// <summary>What checking an answer found.</summary>
/// <param name="Count">Number of faults.</param>
/// <param name="Largest">The fault with the largest amount, or null.</param>
public sealed record SolutionReport(int Count, SolutionFault? Largest)
{
    /// <summary>True when every promise holds.</summary>
    public bool Holds => Count == 0;
}

/// <summary>Checks a solver's answer with arithmetic of its own: limits, integers, objective and, for linear programs, prices.</summary>
/// <remarks>One pass over the matrix. Amounts are relative to 1 plus the largest term that meets in a row, column or sum, so
/// the check asks no more digits of large numbers than the machine has.</remarks>
public static class SolutionCheck
{
    /// <summary>Relative tolerance, ten times that of the solvers.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>Checks the point, and for an optimal linear program its prices and the dual objective.</summary>
    /// <param name="model">The model as it stood when solved.</param>
    /// <param name="result">The answer; one without a point has nothing to check.</param>
    /// <param name="gap">Relative gap that an optimal program with integers may keep.</param>
    public static SolutionReport Check(LinearModel model, LinearResult result, double gap = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(result);
        var faults = new Faults();
        if (!result.HasPoint) return faults.Report();
        if (result.Columns.Length != model.Columns || result.Rows.Length != model.Rows)
            throw new ArgumentException($"The answer has {result.Columns.Length} columns and {result.Rows.Length} rows, the model {model.Columns} and {model.Rows}.", nameof(result));
        var size = CheckPoint(model, result, faults);
        if (result.Status is not SolveStatus.Optimal) return faults.Report();
        if (model.HasIntegers) CheckBound(model, result, gap, size, faults);
        else CheckPrices(model, result, size, faults);
        return faults.Report();
    }

    // Gives the size of the objective's terms.
    static double CheckPoint(LinearModel model, LinearResult result, Faults faults)
    {
        ReadOnlySpan<double> x = result.Columns, cost = model.CostSpan, lower = model.ColumnLowerSpan, upper = model.ColumnUpperSpan;
        double objective = 0, size = 1;
        for (var j = 0; j < x.Length; j++)
        {
            faults.Add(SolutionFaultKind.Column, j, Outside(x[j], lower[j], upper[j]) / (1 + Math.Abs(x[j])));
            if (model.HasIntegers && model.Integer[j]) faults.Add(SolutionFaultKind.Integrality, j, Math.Abs(x[j] - Math.Round(x[j])));
            var term = cost[j] * x[j];
            objective += term;
            size = Math.Max(size, Math.Abs(term));
        }
        size = Math.Max(size, Math.Abs(objective));
        faults.Add(SolutionFaultKind.Objective, -1, Math.Abs(objective - result.Objective) / size);
        CheckRows(model, result, faults);
        return size;
    }

    static void CheckRows(LinearModel model, LinearResult result, Faults faults)
    {
        ReadOnlySpan<double> x = result.Columns, rows = result.Rows, value = model.ValueSpan;
        ReadOnlySpan<int> start = model.StartSpan, index = model.IndexSpan;
        ReadOnlySpan<double> lower = model.RowLowerSpan, upper = model.RowUpperSpan;
        for (var i = 0; i < rows.Length; i++)
        {
            double sum = 0, size = 1;
            for (var k = start[i]; k < start[i + 1]; k++)
            {
                var term = value[k] * x[index[k]];
                sum += term;
                size = Math.Max(size, Math.Abs(term));
            }
            faults.Add(SolutionFaultKind.Row, i, Outside(sum, lower[i], upper[i]) / size);
            faults.Add(SolutionFaultKind.Activity, i, Math.Abs(sum - rows[i]) / size);
        }
    }

    static void CheckBound(LinearModel model, LinearResult result, double gap, double size, Faults faults)
    {
        if (result.Bound is not { } bound) return;
        var ahead = model.Maximize ? bound - result.Objective : result.Objective - bound;
        faults.Add(SolutionFaultKind.Gap, -1, Math.Max(0, Math.Abs(ahead) - gap * Math.Abs(result.Objective)) / size);
    }

    // Reduced cost = cost - priced rows; a price other than zero needs a bound on its side; and what prices times slack
    // leaves open is the distance between the objective and the dual objective.
    static void CheckPrices(LinearModel model, LinearResult result, double size, Faults faults)
    {
        ReadOnlySpan<double> x = result.Columns, y = result.RowDuals, d = result.ColumnDuals, value = model.ValueSpan;
        ReadOnlySpan<int> start = model.StartSpan, index = model.IndexSpan;
        var reduced = model.CostSpan.ToArray();
        var sizes = new double[reduced.Length];
        for (var j = 0; j < sizes.Length; j++) sizes[j] = 1 + Math.Abs(reduced[j]);
        var open = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            if (y[i] == 0) continue;
            double sum = 0, weight = 1;
            for (var k = start[i]; k < start[i + 1]; k++)
            {
                var (j, term) = (index[k], y[i] * value[k]);
                reduced[j] -= term;
                sizes[j] = Math.Max(sizes[j], Math.Abs(term));
                sum += value[k] * x[j];
                weight = Math.Max(weight, Math.Abs(value[k] * x[j]));
            }
            open += Open(model.Maximize ? -y[i] : y[i], sum, model.RowLowerSpan[i], model.RowUpperSpan[i], 1, weight, (SolutionFaultKind.RowDual, i), faults);
        }
        for (var j = 0; j < d.Length; j++)
        {
            faults.Add(SolutionFaultKind.ColumnDual, j, Math.Abs(reduced[j] - d[j]) / sizes[j]);
            open += Open(model.Maximize ? -d[j] : d[j], x[j], model.ColumnLowerSpan[j], model.ColumnUpperSpan[j], sizes[j], 1 + Math.Abs(x[j]), (SolutionFaultKind.ColumnDual, j), faults);
        }
        faults.Add(SolutionFaultKind.Gap, -1, open / size);
    }

    // In a minimum a positive price belongs to the lower bound, a negative one to the upper.
    static double Open(double price, double at, double lower, double upper, double priceSize, double valueSize, (SolutionFaultKind Kind, int Index) place, Faults faults)
    {
        var amount = Math.Abs(price) / priceSize;
        if (amount <= Tolerance) return 0;
        var bound = price > 0 ? lower : upper;
        if (double.IsInfinity(bound))
        {
            faults.Add(place.Kind, place.Index, amount);
            return 0;
        }
        var slack = Math.Abs(at - bound);
        return slack <= Tolerance * valueSize ? 0 : Math.Abs(price) * slack;
    }

    static double Outside(double value, double lower, double upper) => Math.Max(0, Math.Max(lower - value, value - upper));

    sealed class Faults
    {
        int _count;
        SolutionFault? _largest;

        internal void Add(SolutionFaultKind kind, int index, double amount)
        {
            // Turned round so that an amount that is not a number is a fault.
            if (amount <= Tolerance) return;
            _count++;
            if (_largest is null || !(amount <= _largest.Value.Amount)) _largest = new(kind, index, amount);
        }

        internal SolutionReport Report() => new(_count, _largest);
    }
}
