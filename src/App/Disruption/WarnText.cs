using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>Early warning on a terminal.</summary>
sealed class WarnText
{
    const int Listed = 40, Told = 12;

    readonly Call _call;
    readonly WarnResult _result;
    readonly WarnWords _words;
    readonly Look _look;

    WarnText(Call call, WarnResult result)
    {
        (_call, _result) = (call, result);
        _words = new(result, call.Texts, true);
        _look = new(call, result.Table.Network, "disruption.head.");
    }

    public static void Write(Call call, WarnResult result) => new WarnText(call, result).Write();

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("disruption.warn." + key, values);

    void Write()
    {
        _look.Title(_result.Date is { } date ? T("title", Dates.Text(date)) : T("title.no-date"));
        _look.Blank();
        if (_result.Series.Count == 0)
        {
            _look.Line(T("none"), 0);
            return;
        }
        _look.Line(_words.Answer(), 0);
        var sheet = _look.Sheet(44, 10, 12, 12, 24, 12);
        sheet.Row(_look.Heads("series", "status", "latest", "date", "rules", "since"));
        foreach (var s in _result.Series.Take(Listed))
            sheet.Row([new("  " + _words.Name(s), Hang: 1), _words.Status(s.Status), _words.Latest(s), s.Points.Count > 0 ? Dates.Text(s.Points[^1].Date) : "", _words.Rules(s), s.Since is { } since ? Dates.Text(since) : ""]);
        if (_result.Series.Count > Listed) _look.Line(_call.Texts.Format("exposure.more", _look.Count(_result.Series.Count - Listed)), 2);
        foreach (var s in _result.Series.Where(s => s.Factors is not null).Take(Told)) Tell(s);
        _look.Blank();
        foreach (var line in _words.FalseAlarms()) _look.Line(line, 0);
        _look.Line(T("legend"), 0, Sheet.Quiet);
    }

    void Tell(WarnSeries s)
    {
        _look.Blank();
        _look.Head(_words.Name(s), _words.Status(s.Status));
        foreach (var reason in _words.Reasons(s)) _look.Line(reason, 2);
        foreach (var (name, text) in _words.Factors(s)) _look.Line(_call.Texts.Format("terminal.colon", name, text), 2);
    }
}
