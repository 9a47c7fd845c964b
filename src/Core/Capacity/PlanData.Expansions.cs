using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanData
{
    PlanExpansion[] ReadExpansions()
    {
        if (Given.Parts is not null) return [];
        var ofLine = Sources.Where(s => s.Row.Line >= 0).ToDictionary(s => s.Row.Line, s => s.Index);
        var ofNew = Sources.Where(s => s.Row.Expansion >= 0).ToDictionary(s => s.Row.Expansion, s => s.Index);
        var control = new ControlGraph(Network);
        var chosen = Given.Expansions?.ToHashSet();
        var list = new List<PlanExpansion>();
        var uncertain = 0;
        foreach (var row in Network.Expansions)
        {
            if (row.Item < 0 || !Counts(row.Item) || !(row.Line >= 0 ? ofLine : ofNew).TryGetValue(row.Line >= 0 ? row.Line : row.Index, out var source)) continue;
            if (!row.IsDecided && chosen is not null && !chosen.Contains(row.Index)) continue;
            if (!row.From.Trusted && Reading != Reading.Optimistic) continue;
            var latest = row.Latest is { } lastDay && lastDay < DateOnly.MaxValue ? Horizon.MonthOf(lastDay.AddDays(1)) : double.PositiveInfinity;
            if (!row.IsDecided && latest <= 0) continue;
            var place = row.Line >= 0 ? control.PlaceOf(Network.Lines[row.Line]) : row.Country;
            if (Options.Alone && !IsInside(row, control)) continue;
            if (MayFail(row, Reading))
            {
                uncertain++;
                continue;
            }
            CountRow(row.Adds.IsKnown && row.PermitMonths.IsKnown && row.BuildMonths.IsKnown);
            CountCost(row.Capex.IsKnown);
            if (row.Line < 0) CountCost(row.UnitCost.IsKnown);
            if (!row.Adds.IsKnown)
            {
                Find("W-PLAN-03", Severity.Warning, row.Id, row.Id);
                continue;
            }
            var (permit, build, ramp) = (Months(row.PermitMonths, e => e.PermitMonths), Months(row.BuildMonths, e => e.BuildMonths), Months(row.RampMonths, e => e.RampMonths));
            var adds = row.Adds.Supply(Reading);
            list.Add(new()
            {
                Row = row, Source = source, Adds = double.IsInfinity(adds) ? row.Adds.Central : adds, Capex = Known(row.Capex), Permit = permit, Build = build, Ramp = ramp, Place = place,
                Most = row.Most.IsKnown ? (int)Math.Clamp(Math.Floor(row.Most.Supply(Reading) + 1e-9), 0, 1000) : 1,
                Earliest = row.Earliest is { } day ? Horizon.MonthOf(day) : 0, Latest = latest,
            });
        }
        if (uncertain > 0) Find("N-PLAN-05", Severity.Note, null, Text(uncertain));
        return [.. list];
    }

    /// <summary>True where the pessimistic reading does not count on an expansion: it may fail, and nobody has decided on it. Where no chance is
    /// stated it counts, or that reading would have no expansions at all.</summary>
    internal static bool MayFail(Expansion row, Reading reading) => reading == Reading.Pessimistic && !row.IsDecided && row.Chance.IsKnown && row.Chance.Low < 100;

    // Unknown months: none; in the pessimistic reading the longest that is known among the package's expansions.
    double Months(Quantity months, Func<Expansion, Quantity> field)
    {
        if (months.IsKnown) return Finite(months, Reading);
        if (Reading != Reading.Pessimistic) return 0;
        return Network.Expansions.Select(field).Where(q => q.IsKnown).Select(q => Finite(q, Reading)).DefaultIfEmpty(0).Max();
    }

    bool IsInside(Expansion row, ControlGraph control)
    {
        if (row.Line >= 0) return control.IsInside(Network.Lines[row.Line], Options.Perimeter)[Reading];
        var inside = ControlGraph.Within(row.Country, Options.Perimeter)[Reading];
        return inside && (row.Party < 0 || control.IsInside(row.Party, Options.Perimeter)[Reading]);
    }

    /// <summary>Budget rows that may pay for an expansion, with the money of their year.</summary>
    internal IEnumerable<(Budget Row, double Amount, double Share)> PayersOf(PlanExpansion expansion)
    {
        foreach (var row in Network.Budgets)
        {
            if (!row.From.Trusted && Reading != Reading.Optimistic) continue;
            if (!row.Area.IsEmpty && (expansion.Place.IsEmpty ? Reading != Reading.Optimistic : !expansion.Place.IsSubsetOf(row.Area))) continue;
            // What is decided has its money, also where nobody says how much: unknown does not stop it.
            var amount = !row.Amount.IsKnown && expansion.Row.IsDecided && expansion.Most <= 1 ? double.PositiveInfinity : AmountOf(row);
            if (amount > 0) yield return (row, amount, row.Share.IsKnown ? Math.Clamp(row.Share.Supply(Reading) / 100, 0, 1) : 1);
        }
    }

    /// <summary>Money of a budget row in the reading: none in the pessimistic one where it is unknown, else without limit.</summary>
    internal double AmountOf(Budget row)
    {
        var part = Given.BudgetParts?.GetValueOrDefault(row.Index) ?? 1;
        return part <= 0 ? 0 : part * Math.Max(0, row.Amount.Supply(Reading));
    }

    internal bool HasBudgets => Network.Budgets.Count > 0;
}
