using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>What states claim of every supply in every period, and the part that each gets.</summary>
sealed class CapacityClaims
{
    readonly Plan _frame;
    readonly CapacitySplit _split;
    readonly int[] _order;
    // [supply of the frame][period][state]; the last entry of the second index is the rate before the plan begins.
    readonly double[][][] _claims;
    readonly double[][] _capacity;
    // Part of its claims that a supply can bear for the published totals it stands under [supply][period]; null where all of them.
    readonly double[]?[] _shared;
    readonly HashSet<(int Supply, int Period)> _rest = [];

    public CapacityClaims(Plan frame, IReadOnlyList<CoordinationState> states, IReadOnlyList<Plan> alone, CapacitySplit split)
    {
        _frame = frame;
        _split = split;
        _order = [.. states.OrderBy(s => s.Demands.Min(d => frame.Network.Demands[d].Start ?? DateOnly.MinValue)).ThenBy(s => s.Index).Select(s => s.Index)];
        var periods = frame.Periods.Count;
        var found = alone.Select(p => p.Supplies.ToDictionary(s => s.Id, s => s.Index, StringComparer.Ordinal)).ToArray();
        _claims = [.. frame.Supplies.Select(supply => Enumerable.Range(0, periods + 1).Select(t => alone.Select((plan, s) =>
            !found[s].TryGetValue(supply.Id, out var at) ? 0 : t < periods ? plan.Production[at][t] : plan.Before[at]).ToArray()).ToArray())];
        _capacity = [.. frame.Supplies.Select(supply => (double[])[.. frame.Capacity[supply.Index], frame.BeforeCapacity[supply.Index]])];
        _shared = SharedTotals();
        OverCommitments = [.. frame.Supplies.Select(Over).OfType<OverCommitment>().OrderByDescending(o => o.WorstRatio).ThenBy(o => o.Supply)];
    }

    /// <summary>Supplies of which more is claimed than there is, the highest ratio first.</summary>
    public IReadOnlyList<OverCommitment> OverCommitments { get; }

    OverCommitment? Over(PlanSupply supply)
    {
        var periods = _frame.Periods.Count;
        var over = new OverCommitment(supply.Index, [.. Enumerable.Range(0, _order.Length).Select(s => (IReadOnlyList<double>)[.. Enumerable.Range(0, periods).Select(t => _claims[supply.Index][t][s])])],
            _capacity[supply.Index][..periods], 0, 0, 0);
        var above = Enumerable.Range(0, periods).Where(t => over.Ratio(t) > 1 + 1e-6).ToArray();
        if (above.Length == 0) return null;
        // Of months that are equally bad the first: the last digits of a solve do not choose.
        var most = above.Max(over.Ratio);
        return over with { FirstPeriod = above[0], WorstPeriod = above.First(t => over.Ratio(t) >= most * (1 - 1e-9)), WorstRatio = most };
    }

    /// <summary>What one state gets of each supply.</summary>
    public IReadOnlyDictionary<string, PlanPart> PartOf(int state)
    {
        var periods = _frame.Periods.Count;
        return _frame.Supplies.ToDictionary(s => s.Id, s => new PlanPart(Part(s.Index, periods, state), [.. Enumerable.Range(0, periods).Select(t => _rest.Contains((s.Index, t)) ? 0 : Part(s.Index, t, state))]), StringComparer.Ordinal);
    }

    double Part(int supply, int period, int state)
    {
        var claims = _claims[supply][period];
        var capacity = _capacity[supply][period];
        var factor = _shared[supply]?[period] ?? 1;
        if (_split == CapacitySplit.ProRata)
        {
            var all = claims.Sum();
            return claims[state] * Math.Min(factor, all > capacity ? capacity / all : 1);
        }
        foreach (var s in _order)
        {
            var taken = Math.Min(claims[s] * factor, capacity);
            if (s == state) return taken;
            capacity -= taken;
        }
        return 0;
    }

    // Supplies of unknown size under one published total are limited together: all of them shrink alike where more is claimed than it leaves.
    double[]?[] SharedTotals()
    {
        var factors = new double[]?[_frame.Supplies.Count];
        foreach (var ofItem in _frame.Supplies.GroupBy(s => s.Item))
            foreach (var rest in ofItem.Where(s => s.Kind == PlanSupplyKind.Others && !s.Place.IsEmpty))
            {
                var under = ofItem.Where(s => s.Index == rest.Index || (s.HasUnknownSize && s.Kind == PlanSupplyKind.Line && !s.Place.IsEmpty && s.Place.IsSubsetOf(rest.Place))).ToArray();
                if (under.Length < 2) continue;
                for (var t = 0; t <= _frame.Periods.Count; t++)
                {
                    var claimed = under.Sum(s => _claims[s.Index][t].Sum());
                    var left = _capacity[rest.Index][t];
                    if (claimed <= left) continue;
                    foreach (var s in under)
                    {
                        var own = factors[s.Index] ??= [.. Enumerable.Repeat(1.0, _frame.Periods.Count + 1)];
                        own[t] = Math.Min(own[t], left / claimed);
                    }
                }
            }
        return factors;
    }

    /// <summary>Lets lines rest that would run below their least rate in the sum of the parts; false where there is none.</summary>
    public bool Rest(IReadOnlyDictionary<string, double[]> made)
    {
        var added = false;
        foreach (var states in _frame.LineStates)
            foreach (var period in _frame.Periods)
            {
                var supply = _frame.Supplies[states.Supply];
                var rate = _frame.Network.Lines[supply.Line].MinimumRate;
                var least = Math.Min(double.IsInfinity(rate.High) ? rate.Central : rate.Need(_frame.Options.Reading), _capacity[states.Supply][period.Index] / period.Months) * period.Months;
                var units = made.GetValueOrDefault(supply.Id)?[period.Index] ?? 0;
                if (units > least * 1e-9 && units < least * (1 - 1e-6)) added |= _rest.Add((states.Supply, period.Index));
            }
        return added;
    }
}
