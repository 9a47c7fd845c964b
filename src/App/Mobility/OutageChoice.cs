using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Mobility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Mobility;

/// <summary>The option that routes and flows share: scenarios whose events hit the transport network.</summary>
sealed class OutageChoice
{
    static readonly string[] Readings = ["pessimistic", "central", "optimistic"];

    readonly Option<string[]> _scenario = new("--scenario", "-s") { Description = "Scenario whose events on the transport network happen: one of the package's events table, a ready-made one, or a file. Its story begins on the day of --at, else the package's. May be repeated.", HelpName = "NAME|FILE", DefaultValueFactory = _ => [] };

    public void AddTo(Command command) => command.Options.Add(_scenario);

    /// <summary>The outages that are asked for.</summary>
    /// <exception cref="InputException">There is no such scenario, it hits nothing here, or there is no day.</exception>
    public IReadOnlyList<TransportOutage> Of(Call call, Network network, DateOnly? at)
    {
        var findings = new List<Finding>();
        var outages = Of(network, call.Value(_scenario) ?? [], at, call.Texts, (name, own) => Threats.Find(name, call.PathOf(name), own, findings), findings);
        FindingList.Write(call, findings, int.MaxValue, "");
        return findings.Any(f => f.Severity == Severity.Error) ? throw new InputException("") : outages;
    }

    /// <summary>The outages of scenarios by name.</summary>
    /// <param name="network">Network.</param>
    /// <param name="names">Names.</param>
    /// <param name="at">First day of their stories; null takes the package's.</param>
    /// <param name="texts">Language.</param>
    /// <param name="find">Finds a scenario, given those of the package.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <exception cref="InputException">A scenario hits nothing here, or there is no day.</exception>
    public static IReadOnlyList<TransportOutage> Of(Network network, IReadOnlyCollection<string> names, DateOnly? at, Texts texts, Func<string, IReadOnlyList<ThreatScenario>, ThreatScenario?> find, ICollection<Finding> findings)
    {
        if (names.Count == 0) return [];
        if ((at ?? network.Package.Head.AsOf) is not { } first) throw new InputException(texts["mobility.outage.no-day"]);
        var own = Threats.Of(network.Package, first, findings);
        var outages = new List<TransportOutage>();
        foreach (var name in names.Distinct())
        {
            if (find(name, own) is not { } scenario) continue;
            var hit = TransportEventStudy.Outages(network, scenario, first);
            if (hit.All(o => o.Links.Count + o.Nodes.Count == 0)) throw new InputException(texts.Format("mobility.outage.hits-nothing", scenario.Name));
            outages.AddRange(hit);
        }
        return outages;
    }

    /// <summary>What an outage is, in one sentence.</summary>
    public static string Say(TransportOutage outage, Texts texts)
    {
        var numbers = new Numbers(texts);
        if (outage.Links.Count + outage.Nodes.Count == 0) return texts.Format("mobility.outage.none", outage.Name);
        var until = outage.Last is not [{ } late, { } middle, { } early] ? texts["mobility.outage.endless"]
            : early == late ? texts.Format("mobility.outage.until", Dates.Text(middle)) : texts.Format("mobility.outage.between", Dates.Text(middle), Dates.Text(early), Dates.Text(late));
        var what = outage.ExtraDays > 0 ? texts.Format("mobility.outage.slow", numbers.Text(outage.ExtraDays)) : outage.Left <= 0 ? texts["mobility.outage.closed"] : texts.Format("mobility.outage.narrow", numbers.Share(outage.Left));
        return texts.Format("mobility.outage", outage.Name, outage.Links.Count.ToString(CultureInfo.InvariantCulture), outage.Nodes.Count.ToString(CultureInfo.InvariantCulture), what, Dates.Text(outage.From), until);
    }

    /// <summary>The outages as JSON.</summary>
    public static void Write(Utf8JsonWriter json, Network network, IReadOnlyList<TransportOutage> outages) => json.WriteList("outages", outages, o =>
    {
        json.WriteStartObject();
        json.WriteString("scenario", o.Name);
        json.WriteTexts("links", o.Links.Select(l => network.TransportLinks[l].Id));
        json.WriteTexts("nodes", o.Nodes.Select(n => network.TransportNodes[n].Id));
        json.WriteString("from", Dates.Text(o.From));
        json.WriteStartObject("last");
        foreach (var (name, day) in Readings.Zip(o.Last)) json.WriteText(name, day is { } known ? Dates.Text(known) : null);
        json.WriteEndObject();
        json.WriteValue("left", o.Left);
        json.WriteValue("extraDays", o.ExtraDays);
        json.WriteEndObject();
    });
}
