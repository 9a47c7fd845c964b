using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

public sealed partial class Sentences
{
    /// <summary>A bottleneck in words: "Propellant powder: inside 12 000 t/year, needed 17 000".</summary>
    public string Bottleneck(BottleneckRow row, VerbRow verb)
    {
        ArgumentNullException.ThrowIfNull(row);
        switch (row.Relief.Kind)
        {
            case ReliefKind.Holding: return _texts.Format("sentence.bottleneck.holding", Names.Item(row.Relief.Index));
            case ReliefKind.Consent: return _texts.Format("sentence.bottleneck.consent", Names.Consent(row.Relief.Index));
            default:
                var period = Period(verb);
                var unit = Numbers.RateUnit(row.Unit ?? _network.Items[row.Relief.Index].Unit.Amount, period, row.Need.Central * Numbers.Factor(period));
                var (inside, need) = InsideAndNeed(row, verb);
                return _texts.Format(IsNumber(row.Inside) ? "sentence.bottleneck" : "sentence.bottleneck.words", Names.Item(row.Relief.Index), inside, unit, need);
        }
    }

    /// <summary>Inside supply and need of a bottleneck in the period of the row, with enough digits to tell them apart.</summary>
    public (string Inside, string Need) InsideAndNeed(BottleneckRow row, VerbRow verb)
    {
        ArgumentNullException.ThrowIfNull(row);
        var factor = Numbers.Factor(Period(verb));
        var inside = Numbers.Readings(row.Inside, factor);
        var need = Numbers.Readings(row.Need, factor);
        return inside == need && row.Inside.Central != row.Need.Central ? Numbers.Pair(row.Inside.Central * factor, row.Need.Central * factor) : (inside, need);
    }

    /// <summary>True where a value in three readings is said in numbers, so that a unit belongs behind it.</summary>
    internal static bool IsNumber((double Low, double Central, double High) value) => !double.IsInfinity(value.Low) && !(double.IsInfinity(value.High) && value.Low <= 0);

    /// <summary>A rung of the ladder: what binds together, and how far its relief carries.</summary>
    public string Rung(BottleneckRung rung, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return _texts.Format("sentence.rung", Names.Join(rung.Rows.Select(r => Bottleneck(r, row))),
            Numbers.Goal(rung.Theta, rung.Theta, rung.Theta), Numbers.Goal(rung.NextTheta, rung.NextTheta, rung.NextTheta));
    }

    /// <summary>A set of actors who can stop the goal together, with its certainty: "China together with Thailand (certain)".</summary>
    public string VetoSet(VetoSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return _texts.Format(set.IsCertain ? "sentence.veto.certain" : "sentence.veto.possible", VetoActors(set));
    }

    /// <summary>The actors of a set: "China together with Thailand".</summary>
    public string VetoActors(VetoSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var names = set.Actors.Select(Names.Actor).ToArray();
        return names.Length == 1 ? names[0] : _texts.Format("sentence.veto.together", names[0], Names.Join(names[1..]));
    }

