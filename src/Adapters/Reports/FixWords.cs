using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

/// <summary>Fixes in words, for terminal and report alike.</summary>
/// <param name="network">Network.</param>
/// <param name="texts">Language.</param>
/// <param name="names">Names of things.</param>
/// <param name="numbers">Numbers for people.</param>
public sealed class FixWords(Network network, Texts.Texts texts, Names names, Numbers numbers)
{
    string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.fixes." + key, values);

    /// <summary>What is done.</summary>
    public string Name(Fix fix)
    {
        ArgumentNullException.ThrowIfNull(fix);
        return fix.Kind switch
        {
            FixKind.Qualification => T("name.qualification", Line(fix.Pair.Supplier), Line(fix.Pair.Customer)),
            FixKind.Substitute => T("name.substitute", names.Item(fix.Item), fix.Line >= 0 ? Line(fix.Line) : names.Item(fix.MadeItem)),
            FixKind.Stock => T("name.stock", numbers.Amount(numbers.Quantity(fix.Adds), 2, network.Items[fix.Item].Unit.Amount), names.Item(fix.Item)),
            _ => fix.Name,
        };
    }

    /// <summary>A set of fixes, or that nothing is done.</summary>
    public string Set(FixSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Fixes.Count == 0 ? T("nothing") : string.Join(" + ", set.Fixes.Select(f => f.Times > 1 ? T("times", numbers.Text(f.Times), Name(f.Fix)) : Name(f.Fix)));
    }

    /// <summary>Cost of a set.</summary>
    public string Cost(FixSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Fixes.Count == 0 ? "0" : Money.Text(texts, numbers, Quantity.Between(set.Cost.Low, set.Cost.High));
    }

    /// <summary>Months until all of a set counts; blank where nothing is done.</summary>
    public string Months(FixSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Fixes.Count == 0 ? "" : numbers.Quantity(set.Months);
    }

    /// <summary>Chance that all of a set succeeds; blank where nothing is done.</summary>
    public string Chance(FixSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Fixes.Count == 0 ? "" : set.Chance is { } chance ? numbers.Share(chance / 100) : texts["unit.unknown"];
    }

    /// <summary>Held, not held, or unknown.</summary>
    public string Held(Figure theta)
    {
        ArgumentNullException.ThrowIfNull(theta);
        return texts[theta.Low > 0 ? "sentence.held" : theta.High <= 0 ? "sentence.not-held" : "sentence.held-unknown"];
    }

    /// <summary>What a failure takes: units of the goal item where there is one, else days of output.</summary>
    public string Lost(double days, FixRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var units = days * row.UnitsPerMonth / Units.DaysPerMonth;
        return double.IsNaN(units) ? T("lost.days", numbers.Text(days)) : T("lost.units", numbers.Amount(numbers.Text(units), units, network.Items[row.Goals[0].Item].Unit.Amount));
    }

    string Line(int line) => names.Actor(new(ActorKind.Line, line));
}
