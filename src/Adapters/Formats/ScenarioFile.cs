using System.Globalization;
using System.Text.Json;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads a scenario from a JSON file.</summary>
public static class ScenarioFile
{
    /// <summary>Most bytes of a file: 1 MB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Most events of a scenario.</summary>
    public const int MostEvents = 100;

    /// <summary>Words for what happens.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["refusal", "shortage", "price", "delay", "outage"];

    /// <summary>Fields of a scenario.</summary>
    internal static readonly string[] Fields = ["$schema", "name", "title", "about", "domains", "tool", "legal", "each", "events"];

    /// <summary>Fields of an event.</summary>
    internal static readonly string[] EventFields = ["kind", "target", "from_day", "days", "ramp_days", "effect", "probability", "common_cause"];

    /// <summary>Reads a file. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ThreatScenario? Load(string path, ICollection<Finding> findings) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings));

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ThreatScenario? Read(Stream stream, Place place, ICollection<Finding> findings) =>
        CheckedFile.Json(stream, place, MostBytes, findings, root => new Reader(place, findings).Scenario(root));

    /// <summary>One event as texts, as a file or a table gives it. Null where something is wrong, which is a finding.</summary>
    internal static ThreatEvent? Event(Place place, IReadOnlyDictionary<string, string> cells, ICollection<Finding> findings)
    {
        var errors = 0;
        string Of(string name) => cells.GetValueOrDefault(name, "").Trim();
        void Wrong(string name, string way)
        {
            errors++;
            findings.Add(new("E-SCENARIO-01", Severity.Error, place with { Column = name }, Of(name), way));
        }
        var kind = Kinds.ToList().IndexOf(Of("kind"));
        if (kind < 0) Wrong("kind", string.Join(", ", Kinds));
        // A variant's word stands for any code or id.
        var target = Of("target");
        if (!ThreatTarget.TryParse(target.Replace("{country}", "DE", StringComparison.Ordinal).Replace("{item}", "x", StringComparison.Ordinal), out _, out _))
            Wrong("target", $"country:CN; item:powder; {string.Join(", ", ThreatTarget.Keys)}=…");
        Duration? days = null;
        if (Of("days").Length > 0 && !Duration.TryParse(Of("days"), out days)) Wrong("days", "30; 30..90; uniform(30, 90); triangular(30, 60, 180); lognormal(60, 2); weibull(90, 1.5)");
        var effect = kind switch { 4 => 0.0, 0 => 0, _ => double.NaN };
        if (Of("effect").Length > 0 && !Quantity.TryNumber(Of("effect"), out effect)) effect = double.NaN;
        var isInRange = (ThreatKind)Math.Max(0, kind) switch
        {
            ThreatKind.Shortage or ThreatKind.Outage => effect is >= 0 and <= 1, ThreatKind.Delay => effect is >= 0 and <= 365, ThreatKind.Price => effect is >= 0 and <= 1000, _ => true,
        };
        if (!isInRange) Wrong("effect", kind switch { 3 => "0 to 365", 2 => "0 to 1000", _ => "0 to 1" });
        double? probability = null;
        if (Of("probability").Length > 0)
        {
            if (Quantity.TryNumber(Of("probability"), out var p) && p is >= 0 and <= 1) probability = p;
            else Wrong("probability", "0 to 1");
        }
        if (!Whole("from_day", out var from)) Wrong("from_day", "0 to 7300");
        if (!Whole("ramp_days", out var ramp) || ramp > 730) Wrong("ramp_days", "0 to 730");
        return errors > 0 ? null : new()
        {
            Kind = (ThreatKind)kind, Target = target, FromDay = from, Days = days, RampDays = ramp, Effect = effect, Probability = probability, Cause = Of("common_cause"), Place = place,
        };

        bool Whole(string name, out int value)
        {
            value = 0;
            return Of(name).Length == 0 || (int.TryParse(Of(name), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= StressOptions.LongestDays);
        }
    }

    sealed class Reader(Place place, ICollection<Finding> findings)
    {
        int _errors;

        public ThreatScenario? Scenario(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                Error("E-CHANGE-12", "", "name", "events");
                return null;
            }
            Known(root, "", Fields);
            var name = Text(root, "name", true);
            if (name.Length > 0 && !PackageDescriptor.IsName(name)) Error("E-CHANGE-13", "name", "name", PackageDescriptor.NameOf(name));
            var (title, each) = (Text(root, "title", false), Text(root, "each", false));
            if (each is not ("" or "country" or "item")) Error("E-CHANGE-13", "each", "each", "country");
            var domains = Texts(root, "domains");
            foreach (var domain in domains.Where(d => !ThreatScenario.KnownDomains.Contains(d))) Error("E-CHANGE-13", "domains", "domains", Spelling.Nearest(domain, ThreatScenario.KnownDomains) ?? string.Join(", ", ThreatScenario.KnownDomains));
            var events = Events(root);
            return _errors > 0 ? null : new(name, title.Length > 0 ? title : name, Text(root, "about", false), events) { Domains = domains, Tool = Text(root, "tool", false), LegalHooks = Texts(root, "legal"), Each = each };
        }

        List<ThreatEvent> Events(JsonElement root)
        {
            var events = new List<ThreatEvent>();
            if (!root.TryGetProperty("events", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostEvents)
            {
                Error("E-CHANGE-12", "events", "events");
                return events;
            }
            foreach (var (item, i) in list.EnumerateArray().Select((e, i) => (e, i)))
            {
                var at = $"events[{(i + 1).ToString(CultureInfo.InvariantCulture)}]";
                if (item.ValueKind != JsonValueKind.Object)
                {
                    Error("E-CHANGE-12", at, "kind", "target");
                    continue;
                }
                Known(item, at, EventFields);
                var cells = item.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText(), StringComparer.Ordinal);
                if (Event(place with { Id = at }, cells, findings) is { } read) events.Add(read);
                else _errors++;
            }
            return events;
        }

        string Text(JsonElement json, string name, bool isNeeded)
        {
            if (!json.TryGetProperty(name, out var value))
            {
                if (isNeeded) Error("E-CHANGE-12", "", name);
                return "";
            }
            if (value.ValueKind == JsonValueKind.String && (!isNeeded || value.GetString()!.Length > 0)) return value.GetString()!;
            Error("E-CHANGE-13", name, name, name);
            return "";
        }

        string[] Texts(JsonElement json, string name)
        {
            if (!json.TryGetProperty(name, out var value)) return [];
            if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)) return [.. value.EnumerateArray().Select(v => v.GetString()!)];
            Error("E-CHANGE-13", name, name, "[ \"...\" ]");
            return [];
        }

        void Known(JsonElement json, string at, string[] names)
        {
            foreach (var property in json.EnumerateObject().Where(p => !names.Contains(p.Name)))
                Error("E-CHANGE-16", at, property.Name, Spelling.Nearest(property.Name, names) ?? "");
        }

        void Error(string code, string at, params string[] values)
        {
            _errors++;
            findings.Add(new(code, Severity.Error, at.Length == 0 ? place : place with { Id = at }, values));
        }
    }
}