    /// <summary>One sentence per kind of actor: who can stop the goal, alone or together.</summary>
    /// <param name="cell">Cell.</param>
    /// <param name="limit">How far each list goes; null names all.</param>
    public IReadOnlyList<string> Vetoes(RelianceCell cell, ListLimit? limit = null)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return [.. cell.Vetoes.Select(v => Vetoes(v, limit))];
    }

    /// <summary>Who of one kind can stop the goal, alone or together, in one sentence.</summary>
    public string Vetoes(VetoList list, ListLimit? limit = null)
    {
        ArgumentNullException.ThrowIfNull(list);
        var kind = VetoKind(list);
        return list.Sets.Count == 0 ? _texts.Format(list.CompleteSize > 0 ? "sentence.veto.none" : "sentence.veto.not-searched", kind, Count(list.CompleteSize))
            : _texts.Format("sentence.veto", kind, VetoSets(list, limit));
    }

    /// <summary>Kind of actor of a list: "Countries".</summary>
    public string VetoKind(VetoList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return _texts["sentence.veto.kind." + Kind(list.Kind)];
    }

    /// <summary>The sets of a list: the certain ones first (up to four times the limit), then the smallest possible ones, of equal size
    /// those that leave least. Sets that read alike are counted.</summary>
    public string VetoSets(VetoList list, ListLimit? limit = null)
    {
        limit ??= ListLimit.Whole;
        var (named, left) = Named(list, limit);
        return string.Join(_texts["sentence.semicolon"], left > 0 ? named.Append(More(left, limit)) : named);
    }

    /// <summary>True where a limit leaves sets of a list unnamed.</summary>
    public bool IsCut(VetoList list, ListLimit limit) => Named(list, limit).Left > 0;

    (string[] Names, int Left) Named(VetoList list, ListLimit limit)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(limit);
        const int CertainFactor = 4;
        var groups = list.Sets.OrderByDescending(s => s.IsCertain).ThenBy(s => s.Actors.Count).ThenBy(s => s.Theta).GroupBy(VetoSet, StringComparer.Ordinal).ToArray();
        var certain = groups.Count(g => g.First().IsCertain);
        var shown = Math.Min(certain, (long)CertainFactor * limit.Most) + Math.Min(groups.Length - certain, limit.Most);
        // A single one that would be left out is named.
        var isWhole = groups.Length - 1 <= shown;
        var names = groups.Where((_, i) => isWhole || (i < certain ? i < (long)CertainFactor * limit.Most : i - certain < limit.Most))
            .Select(g => g.Count() > 1 ? _texts.Format("sentence.veto.times", g.Key, Count(g.Count())) : g.Key).ToArray();
        return (names, groups.Length - names.Length);
    }

    string More(int count, ListLimit limit) => limit.Where.Length == 0 ? _texts.Format("sentence.more", Count(count)) : _texts.Format("sentence.more.where", Count(count), _texts[limit.Where]);

    // Names up to the limit, then how many more; one alone that would be left out is named.
    string Few(IReadOnlyList<string> names, ListLimit limit, Func<int, string>? more = null)
    {
        if (names.Count - 1 <= limit.Most) return Names.Join(names);
        var rest = names.Count - limit.Most;
        return Names.Join(names.Take(limit.Most).Append(more is null ? More(rest, limit) : more(rest)));
    }

    /// <summary>A question worth asking: "Yes if Cells in France ≥ 400 a month; ask: ...".</summary>
    public string Ask(Ask ask, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(row);
        var others = ask.Settles == AskAnswer.WithOthers ? ".others" : "";
        var what = ask.Kind == AskKind.Recipe ? Quantity(ask.Address) ?? Names.Item(ask.Item) : What(ask.Kind, ask.Supply is { } s ? Names.Supply(s) : Names.Item(ask.Item));
        if (ask.Partner is { } partner) what = _texts.Format("sentence.ask.pair", what, What(partner.Kind, Names.Supply(partner.Supply)));
        string text;
        if (ask.BreakEven is { } value && ask.Kind != AskKind.Control)
        {
            var amount = ask.Kind == AskKind.Recipe ? Numbers.Amount(Numbers.Text(value), value, ask.Unit) : Numbers.Rate(value, _network.Items[ask.Item].Unit.Amount, Period(row));
            text = _texts.Format((ask.Kind == AskKind.Recipe ? "sentence.ask.at-most" : "sentence.ask.at-least") + others, what, amount);
        }
        else text = _texts.Format((ask.Decides ? "sentence.ask.decides" : "sentence.ask.moves") + others, what, Numbers.Span(ask.Low, ask.High));
        return _texts.Format("sentence.ask.whom", text, Names.Addressee(ask.Addressee, ask.Supply));
    }

    string What(AskKind kind, string supply) => kind == AskKind.Control ? _texts.Format("sentence.ask.control", supply) : supply;

    // A recipe row by its address, "Cell per piece of Battery"; null where it does not count on the day.
    string? Quantity(string address) => _network.Recipes.FirstOrDefault(r => r.From.Address == address) is { } recipe ? Names.Recipe(recipe) : null;

    /// <summary>What would make it Yes, and hold, in one or two sentences; empty where nothing is missing.</summary>
    /// <param name="row">Row.</param>
    /// <param name="limit">How far each list goes, the largest first; null names all.</param>
    public string MakeYes(VerbRow row, ListLimit? limit = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        limit ??= ListLimit.Whole;
        if (row.Reliance.MakeYes is not { } make) return "";
        if (!make.IsPossible) return make.BlockedBy is { } blocked ? _texts.Format("sentence.make.blocked", Quantity(blocked) ?? blocked) : _texts["sentence.make.nothing"];
        var period = Period(row);
        var clauses = new List<string>();
        if (make.Extra.Count > 0)
        {
            var extra = make.Extra.Select(e => _texts.Format("sentence.make.more", Numbers.Rate(e.PerMonth, _network.Items[e.Item].Unit.Amount, period), Names.Item(e.Item))).ToArray();
            clauses.Add(_texts.Format("sentence.make.made", Few(extra, limit, n => _texts.Format("sentence.make.others", Count(n), _texts[limit.Where]))));
        }
        if (make.Holdings.Count > 0) clauses.Add(_texts.Format("sentence.make.held", Few([.. make.Holdings.Select(Names.Item)], limit)));
        if (make.Consents.Count > 0) clauses.Add(_texts.Format("sentence.make.replaced", Few([.. make.Consents.Select(Names.Consent)], limit)));
        var parts = new List<string>();
        if (clauses.Count > 0) parts.Add(_texts.Format(make.Reading == Reading.Central ? "sentence.make.yes" : "sentence.make.yes.pessimistic", Names.Join(clauses)));
        if (make.StockDays.Count > 0)
            parts.Add(_texts.Format("sentence.make.holds", Few([.. make.StockDays.OrderByDescending(s => s.Days).Select(s => _texts.Format("sentence.make.stock", Numbers.Text(s.Days), Names.Item(s.Item)))], limit)));
        if (make.SecondHolders.Count > 0) parts.Add(_texts.Format("sentence.make.second", Few([.. make.SecondHolders.Select(Names.Item)], limit)));
        return string.Join(" ", parts);
    }

    /// <summary>Why two perimeters differ, in one sentence.</summary>
    public string Difference(PerimeterDifference difference, RatePeriod period)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var text = difference.FirstVerdict == difference.SecondVerdict
            ? _texts.Format("sentence.difference.same", difference.First.Name, difference.Second.Name, Verb(difference.Verb), Verdict(difference.FirstVerdict))
            : _texts.Format("sentence.difference", difference.First.Name, difference.Second.Name, Verb(difference.Verb), Verdict(difference.FirstVerdict), Verdict(difference.SecondVerdict));
        if (difference.Item < 0) return text + ".";
        var item = _network.Items[difference.Item];
        if (item.IsShared) return _texts.Format("sentence.difference.held", text, item.Name);
        var factor = Numbers.Factor(period);
        return _texts.Format("sentence.difference.item", text, item.Name, Numbers.Readings(difference.FirstInside, factor), Numbers.Readings(difference.SecondInside, factor),
            Numbers.RateUnit(item.Unit.Amount, period));
    }
}
