using Vauban.Core.Solving;

namespace Vauban.Tests.Solving;

/// <summary>Small programs for the tests of the solvers.</summary>
static class Programs
{
    internal const double Inf = double.PositiveInfinity;

    /// <summary>max 3x + 5y; x &lt;= 4; 2y &lt;= 12; 3x + 2y &lt;= 18. Optimum 36 at (2, 6); shadow prices 0, 1.5, 1.</summary>
    internal static LinearModel Textbook()
    {
        var model = new LinearModel { Maximize = true };
        model.AddColumn(3, 0, Inf, name: "doors");
        model.AddColumn(5, 0, Inf, name: "windows");
        model.AddRow(-Inf, 4, [0], [1]);
        model.AddRow(-Inf, 12, [1], [2]);
        model.AddRow(-Inf, 18, [0, 1], [3, 2]);
        return model;
    }

    /// <summary>Bounded columns, rows of every kind around a known point: always feasible, never unbounded.</summary>
    internal static LinearModel Feasible(Random random, int columns, int rows, bool integers = false)
    {
        var model = new LinearModel { Maximize = random.Next(2) == 0 };
        var point = new double[columns];
        for (var j = 0; j < columns; j++)
        {
            double lower = random.Next(-5, 6), upper = lower + random.Next(0, 12);
            point[j] = lower + Math.Floor(random.NextDouble() * (upper - lower + 1));
            model.AddColumn(random.Next(-9, 10), lower, upper, integers && random.Next(2) == 0);
        }
        for (var i = 0; i < rows; i++) AddRow(model, random, point);
        return model;
    }

    static void AddRow(LinearModel model, Random random, double[] point)
    {
        var chosen = Enumerable.Range(0, point.Length).Where(_ => random.Next(3) > 0).ToArray();
        var values = chosen.Select(_ => random.Next(1, 8) * (random.Next(4) == 0 ? -1.0 : 1.0) / random.Next(1, 4)).ToArray();
        var at = chosen.Select((j, k) => values[k] * point[j]).Sum();
        var (lower, upper) = random.Next(4) switch
        {
            0 => (at - random.Next(0, 4), Inf),
            1 => (at, at),
            2 => (at - random.Next(0, 3), at + random.Next(0, 3)),
            _ => (-Inf, at + random.Next(0, 4)),
        };
        model.AddRow(lower, upper, chosen, values);
    }

    /// <summary>Any bounds: feasible or not, bounded or not.</summary>
    internal static LinearModel Wild(Random random, int columns, int rows)
    {
        var model = new LinearModel { Maximize = random.Next(2) == 0 };
        for (var j = 0; j < columns; j++)
        {
            var lower = random.Next(4) == 0 ? -Inf : random.Next(-3, 3);
            var upper = random.Next(3) == 0 ? Inf : Math.Max(lower, -4) + random.Next(0, 9);
            model.AddColumn(random.Next(-5, 6), lower, upper);
        }
        for (var i = 0; i < rows; i++)
        {
            var chosen = Enumerable.Range(0, columns).Where(_ => random.Next(3) > 0).ToArray();
            var lower = random.Next(2) == 0 ? -Inf : random.Next(-6, 6);
            var upper = double.IsInfinity(lower) || random.Next(2) == 0 ? Math.Max(lower, -6) + random.Next(0, 6) : Inf;
            model.AddRow(lower, upper, chosen, [.. chosen.Select(_ => (double)random.Next(-3, 5))]);
        }
        return model;
    }

    /// <summary>Equal halves of many odd weights: branch and bound finds points early and proves nothing for a very long time.</summary>
    internal static LinearModel Hard(int columns = 60, int rows = 6)
    {
        var random = new Random(20);
        var model = new LinearModel { Maximize = false };
        for (var j = 0; j < columns; j++) model.AddColumn(0, 0, 1, integer: true);
        for (var i = 0; i < rows; i++)
        {
            int[] weights = [.. Enumerable.Range(0, columns).Select(_ => random.Next(1, 100))];
            int over = model.AddColumn(1, 0, Inf), under = model.AddColumn(1, 0, Inf);
            var half = weights.Sum() / 2;
            model.AddRow(half, half, [.. Enumerable.Range(0, columns), over, under], [.. weights.Select(w => (double)w), -1, 1]);
        }
        return model;
    }

    /// <summary>Optimum of a tiny program whose columns are all bounded, by trying every vertex; null where there is no point.</summary>
    internal static double? BestVertex(LinearModel model)
    {
        var n = model.Columns;
        var planes = new List<(double[] Row, double Right)>();
        void Add(double[] row, double lower, double upper)
        {
            if (double.IsFinite(lower)) planes.Add((row, lower));
            if (double.IsFinite(upper) && upper != lower) planes.Add((row, upper));
        }
        for (var j = 0; j < n; j++)
        {
            var unit = new double[n];
            unit[j] = 1;
            Add(unit, model.ColumnLower[j], model.ColumnUpper[j]);
        }
        for (var i = 0; i < model.Rows; i++) Add(Dense(model, i), model.RowLower[i], model.RowUpper[i]);
        double? best = null;
        foreach (var choice in Choices(planes.Count, n))
        {
            var point = Cross([.. choice.Select(k => planes[k])]);
            if (point is null || !Holds(model, point)) continue;
            var value = point.Select((x, j) => x * model.Cost[j]).Sum();
            if (best is null || (model.Maximize ? value > best : value < best)) best = value;
        }
        return best;
    }

    internal static double[] Dense(LinearModel model, int row)
    {
        var dense = new double[model.Columns];
        for (var k = model.Start[row]; k < model.Start[row + 1]; k++) dense[model.Index[k]] += model.Value[k];
        return dense;
    }

    internal static bool Holds(LinearModel model, double[] point)
    {
        const double slack = 1e-7;
        for (var j = 0; j < point.Length; j++)
            if (point[j] < model.ColumnLower[j] - slack || point[j] > model.ColumnUpper[j] + slack) return false;
        for (var i = 0; i < model.Rows; i++)
        {
            var value = Dense(model, i).Select((a, j) => a * point[j]).Sum();
            if (value < model.RowLower[i] - slack || value > model.RowUpper[i] + slack) return false;
        }
        return true;
    }

    static IEnumerable<int[]> Choices(int count, int size)
    {
        if (size > count) yield break;
        var choice = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return choice;
            var k = size - 1;
            while (k >= 0 && choice[k] == count - size + k) k--;
            if (k < 0) yield break;
            choice[k]++;
            for (var l = k + 1; l < size; l++) choice[l] = choice[l - 1] + 1;
        }
    }

    // Gauss with pivoting; null where the planes do not meet in one point.
    static double[]? Cross((double[] Row, double Right)[] planes)
    {
        var n = planes.Length;
        var a = planes.Select(p => (double[])[.. p.Row, p.Right]).ToArray();
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(a[r][c]));
            if (Math.Abs(a[pivot][c]) < 1e-9) return null;
            (a[c], a[pivot]) = (a[pivot], a[c]);
            for (var r = 0; r < n; r++)
            {
                if (r == c) continue;
                var factor = a[r][c] / a[c][c];
                for (var k = c; k <= n; k++) a[r][k] -= factor * a[c][k];
            }
        }
        return [.. Enumerable.Range(0, n).Select(r => a[r][n] / a[r][r])];
    }
}
