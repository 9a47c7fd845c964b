using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>The price of independence on a terminal.</summary>
sealed class IndependenceText
{
    readonly Call _call;
    readonly IndependenceResult _result;
    readonly Network _network;
    readonly Look _look;

    IndependenceText(Call call, IndependenceResult result)
    {
        (_call, _result, _network) = (call, result, result.Table.Network);
        _look = new(call, _network, "capacity.independence.head.");
    }

    public static void Write(Call call, IndependenceResult result)
    {
        var text = new IndependenceText(call, result);
        text._look.Title(text.T("title", result.Options.Perimeter.Name));
        foreach (var row in result.Rows) text.Row(row);
        text._look.Blank();
        text._look.Line(text.T("legend", text._look.Numbers.Text(result.Options.Years)), 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity.independence." + key, values);

    void Row(IndependenceRow row)
    {
        _look.Blank();
        var item = _network.Items[row.Goals[0].Item];
        _look.Head(_call.Texts.Format("terminal.colon", row.Technology.Name, _call.Texts["verb." + row.Verb]), row.IsHolding ? T("holding") : row.IsPerUnit ? T("per-unit", item.Name) : T("per-month"));
        if (row.IsHolding) return;
        var sheet = _look.Sheet(26, 28, 26, 10, 16);
        sheet.Row(_look.Heads("case", "cost", "extra", "share", "known"));
        foreach (var price in row.Prices) Price(sheet, price);
        foreach (var price in row.Prices)
        {
            if (price.Status == IndependenceStatus.WithExpansions)
                _look.Line(T("expansions", Name(price), string.Join(", ", price.Expansions.Select(e => e.Times > 1 ? _call.Texts.Format("capacity.fixes.times", _look.Count(e.Times), e.Fix.Name) : e.Fix.Name)), Money(price.BuildingCost)), 2);
            if (price.Needed is { } needed) _look.Line(Missing(price, needed), 2);
        }
        var uncounted = row.Prices.SelectMany(p => p.Uncounted).Distinct().Order().Select(_look.Names.Item).ToArray();
        if (uncounted.Length > 0) _look.Line(T("uncounted", _look.Names.Join(uncounted)), 2);
    }

    void Price(Sheet sheet, IndependencePrice price)
    {
        if (price.UnitCost is not { } cost)
        {
            sheet.Row(["  " + Name(price), T("out-of-reach")]);
            return;
        }
        var share = price.Extra is { } e && cost.Central - e.Central > 0 ? Signed(e.Central / (cost.Central - e.Central), _look.Numbers.Share) : "";
        sheet.Row([new("  " + Name(price), Hang: 1), Range(cost.Low, cost.Central, cost.High, Money), price.Extra is { } extra ? Range(extra.Low, extra.Central, extra.High, v => Signed(v, Money)) : "", share,
            T("known", _look.Count((int)price.Sources.Known), _look.Count((int)price.Sources.All))]);
    }

    string Range(double low, double central, double high, Func<double, string> text)
    {
        if (double.IsInfinity(high)) return _call.Texts.Format("unit.with-range", text(central), T("or-not", text(low)));
        return high - low <= 1e-9 * Math.Abs(high) ? text(central) : _call.Texts.Format("unit.with-range", text(central), _call.Texts.Format("unit.range", text(low), text(high)));
    }

    static string Signed(double value, Func<double, string> text) => value > 0 ? "+" + text(value) : text(value);

    string Money(double euro) => Adapters.Reports.Money.Text(_call.Texts, _look.Numbers, euro);

    string Name(IndependencePrice price)
    {
        if (price.Case.Denial.DeniesOutsiders) return T("inside", _result.Options.Perimeter.Name);
        if (price.Case.Denial.Actors.Count == 0) return T("everybody");
        var who = _look.Names.Join(price.Case.Denial.Actors.Select(_look.Names.Actor));
        return price.Case.Level == 1 ? T("without", who) : T("hold-case", _look.Numbers.Share(price.Case.Level), who);
    }

    string Missing(IndependencePrice price, NeededSupply needed)
    {
        if (!needed.IsPossible) return needed.BlockedBy is { } row ? T("blocked", Name(price), row) : T("impossible", Name(price));
        var parts = needed.Extra.Select(e => T("new-supply", _look.Numbers.Rate(e.PerMonth, _network.Items[e.Item].Unit.Amount, RatePeriod.Month), _look.Names.Item(e.Item)))
            .Concat(needed.Holdings.Select(i => T("new-holding", _look.Names.Item(i)))).Concat(needed.Consents.Select(r => T("new-consent", _look.Names.Consent(r))));
        return T("needed", Name(price), string.Join("; ", parts));
    }
}
