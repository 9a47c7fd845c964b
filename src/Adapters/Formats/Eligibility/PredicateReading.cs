using System.Text.Json;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Eligibility;

/// <summary>Reads the predicates and terms of a pack: every name is checked against the vocabulary, and their size is bounded.</summary>
sealed class PredicateReading(JsonReading read, FactVocabulary words, IReadOnlyDictionary<string, PackArea> areas, IReadOnlyDictionary<string, PackParameter> parameters, ISet<string> used)
{
    /// <summary>Most parts of one rule, definitions counted as often as they are used.</summary>
    public const int MostParts = 2_000;

    static readonly (string Word, Comparison Test)[] Dated = [("on_or_after", Comparison.AtLeast), ("after", Comparison.Above), ("on_or_before", Comparison.AtMost), ("before", Comparison.Below)];
    static readonly (string Word, Comparison Test)[] Counted = [("at_least", Comparison.AtLeast), ("above", Comparison.Above), ("at_most", Comparison.AtMost), ("below", Comparison.Below)];
    static readonly (string Word, Joining By)[] Joins = [("sum", Joining.Sum), ("product", Joining.Product), ("least", Joining.Least), ("most", Joining.Most), ("minus", Joining.Minus), ("ratio", Joining.Ratio)];

    readonly Dictionary<string, (JsonElement Json, string? List, bool IsTerm)> _definitions = new(StringComparer.Ordinal);
    int _parts;

    /// <summary>Parameters used since <see cref="Start"/>.</summary>
    public HashSet<string> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins another rule.</summary>
    public void Start()
    {
        _parts = 0;
        Parameters.Clear();
    }

    /// <summary>Reads a definition; those after it may use it, so none can use itself.</summary>
    public void Define(JsonElement json, string at)
    {
        if (!read.IsObject(json, at, "name", "of", "condition", "term")) return;
        var name = read.Text(json, "name", at);
        var list = read.Text(json, "of", at, isNeeded: false);
        if (list.Length > 0) List(list, at);
        var scope = list.Length > 0 ? list : null;
        Start();
        if (_definitions.ContainsKey(name)) read.Error("E-PACK-06", at, name);
        else if (json.TryGetProperty("condition", out var condition))
        {
            if (Condition(condition, JsonReading.Under(at, "condition"), scope) is not null) _definitions[name] = (condition, scope, false);
        }
        else if (json.TryGetProperty("term", out var term))
        {
            if (Term(term, JsonReading.Under(at, "term"), scope) is not null) _definitions[name] = (term, scope, true);
        }
        else read.Error("E-PACK-01", at, "condition");
    }

