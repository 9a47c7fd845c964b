using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Mobility;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Mobility;

/// <summary>A flow over time in words, charts and tables: what is there when, under each permission regime and without what disturbs it.</summary>
/// <param name="answer">Flow.</param>
/// <param name="ask">What was asked.</param>
/// <param name="request">What asks for it.</param>
sealed class FlowView(FlowAnswer answer, FlowAsk ask, TableRequest request)
{
    // Days and shipments that a picture has room for; the tables have all.
    const int MostBars = 30, MostChoices = 300;

    static readonly string[] Strokes = ["solid", "dashed", "dotted", "dashed", "solid"], Symbols = ["circle", "rect", "triangle", "diamond", "roundRect"];

    readonly MobilityWords _words = new(answer.Flow.Network, request.Texts);

    FlowResult Flow => answer.Flow;

    /// <summary>What was asked.</summary>
    public FlowAsk Asked => ask;

    /// <summary>True where nothing stands on the transport network.</summary>
    public bool IsEmpty => Flow.Shipments.Count == 0;

    /// <summary>Begins or joins the run; null where the address asks for what cannot be, or the caller may not see it, and then a sentence says which.</summary>
    public static Task<FlowView>? Start(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        wrong = "";
        if (!request.Caller.HasNetwork) return null;
        if (!request.Caller.SeesNames)
        {
            wrong = request.Texts["workbench.names.who"];
            return null;
        }
        return FlowQuery.Of(request.Caller.Network, request.Http.Request.Query, request.Texts, out wrong) is { } ask ? Of(ask) : null;

        async Task<FlowView> Of(FlowAsk of) => new(await request.Http.RequestServices.GetRequiredService<FlowRuns>().Flow(request.Caller.Network, of, request.Texts, request.Stop), of, request);
    }

