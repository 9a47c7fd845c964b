using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Events of own scenarios in words.</summary>
static class ThreatWords
{
    /// <summary>Who an event hits, as the file writes it.</summary>
    public static string Target(string text) => Read(text, e => e.Text("target"));

    static T Read<T>(string text, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(text);
        return read(document.RootElement);
    }

    /// <summary>What happens, from when, for how long and how likely.</summary>
    public static string What(string text, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Read(text, e =>
        {
            string W(string key, params ReadOnlySpan<string> values) => texts.Format("workbench.threats." + key, values);
            var numbers = new Numbers(texts);
            var kind = e.Text("kind");
            var parts = new List<string> { W("kind." + kind) };
            if (e.Has("effect") && kind is not "refusal") parts.Add(W("effect." + kind, kind is "outage" or "shortage" ? numbers.Share(e.Number("effect")) : numbers.Text(e.Number("effect"))));
            parts.Add(W("from", ((e.Has("from_day") ? e.Number("from_day") : 0) + 1).ToString("0", CultureInfo.InvariantCulture)));
            parts.Add(e.Has("days") ? W("days", e.Part("days").ValueKind == JsonValueKind.String ? e.Text("days") : numbers.Text(e.Number("days"))) : W("days.recovery"));
            if (e.Has("ramp_days")) parts.Add(W("ramp", numbers.Text(e.Number("ramp_days"))));
            if (e.Has("probability")) parts.Add(W("probability", numbers.Share(e.Number("probability"))));
            if (e.Has("common_cause")) parts.Add(W("cause", e.Text("common_cause")));
            return string.Join(", ", parts);
        });
    }

    /// <summary>What each event hits in the network as it is now; empty where no goal can be asked about.</summary>
    public static IReadOnlyList<ThreatReach> Reach(OwnThreat threat, Network network, Perimeter perimeter)
    {
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(network);
        var verb = new StressOptions().Verb;
        if (network.Goals.All(g => g.Verb != verb)) return [];
        return ThreatReach.Of(network, [.. threat.Events.Select(Target)], new() { Perimeter = perimeter });
    }
}