    bool IsTooLarge(string at)
    {
        if (++_parts <= MostParts) return false;
        if (_parts == MostParts + 1) read.Error("E-PACK-05", at, MostParts.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    public Condition? Condition(JsonElement json, string at, string? list)
    {
        if (IsTooLarge(at)) return null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            read.Error("E-PACK-02", at, "{ \"fact\": \"contract.signed\", \"on_or_before\": \"2026-05-30\" }");
            return null;
        }
        if (json.TryGetProperty("all", out _)) return read.IsObject(json, at, "all") ? new AllOf(Parts(json, "all", at, list)) : null;
        if (json.TryGetProperty("any", out _)) return read.IsObject(json, at, "any") ? new AnyOf(Parts(json, "any", at, list)) : null;
        if (json.TryGetProperty("not", out var not)) return read.IsObject(json, at, "not") && Condition(not, JsonReading.Under(at, "not"), list) is { } part ? new NotThat(part) : null;
        if (json.TryGetProperty("every", out _))
        {
            if (!read.IsObject(json, at, "every", "where", "then") || List(read.Text(json, "every", at), at) is not { } every) return null;
            var where = Optional(json, at, every);
            return Needed(json, "then", at, every) is { } then ? new Every(every, where, then) : null;
        }
        if (json.TryGetProperty("some", out _))
            return read.IsObject(json, at, "some", "where") && List(read.Text(json, "some", at), at) is { } some && Needed(json, "where", at, some) is { } where ? new Some(some, where) : null;
        if (json.TryGetProperty("fact", out _)) return Fact(json, at, list);
        if (json.TryGetProperty("number", out var left)) return Compare(json, left, at, list);
        if (json.TryGetProperty("parameter", out _)) return read.IsObject(json, at, "parameter") && Parameter(read.Text(json, "parameter", at), true, at) is { } name ? new ParameterIs(name) : null;
        if (json.TryGetProperty("use", out _)) return read.IsObject(json, at, "use") && Used(read.Text(json, "use", at), at, list, false) is { } definition ? Condition(definition, at, list) : null;
        read.Error("E-PACK-09", at, "all, any, not, every, some, fact, number, parameter, use");
        return null;
    }

    Condition[] Parts(JsonElement json, string name, string at, string? list)
    {
        Condition[] parts = [.. read.List(json, name, at).Select(p => Condition(p.Json, p.At, list)).OfType<Condition>()];
        if (parts.Length == 0) read.Error("E-PACK-01", at, name);
        return parts;
    }

    Condition? Optional(JsonElement json, string at, string list) => json.TryGetProperty("where", out var where) ? Condition(where, JsonReading.Under(at, "where"), list) : null;

    Condition? Needed(JsonElement json, string name, string at, string list)
    {
        if (json.TryGetProperty(name, out var value)) return Condition(value, JsonReading.Under(at, name), list);
        read.Error("E-PACK-01", at, name);
        return null;
    }

    JsonElement? Used(string name, string at, string? list, bool isTerm)
    {
        // A definition of one list's records is of no use elsewhere.
        if (_definitions.TryGetValue(name, out var found) && found.IsTerm == isTerm && (found.List is null || found.List == list)) return found.Json;
        read.Error("E-PACK-03", at, name, Spelling.Nearest(name, _definitions.Where(d => d.Value.IsTerm == isTerm).Select(d => d.Key)) ?? "");
        return null;
    }

    string? List(string name, string at)
    {
        if (words.Lists.Contains(name)) return name;
        read.Error("E-PACK-03", at, name, Spelling.Nearest(name, words.Lists) ?? "");
        return null;
    }

    string? Parameter(string name, bool isFlag, string at)
    {
        if (parameters.TryGetValue(name, out var parameter) && parameter.IsFlag == isFlag)
        {
            Parameters.Add(name);
            return name;
        }
        read.Error("E-PACK-03", at, name, Spelling.Nearest(name, parameters.Values.Where(p => p.IsFlag == isFlag).Select(p => p.Name)) ?? "");
        return null;
    }

    FactSpec? Spec(string fact, string at, string? list)
    {
        var spec = fact.StartsWith('.') ? list is null ? null : words.Find(list + fact) : words.Find(fact) is { List: null } root ? root : null;
        if (spec is null) read.Error("E-PACK-03", at, fact, Spelling.Nearest(fact, fact.StartsWith('.') && list is not null ? words.Of(list).Select(f => "." + f.Field) : words.Facts.Where(f => f.List is null).Select(f => f.Name)) ?? "");
        else used.Add(spec.Name);
        return spec;
    }

    Condition? Fact(JsonElement json, string at, string? list)
    {
        if (!read.IsObject(json, at, ["fact", "is", "inside", "all_inside", .. Dated.Select(d => d.Word)])) return null;
        var fact = read.Text(json, "fact", at);
        if (Spec(fact, at, list) is not { } spec) return null;
        if (spec.Kind == FactKind.Flag && json.TryGetProperty("is", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False) return new FlagIs(fact, flag.ValueKind == JsonValueKind.True);
        if (spec.Kind == FactKind.Word && json.TryGetProperty("is", out var word) && Words(word, spec, at) is { } some) return new WordIs(fact, some);
        if (spec.Kind == FactKind.Date && Dated.FirstOrDefault(d => json.TryGetProperty(d.Word, out _)) is { Word: { } test } dated && read.Date(json, test, at) is { } day) return new DateIs(fact, dated.Test, day);
        if (spec.Kind == FactKind.Countries)
            foreach (var (name, how) in new[] { ("inside", CountryTest.Inside), ("all_inside", CountryTest.AllInside) })
                if (json.TryGetProperty(name, out var area) && area.ValueKind == JsonValueKind.String) return Country(fact, how, area, at);
        read.Error("E-PACK-09", at, spec.Kind switch { FactKind.Flag or FactKind.Word => "is", FactKind.Date => string.Join(", ", Dated.Select(d => d.Word)), FactKind.Countries => "inside, all_inside", _ => "number" });
        return null;
    }

    // An area of the pack is named with a number sign, so that a set of countries is never taken for one.
    CountryIs? Country(string fact, CountryTest how, JsonElement area, string at)
    {
        var text = area.GetString()!;
        if (!text.StartsWith('#')) return new(fact, how, null, read.Countries(area, at));
        if (areas.ContainsKey(text[1..])) return new(fact, how, text[1..], CountrySet.Empty);
        read.Error("E-PACK-03", at, text, Spelling.Nearest(text, areas.Keys.Select(a => "#" + a)) ?? "");
        return null;
    }

    string[]? Words(JsonElement json, FactSpec spec, string at)
    {
        string[] some = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(w => w.ValueKind == JsonValueKind.String ? w.GetString()! : "")] : json.ValueKind == JsonValueKind.String ? [json.GetString()!] : [];
        if (some.Length == 0) return null;
        foreach (var wrong in some.Where(w => spec.Words.Count > 0 && !spec.Words.Contains(w))) read.Error("E-PACK-04", at, wrong, string.Join(", ", spec.Words));
        return some;
    }

    Condition? Compare(JsonElement json, JsonElement left, string at, string? list)
    {
        if (!read.IsObject(json, at, ["number", .. Counted.Select(c => c.Word)])) return null;
        var test = Counted.Where(c => json.TryGetProperty(c.Word, out _)).ToArray();
        if (test is not [var only])
        {
            read.Error("E-PACK-09", at, string.Join(", ", Counted.Select(c => c.Word)));
            return null;
        }
        var (a, b) = (Term(left, JsonReading.Under(at, "number"), list), Term(json.GetProperty(only.Word), JsonReading.Under(at, only.Word), list));
        return a is null || b is null ? null : new Compare(a, only.Test, b);
    }

    public Term? Term(JsonElement json, string at, string? list)
    {
        if (IsTooLarge(at)) return null;
        switch (json.ValueKind)
        {
            case JsonValueKind.Number when json.TryGetDouble(out var number) && double.IsFinite(number): return new Constant(number);
            case JsonValueKind.String when json.GetString()!.StartsWith('@'): return Parameter(json.GetString()![1..], false, at) is { } name ? new ParameterTerm(name) : null;
            case JsonValueKind.String:
                if (Spec(json.GetString()!, at, list) is not { } spec) return null;
                if (spec.Kind == FactKind.Number) return new FactTerm(json.GetString()!);
                read.Error("E-PACK-09", at, "number");
                return null;
            case JsonValueKind.Object: return Compound(json, at, list);
        }
        read.Error("E-PACK-02", at, "12, \"@limit\", \"contract.value\"");
        return null;
    }

    Term? Compound(JsonElement json, string at, string? list)
    {
        foreach (var (word, by) in Joins)
            if (json.TryGetProperty(word, out _))
            {
                if (!read.IsObject(json, at, word)) return null;
                Term[] parts = [.. read.List(json, word, at).Select(p => Term(p.Json, p.At, list)).OfType<Term>()];
                if (parts.Length == 0 || (by is Joining.Minus or Joining.Ratio && parts.Length != 2)) read.Error("E-PACK-02", at, "[ ]");
                return new Joined(by, parts);
            }
        if (json.TryGetProperty("if", out var condition))
        {
            if (!read.IsObject(json, at, "if", "then", "else") || Condition(condition, JsonReading.Under(at, "if"), list) is not { } chosen) return null;
            return Part(json, "then", at, list) is { } then && Part(json, "else", at, list) is { } other ? new Chosen(chosen, then, other) : null;
        }
        if (json.TryGetProperty("count", out _))
        {
            if (!read.IsObject(json, at, "count", "where", "distinct") || List(read.Text(json, "count", at), at) is not { } count) return null;
            var distinct = read.Text(json, "distinct", at, isNeeded: false);
            return distinct.Length > 0 && Spec(distinct, at, count) is null ? null : new CountOf(count, Optional(json, at, count), distinct.Length > 0 ? distinct[1..] : null);
        }
        if (json.TryGetProperty("total", out _))
            return read.IsObject(json, at, "total", "where", "value") && List(read.Text(json, "total", at), at) is { } total && Part(json, "value", at, total) is { } value ? new TotalOf(total, Optional(json, at, total), value) : null;
        if (json.TryGetProperty("share", out _))
        {
            if (!read.IsObject(json, at, "share", "where", "value", "of") || List(read.Text(json, "share", at), at) is not { } share) return null;
            var of = json.TryGetProperty("of", out _) ? Part(json, "of", at, list) : null;
            return Needed(json, "where", at, share) is { } where && Part(json, "value", at, share) is { } what ? new ShareOf(share, where, what, of) : null;
        }
        if (json.TryGetProperty("use", out _)) return read.IsObject(json, at, "use") && Used(read.Text(json, "use", at), at, list, true) is { } definition ? Term(definition, at, list) : null;
        read.Error("E-PACK-09", at, "sum, product, least, most, minus, ratio, if, count, total, share, use");
        return null;
    }

    Term? Part(JsonElement json, string name, string at, string? list)
    {
        if (json.TryGetProperty(name, out var value)) return Term(value, JsonReading.Under(at, name), list);
        read.Error("E-PACK-01", at, name);
        return null;
    }
}
