using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>The cheapest way to keep a line warm through months of low orders (design section 6): run at the minimum rate, keep ready for the
/// fee, or close and start again.</summary>
/// <remarks>
/// Costs count against a line that makes exactly what is ordered at its unit cost.
/// Run: q = max(orders, minimum rate); each of the q - orders units beyond costs its unit cost less what it is worth when orders come back:
/// worth x unit cost - holding cost x months until the trough ends, never below 0, and 0 where it does not keep that long.
/// Ready: the fee, and the lost price of every unit ordered. Closed: the lost price of every unit ordered.
/// Restart: its cost once; nothing is made for the days it takes, the full rate after them; orders not made are lost.
/// After the trough orders are back, and the plan runs on for as many months as a restart takes, so that one that begins too late is charged
/// with what it loses; at its end the line must be running. Exact, by dynamic programming over months. Stock made in the trough is sold after
/// it and serves no order within it. Nothing is discounted.
/// </remarks>
public static class TroughEngine
{
    /// <summary>Answers for one line.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or there is no such line.</exception>
    public static TroughResult Run(Network network, TroughOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        var counts = network.At(options.At, options.Status);
        options.ThrowIfInvalid(counts);
        var line = counts.Lines.First(l => l.Id == options.Line);
        var stocks = counts.Stocks.Where(s => s.Item == line.Item).ToArray();
        var lost = LostPrice(counts, line, options);
        var worth = options.Worth ?? (stocks.Length > 0 ? 1 : 0);
        var holding = stocks.Where(s => s.HoldingCost.IsKnown).Select(s => s.HoldingCost.Central).DefaultIfEmpty(0).Max();
        var shelf = stocks.Where(s => s.ShelfLifeDays.IsKnown).Select(s => s.ShelfLifeDays.Central / Units.DaysPerMonth).DefaultIfEmpty(double.PositiveInfinity).Min();
        var missing = Missing(line, lost);
        if (missing.Length > 0) return new(options, counts, line, lost, worth, holding, missing, null, [], [], false);
        var terms = Array.ConvertAll(Ends, end => new TroughTerms
        {
            Capacity = line.Capacity.Central, Minimum = line.MinimumRate.IsKnown ? Math.Min(line.MinimumRate.Central, line.Capacity.Central) : 0,
            Load = options.Load, After = options.After, UnitCost = At(line.UnitCost, end) ?? 0, Worth = worth, Holding = holding, ShelfMonths = shelf,
            Fee = At(line.ReadinessFee, end), RestartDays = line.RestartDays.IsKnown ? line.RestartDays.Central : null, RestartCost = At(line.RestartCost, end), LostPrice = At(lost, end)!.Value,
        });
        var best = TroughProgram.Best(terms[1], options.Months, null);
        var modes = Array.ConvertAll(terms, t => TroughProgram.Best(t, options.Months, null)!.Months.Select(m => m.Mode).ToArray());
        return new(options, counts, line, lost, worth, holding, [], best, [.. Ways.Select(w => Strategy(terms, options.Months, w))], BreakEvens(terms[1]),
            modes[0].SequenceEqual(modes[1]) && modes[2].SequenceEqual(modes[1]));
    }

    static readonly TroughMode[] Ways = [TroughMode.Run, TroughMode.Ready, TroughMode.Closed];

    // Low end, central, high end of every cost.
    static readonly int[] Ends = [-1, 0, 1];

    static double? At(Quantity quantity, int end) => !quantity.IsKnown ? null : end == 0 ? quantity.Central : end < 0 ? Math.Max(0, quantity.Low) : double.IsInfinity(quantity.High) ? quantity.Central : quantity.High;

    static Quantity LostPrice(Network network, Line line, TroughOptions options)
    {
        if (options.LostPrice is { } given) return Quantity.Of(given);
        var prices = network.Demands.Where(d => d.Item == line.Item && d.ShortfallPrice.IsKnown).Select(d => d.ShortfallPrice).ToArray();
        return prices.Length > 0 ? prices.MaxBy(p => p.Central) : network.Items[line.Item].UnitValue;
    }

    static string[] Missing(Line line, Quantity lost)
    {
        var missing = new List<string>();
        if (!line.Capacity.IsKnown || line.IsShareOfNeed || double.IsInfinity(line.Capacity.Central)) missing.Add("capacity");
        if (!line.UnitCost.IsKnown && line.MinimumRate.IsKnown) missing.Add("unit_cost");
        if (!lost.IsKnown) missing.Add("shortfall_price");
        return [.. missing];
    }

    static TroughStrategy Strategy(TroughTerms[] terms, int months, TroughMode way)
    {
        var line = terms[1];
        string[] missing = way switch
        {
            TroughMode.Ready when line.Fee is null => ["readiness_fee"],
            TroughMode.Closed => [.. new[] { line.RestartDays is null ? "restart_days" : "", line.RestartCost is null ? "restart_cost" : "" }.Where(m => m.Length > 0)],
            _ => [],
        };
        if (missing.Length > 0) return new(way, null, double.NaN, double.NaN, missing);
        var plans = Array.ConvertAll(terms, t => TroughProgram.Best(t, months, way)!);
        return new(way, plans[1], plans[0].Cost, plans[2].Cost, missing);
    }

    // Each pair, each change of which is the cheaper; where both cost the same the one before stays.
    static List<TroughBreakEven> BreakEvens(TroughTerms terms)
    {
        var costs = Ways.ToDictionary(w => w, w => Enumerable.Range(1, TroughOptions.Longest).Select(n => TroughProgram.Best(terms, n, w)?.Cost ?? double.NaN).ToArray());
        var list = new List<TroughBreakEven>();
        for (var a = 0; a < Ways.Length; a++)
            for (var b = a + 1; b < Ways.Length; b++)
            {
                TroughMode? cheaper = null;
                for (var n = 0; n < TroughOptions.Longest; n++)
                {
                    var (first, second) = (costs[Ways[a]][n], costs[Ways[b]][n]);
                    if (double.IsNaN(first) || double.IsNaN(second)) break;
                    var tolerance = 1e-9 * Math.Max(first, second);
                    TroughMode? now = first < second - tolerance ? Ways[a] : second < first - tolerance ? Ways[b] : cheaper;
                    if (cheaper is { } before && now is { } then && then != before) list.Add(new(before, then, n + 1));
                    cheaper = now;
                }
            }
        return list;
    }
}
