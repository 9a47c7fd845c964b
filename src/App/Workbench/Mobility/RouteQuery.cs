using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Mobility;
using Vauban.App.Workbench.Api;
using Vauban.Core.Disruption;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Mobility;

/// <summary>What an address asks of routes: the options of the command under the same names.</summary>
static class RouteQuery
{
    // A search takes a fraction of a second each; a request that asks for many more belongs to the command line.
    const int MostConsignments = 50;

    /// <summary>Options of <c>vauban mobility route</c>.</summary>
    public static IReadOnlyList<ApiParameter> Takes { get; } =
    [
        new("consignment", "Consignment by its id; all of the package where not given.") { IsList = true }, new("from", "Transport node where a journey starts, in place of consignments."), new("to", "Transport node where it ends."),
        new("item", "Item that makes the journey; without one no limit is tested."), new("at", "Day on which a journey starts that has no day of its own; the package's where not given.") { Format = "date" },
        new("alternatives", "Routes besides the fastest one; 2 where not given.") { Type = "integer", Least = 0, Most = 20 }, new("mode", "Mode that may be used; all where not given.") { IsList = true, Choices = [.. FieldCatalog.Modes] },
        new("regime", "Permission regime: listed, 5-working-days, 3-working-days, emergency-6-hours, or one of the package; listed where not given.") { Example = "listed" },
        new("permissions", "When permissions are applied for; at-start where not given.") { Choices = ["at-start", "at-border"] }, new("without", "Transport link that cannot be used.") { IsList = true },
        new("scenario", "Scenario of the package or ready-made one, whose events on the transport network happen; its story begins on the day of at, else the package's.") { IsList = true },
    ];

    /// <summary>The settings that an address asks for; null where they cannot be, and then a sentence says why.</summary>
    public static RouteOptions? Options(Network network, IQueryCollection query, Texts texts, out string wrong)
    {
        wrong = "";
        string? One(string name) => query[name].FirstOrDefault(v => v is { Length: > 0 });
        string[] Many(string name) => [.. query[name].OfType<string>().Where(v => v.Length > 0)];
        var (from, to, regime, alternatives) = (One("from"), One("to"), One("regime") ?? PermissionRegime.Listed, 2);
        foreach (var (what, ids, known) in new (string, string[], IEnumerable<string>)[]
        {
            ("consignment", Many("consignment"), network.Consignments.Select(c => c.Id)), ("node", [.. new[] { from, to }.OfType<string>()], network.TransportNodes.Select(n => n.Id)), ("item", Many("item"), network.Items.Select(i => i.Id)),
            ("mode", Many("mode"), FieldCatalog.Modes), ("regime", [regime], PermissionRegime.All.Concat(network.Permissions.Select(p => p.Regime)).Distinct()), ("link", Many("without"), network.TransportLinks.Select(l => l.Id)),
        })
            if (ids.FirstOrDefault(id => !known.Contains(id)) is { } missing) wrong = Unknown(texts, what, missing, [.. known]);
        if ((from is null) != (to is null)) wrong = texts["mobility.route.both-ends"];
        if (One("alternatives") is { } count && !(int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out alternatives) && alternatives <= 20)) wrong = texts["mobility.route.alternatives.range"];
        DateOnly? at = null;
        if (One("at") is { } text)
        {
            if (Dates.TryParse(text, false, out var day)) at = day;
            else wrong = texts.Format("finding.E-DATE-01.none", text);
        }
        if (at is null && network.Package.Head.AsOf is null && (from is not null || network.Consignments.Any(c => c.Ready is null))) wrong = texts["mobility.route.no-day"];
        if (from is null && (Many("consignment") is { Length: > 0 } lots ? lots.Length : network.Consignments.Count) > MostConsignments) wrong = texts.Format("mobility.route.many", MostConsignments.ToString(CultureInfo.InvariantCulture));
        if (One("permissions") is not (null or "at-start" or "at-border") and var when) wrong = texts.Format("mobility.route.when", when);
        IReadOnlyList<TransportOutage> outages = [];
        if (wrong.Length == 0) outages = Outages(network, Many("scenario"), at, texts, out wrong);
        return wrong.Length > 0 ? null : new()
        {
            Outages = outages,
            Consignments = Many("consignment"), Wish = from is null ? null : new(from, to!, One("item")), At = at, Regime = regime, Permissions = One("permissions") == "at-border" ? PermissionTime.AtBorder : PermissionTime.AtStart,
            Alternatives = alternatives, Without = Many("without"), Modes = Many("mode"),
        };
    }

    /// <summary>The outages of scenarios that an address names: those of the package and ready-made ones, no files.</summary>
    public static IReadOnlyList<TransportOutage> Outages(Network network, IReadOnlyCollection<string> names, DateOnly? at, Texts texts, out string wrong)
    {
        wrong = "";
        var findings = new List<Finding>();
        try
        {
            var outages = OutageChoice.Of(network, names, at, texts, (name, own) => own.FirstOrDefault(s => s.Name == name) ?? (Threats.Names.Contains(name) ? Threats.Load(name, findings) : Missing(name, own)), findings);
            if (findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } error) wrong = texts.Sentence(error);
            return outages;
        }
        catch (InputException e)
        {
            wrong = e.Message;
            return [];
        }

        ThreatScenario? Missing(string name, IReadOnlyList<ThreatScenario> own)
        {
            var known = own.Select(s => s.Name).Concat(Threats.Names).ToArray();
            findings.Add(new("E-SCENARIO-02", Severity.Error, new Place(), name, Spelling.Nearest(name, known) ?? string.Join(", ", known)));
            return null;
        }
    }

    /// <summary>Says that something is not there, with the nearest that is.</summary>
    public static string Unknown(Texts texts, string what, string id, IReadOnlyCollection<string> known) =>
        Spelling.Nearest(id, known) is { } near ? texts.Format($"mobility.{what}.nearest", id, near) : texts.Format($"mobility.{what}.unknown", id, string.Join(", ", known.Take(20)));
}
