using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>What limits output today, on a terminal.</summary>
sealed class TodayText
{
    // The fullest sources; what has slack to spare is for the data file.
    const int Shown = 12;

    readonly Call _call;
    readonly TodayResult _result;
    readonly Network _network;
    readonly Look _look;
    readonly LadderWords _ladder;
    readonly TodayFigures _figures;

    TodayText(Call call, TodayResult result)
    {
        (_call, _result, _network) = (call, result, result.Table.Network);
        _look = new(call, _network, "capacity.head.");
        _ladder = new(_network, call.Texts, _look.Names, _look.Numbers);
        _figures = new(_network, call.Texts, _look.Numbers);
    }

    public static void Write(Call call, TodayResult result)
    {
        var text = new TodayText(call, result);
        text._look.Title(call.Texts.Format("capacity.today.title", result.Options.Perimeter.Name));
        foreach (var row in result.Rows) text.Row(row);
        text._look.Blank();
        text._look.Line(call.Texts["capacity.today.legend"], 0, Sheet.Quiet);
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity." + key, values);

    string Inside => T("inside", _result.Options.Perimeter.Name);

    void Row(TodayRow row)
    {
        _look.Blank();
        var asked = string.Join(", ", row.All.Outputs.Select(o => T("asked", o.Item.Name, Rate(o.Rate, o.Item))));
        _look.Head(_call.Texts.Format("terminal.colon", row.Technology.Name, _call.Texts["verb." + row.Verb]), row.IsHolding ? T("holding") : asked);
        Summary(row);
        Target(row.Target);
        Ladders(row, row.All, T("everybody"));
        Ladders(row, row.Inside, Inside);
        Uses(row);
    }

    string Rate(Quantity rate, Item item) => _call.Texts.Format("unit.a-month", item.Unit.Amount == "piece" ? _look.Numbers.Quantity(rate) : _look.Numbers.Amount(_look.Numbers.Quantity(rate), 2, item.Unit.Amount));

    void Summary(TodayRow row)
    {
        var sheet = _look.Sheet(34, 40, 40);
        sheet.Row(["", new(T("everybody"), Sheet.Quiet), new(Inside, Sheet.Quiet)]);
        if (row.IsHolding) sheet.Row(["  " + T("held"), Held(row.All.Theta), Held(row.Inside.Theta)]);
        else
        {
            for (var i = 0; i < row.All.Outputs.Count; i++)
                sheet.Row([new("  " + T("most", row.All.Outputs[i].Item.Name), Hang: 2), _figures.Output(row.All, i), _figures.Output(row.Inside, i)]);
            sheet.Row(["  " + T("share"), _look.Numbers.Goal(row.All.Theta), _look.Numbers.Goal(row.Inside.Theta)]);
        }
    }

    // Only where the package speaks of demand at all: without it the goal is all there is, and stands above.
    void Target(TodayTarget target)
    {
        if (!target.HasDemands) return;
        var day = _result.Date is { } date ? Dates.Text(date) : T("target.no-date");
        // An item that nobody wants on the day asks for its goal, which stands above.
        var wanted = target.Items.Where(i => i.Demand[(int)Reading.Central] > 0).Select(i => T("target.item", i.Item.Name, Amount(i, i.Demand), Amount(i, i.Goal)));
        _look.Line(target.IsDemand ? T("target.demand", day, _look.Names.Join(wanted), _look.Numbers.Share(target[Reading.Central])) : T("target.goal", day), 2);
        if (target.Silent > 0) _look.Line(T("target.silent", _look.Count(target.Silent)), 4, Sheet.Quiet);
    }

    string Amount(TodayTargetItem item, IReadOnlyList<double> rate) => _look.Numbers.Rate(rate[(int)Reading.Central], item.Item.Unit.Amount, RatePeriod.Month);

    string Held(Figure theta) => _call.Texts[theta.Low > 0 ? "sentence.held" : theta.High <= 0 ? "sentence.not-held" : "sentence.held-unknown"];

    void Ladders(TodayRow row, TodayScope scope, string name)
    {
        foreach (var ladder in scope.Ladders)
        {
            // The worst case is shown where the central reading knows of no bottleneck, or meets the goal only by what nobody has counted.
            if (ladder.Reading == Reading.Pessimistic && (ladder.Rungs.Count == 0 || (scope.Theta.Central < row.Target[Reading.Central] && scope.Ladders[0].Rungs.Count > 0))) continue;
            _look.Line(T(ladder.Reading == Reading.Pessimistic ? "limits.worst" : "limits", name), 2, Sheet.Quiet);
            if (ladder.Rungs.Count == 0)
            {
                _look.Line(T(ladder.End == LadderEnd.Met ? row.IsHolding ? "limits.held" : "limits.none" : "limits.nothing-helps"), 4);
                continue;
            }
            var sheet = _look.Sheet(5, 56, 18, 34);
            for (var i = 0; i < ladder.Rungs.Count; i++)
            {
                var rung = ladder.Rungs[i];
                sheet.Row(["    " + _look.Count(i + 1), new(string.Join("; ", rung.Reliefs.Select(_ladder.Member)), Hang: 1), row.IsHolding ? "" : _ladder.Step(rung), _figures.Price(row, rung)]);
            }
            if (ladder.Rungs.Any(r => !r.IsSmallest)) _look.Line(T("limits.cut-short"), 4, Sheet.Quiet);
            if (ladder.End == LadderEnd.Rungs) _look.Line(T("limits.rungs"), 4, Sheet.Quiet);
            if (ladder.End == LadderEnd.NothingHelps) _look.Line(T("limits.nothing-helps"), 4, Sheet.Quiet);
        }
        if (scope.Hidden.Count > 0 && !row.IsHolding) _look.Line(T("hidden", name, Hidden(scope)), 4, Sheet.Quiet);
    }

    string Hidden(TodayScope scope)
    {
        const int Most = 4;
        var names = scope.Hidden.Select(_look.Names.Item).ToArray();
        return names.Length <= Most ? _look.Names.Join(names) : T("and-more", string.Join(", ", names.Take(Most)), _look.Count(names.Length - Most));
    }

    void Uses(TodayRow row)
    {
        if (row.IsHolding || row.All.Uses.Count == 0) return;
        _look.Line(T("uses"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(46, 26, 20, 20);
        sheet.Row([new("    " + T("head.source"), Sheet.Quiet), new(T("head.capacity"), Sheet.Quiet), new(T("everybody"), Sheet.Quiet), new(Inside, Sheet.Quiet)]);
        // What limits first, then the fullest.
        var binding = row.All.Ladders.Concat(row.Inside.Ladders).Where(l => l.Reading == Reading.Central).SelectMany(l => l.Rungs).SelectMany(r => r.Reliefs).SelectMany(m => m.Full).Select(s => s.Index).ToHashSet();
        var pairs = row.All.Uses.Zip(row.Inside.Uses).Where(p => p.First.Output > 0 || p.Second.Output > 0 || p.First.Supply.Line >= 0)
            .OrderByDescending(p => binding.Contains(p.First.Supply.Index)).ThenByDescending(p => Math.Max(p.First.Share ?? -1, p.Second.Share ?? -1)).ThenByDescending(p => Math.Max(p.First.Output, p.Second.Output) > 0).ThenBy(p => p.First.Supply.Index).ToArray();
        foreach (var (all, inside) in pairs.Take(Shown))
        {
            var item = _network.Items[all.Supply.Item];
            sheet.Row([new("    " + _look.Names.Supply(all.Supply), Hang: 1), all.Capacity is { } c ? _look.Numbers.Rate(c, item.Unit.Amount, RatePeriod.Month) : _call.Texts["unit.unknown"], _figures.Use(all), inside.IsDenied ? T("outside") : _figures.Use(inside)]);
        }
        if (pairs.Length > Shown) _look.Line(_call.Texts.Format("exposure.more", _look.Count(pairs.Length - Shown)), 4, Sheet.Quiet);
        if (OutputProgram.IsCapped(row.All.Theta.Central) || OutputProgram.IsCapped(row.Inside.Theta.Central)) _look.Line(T("uses.at-goal"), 4, Sheet.Quiet);
    }
}
