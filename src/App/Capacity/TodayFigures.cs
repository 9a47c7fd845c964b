using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>Figures of what limits output today, in words: the terminal and the page say the same.</summary>
/// <param name="network">Network.</param>
/// <param name="texts">Language.</param>
/// <param name="numbers">Numbers for people.</param>
sealed class TodayFigures(Network network, Texts texts, Numbers numbers)
{
    string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity." + key, values);

    /// <summary>Most that comes out of a goal's item a month. Where theta is at its cap, the figure is a lower bound.</summary>
    public string Output(TodayScope scope, int goal)
    {
        var (perMonth, item) = (scope.Outputs[goal].PerMonth, scope.Outputs[goal].Item);
        var values = new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(r => (Value: perMonth[r], IsBound: OutputProgram.IsCapped(scope.Theta[r]))).ToArray();
        var central = Bound(values[1]);
        var (low, high) = (values.MinBy(v => v.Value), values.MaxBy(v => (v.IsBound, v.Value)));
        var text = Same(low.Value, high.Value) && low.IsBound == high.IsBound ? central
            : texts.Format("unit.with-range", central, low.IsBound ? Bound(low) : high.IsBound ? T("from", numbers.Text(low.Value)) : texts.Format("unit.range", numbers.Text(low.Value), numbers.Text(high.Value)));
        return texts.Format("unit.a-month", item.Unit.Amount == "piece" ? text : text + '\u00A0' + numbers.Unit(item.Unit.Amount, perMonth.Central));

        string Bound((double Value, bool IsBound) v) => v.IsBound ? texts.Format("unit.at-least", numbers.Text(v.Value)) : numbers.Text(v.Value);
    }

    static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Max(Math.Abs(a), Math.Abs(b));

    /// <summary>What one more of what binds gives, or what one more of the goal takes; blank where it has no price.</summary>
    public string Price(TodayRow row, TodayRung rung)
    {
        if (rung.Price is not { IsConfirmed: true } price) return row.IsHolding ? "" : rung.Price is null ? T("price.whole") : "";
        var goal = row.Goals[0].Item;
        if (price.PerUnit is { } perUnit) return T("price.unit", numbers.Text(perUnit), network.Items[goal].Name);
        // Of a set, what one more of the goal takes of each; of several goals, what one per cent more of all takes.
        var factor = price.OutputGain is { } gain ? 1 / gain : 0.01 / price.ThetaGain;
        var takes = rung.Reliefs.Zip(price.Amounts).Where(p => p.Second > 0).Select(p => Amount(p.Second * factor, ItemOf(p.First.Relief)));
        return price.OutputGain is null ? T("price.percent", string.Join(" + ", takes)) : T("price.set", network.Items[goal].Name, string.Join(" + ", takes));
    }

    string Amount(double value, Item item) => (item.Unit.Amount == "piece" ? numbers.Text(value) : numbers.Amount(numbers.Text(value), value, item.Unit.Amount)) + '\u00A0' + item.Name;

    Item ItemOf(Relief relief) => network.Items[relief.Kind == ReliefKind.Line ? network.Lines[relief.Index].Item : relief.Index];

    /// <summary>Use of a source: the share of its capacity, or what it makes where that is not known.</summary>
    public string Use(SupplyUse use) => use.Share is { } share ? numbers.Share(share) : use.Output <= 0 ? "0" : numbers.Rate(use.Output, network.Items[use.Supply.Item].Unit.Amount, RatePeriod.Month);
}
