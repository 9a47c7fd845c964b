using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What a trough costs, at one end of every interval. Rates per month; null is unknown, so that the way is not open.</summary>
sealed record TroughTerms
{
    public required double Capacity { get; init; }
    public double Minimum { get; init; }
    public double Load { get; init; }
    public double After { get; init; } = 1;
    public double UnitCost { get; init; }
    public double Worth { get; init; }
    public double Holding { get; init; }
    public double ShelfMonths { get; init; } = double.PositiveInfinity;
    public double? Fee { get; init; }
    public double? RestartDays { get; init; }
    public double? RestartCost { get; init; }
    public double LostPrice { get; init; }

    public bool CanClose => RestartDays is not null && RestartCost is not null;

    /// <summary>Months that a restart touches.</summary>
    public int RestartMonths => RestartDays is { } days ? (int)Math.Ceiling(Math.Max(0, days) / Units.DaysPerMonth - 1e-9) : 0;
}

/// <summary>Dynamic programming over months: the state is whether the line is warm, closed, or so many months into a restart.</summary>
static class TroughProgram
{
    const int Warm = 0, Shut = 1;

    /// <summary>The cheapest plan, or null where the way asked for is not open.</summary>
    /// <param name="terms">Costs.</param>
    /// <param name="months">Months of low orders.</param>
    /// <param name="way">Run: run throughout. Ready: ready in every month of low orders. Closed: closed from the first month until the best month
    /// to start again. Null: any mix.</param>
    public static TroughPlan? Best(TroughTerms terms, int months, TroughMode? way)
    {
        if ((way == TroughMode.Ready && terms.Fee is null) || (way == TroughMode.Closed && !terms.CanClose)) return null;
        var horizon = months + Math.Max(1, terms.RestartMonths);
        // State 2 + k: k months of a restart are over and it goes on.
        var states = terms.CanClose ? 2 + terms.RestartMonths : 1;
        var cost = new double[horizon + 1, states];
        var choice = new (TroughMode Mode, int Next)[horizon, states];
        for (var s = 0; s < states; s++) cost[horizon, s] = s == Warm ? 0 : double.PositiveInfinity;
        for (var t = horizon - 1; t >= 0; t--)
            for (var s = 0; s < states; s++)
            {
                cost[t, s] = double.PositiveInfinity;
                foreach (var (mode, next, into) in Moves(terms, s))
                {
                    if (!Allowed(way, mode, t, months)) continue;
                    var value = Month(terms, months, t, mode, into).Sum + cost[t + 1, next];
                    if (value < cost[t, s] - 1e-9 * Math.Abs(value)) (cost[t, s], choice[t, s]) = (value, (mode, next));
                }
            }
        return double.IsInfinity(cost[0, Warm]) ? null : Read(terms, months, horizon, choice);
    }

    // What may be done in a state: mode, state after the month, and how many months of a restart were over before.
    static IEnumerable<(TroughMode Mode, int Next, int Into)> Moves(TroughTerms terms, int state)
    {
        if (state == Warm)
        {
            yield return (TroughMode.Run, Warm, 0);
            if (terms.Fee is not null) yield return (TroughMode.Ready, Warm, 0);
            if (terms.CanClose) yield return (TroughMode.Closed, Shut, 0);
            yield break;
        }
        var into = state == Shut ? 0 : state - 2;
        if (state == Shut) yield return (TroughMode.Closed, Shut, 0);
        // Without any days to start it runs in the same month.
        yield return (TroughMode.Restart, into + 1 >= terms.RestartMonths ? Warm : 2 + into + 1, into);
    }

    // A way followed throughout: in the months of low orders, except that a closed line may start again when it is best.
    static bool Allowed(TroughMode? way, TroughMode mode, int t, int months) => way switch
    {
        TroughMode.Run => mode == TroughMode.Run,
        TroughMode.Ready => mode == (t < months ? TroughMode.Ready : TroughMode.Run),
        TroughMode.Closed => t == 0 ? mode == TroughMode.Closed : mode != TroughMode.Ready && (mode != TroughMode.Closed || t < months + 1),
        _ => true,
    };

    readonly record struct Costs(double Made, double Orders, double Unsold, double Lost, double UnsoldCost, double Fee, double Restart, double LostCost)
    {
        public double Sum => UnsoldCost + Fee + Restart + LostCost;
    }

    static Costs Month(TroughTerms terms, int months, int t, TroughMode mode, int into)
    {
        var orders = terms.Capacity * (t < months ? terms.Load : terms.After);
        var open = mode switch
        {
            TroughMode.Run => 1,
            TroughMode.Restart => Math.Clamp(1 + into - terms.RestartDays!.Value / Units.DaysPerMonth, 0, 1),
            _ => 0.0,
        };
        var made = open <= 0 ? 0 : Math.Max(Math.Min(orders, open * terms.Capacity), open * terms.Minimum);
        var unsold = Math.Max(0, made - orders);
        var lost = Math.Max(0, orders - made);
        var kept = Math.Max(0, months - 1 - t);
        var worth = kept > terms.ShelfMonths ? 0 : Math.Max(0, terms.Worth * terms.UnitCost - terms.Holding * kept);
        return new(made, orders, unsold, lost, unsold * Math.Max(0, terms.UnitCost - worth), mode == TroughMode.Ready ? terms.Fee!.Value : 0,
            mode == TroughMode.Restart && into == 0 ? terms.RestartCost!.Value : 0, lost * terms.LostPrice);
    }

    static TroughPlan Read(TroughTerms terms, int months, int horizon, (TroughMode Mode, int Next)[,] choice)
    {
        var rows = new List<TroughMonth>();
        double unsold = 0, fees = 0, restart = 0, lost = 0;
        for (int t = 0, s = Warm; t < horizon; t++)
        {
            var (mode, next) = choice[t, s];
            var month = Month(terms, months, t, mode, s <= Shut ? 0 : s - 2);
            rows.Add(new(t + 1, mode, month.Orders, month.Made, month.Unsold, month.Lost, month.Sum));
            (unsold, fees, restart, lost) = (unsold + month.UnsoldCost, fees + month.Fee, restart + month.Restart, lost + month.LostCost);
            s = next;
        }
        return new(rows, unsold, fees, restart, lost);
    }
}
