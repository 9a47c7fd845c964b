using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Stocks that bridge failures on a terminal.</summary>
sealed class StockText
{
    readonly Call _call;
    readonly StockResult _result;
    readonly Look _look;

    StockText(Call call, StockResult result)
    {
        (_call, _result) = (call, result);
        _look = new(call, result.Table.Network, "capacity.stock.head.");
    }

    public static void Write(Call call, StockResult result)
    {
        var text = new StockText(call, result);
        text._look.Title(result.Options.BridgeDays is { } days ? text.T("title.days", text._look.Numbers.Text(days)) : text.T("title"));
        foreach (var row in result.Rows) text.Row(row);
        text._look.Blank();
        text._look.Line(text.T("legend"), 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity.stock." + key, values);

    void Row(StockRow row)
    {
        _look.Blank();
        _look.Head(_call.Texts.Format("terminal.colon", row.Technology.Name, _call.Texts["verb." + row.Verb]), row.Items.Count == 0 ? T("none") : T("items", _look.Count(row.Items.Count)));
        if (row.Items.Count == 0) return;
        var sheet = _look.Sheet(16, 30, 20, 9, 20, 12);
        sheet.Row(_look.Heads("item", "failure", "pooled", "cover", "national", "saving"));
        foreach (var need in row.Items)
        {
            sheet.Row([new("  " + need.Item.Name, Hang: 1), need.Failure is { } failure ? T("failure", Failure(failure), _look.Numbers.Text(need.Days)) : T("no-failure"), Amount(need, need.Pooled), _look.Numbers.Text(need.CoverDays),
                need.National is { } national ? Amount(need, national) : "", Saving(need)]);
            sheet.Row(["", "", Cost(need.PooledCost), "", Cost(need.NationalCost), ""]);
        }
        foreach (var need in row.Items.Where(n => n.National is not null))
            _look.Line(T("states", need.Item.Name, string.Join(", ", need.States.Select(s => T("state", _look.Names.Place(s.Country), _look.Numbers.Amount(_look.Numbers.Text(s.Quantity), s.Quantity, need.Item.Unit.Amount))))), 2, Sheet.Quiet);
        foreach (var need in row.Items.Where(n => n.Spoils)) _look.Line(T("spoils", need.Item.Name, _look.Numbers.Text(need.ShelfLifeDays)), 2);
        foreach (var need in row.Items.Where(n => n.Held > 0)) _look.Line(T("held", need.Item.Name, Text(need, need.Held), Text(need, need.ToAdd)), 2);
        if (row.Items.All(n => n.National is null)) _look.Line(T("no-states"), 2);
    }

    string Failure(Actor actor) => actor.Kind == ActorKind.OutsideSource ? _call.Texts.Format("capacity.fixes.outside-source", _look.Names.Item(actor.Index)) : _look.Names.Actor(actor);

    string Text(StockNeed need, double value) => _look.Numbers.Amount(_look.Numbers.Text(value), value, need.Item.Unit.Amount);

    string Amount(StockNeed need, Figure figure) => Math.Abs(figure.High - figure.Low) <= 1e-9 * Math.Abs(figure.High) ? Text(need, figure.Central)
        : _call.Texts.Format("unit.with-range", Text(need, figure.Central), _call.Texts.Format("unit.range", _look.Numbers.Text(figure.Low), _look.Numbers.Text(figure.High)));

    string Cost(double? euro) => euro is { } value ? Adapters.Reports.Money.Text(_call.Texts, _look.Numbers, value) : "";

    string Saving(StockNeed need) => need.National is { Central: > 0 } national ? _look.Numbers.Share(Math.Max(0, 1 - (need.Pooled.Central / national.Central))) : "";
}
