using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Reads a rule pack (<c>pack.json</c>).</summary>
public static class RulePackFile
{
    /// <summary>Most bytes of a file: 1 MB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="vocabulary">Facts that it may ask for.</param>
    public static Pack? Read(Stream stream, Place place, ICollection<Finding> findings, FactVocabulary vocabulary) =>
        CheckedFile.Json(stream, place, MostBytes, findings, root => new Reader(new(place, findings), vocabulary).Pack(root));

    sealed class Reader(JsonReading read, FactVocabulary vocabulary)
    {
        static readonly string[] HeadNames = ["id", "article", "title", "about", "source", "cites", "from", "to", "decisive"];

        readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        readonly SortedSet<string> _ruleIds = new(StringComparer.Ordinal);
        readonly HashSet<string> _used = new(StringComparer.Ordinal);
        PredicateReading _predicates = null!;
        Dictionary<string, PackParameter> _parameters = [];
        string _cites = "", _decisive = "";

        public Pack? Pack(JsonElement root)
        {
            if (!read.IsObject(root, "", "$schema", "name", "instrument", "title", "about", "celex", "cites", "read_on", "decisive", "facts", "areas", "parameters", "definitions", "rules", "figures", "choices", "machines", "funding")) return null;
            var name = read.Text(root, "name", "");
            if (name.Length > 0 && !PackageDescriptor.IsName(name)) read.Error("E-PACK-02", "name", PackageDescriptor.NameOf(name));
            var own = FactVocabulary.Read(root, read, "");
            foreach (var twice in own.Where(f => vocabulary.Find(f.Name) is not null)) read.Error("E-PACK-06", "facts", twice.Name);
            if (!read.IsClean) return null;
            var words = vocabulary.With(own);
            (_cites, _decisive) = (read.Text(root, "cites", ""), read.Text(root, "decisive", "", isNeeded: false));
            if (_cites.Length > 0 && !_cites.StartsWith("https://", StringComparison.Ordinal)) read.Error("E-PACK-02", "cites", "https://data.europa.eu/eli/reg/2025/1106/oj");
            Fact(words, _decisive, "decisive");
            var areas = read.List(root, "areas", "").Select(a => Area(a.Json, a.At)).OfType<PackArea>().ToArray();
            var parameters = read.List(root, "parameters", "").Select(p => Parameter(p.Json, p.At)).OfType<PackParameter>().ToArray();
            foreach (var twice in areas.Select(a => a.Name).Concat(parameters.Select(p => p.Name)).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1)) read.Error("E-PACK-06", "parameters", twice.Key);
            if (!read.IsClean) return null;
            _parameters = parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
            var byName = areas.ToDictionary(a => a.Name, StringComparer.Ordinal);
            _predicates = new(read, words, byName, _parameters, _used);
            foreach (var (json, at) in read.List(root, "definitions", "")) _predicates.Define(json, at);
            var pack = new Pack(name, read.Text(root, "instrument", ""), read.Words(root, "title", "") ?? new(name), read.Text(root, "celex", "", isNeeded: false), _cites, read.Words(root, "read_on", "") ?? new(""))
            {
                About = read.Words(root, "about", "", isNeeded: false),
                Areas = byName,
                Parameters = _parameters,
                Rules = [.. read.List(root, "rules", "").Select(r => Rule(r.Json, r.At, words)).OfType<PackRule>()],
                Figures = [.. read.List(root, "figures", "").Select(f => Figure(f.Json, f.At, words)).OfType<PackFigure>()],
                Choices = [.. read.List(root, "choices", "").Select(c => Choice(c.Json, c.At, words)).OfType<PackChoice>()],
                Machines = [.. read.List(root, "machines", "").Select(m => Machine(m.Json, m.At, words)).OfType<StateMachine>()],
                Funding = [.. read.List(root, "funding", "").Select(f => Funding(f.Json, f.At, words)).OfType<PackFunding>()],
            };
            if (pack.Rules.Count + pack.Figures.Count + pack.Choices.Count + pack.Machines.Count == 0) read.Error("E-PACK-01", "", "rules");
            return read.IsClean ? pack with { Facts = [.. words.Facts.Where(f => _used.Contains(f.Name))] } : null;
        }

        void Fact(FactVocabulary words, string name, string at)
        {
            if (name.Length == 0) return;
            if (words.Find(name) is { List: null, Kind: FactKind.Date }) _used.Add(name);
            else read.Error("E-PACK-03", at, name, Spelling.Nearest(name, words.Facts.Where(f => f is { List: null, Kind: FactKind.Date }).Select(f => f.Name)) ?? "");
        }

