namespace Vauban.Core.Procurement;

/// <summary>Orders of several states: what each line delivers to whom in which month, what it costs, and what is late.</summary>
public sealed class PoolPlan
{
    // A solver keeps its limits to about this part of what is wanted; what is smaller is nothing.
    internal const double Rounding = 1e-5;

    readonly PoolData _data;
    readonly PoolPoint _point;
    readonly bool _isJoint;
    readonly double[][] _units;

    internal PoolPlan(PoolData data, PoolPoint point, bool isJoint)
    {
        (_data, _point, _isJoint) = (data, point, isJoint);
        _units = [.. point.Sent.Select(s => s.Select(m => m.Sum()).ToArray())];
        Outcomes = [.. Enumerable.Range(0, data.States.Length).Select(Outcome)];
        CallOffs = [.. from s in Enumerable.Range(0, data.States.Length) from m in Enumerable.Range(0, data.Months) from x in data.Sources
                       let units = point.Sent[x.Index][s][m] where units > 0 select new CallOff(s, m, x.Index, units, units * PriceFor(x, s))];
    }

    /// <summary>False where a limit of nodes ended the search for the cheapest orders.</summary>
    public bool IsOptimal => _point.IsOptimal;

    /// <summary>What it means for each state.</summary>
    public IReadOnlyList<PoolOutcome> Outcomes { get; }

    /// <summary>Orders by state, month and line.</summary>
    public IReadOnlyList<CallOff> CallOffs { get; }

    /// <summary>EUR, transport included; not a number where a price is unknown.</summary>
    public double Cost => Outcomes.Sum(o => o.Cost);

    /// <summary>EUR if makers priced all orders together, so that what is learnt on one order makes the others cheaper; transport included.</summary>
    public double CostPassedOn => _data.Sources.Sum(x => x.Cost(UnitsOf(x.Index))) + Outcomes.Sum(o => o.TransportCost);

    /// <summary>Units wanted.</summary>
    public double Wanted => Outcomes.Sum(o => o.Wanted);

    /// <summary>Units delivered by the end.</summary>
    public double Delivered => Outcomes.Sum(o => o.Delivered);

    /// <summary>Units that have not come by the end.</summary>
    public double Missing => Outcomes.Sum(o => o.Missing);

    /// <summary>Units times the months by which they come after their windows.</summary>
    public double LateUnitMonths => Outcomes.Sum(o => o.LateUnitMonths);

    /// <summary>EUR for a unit, transport included.</summary>
    public double UnitPrice => Delivered > 0 ? Cost / Delivered : double.NaN;

    /// <summary>Variants that are bought.</summary>
    public int Variants => _data.Sources.Where(x => UnitsOf(x.Index) > 0).Select(x => x.Variant).Distinct().Count();

    /// <summary>Lines that get an order.</summary>
    public int Lines => _data.Sources.Count(x => UnitsOf(x.Index) > 0);

    /// <summary>Units ordered of a source by everybody.</summary>
    public double UnitsOf(int source) => _units[source].Sum();

    /// <summary>Units that a source delivers in a month to everybody.</summary>
    public double UnitsOf(int source, int month) => _point.Sent[source].Sum(s => s[month]);

    /// <summary>Units that a state gets of one item or of all in a month.</summary>
    /// <param name="state">State.</param>
    /// <param name="month">Month.</param>
    public double DeliveredTo(int state, int month) => _data.Wants.Where(w => w.State == state).Sum(w => _point.Delivered[w.Index][month]);

    /// <summary>Units that come in a month for everybody.</summary>
    public double DeliveredIn(int month) => _point.Delivered.Sum(w => w[month]);

    /// <summary>EUR for a unit of a source on average over everything it makes for the pool, without transport; not a number without an order or a price.</summary>
    public double AveragePrice(PoolSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return UnitsOf(source.Index) is > 0 and var units ? source.Cost(units) / units : double.NaN;
    }

    // In a joint order everybody pays the same for the same item, whoever makes it: which line serves whom is a matter of the schedule. A separate order is
    // priced by the line and by its own size.
    double PriceFor(PoolSource source, int state)
    {
        if (!_isJoint) return source.Cost(_units[source.Index][state]) / _units[source.Index][state];
        var same = _data.Sources.Where(x => (_data.Options.AreInterchangeable || x.Item == source.Item) && UnitsOf(x.Index) > 0).ToArray();
        return same.Sum(x => x.Cost(UnitsOf(x.Index))) / same.Sum(x => UnitsOf(x.Index));
    }

    /// <summary>Part of the work, by value before learning, that is done in a state; not a number where nothing is ordered.</summary>
    public double Workshare(int state)
    {
        var all = _data.Sources.Sum(x => _data.Weight[x.Index] * UnitsOf(x.Index));
        return all > 0 ? Outcomes[state].Work / all : double.NaN;
    }

    internal PoolPoint Point => _point;

    /// <summary>Late unit-months by weight, what is missing at the end with its tail: what the program makes as small as can be.</summary>
    internal double[] WeightedLate => [.. Enumerable.Range(0, _data.States.Length).Select(s => _data.Wants.Where(w => w.State == s)
        .Sum(w => w.Weight * Enumerable.Range(0, _data.Months).Sum(t => Backlog(w, t) * (t == _data.Months - 1 ? 1 + _data.Options.TailMonths : 1))))];

    double Backlog(PoolWant want, int month)
    {
        var got = 0.0;
        for (var m = 0; m <= month; m++) got += _point.Delivered[want.Index][m];
        return PoolProgram.DueBy(want, month - _data.Options.Late) - got is var late && late > Rounding * want.Due.Sum() ? late : 0;
    }

    PoolOutcome Outcome(int state)
    {
        var wants = _data.Wants.Where(w => w.State == state).ToArray();
        var got = Enumerable.Range(0, _data.Months).Select(t => wants.Sum(w => _point.Delivered[w.Index][t])).ToArray();
        var transport = _data.Sources.Sum(x => _units[x.Index][state] * _data.Ways[x.Index][state].UnitCost);
        var bought = _data.Sources.Where(x => _units[x.Index][state] > 0).ToArray();
        return new(wants.Sum(w => w.Due.Sum()), got.Sum(), wants.Sum(w => Enumerable.Range(0, _data.Months).Sum(t => Backlog(w, t))),
            bought.Sum(x => _units[x.Index][state] * PriceFor(x, state)) + transport, transport,
            _data.Sources.Where(x => x.Home == state).Sum(x => _data.Weight[x.Index] * UnitsOf(x.Index)), bought.Sum(x => _data.Weight[x.Index] * _units[x.Index][state]),
            Array.FindIndex(got, g => g > 0), Array.FindLastIndex(got, g => g > 0), MeanDelay(wants), bought.Select(x => x.Variant).Distinct().Count(), bought.Length);
    }

    // First wanted, first served, want by want.
    double MeanDelay(PoolWant[] wants)
    {
        double months = 0, units = 0;
        foreach (var want in wants)
        {
            var (due, left) = (0, want.Due[0]);
            for (var t = 0; t < _data.Months; t++)
            {
                var got = _point.Delivered[want.Index][t];
                while (got > 1e-12 && due < want.Due.Count)
                {
                    var part = Math.Min(got, left);
                    (months, units, got, left) = (months + part * (t - due), units + part, got - part, left - part);
                    if (left <= 1e-12 && ++due < want.Due.Count) left = want.Due[due];
                }
            }
        }
        return units > 0 ? months / units : double.NaN;
    }
}
