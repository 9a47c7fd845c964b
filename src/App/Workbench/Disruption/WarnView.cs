using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>What the series of a package warn of, in words and tables. What names a company is for who gave a reason.</summary>
/// <param name="result">Result.</param>
/// <param name="request">What asks for it.</param>
sealed class WarnView(WarnResult result, TableRequest request)
{
    static readonly string[] FactorsWords = ["position", "duration", "area", "impact"];

    readonly WarnWords _words = new(result, request.Texts, request.Caller.SeesNames);
    readonly Numbers _numbers = new(request.Texts);

    /// <summary>Begins or joins the run; null where the address asks for what cannot be, and then a sentence says what.</summary>
    public static Task<WarnView>? Start(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Options(request, out wrong) is { } options ? Of() : null;

        async Task<WarnView> Of() => new(await request.Http.RequestServices.GetRequiredService<DisruptionRuns>().Warn(request.Caller.Network, options, request.Stop), request);
    }

    /// <summary>The settings that an address asks for: those of the command under the same names.</summary>
    public static WarnOptions? Options(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        if ((request.Query with { Without = [] }).Options(caller, texts, out wrong) is not { } asked) return null;
        var query = request.Http.Request.Query;
        var verb = query["verb"].ToString() is { Length: > 0 } given ? given : new WarnOptions().Verb;
        if (!FieldCatalog.Verbs.Contains(verb)) wrong = texts.Format("disruption.verb.unknown", verb, string.Join(", ", FieldCatalog.Verbs));
        var window = new WarnOptions().Window;
        if (query["window"].ToString() is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out window) && window is >= WarnOptions.Fewest and <= WarnOptions.LargestWindow))
            wrong = texts["workbench.warn.window"];
        return wrong.Length > 0 ? null : new() { Technologies = asked.Technologies, Verb = verb, Perimeter = asked.Perimeters[0], At = asked.At, Status = asked.Status, Window = window };
    }

    /// <summary>True for a series that names somebody whom the caller may not see named.</summary>
    public static bool IsWithheld(WarnSeries series, CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(caller);
        return !caller.SeesNames && (series.Party is not null || caller.Names(series.Id) || caller.Names(series.Indicator));
    }

    /// <summary>What was found in the series, without what names somebody whom the caller may not see named.</summary>
    public static IEnumerable<Finding> Findings(WarnResult result, CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(caller);
        var names = new NamesIn(caller.Network);
        var withheld = result.Series.Where(s => IsWithheld(s, caller)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return result.Findings.Where(f => caller.SeesNames || (!names.Says(f) && !withheld.Contains(f.Place.Id ?? "")));
    }

    /// <summary>Settings.</summary>
    public WarnOptions Asked => result.Options;

    /// <summary>Series that may be shown.</summary>
    public IReadOnlyList<WarnSeries> Series => field ??= [.. result.Series.Where(s => !IsWithheld(s, request.Caller))];

    /// <summary>Those that alarm.</summary>
    public IReadOnlyList<WarnSeries> Alerts => field ??= [.. Series.Where(s => s.Factors is not null)];

    /// <summary>The series that is drawn: that of the address, else the first.</summary>
    public WarnSeries? Drawn => Series.FirstOrDefault(s => s.Id == request.Http.Request.Query["series"].ToString()) ?? Series.FirstOrDefault(s => s.Points.Count > 0);

    string T(string key, params ReadOnlySpan<string> values) => request.Texts.Format("disruption.warn." + key, values);

    string W(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.warn." + key, values);

    string H(string key) => request.Texts["disruption.head." + key];

    /// <summary>True where there is no series at all.</summary>
    public bool IsNothing => result.Series.Count == 0;

    /// <summary>The answer: how many alarm, on which day, and which first.</summary>
    public IEnumerable<string> Answer()
    {
        if (IsNothing) return [T("none")];
        var sentences = new List<string> { result.Date is { } day ? W("answer", Dates.Text(day), _words.Answer()) : _words.Answer() };
        if (Alerts is [var first, ..]) sentences.Add($"{request.Texts.Format("terminal.colon", Name(first), string.Join(" ", _words.Reasons(first)))}");
        var hidden = result.Series.Count - Series.Count;
        if (hidden > 0) sentences.Add(W("withheld", hidden.ToString(CultureInfo.InvariantCulture)));
        return sentences;
    }

    /// <summary>Name of a series.</summary>
    public string Name(WarnSeries series) => _words.Name(series);

    /// <summary>Mark of a status.</summary>
    public static VerdictMark Mark(WarnStatus status) => status switch
    {
        WarnStatus.Alert => new("bad", "full"), WarnStatus.Possible => new("mid", "half"), WarnStatus.Quiet => new("good", "ring"), _ => new("open", "dashed"),
    };

    /// <summary>Word of a status.</summary>
    public string Status(WarnSeries series) => _words.Status(series.Status);

    /// <summary>Every series, alerts first.</summary>
    /// <param name="address">Address that draws a series.</param>
    public TableContent Table(Func<WarnSeries, string> address) => new(W("series"), [new(H("series")), new(H("status")), new(H("latest"), true), new(H("date")), new(H("rules")), new(H("since"))],
        [.. Series.Select(s => (IReadOnlyList<TableCell>)
        [
            new TableCell(Name(s)) { Href = address(s), Sub = s.IsStale ? W("stale") : "" }, new TableCell(Status(s)) { Mark = Mark(s.Status) },
            s.Points.Count > 0 ? TableCell.Number(s.Points[^1].Value.Central, _words.Latest(s)) : _words.Latest(s), s.Points.Count > 0 ? Dates.Text(s.Points[^1].Date) : "", _words.Rules(s), s.Since is { } since ? Dates.Text(since) : "",
        ])]) { Nothing = T("none") };

    /// <summary>What each alert is weighed by.</summary>
    public TableContent Factors() => new(W("factors"), [new(H("series")), new(H("status")), new(W("why")), .. Names.Select(n => new TableColumn(n))],
        [.. Alerts.Select(s => (IReadOnlyList<TableCell>)[Name(s), new TableCell(Status(s)) { Mark = Mark(s.Status) }, string.Join(" ", _words.Reasons(s)), .. Weighed(s).Select(f => (TableCell)f.Text)])]) { Nothing = W("quiet") };

    IEnumerable<string> Names => FactorsWords.Select(f => T("factor." + f));

    /// <summary>The four factors of an alert; whose market position it is stays with those who may see names.</summary>
    public IEnumerable<(string Name, string Text)> Weighed(WarnSeries series) => _words.Factors(series).Select((f, i) => i == 0 && !request.Caller.SeesNames ? (f.Name, W("position")) : f);

    /// <summary>Why a series alarms.</summary>
    public IEnumerable<string> Reasons(WarnSeries series) => _words.Reasons(series);

    /// <summary>Values of the series that is drawn.</summary>
    public TableContent Points() => new(Drawn is { } d ? W("values", Name(d)) : W("values.none"), [new(W("date")), new(W("low"), true), new(W("central"), true), new(W("high"), true)],
        [.. (Drawn?.Points ?? []).Select(p => (IReadOnlyList<TableCell>)[Dates.Text(p.Date), Cell(p.Value.Low), Cell(p.Value.Central), Cell(p.Value.High)])]) { Nothing = W("values.none") };

    TableCell Cell(double value) => TableCell.Number(value, _numbers.Exact(value));

    /// <summary>The series over time, with the usual level and the day of a change where a rule speaks of them.</summary>
    public object Chart(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var usual = series.Signals.Where(s => s.Rule == WarnRule.Level && !double.IsNaN(s.Before)).Select(s => (object)new { yAxis = s.Before, name = W("usual") });
        var change = series.Signals.Where(s => s.Rule == WarnRule.Change && s.Status is WarnStatus.Alert or WarnStatus.Possible && s.ChangedOn is not null).Select(s => (object)new { xAxis = Dates.Text(s.ChangedOn!.Value), name = W("changed") });
        double[] low = [.. series.Points.Select(p => p.Value.Low)], high = [.. series.Points.Select(p => p.Value.High)];
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid = new { left = 8, right = 90, top = 24, bottom = 8, containLabel = true },
            xAxis = new { type = "category", boundaryGap = false, data = series.Points.Select(p => Dates.Text(p.Date)).ToArray() }, yAxis = new { type = "value", scale = true },
            series = new object[]
            {
                new { type = "line", stack = "band", silent = true, symbol = "none", lineStyle = new { opacity = 0 }, tooltip = new { show = false }, data = low },
                new { type = "line", stack = "band", silent = true, symbol = "none", lineStyle = new { opacity = 0 }, areaStyle = new { color = "var(--c1)", opacity = 0.2 }, tooltip = new { show = false }, data = high.Zip(low, (h, l) => h - l).ToArray() },
                new
                {
                    type = "line", name = Name(series), symbol = "circle", symbolSize = 5, lineStyle = new { color = "var(--c1)", width = 2 }, itemStyle = new { color = "var(--c1)" }, data = series.Points.Select(p => p.Value.Central).ToArray(),
                    markLine = new { silent = true, symbol = "none", lineStyle = new { color = "var(--quiet)", type = "dashed" }, label = new { formatter = "{b}", color = "var(--quiet)" }, data = usual.Concat(change).ToArray() },
                },
            },
        };
    }

    /// <summary>What was found in the series, how many false alarms are to be expected, and what the rules are.</summary>
    public IEnumerable<string> Notes() => [.. Findings(result, request.Caller).Select(request.Texts.Sentence), .. _words.FalseAlarms(), T("legend")];
}
