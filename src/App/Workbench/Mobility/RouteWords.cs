using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Mobility;

/// <summary>Routes in words, tables and on the map: all that are asked for, and the legs of one of them.</summary>
/// <param name="result">Routes.</param>
/// <param name="request">What asks for them.</param>
sealed class RouteWords(RouteResult result, TableRequest request)
{
    readonly MobilityWords _words = new(result.Network, request.Texts);

    /// <summary>The routes that an address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static RouteWords? Of(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        var network = request.Caller.Network;
        if (!request.Caller.SeesNames)
        {
            wrong = request.Texts["workbench.names.who"];
            return null;
        }
        if (AsksNothing(request))
        {
            wrong = request.Texts["mobility.route.nothing"];
            return null;
        }
        return RouteQuery.Options(network, request.Http.Request.Query, request.Texts, out wrong) is { } options ? new(RouteEngine.Run(network, options, request.Stop), request) : null;
    }

    /// <summary>A table of the routes that an address asks for: without rows where the package has no consignments; null where the address asks for what cannot be.</summary>
    public static TableContent? Table(TableRequest request, string caption, Func<RouteWords, TableContent> make)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Caller.HasNetwork && request.Caller.SeesNames && AsksNothing(request))
            return new(request.Texts[caption], [new(request.Texts["mobility.head.shipment"])], []) { Nothing = request.Texts["mobility.route.nothing"] };
        return request.Caller.HasNetwork && Of(request, out _) is { } words ? make(words) : null;
    }

    static bool AsksNothing(TableRequest request) => request.Caller.Network.Consignments.Count == 0 && request.Http.Request.Query["from"].ToString().Length == 0;

    string T(string key, params ReadOnlySpan<string> values) => _words.T(key, values);

    string W(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.routes." + key, values);

    /// <summary>Settings.</summary>
    public RouteOptions Asked => result.Options;

    /// <summary>The answer that is shown leg by leg: that of <c>show</c>, else the first.</summary>
    public RouteAnswer Shown => result.Answers.FirstOrDefault(a => a.Id == request.Http.Request.Query["show"].ToString()) ?? result.Answers[0];

    /// <summary>All of them.</summary>
    public IReadOnlyList<RouteAnswer> Answers => result.Answers;

    /// <summary>Its answer in words, and what stops it elsewhere.</summary>
    public IReadOnlyList<string> Answer() =>
        [T("route.from-to", _words.Place(Shown.Origin), _words.Place(Shown.Destination)) + ". " + _words.What(Shown), _words.Verdict(Shown),
         .. Shown.Routes.Skip(1).Select(r => T("route.alternative", MobilityWords.Time(Shown.Start, r.Minutes), _words.Days(r.Minutes), _words.Via(r)))];

    /// <summary>What stops it on the fastest way of all; empty where nothing does.</summary>
    public (string Head, IReadOnlyList<string> Reasons) Blocked() => Shown.Unlimited is { } fast && Shown.Blocked.Count > 0 ? (T("route.blocked", _words.Days(fast.Minutes)), [.. Shown.Blocked.Select(_words.Blocked)]) : ("", []);

    /// <summary>What would have to be lifted where nothing is feasible.</summary>
    public (string Head, IReadOnlyList<string> Reasons) Relief() => Shown.Relief is { } relief ? (T("route.relief", _words.Days(relief.Minutes)), [.. Shown.ReliefLimits.Select(_words.Blocked)]) : ("", []);

    Route? Drawn => Shown.Routes.Count > 0 ? Shown.Routes[0] : Shown.Relief;

    /// <summary>Places of the route that have coordinates.</summary>
    public IReadOnlyList<MapPlace> Pins() => Drawn is not { Legs.Count: > 0 } route ? [] :
        [.. new[] { route.Legs[0].From }.Concat(route.Legs.Select(l => l.To)).Distinct().Select(n => result.Network.TransportNodes[n]).Where(n => At(n.Index) is not null)
            .Select(n => new MapPlace(n.Name, n.Longitude!.Value, n.Latitude!.Value) { Size = n.Index == Shown.Origin || n.Index == Shown.Destination ? 0.5 : 0.15, Note = Note(route, n.Index) })];

    /// <summary>Legs between places that have coordinates.</summary>
    public IReadOnlyList<MapFlow> Arcs() => Drawn is not { } route ? [] :
        [.. route.Legs.Select(l => (Leg: l, From: At(l.From), To: At(l.To))).Where(l => l.From is not null && l.To is not null).Select(l => new MapFlow(l.From!, l.To!, 0.4, _words.Segment(l.Leg.Link)))];

    double[]? At(int node) => result.Network.TransportNodes[node] is { Longitude: { } east, Latitude: { } north } ? [east, north] : null;

    string? Note(Route route, int node) => route.Legs.FirstOrDefault(l => l.From == node) is { } leg && _words.Why(leg) is { Length: > 0 } why ? why : null;

    /// <summary>All that are asked for, as rows.</summary>
    public TableContent RouteTable() => new(W("caption"),
        [new(T("head.shipment")), new(T("head.leads")), new(T("head.answer")), new(T("head.arrives")), new(T("report.days"), true), new(W("permission"), true), .. PermissionRegime.All.Skip(1).Select(r => new TableColumn(_words.Regime(r), true))],
        [
            .. result.Answers.Select(a => (IReadOnlyList<TableCell>)
            [
                new TableCell(a.Id) { Href = a.Consignment is null ? "" : request.Caller.At("routes") + "?show=" + Uri.EscapeDataString(a.Id) }, T("route.from-to", _words.Place(a.Origin), _words.Place(a.Destination)), W("status." + MobilityWords.Word(a.Status)),
                a.Minutes[1] is { } minutes ? MobilityWords.Time(a.Start, minutes) : "", Days(a.Minutes[1]), Days(a.Routes.Count > 0 ? (long)Math.Round(a.Routes[0].PermissionDays * PermissionBook.Day) : null), .. a.ByRegime.Skip(1).Select(Days),
            ]),
        ]);

    /// <summary>The legs of the one that is shown.</summary>
    public TableContent LegTable() => new(request.Texts.Format("terminal.colon", Shown.Id, T("report.legs")),
        [new(T("head.leads")), new(T("head.way")), new(T("head.leaves")), new(T("head.arrives")), new(W("wait"), true), new(T("head.why"))],
        [
            .. (Drawn?.Legs ?? []).Select(l => (IReadOnlyList<TableCell>)
            [
                T("route.from-to", _words.Place(l.From), _words.Place(l.To)), _words.Link(l.Link), MobilityWords.Time(Shown.Start, l.Depart), MobilityWords.Time(Shown.Start, l.Arrive), Days(l.Depart - l.Ready), _words.Why(l),
            ]),
        ])
    { Nothing = _words.Verdict(Shown) };

    TableCell Days(long? minutes) => minutes is { } m ? TableCell.Number(m / (double)PermissionBook.Day, _words.Numbers.Text(m / (double)PermissionBook.Day)) : "";

    /// <summary>Requirements over corridors, as rows; null where the caller may not see them.</summary>
    public static TableContent? Checks(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Caller.HasNetwork || !request.Caller.SeesNames) return null;
        var words = new MobilityWords(request.Caller.Network, request.Texts);
        TableCell Count(int value) => TableCell.Number(value, value.ToString(CultureInfo.InvariantCulture));
        return new(words.T("check.title"),
            [new(request.Texts["workbench.routes.corridor"]), new(words.T("head.requirement")), new(words.T("head.answer")), new(words.T("head.met"), true), new(words.T("head.not-met"), true), new(words.T("head.unknown"), true), new(words.T("head.article"))],
            [
                .. CheckEngine.Run(request.Caller.Network).Corridors.Select(c => (IReadOnlyList<TableCell>)
                [
                    c.Corridor.Length > 0 ? c.Corridor : words.T("check.no-corridor"), words.Requirement(c.Requirement), words.Answer(c.IsMet), Count(c.Met), Count(c.NotMet), Count(c.Unknown), c.Requirement.Article,
                ]),
            ])
        { Nothing = words.T("check.nothing") };
    }
}

/// <summary>Routes of the consignments as rows; for analysts who gave a reason.</summary>
sealed class RouteTable : ITableSource
{
    public static string Key => "routes";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Analyst];

    public static IReadOnlyList<Api.ApiParameter> Takes => RouteQuery.Takes;

    public static Task<TableContent?> Read(TableRequest request) => Task.FromResult(RouteWords.Table(request, "workbench.routes.caption", w => w.RouteTable()));
}

/// <summary>Legs of one route as rows; for analysts who gave a reason.</summary>
sealed class LegTable : ITableSource
{
    public static string Key => "route-legs";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Analyst];

    public static IReadOnlyList<Api.ApiParameter> Takes => [new("show", "Consignment whose legs are shown; the first where not given."), .. RouteQuery.Takes];

    public static Task<TableContent?> Read(TableRequest request) => Task.FromResult(RouteWords.Table(request, "mobility.report.legs", w => w.LegTable()));
}

/// <summary>Requirements over corridors as rows; for analysts who gave a reason.</summary>
sealed class TransportCheckTable : ITableSource
{
    public static string Key => "transport-checks";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Analyst];

    public static Task<TableContent?> Read(TableRequest request) => Task.FromResult(RouteWords.Checks(request));
}
