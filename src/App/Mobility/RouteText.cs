using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Mobility;

namespace Vauban.App.Mobility;

/// <summary>Routes on a terminal.</summary>
sealed class RouteText
{
    readonly RouteResult _result;
    readonly Look _look;
    readonly MobilityWords _words;

    RouteText(Call call, RouteResult result) => (_result, _look, _words) = (result, new(call, result.Network, "mobility.head."), new(result.Network, call.Texts));

    public static void Write(Call call, RouteResult result) => new RouteText(call, result).Write();

    string T(string key, params ReadOnlySpan<string> values) => _words.T(key, values);

    void Write()
    {
        _look.Title(T("route.title"));
        _look.Line(T("route.terms", _words.Regime(_result.Options.Regime), T(_result.Options.Permissions == PermissionTime.AtStart ? "route.at-start" : "route.at-border")), 0, Sheet.Quiet);
        if (_result.Options.Without.Count > 0) _look.Line(T("route.without", string.Join(", ", _result.Options.Without)), 0, Sheet.Quiet);
        foreach (var outage in _result.Options.Outages) _look.Line(OutageChoice.Say(outage, _look.Texts), 0, Sheet.Quiet);
        foreach (var answer in _result.Answers) Write(answer);
        _look.Blank();
        _look.Line(T("route.legend"), 0, Sheet.Quiet);
    }

    void Write(RouteAnswer answer)
    {
        _look.Blank();
        _look.Head(answer.Id, T("route.from-to", _words.Place(answer.Origin), _words.Place(answer.Destination)));
        _look.Line(_words.What(answer), 2, Sheet.Quiet);
        _look.Line(_words.Verdict(answer), 2);
        foreach (var (route, i) in answer.Routes.Select((r, i) => (r, i)))
        {
            if (i == 0) Legs(answer, route);
            else _look.Line(T("route.alternative", MobilityWords.Time(answer.Start, route.Minutes), _words.Days(route.Minutes), _words.Via(route)), 2);
        }
        if (answer.Blocked.Count > 0 && answer.Unlimited is { } fast)
        {
            _look.Line(T("route.blocked", _words.Days(fast.Minutes)), 2);
            foreach (var blocked in answer.Blocked) _look.Line(_words.Blocked(blocked), 4);
        }
        if (answer.Relief is { } relief)
        {
            _look.Line(T("route.relief", _words.Days(relief.Minutes)), 2);
            foreach (var limit in answer.ReliefLimits) _look.Line(_words.Blocked(limit), 4);
            Legs(answer, relief);
        }
        _look.Line(T("route.regimes", string.Join("; ", PermissionRegime.All.Select((r, i) => _look.Texts.Format("terminal.colon", _words.Regime(r), answer.ByRegime[i] is { } minutes ? MobilityWords.Time(answer.Start, minutes) : T("route.none"))))), 2);
        if (_result.Options.Without.Count + _result.Options.Outages.Count > 0) _look.Line(answer.WithAll is { } all ? T("route.with-all", MobilityWords.Time(answer.Start, all), _words.Days(all)) : T("route.with-all.none"), 2);
    }

    void Legs(RouteAnswer answer, Route route)
    {
        var sheet = _look.Sheet(20, 18, 28, 16, 16, 40);
        sheet.Row(_look.Heads("from", "to", "way", "leaves", "arrives", "why"));
        foreach (var leg in route.Legs)
            sheet.Row([new("  " + _words.Place(leg.From), Hang: 2), _words.Place(leg.To), _words.Link(leg.Link), MobilityWords.Time(answer.Start, leg.Depart), MobilityWords.Time(answer.Start, leg.Arrive), _words.Why(leg)]);
    }
}