    /// <summary>Rows of one of its tables; none where there is nothing to move, null where the address asks for what cannot be.</summary>
    public static async Task<TableContent?> Table(TableRequest request, string caption, Func<FlowView, TableContent> make)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Caller.HasNetwork && request.Caller.SeesNames && IsNothing(request.Caller.Network)) return new(request.Texts[caption], [new(request.Texts["mobility.head.shipment"])], []) { Nothing = request.Texts["mobility.flow.nothing"] };
        try
        {
            return Start(request, out _) is { } run ? make(await run) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>True where a package has no transport network or nothing to move.</summary>
    public static bool IsNothing(Network network) => network.TransportLinks.Count == 0 || (network.Demands.Count == 0 && FlowEngine.Consignments(network, default, out _).Count == 0);

    string T(string key, params ReadOnlySpan<string> values) => _words.T(key, values);

    string W(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.deliveries." + key, values);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    string Tonnes(double value) => double.IsInfinity(value) ? request.Texts["unit.unlimited"] : _words.Numbers.Amount(_words.Numbers.Text(value), value, "t");

    /// <summary>The answer.</summary>
    public IEnumerable<string> Answer()
    {
        if (IsEmpty) return [T("flow.nothing")];
        var late = Flow.Shipments.Where((s, i) => Flow.Plan.LastArrival[i] is not { } last || last > s.Due).Count();
        List<string> list = [W(ask.IsPlan ? "answer.plan" : "answer.consignments", Count(Flow.Shipments.Count), Tonnes(Flow.Shipments.Sum(s => s.Tonnes)), Count(late), Last(Flow.Plan), _words.Numbers.Text(Flow.Plan.LateTonneDays))];
        list.Add(W("answer.regime", _words.Regime(PermissionRegime.ThreeDays), Last(Flow.ByRegime[2]), _words.Regime(PermissionRegime.SixHours), Last(Flow.ByRegime[3])));
        if (Flow.WithAll is { } all) list.Add(W("answer.all", Last(all), _words.Numbers.Text(all.LateTonneDays)));
        list.AddRange(Flow.Options.Outages.Select(o => OutageChoice.Say(o, request.Texts)));
        return list;
    }

    string Last(FlowPlan plan) => plan.LastArrival.Any(l => l is null) ? T("flow.not-there") : Dates.Text(plan.LastArrival.Max()!.Value);

    /// <summary>Regimes to choose from.</summary>
    public IEnumerable<(string Value, string Text)> Regimes => PermissionRegime.All.Concat(Flow.Network.Permissions.Select(p => p.Regime)).Distinct().Select(r => (r, _words.Regime(r)));

    /// <summary>Links to take away, those that goods use first.</summary>
    public IEnumerable<(string Value, string Text)> Links => Flow.Plan.Moves.SelectMany(m => m.Links).Concat(Flow.Network.TransportLinks.Where(l => Flow.Options.Without.Contains(l.Id)).Select(l => l.Index)).Distinct()
        .Select(l => (Flow.Network.TransportLinks[l].Id, _words.Segment(l))).OrderBy(l => l.Item2, StringComparer.Ordinal).Take(MostChoices);

    /// <summary>Scenarios of the package that hit the transport network.</summary>
    public IEnumerable<string> Scenarios
    {
        get
        {
            var first = ask.At ?? Flow.Network.Package.Head.AsOf;
            return first is not { } day ? [] : Threats.Of(Flow.Network.Package, day, []).Where(s => TransportEventStudy.Outages(Flow.Network, s, day).Any(o => o.Links.Count + o.Nodes.Count > 0)).Select(s => s.Name);
        }
    }

    /// <summary>The lines of the picture: what is due, and what is there under each regime and without what disturbs it.</summary>
    IReadOnlyList<(string Name, Func<DateOnly, double> At)> Lines => field ??= [(W("due"), day => Flow.Shipments.Where(s => s.Due <= day).Sum(s => s.Tonnes)),
        .. PermissionRegime.All.Zip(Flow.ByRegime).Select(p => (_words.Regime(p.First), Arrived(p.Second))), .. Flow.WithAll is { } all ? [(W("with-all"), Arrived(all))] : Array.Empty<(string, Func<DateOnly, double>)>()];

    static Func<DateOnly, double> Arrived(FlowPlan plan) => day => plan.Moves.Where(m => m.Arrival <= day).Sum(m => m.Tonnes);

    /// <summary>Days on which something becomes due or arrives under any of them.</summary>
    IReadOnlyList<DateOnly> Days => field ??= [.. Flow.Shipments.Select(s => s.Due).Concat(Flow.ByRegime.Append(Flow.Plan).Concat(Flow.WithAll is { } all ? [all] : Array.Empty<FlowPlan>()).SelectMany(p => p.Moves.Select(m => m.Arrival))).Distinct().Order()];

    /// <summary>Tonnes that are there day by day, as a picture.</summary>
    public object TimeChart() => new
    {
        aria = RangeChart.Plain, tooltip = new { trigger = "item" }, legend = new { data = Lines.Select(l => l.Name).ToArray(), type = "scroll" },
        grid = new { left = 8, right = 24, top = 64, bottom = 28, containLabel = true },
        xAxis = new { type = "category", data = Days.Select(Dates.Text).ToArray(), boundaryGap = false },
        yAxis = new { type = "value", min = 0, name = W("axis"), nameLocation = "end", nameTextStyle = new { align = "left" } },
        series = Lines.Select((l, i) => (object)new
        {
            type = "line", step = "end", name = l.Name, symbol = i == 0 ? "none" : Symbols[(i - 1) % Symbols.Length], symbolSize = 5, showSymbol = i > 0,
            lineStyle = new { color = i == 0 ? "var(--muted)" : FormattableString.Invariant($"var(--c{i})"), width = 2, type = i == 0 ? "dashed" : Strokes[(i - 1) % Strokes.Length] },
            itemStyle = new { color = i == 0 ? "var(--muted)" : FormattableString.Invariant($"var(--c{i})") }, data = Days.Select(d => Math.Round(l.At(d), 3)).ToArray(),
        }).ToArray(),
    };

    /// <summary>The same as rows.</summary>
    public TableContent TimeTable() => new(W("caption.time"), [new(W("day")), .. Lines.Select(l => new TableColumn(l.Name, true))],
        [.. Days.Select(d => (IReadOnlyList<TableCell>)[Dates.Text(d), .. Lines.Select(l => Number(l.At(d)))])]) { Nothing = T("flow.nothing") };

    /// <summary>How long the last of each shipment waits for permissions and is on its way, as a picture; null where there is none.</summary>
    public object? WaitChart()
    {
        var rows = Flow.Shipments.Select((s, i) => (s.Id, Bar: BarOf(i))).Where(r => r.Bar is not null).Take(MostBars).ToArray();
        return rows.Length == 0 ? null : new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, legend = new { data = new[] { W("permission"), W("other") } }, grid = new { left = 8, right = 24, top = 40, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, name = W("days"), nameLocation = "middle", nameGap = 26 },
            yAxis = new { type = "category", inverse = true, data = rows.Select(r => r.Id).ToArray(), axisTick = new { show = false }, axisLabel = new { width = 220, overflow = "break", lineHeight = 13, fontSize = 11, interval = 0 } },
            series = new object[]
            {
                new { type = "bar", stack = "days", name = W("permission"), itemStyle = new { color = "var(--c2)" }, data = rows.Select(r => Math.Round(r.Bar!.Value.Permission, 2)).ToArray() },
                new { type = "bar", stack = "days", name = W("other"), itemStyle = new { color = "var(--c1)" }, data = rows.Select(r => Math.Round(r.Bar!.Value.Other, 2)).ToArray() },
            },
        };
    }

    // Days from ready to the arrival of the last of a shipment, and those of them that it waits for permissions.
    (double Permission, double Other)? BarOf(int shipment)
    {
        var last = Flow.Plan.Moves.Where(m => m.Shipment == shipment).OrderByDescending(m => m.Arrival).ThenByDescending(m => m.PermissionDays).FirstOrDefault();
        if (last is null) return null;
        double days = last.Arrival.DayNumber - Flow.Shipments[shipment].Ready.DayNumber;
        return (Math.Min(days, last.PermissionDays), Math.Max(0, days - last.PermissionDays));
    }

    /// <summary>Shipments as rows, with their last arrival under each regime.</summary>
    public TableContent ShipmentTable() => new(W("caption.shipments"),
        [
            new(T("head.shipment")), new(T("head.leads")), new(T("head.tonnes"), true), new(W("ready")), new(W("leaves")), new(W("permission"), true), new(T("head.last")), new(T("head.due")), new(T("head.late"), true),
            .. PermissionRegime.All.Skip(1).Select(r => new TableColumn(_words.Regime(r))), .. Flow.WithAll is null ? Array.Empty<TableColumn>() : [new(W("with-all"))],
        ],
        [
            .. Flow.Shipments.Select((s, i) => (IReadOnlyList<TableCell>)
            [
                s.Id, T("route.from-to", _words.Place(s.Origin), _words.Place(s.Destination)), Number(s.Tonnes), Dates.Text(s.Ready), Day(Flow.Plan.Moves.Where(m => m.Shipment == i).Select(m => (DateOnly?)m.Departure).Min()),
                BarOf(i) is { } bar ? Number(bar.Permission) : "", Day(Flow.Plan.LastArrival[i]), Dates.Text(s.Due), Flow.Plan.LastArrival[i] is { } last ? Number(Math.Max(0, last.DayNumber - s.Due.DayNumber)) : "",
                .. Flow.ByRegime.Skip(1).Select(p => Day(p.LastArrival[i])), .. Flow.WithAll is { } all ? [Day(all.LastArrival[i])] : Array.Empty<TableCell>(),
            ]),
        ])
    { Nothing = T("flow.nothing") };

    TableCell Day(DateOnly? day) => day is { } known ? Dates.Text(known) : T("flow.not-there");

    TableCell Number(double value) => TableCell.Number(value, _words.Numbers.Text(value));

    /// <summary>What else is to say: the most per day, what was full, what is not moved.</summary>
    public IEnumerable<string> Notes()
    {
        foreach (var most in Flow.Maxima)
            yield return W("most", T("route.from-to", _words.Place(most.Origin), _words.Place(most.Destination)), Tonnes(most.PerDay[1]));
        foreach (var full in Flow.Plan.Bottlenecks)
            yield return W("full", full.Link >= 0 ? _words.Segment(full.Link) : full.IsTransfer ? T("flow.full.transfer", _words.Place(full.Node)) : _words.Place(full.Node), Count(full.Days));
        foreach (var left in answer.Unplaced)
            yield return T("flow.unplaced." + left.Reason.ToString().ToLowerInvariant(), _words.Numbers.Amount(_words.Numbers.Text(left.Quantity), left.Quantity, Flow.Network.Items[left.Item].Unit.Amount), Flow.Network.Items[left.Item].Name, left.Buyer);
        if (answer.Unweighed.Count > 0) yield return T("flow.unweighed", string.Join(", ", answer.Unweighed));
        if (Flow.Plan.MayBeLessLateBy + Flow.Plan.MayBeCheaperBy > 0) yield return T("flow.unproven", _words.Numbers.Text(Flow.Plan.MayBeLessLateBy), Money.Text(request.Texts, _words.Numbers, Flow.Plan.MayBeCheaperBy));
        yield return T("flow.legend");
        if (ask.IsPlan) yield return T("flow.legend.plan");
    }
}

/// <summary>Tonnes that are there, day by day, as rows; for analysts who gave a reason.</summary>
sealed class FlowTimeTable : ITableSource
{
    public static string Key => "deliveries-time";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Analyst];

    public static IReadOnlyList<Api.ApiParameter> Takes => FlowQuery.Takes;

    public static Task<TableContent?> Read(TableRequest request) => FlowView.Table(request, "workbench.deliveries.caption.time", v => v.TimeTable());
}

/// <summary>Shipments with their arrivals as rows; for analysts who gave a reason.</summary>
sealed class FlowShipmentTable : ITableSource
{
    public static string Key => "deliveries";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Analyst];

    public static IReadOnlyList<Api.ApiParameter> Takes => FlowQuery.Takes;

    public static Task<TableContent?> Read(TableRequest request) => FlowView.Table(request, "workbench.deliveries.caption.shipments", v => v.ShipmentTable());
}
