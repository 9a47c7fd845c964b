namespace Vauban.Core.Eligibility;

sealed partial class Evaluation
{
    public Span Of(Term term, string? list = null, FactRecord? record = null) => term switch
    {
        Constant constant => Span.Of(constant.Value),
        ParameterTerm parameter => Parameter(parameter.Name),
        FactTerm fact => Fact(fact.Fact, list, record),
        Joined joined => Join(joined.By, [.. joined.Parts.Select(p => Of(p, list, record))]),
        Chosen chosen => Choose(chosen, list, record),
        CountOf count => Count(count),
        TotalOf total => Total(total.List, total.Where, total.Value),
        ShareOf share => Share(share),
        _ => throw new ArgumentException($"No term: {term.GetType().Name}."),
    };

    Span Parameter(string name)
    {
        var values = pack.Parameters[name].Periods.Where(p => Counts(p.From, p.To)).Select(p => p.Number).ToArray();
        FactUse[] open = [new(null, "", "@" + name, null, true)];
        return values.Length == 0 || values.Any(v => v is null) ? new(0, double.PositiveInfinity, open)
            : new(values.Min()!.Value, values.Max()!.Value, values.Distinct().Count() > 1 ? open : []);
    }

    // No number of a contract is negative; a percentage is not above 100 either.
    Span Fact(string name, string? list, FactRecord? record)
    {
        var value = Find(name, record);
        var highest = pack.Fact(name.StartsWith('.') ? list + name : name)?.Unit == "%" ? 100 : double.PositiveInfinity;
        var (low, high) = value is null ? (0, highest) : (Math.Max(0, value.Number.Low), Math.Min(highest, value.Number.High));
        return new(Math.Min(low, high), high, [Use(name, list, record, value, low != high)]);
    }

    static Span Join(Joining by, Span[] parts)
    {
        FactUse[] uses = [.. parts.SelectMany(p => p.Uses)];
        return by switch
        {
            Joining.Sum => new(parts.Sum(p => p.Low), parts.Sum(p => p.High), uses),
            Joining.Least => new(parts.Min(p => p.Low), parts.Min(p => p.High), uses),
            Joining.Most => new(parts.Max(p => p.Low), parts.Max(p => p.High), uses),
            Joining.Minus => new(Less(parts[0].Low, parts[1].High, double.NegativeInfinity), Less(parts[0].High, parts[1].Low, double.PositiveInfinity), uses),
            Joining.Product => parts.Aggregate((a, b) => Ends(a, b, Times)) with { Uses = uses },
            _ => parts[1].Low <= 0 && parts[1].High >= 0 ? new(parts[0].Low >= 0 && parts[1].Low >= 0 ? 0 : double.NegativeInfinity, double.PositiveInfinity, Marked(uses)) : Ends(parts[0], parts[1], Divided) with { Uses = uses },
        };
    }

    static Span Ends(Span a, Span b, Func<double, double, double> join)
    {
        double[] ends = [join(a.Low, b.Low), join(a.Low, b.High), join(a.High, b.Low), join(a.High, b.High)];
        return new(ends.Min(), ends.Max(), []);
    }

    static double Less(double a, double b, double open) => double.IsInfinity(a) && double.IsInfinity(b) ? open : a - b;

    static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    static double Divided(double a, double b) => double.IsInfinity(b) ? 0 : a / b;

    static FactUse[] Marked(IEnumerable<FactUse> uses) => [.. uses.Select(u => u with { IsMissing = true })];

