using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Reads the cases of a rule pack (<c>cases.json</c>).</summary>
public static class CaseFile
{
    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="pack">Pack that the cases are of.</param>
    /// <param name="vocabulary">Facts there are.</param>
    public static IReadOnlyList<PackCase>? Read(Stream stream, Place place, ICollection<Finding> findings, Pack pack, FactVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return CheckedFile.Json(stream, place, RulePackFile.MostBytes, findings, root => new Reader(new(place, findings), pack, vocabulary).Cases(root));
    }

    sealed class Reader(JsonReading read, Pack pack, FactVocabulary vocabulary)
    {
        static readonly (string, Outcome)[] Outcomes = [("met", Outcome.Met), ("not-met", Outcome.NotMet), ("missing", Outcome.Missing), ("not-applicable", Outcome.NotApplicable)];

        readonly FactReading _facts = new(vocabulary.With(pack.Facts.Where(f => vocabulary.Find(f.Name) is null)), read, "", "");
        readonly Dictionary<string, FactSet> _bases = new(StringComparer.Ordinal);

        public IReadOnlyList<PackCase>? Cases(JsonElement root)
        {
            if (!read.IsObject(root, "", "$schema", "bases", "cases")) return null;
            string[] facts = [.. FactReading.Properties(vocabulary)];
            foreach (var (json, at) in read.List(root, "bases", ""))
                if (read.IsObject(json, at, ["name", "base", .. facts])) _bases[read.Text(json, "name", at)] = Marked(_facts.Set(json, at, Base(json, at)));
            var cases = new List<PackCase>();
            foreach (var (json, at) in read.List(root, "cases", "", isNeeded: true))
                if (read.IsObject(json, at, ["id", "title", "date", "base", "expect", .. facts])) cases.Add(Case(json, at));
            foreach (var twice in cases.GroupBy(c => c.Id, StringComparer.Ordinal).Where(g => g.Count() > 1)) read.Error("E-PACK-06", "cases", twice.Key);
            return read.IsClean ? cases : null;
        }

        FactSet? Base(JsonElement json, string at)
        {
            var name = read.Text(json, "base", at, isNeeded: false);
            if (name.Length == 0) return null;
            if (_bases.TryGetValue(name, out var facts)) return facts;
            read.Error("E-PACK-03", at, name, Spelling.Nearest(name, _bases.Keys) ?? "");
            return null;
        }

        static FactSet Marked(FactSet facts) => facts.Lists.TryGetValue("parties", out var parties)
            ? facts with { Lists = new Dictionary<string, IReadOnlyList<FactRecord>>(facts.Lists, StringComparer.Ordinal) { ["parties"] = ControlGroups.Mark(parties) } } : facts;

        PackCase Case(JsonElement json, string at)
        {
            var facts = Marked(_facts.Set(json, at, Base(json, at)));
            var (outcomes, figures) = (new Dictionary<string, Outcome>(StringComparer.Ordinal), new Dictionary<string, Quantity>(StringComparer.Ordinal));
            var (choices, states) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, ExpectedState>(StringComparer.Ordinal));
            var place = JsonReading.Under(at, "expect");
            if (!json.TryGetProperty("expect", out var expect) || expect.ValueKind != JsonValueKind.Object) read.Error("E-PACK-01", at, "expect");
            else foreach (var property in expect.EnumerateObject())
            {
                var (id, value) = (property.Name, property.Value);
                if (pack.Rules.Any(r => r.Head.Id == id)) outcomes[id] = read.Choice(expect, id, place, Outcomes);
                else if (pack.Figures.Any(f => f.Head.Id == id) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String && Quantity.TryParse(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString()!, out var number)) figures[id] = number;
                else if (pack.Choices.FirstOrDefault(c => c.Head.Id == id) is { } choice && value.ValueKind == JsonValueKind.String)
                    choices[id] = value.GetString() is "missing" ? "" : read.Choice(expect, id, place, [.. choice.Options.Select(o => (o.Id, o.Id))]);
                else if (pack.Machines.Any(m => m.Head.Id == id) && read.IsObject(value, JsonReading.Under(place, id), "state", "until", "next_until"))
                    states[id] = new(read.Text(value, "state", place), read.Date(value, "until", place), read.Date(value, "next_until", place));
                else read.Error("E-PACK-03", place, id, Spelling.Nearest(id, pack.Rules.Select(r => r.Head.Id).Concat(pack.Figures.Select(f => f.Head.Id))) ?? "");
            }
            return new(read.Text(json, "id", at), read.Text(json, "title", at), read.Date(json, "date", at), facts, outcomes, figures, choices, states);
        }
    }
}
