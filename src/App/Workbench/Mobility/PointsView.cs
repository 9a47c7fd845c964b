using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Mobility;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Mobility;

namespace Vauban.App.Workbench.Mobility;

/// <summary>Betweenness and single points of an invented network, in words and rows; for stewards who gave a reason.</summary>
sealed class PointsView
{
    // Every place is looked at from every other; more of them belong to the command line.
    const int MostPlaces = 1000;

    readonly PointResult _result;
    readonly TableRequest _request;
    readonly MobilityWords _words;

    PointsView(PointResult result, TableRequest request) => (_result, _request, _words) = (result, request, new(result.Network, request.Texts));

    /// <summary>The answer; null where the caller may not have it or the network is not invented, and then a sentence says which.</summary>
    public static PointsView? Of(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        wrong = !caller.HasNetwork ? texts["workbench.no-network"] : !caller.SeesNames ? texts["workbench.names.who"] : PointsCommand.Refused(caller.Network, texts)
            ?? (caller.Network.TransportNodes.Count > MostPlaces ? texts.Format("mobility.points.large", MostPlaces.ToString(CultureInfo.InvariantCulture)) : "");
        return wrong.Length > 0 ? null : new(PointEngine.Run(caller.Network, request.Stop), request);
    }

    /// <summary>Result.</summary>
    public PointResult Result => _result;

    /// <summary>The answer.</summary>
    public string Answer => _words.T("points.answer", _result.Rows.Count(r => r.IsSinglePoint).ToString(CultureInfo.InvariantCulture), _words.Numbers.Text(_result.Pairs));

    /// <summary>Rows.</summary>
    public TableContent Table() => new(_words.T("points.title"), [new(_words.T("head.segment")), new(_words.T("head.separates"), true), new(_words.T("head.betweenness"), true)],
        [.. _result.Rows.Select(r => (IReadOnlyList<TableCell>)[PointsCommand.Where(r, _words), TableCell.Number(r.Separates, _words.Numbers.Text(r.Separates)), TableCell.Number(r.Betweenness, _words.Numbers.Text(r.Betweenness))])])
    { Nothing = _request.Texts["mobility.check.nothing"] };
}

/// <summary>Betweenness and single points as rows; for stewards who gave a reason.</summary>
sealed class PointTable : ITableSource
{
    public static string Key => "transport-points";

    public static IReadOnlyList<Core.Workspaces.Role> Needs => [Core.Workspaces.Role.Steward];

    public static Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var view = PointsView.Of(request, out var wrong);
        // Of a network that is not invented there are no rows, and the reason in their place.
        return Task.FromResult(view?.Table() ?? (request.Caller.HasNetwork && request.Caller.SeesNames ? new TableContent(request.Texts["mobility.points.title"], [new(request.Texts["mobility.head.segment"])], []) { Nothing = wrong } : null));
    }
}