        PackArea? Area(JsonElement json, string at)
        {
            if (!read.IsObject(json, at, "name", "countries", "periods")) return null;
            var name = read.Text(json, "name", at);
            if (json.TryGetProperty("countries", out var all)) return new(name, [new(read.Countries(all, at), null, null)]);
            var periods = new List<AreaPeriod>();
            foreach (var (period, place) in read.List(json, "periods", at, isNeeded: true))
                if (read.IsObject(period, place, "countries", "from", "to") && period.TryGetProperty("countries", out var set)) periods.Add(new(read.Countries(set, place), read.Date(period, "from", place), read.Date(period, "to", place, end: true)));
                else read.Error("E-PACK-01", place, "countries");
            return new(name, periods);
        }

        PackParameter? Parameter(JsonElement json, string at)
        {
            if (!read.IsObject(json, at, "name", "title", "article", "unit", "source", "value", "periods")) return null;
            var (name, title, article) = (read.Text(json, "name", at), read.Words(json, "title", at), read.Text(json, "article", at, isNeeded: false));
            var periods = new List<ParameterPeriod>();
            if (json.TryGetProperty("value", out var value)) periods.Add(Period(value, at, null, null));
            foreach (var (period, place) in read.List(json, "periods", at, isNeeded: periods.Count == 0))
                if (read.IsObject(period, place, "value", "from", "to") && period.TryGetProperty("value", out var one)) periods.Add(Period(one, place, read.Date(period, "from", place), read.Date(period, "to", place, end: true)));
            var isFlag = periods.Any(p => p.Flag is not null) || periods.All(p => p.Number is null);
            if (periods.Any(p => (p.Flag is not null) != isFlag && (p.Number is not null) == isFlag)) read.Error("E-PACK-02", at, "12");
            return new(name, title ?? new(name), article, read.Text(json, "unit", at, isNeeded: false), read.Choice(json, "source", at, Sources), periods, isFlag);
        }

