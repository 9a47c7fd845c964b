using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Api;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Mobility;

/// <summary>What an address asks of flows: the options of <c>vauban mobility flow</c> under the same names.</summary>
static class FlowQuery
{
    // More of either belong to the command line: a page would be waited for too long.
    const int MostConsignments = 200, MostLinks = 5000;

    /// <summary>Options.</summary>
    public static IReadOnlyList<ApiParameter> Takes { get; } =
    [
        new("of", "What is moved: the deliveries of a plan with its usual settings, or the consignments. Plan where the package has demands and this is not given.") { Choices = ["plan", "consignments"] },
        .. RouteQuery.Takes.Where(p => p.Name is "at" or "regime" or "permissions" or "without" or "scenario"),
        new("ways", "Ways with which the search begins for each shipment; 8 where not given.") { Type = "integer", Least = 1, Most = 40 },
    ];

    /// <summary>What an address asks for; null where it cannot be, and then a sentence says why.</summary>
    public static FlowAsk? Of(Network network, IQueryCollection query, Texts texts, out string wrong)
    {
        string? One(string name) => query[name].FirstOrDefault(v => v is { Length: > 0 });
        var ways = new FlowOptions().Ways;
        // What flows share with routes is read the same way.
        var shared = new QueryCollection(query.Where(q => q.Key is "at" or "regime" or "permissions" or "without" or "scenario").ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal));
        if (RouteQuery.Options(network, shared, texts, out wrong, MostConsignments) is not { } route) return null;
        if (network.TransportLinks.Count == 0) wrong = texts["mobility.check.nothing"];
        else if (network.TransportLinks.Count > MostLinks) wrong = texts.Format("mobility.flow.large", MostLinks.ToString(CultureInfo.InvariantCulture));
        if (One("of") is not (null or "plan" or "consignments") and var of) wrong = texts.Format("mobility.flow.of", of);
        if (One("ways") is { } count && !(int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out ways) && ways is >= 1 and <= 40)) wrong = texts["mobility.flow.ways"];
        var isPlan = One("of") is { } what ? what == "plan" : network.Demands.Count > 0;
        if (wrong.Length == 0 && isPlan && network.Demands.Count == 0) wrong = texts["mobility.flow.no-demands"];
        if (wrong.Length == 0 && !isPlan && FlowEngine.Consignments(network, default, out _).Count == 0) wrong = texts["mobility.flow.no-consignments"];
        return wrong.Length > 0 ? null : new(isPlan, route.At, new() { Regime = route.Regime, Permissions = route.Permissions, Without = route.Without, Outages = route.Outages, Ways = ways });
    }
}