    Span Choose(Chosen chosen, string? list, FactRecord? record)
    {
        var answer = Of(chosen.If, list, record);
        if (answer.Truth == Truth.Yes) return Of(chosen.Then, list, record) is var then ? then with { Uses = [.. answer.Uses, .. then.Uses] } : default;
        if (answer.Truth == Truth.No) return Of(chosen.Else, list, record) is var other ? other with { Uses = [.. answer.Uses, .. other.Uses] } : default;
        var (a, b) = (Of(chosen.Then, list, record), Of(chosen.Else, list, record));
        var isSame = a.Low == b.Low && a.High == b.High;
        return new(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High), [.. isSame ? [] : answer.Uses, .. a.Uses, .. b.Uses]);
    }

    static Span Unstated(string list, double highest) => new(0, highest, [new(list, "", "", null, true)]);

    Span Count(CountOf count)
    {
        if (!facts.Lists.TryGetValue(count.List, out var records)) return Unstated(count.List, double.PositiveInfinity);
        var chosen = records.Select(r => (Record: r, In: count.Where is null ? Answer.Yes : Of(count.Where, count.List, r))).Where(c => c.In.Truth != Truth.No).ToArray();
        FactUse[] uses = [.. chosen.SelectMany(c => c.In.Uses)];
        if (records.Count == 0) uses = [new(count.List, "", "", null, false)];
        if (count.Distinct is not { } field) return new(chosen.Count(c => c.In.Truth == Truth.Yes), chosen.Length, uses);
        var values = chosen.Select(c => (c.In.Truth, Value: Single(Find("." + field, c.Record)), Use: Use("." + field, count.List, c.Record, Find("." + field, c.Record), Single(Find("." + field, c.Record)) is null))).ToArray();
        var sure = values.Where(v => v.Truth == Truth.Yes && v.Value is not null).Select(v => v.Value).Distinct(StringComparer.Ordinal).Count();
        var known = values.Where(v => v.Value is not null).Select(v => v.Value).Distinct(StringComparer.Ordinal).Count();
        // Records whose value is not known may all share one that is known, or each have its own.
        var low = sure == 0 && values.Any(v => v.Truth == Truth.Yes) ? 1 : sure;
        return new(low, known + values.Count(v => v.Value is null), [.. uses, .. values.Select(v => v.Use)]);
    }

    // A set of countries of which one counts is no single value, unless it is said whose it is.
    static string? Single(FactValue? value) => value is { Kind: FactKind.Countries, Word.Length: > 0 } ? value.Word : value is null || (value.Kind == FactKind.Countries && (value.Countries.Count > 1 || value.IsOpen)) || value is { Kind: FactKind.Number, Number.IsExact: false } ? null : value.ToString();

    Span Total(string list, Condition? where, Term value) =>
        facts.Lists.TryGetValue(list, out var records) ? Total(records, list, r => where is null ? Answer.Yes : Of(where, list, r), value) : Unstated(list, double.PositiveInfinity);

    Span Total(IReadOnlyList<FactRecord> records, string list, Func<FactRecord, Answer> isIn, Term value)
    {
        double low = 0, high = 0;
        var uses = new List<FactUse>();
        foreach (var record in records)
        {
            var chosen = isIn(record);
            if (chosen.Truth == Truth.No) continue;
            var part = Of(value, list, record);
            low += chosen.Truth == Truth.Yes ? part.Low : Math.Min(0, part.Low);
            high += chosen.Truth == Truth.Yes ? part.High : Math.Max(0, part.High);
            uses.AddRange([.. chosen.Uses, .. part.Uses]);
        }
        return new(low, high, uses);
    }

    /// <summary>Whether a share would stand as asked to a limit if some records changed sides.</summary>
    public bool Holds(ShareOf share, Comparison test, Span limit, IReadOnlySet<string> turned, bool areIn) => Compared(Share(share, r => turned.Contains(r.Id) ? new(areIn ? Truth.Yes : Truth.No, []) : Of(share.Where, share.List, r)), test, limit).Truth == Truth.Yes;

    Span Share(ShareOf share) => Share(share, r => Of(share.Where, share.List, r));

    Span Share(ShareOf share, Func<FactRecord, Answer> isIn)
    {
        if (!facts.Lists.TryGetValue(share.List, out var records)) return Unstated(share.List, share.Of is null ? 100 : double.PositiveInfinity);
        if (share.Of is { } of)
        {
            var ratio = Join(Joining.Ratio, [Total(records, share.List, isIn, share.Value), Of(of)]);
            return ratio with { Low = 100 * Math.Max(0, ratio.Low), High = 100 * ratio.High };
        }
        var parts = records.Select(r => (In: isIn(r), Value: Of(share.Value, share.List, r))).ToArray();
        FactUse[] uses = [.. parts.SelectMany(p => p.In.Uses.Concat(p.Value.Uses))];
        // part / (part + rest) rises with the part and falls with the rest, so each end of the share stands at one end of every value.
        var low = Part(parts.Where(p => p.In.Truth == Truth.Yes).Sum(p => p.Value.Low), parts.Where(p => p.In.Truth != Truth.Yes).Sum(p => p.Value.High), 0);
        var high = Part(parts.Where(p => p.In.Truth != Truth.No).Sum(p => p.Value.High), parts.Where(p => p.In.Truth == Truth.No).Sum(p => p.Value.Low), 100);
        return new(low, high, parts.Length == 0 ? [new(share.List, "", "", null, true)] : uses);
    }

    static double Part(double part, double rest, double open) => double.IsInfinity(rest) ? 0 : double.IsInfinity(part) ? 100 : part + rest == 0 ? open : 100 * part / (part + rest);
}