        ParameterPeriod Period(JsonElement value, string at, DateOnly? from, DateOnly? to)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number): return new(number, null, from, to);
                case JsonValueKind.True: return new(null, true, from, to);
                case JsonValueKind.False: return new(null, false, from, to);
                case JsonValueKind.Null: break;
                default: read.Error("E-PACK-02", at, "12"); break;
            }
            return new(null, null, from, to);
        }

        static (string, SourceClass)[] Sources { get; } = [("found", SourceClass.Found), ("unconfirmed", SourceClass.Unconfirmed)];

        PackHead? Head(JsonElement json, string at, FactVocabulary words, params ReadOnlySpan<string> more)
        {
            if (!read.IsObject(json, at, [.. HeadNames, .. more])) return null;
            var id = read.Text(json, "id", at);
            if (id.Length > 0 && !_ids.Add(id)) read.Error("E-PACK-06", at, id);
            var decisive = read.Text(json, "decisive", at, isNeeded: false, otherwise: _decisive);
            Fact(words, decisive, JsonReading.Under(at, "decisive"));
            var cites = read.Text(json, "cites", at, isNeeded: false, otherwise: _cites);
            return new(id, read.Text(json, "article", at), read.Words(json, "title", at) ?? new(id), read.Words(json, "about", at, isNeeded: false), read.Choice(json, "source", at, Sources),
                cites, read.Date(json, "from", at), read.Date(json, "to", at, end: true), decisive);
        }

        PackRule? Rule(JsonElement json, string at, FactVocabulary words)
        {
            _predicates.Start();
            if (Head(json, at, words, "kind", "applies", "requires", "derogations", "denominator") is not { } head) return null;
            _ruleIds.Add(head.Id);
            var kind = read.Choice(json, "kind", at, [("condition", RuleKind.Condition), ("evidence", RuleKind.Evidence)]);
            var applies = json.TryGetProperty("applies", out var when) ? _predicates.Condition(when, JsonReading.Under(at, "applies"), null) : null;
            if (!json.TryGetProperty("requires", out var requires))
            {
                read.Error("E-PACK-01", at, "requires");
                return null;
            }
            var needed = _predicates.Condition(requires, JsonReading.Under(at, "requires"), null);
            var ways = read.List(json, "derogations", at).Select(d => Derogation(d.Json, d.At)).OfType<Derogation>().ToArray();
            // What is only remembered must not decide about anybody.
            if (kind == RuleKind.Condition && head.Source == SourceClass.Unconfirmed) read.Error("E-PACK-08", at, head.Id);
            foreach (var name in _predicates.Parameters.Where(p => kind == RuleKind.Condition && _parameters[p].Source == SourceClass.Unconfirmed)) read.Error("E-PACK-08", at, name);
            return needed is null ? null : new(head, kind, applies, needed, ways, read.Words(json, "denominator", at, isNeeded: false));
        }

        Derogation? Derogation(JsonElement json, string at)
        {
            if (!read.IsObject(json, at, "article", "title", "when", "from", "to")) return null;
            if (json.TryGetProperty("when", out var when) && _predicates.Condition(when, JsonReading.Under(at, "when"), null) is { } condition)
                return new(read.Text(json, "article", at), read.Words(json, "title", at) ?? new(""), condition, read.Date(json, "from", at), read.Date(json, "to", at, end: true));
            read.Error("E-PACK-01", at, "when");
            return null;
        }

        PackFigure? Figure(JsonElement json, string at, FactVocabulary words)
        {
            _predicates.Start();
            if (Head(json, at, words, "unit", "value", "rules") is not { } head) return null;
            var under = read.List(json, "rules", at).Select(r => (Id: r.Json.ValueKind == JsonValueKind.String ? r.Json.GetString()! : "", r.At)).ToArray();
            // Rules stand before figures, so that their ids are known.
            foreach (var (id, place) in under.Where(r => !_ruleIds.Contains(r.Id))) read.Error("E-PACK-03", place, id, Spelling.Nearest(id, _ruleIds) ?? "");
            return Term(json, "value", at) is { } value ? new(head, read.Text(json, "unit", at, isNeeded: false), value) { Rules = [.. under.Select(r => r.Id)] } : null;
        }

        Term? Term(JsonElement json, string name, string at)
        {
            if (json.TryGetProperty(name, out var value)) return _predicates.Term(value, JsonReading.Under(at, name), null);
            read.Error("E-PACK-01", at, name);
            return null;
        }

        PackChoice? Choice(JsonElement json, string at, FactVocabulary words)
        {
            _predicates.Start();
            if (Head(json, at, words, "options") is not { } head) return null;
            var options = new List<ChoiceOption>();
            foreach (var (option, place) in read.List(json, "options", at, isNeeded: true))
                if (read.IsObject(option, place, "id", "article", "title", "when"))
                    options.Add(new(read.Text(option, "id", place), read.Text(option, "article", place), read.Words(option, "title", place) ?? new(""),
                        option.TryGetProperty("when", out var when) ? _predicates.Condition(when, JsonReading.Under(place, "when"), null) : null));
            return new(head, options);
        }

        PackFunding? Funding(JsonElement json, string at, FactVocabulary words)
        {
            _predicates.Start();
            if (Head(json, at, words, "rate", "requires", "form") is not { } head) return null;
            var requires = json.TryGetProperty("requires", out var needed) ? _predicates.Condition(needed, JsonReading.Under(at, "requires"), null) : null;
            return Term(json, "rate", at) is { } rate ? new(head, rate, requires, read.Choice(json, "form", at, [("grant", "grant"), ("loan", "loan")])) : null;
        }

        StateMachine? Machine(JsonElement json, string at, FactVocabulary words)
        {
            if (Head(json, at, words, "start", "states", "moves") is not { } head) return null;
            var states = read.List(json, "states", at, isNeeded: true).Select(s => State(s.Json, s.At)).OfType<MachineState>().ToArray();
            var start = read.Text(json, "start", at);
            var moves = read.List(json, "moves", at, isNeeded: true).Select(m => Move(m.Json, m.At)).OfType<StateMove>().ToArray();
            foreach (var name in moves.SelectMany(m => new[] { m.From, m.To }).Append(start).Distinct().Where(n => states.All(s => s.Id != n))) read.Error("E-PACK-03", at, name, Spelling.Nearest(name, states.Select(s => s.Id)) ?? "");
            return new(head, start, states, moves);
        }

        MachineState? State(JsonElement json, string at)
        {
            if (!read.IsObject(json, at, "id", "title", "measures")) return null;
            var measures = new List<StateMeasure>();
            foreach (var (measure, place) in read.List(json, "measures", at))
                if (read.IsObject(measure, place, "id", "article", "title")) measures.Add(new(read.Text(measure, "id", place), read.Text(measure, "article", place), read.Words(measure, "title", place) ?? new("")));
            return new(read.Text(json, "id", at), read.Words(json, "title", at) ?? new(""), measures);
        }

        StateMove? Move(JsonElement json, string at)
        {
            if (!read.IsObject(json, at, "id", "article", "title", "from", "to", "months", "renewal", "most")) return null;
            var isRenewal = json.TryGetProperty("renewal", out var renewal) && renewal.ValueKind == JsonValueKind.True;
            // "not-said": the text as read sets neither a number nor says that there is none.
            var isSaid = !(json.TryGetProperty("most", out var most) && most.ValueKind == JsonValueKind.String && most.GetString() == "not-said");
            return new(read.Text(json, "id", at), read.Text(json, "article", at), read.Words(json, "title", at) ?? new(""), read.Text(json, "from", at), read.Text(json, "to", at), read.Whole(json, "months", at), isRenewal,
                isSaid ? read.Whole(json, "most", at) : null, isSaid);
        }
    }
}
