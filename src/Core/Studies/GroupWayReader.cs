using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>Puts groups of members into the list that a rule about membership counts, and reads what comes of it.</summary>
sealed class GroupWayReader
{
    /// <summary>Kinds of groups that are looked at for one rule.</summary>
    const int MostKinds = 20_000;

    const int MostAdditions = 10;

    // What a state is taken for in each list: an authority that buys, a state that takes part, one independent entity of the state that benefits.
    static readonly Dictionary<string, (string Fact, string Word)[]> Seats = new(StringComparer.Ordinal) { ["buyers"] = [("kind", "authority")], ["participants"] = [], ["parties"] = [("role", "beneficiary")] };

    static readonly string[] PlacesOfEntity = ["country", "management", "control", "assets"];

    static readonly string[] PlacesOfState = ["country"];

    readonly Pack _pack;
    readonly PackRule _rule;
    readonly string _list;
    readonly IReadOnlyList<GroupMember> _members;
    readonly FactSet _stated;
    readonly DateOnly? _assessed, _day;
    readonly Condition[] _counts, _besides;
    readonly FactRecord[] _records;
    readonly Dictionary<string, FactValue> _root;
    readonly List<FactUse> _assumed = [];

    internal GroupWayReader(Pack pack, PackRule rule, string list, IReadOnlyList<GroupMember> members, FactSet stated, DateOnly? date)
    {
        (_pack, _rule, _list, _members, _stated, _assessed) = (pack, rule, list, members, stated, date);
        _day = EligibilityEngine.DateOf(rule.Head, stated, date);
        var parts = PredicateParts.Together(rule.Requires).ToLookup(IsCounting);
        (_counts, _besides) = ([.. parts[true]], [.. parts[false]]);
        _records = [.. members.Select(Record)];
        _root = new(stated.Root.Facts, StringComparer.Ordinal);
    }

    /// <summary>The list of those who take part that a rule counts; null where it is not about membership.</summary>
    internal static string? ListOf(PackRule rule) => PredicateParts.All(rule.Requires).Where(p => p is CountOf or Some).Select(PredicateParts.ListOf).FirstOrDefault(l => l is not null && Seats.ContainsKey(l));

    /// <summary>Countries of all areas that a rule names.</summary>
    internal static CountrySet AreaOf(Pack pack, PackRule rule) => PredicateParts.All(rule.Requires).OfType<CountryIs>()
        .Aggregate(CountrySet.Empty, (set, c) => c.Area is { } area ? pack.Areas[area].Periods.Aggregate(set, (s, p) => s.Union(p.Countries)) : set.Union(c.Countries));

    /// <summary>Facts that must be yes for a rule to apply.</summary>
    internal static IEnumerable<string> Flags(Condition? applies) => applies is null ? [] : PredicateParts.Together(applies).OfType<FlagIs>().Where(f => f.Value).Select(f => f.Fact);

    static bool IsCounting(Condition condition) => PredicateParts.All(condition).Any(p => PredicateParts.ListOf(p) is { } list && Seats.ContainsKey(list));

    internal GroupWay Read(IReadOnlyList<string> flagsOfOthers, Quantity value, CancellationToken stop)
    {
        if (_rule.Applies is { } applies) Assume(applies, true);
        foreach (var flag in flagsOfOthers) Put(flag, v => v with { Flag = false }, FactKind.Flag);
        if (value.IsKnown && _root.GetValueOrDefault("contract.value") is not { IsKnown: true }) _root["contract.value"] = new(FactKind.Number, FactOrigin.None) { Number = value };
        var all = Enumerable.Range(0, _members.Count).Where(m => _members[m].IsGiven).ToArray();
        var isInForce = EligibilityEngine.IsInForce(_rule.Head.From, _rule.Head.To, _day);
        var at = At(all);
        if (isInForce == Truth.No || (_rule.Applies is not null && at.Of(_rule.Applies).Truth == Truth.No)) return new(_pack, _rule, _list, _day, Outcome.NotApplicable, []) { Assumed = _assumed };
        var whole = Answered(at);
        var besides = Answer.All([.. _besides.Select(c => at.Of(c))]);
        var kinds = Kinds(all);
        var (smallest, open, eligible, isCut) = Smallest(kinds, stop);
        return new(_pack, _rule, _list, _day, Word(whole.Truth), Missing(whole))
        {
            Assumed = _assumed, Besides = Word(besides.Truth), BesidesFacts = besides.Truth == Truth.Yes ? [] : FactUse.Tidy(besides.Uses.Where(u => u.IsMissing || besides.Truth == Truth.No)),
            Smallest = smallest, Open = open, Eligible = isCut ? null : eligible, IsCut = isCut, Additions = whole.Truth == Truth.Yes ? [] : Additions(all, stop),
            Figures = [.. EligibilityEngine.Run(_pack, Facts(all), _assessed, stop).Figures.Where(f => f.Applies && f.Figure.Rules.Contains(_rule.Head.Id))],
        };
    }

    static Outcome Word(Truth truth) => truth switch { Truth.Yes => Outcome.Met, Truth.No => Outcome.NotMet, _ => Outcome.Missing };

    static FactUse[] Missing(Answer answer) => answer.Truth == Truth.Missing ? FactUse.Tidy(answer.Uses.Where(u => u.IsMissing)) : [];

    Answer Answered(Evaluation at) => Answer.All([.. _counts.Select(c => at.Of(c))]);

    Evaluation At(IEnumerable<int> members) => new(_pack, Facts(members), _day);

    FactSet Facts(IEnumerable<int> members) => _stated with
    {
        Root = new("", _root), Lists = new Dictionary<string, IReadOnlyList<FactRecord>>(_stated.Lists, StringComparer.Ordinal) { [_list] = [.. members.Select(m => _records[m])] },
    };

    // What the contract's file says of a member goes first; it knows him by his id or by his country.
    FactRecord Record(GroupMember member)
    {
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        var stated = _stated.Lists.GetValueOrDefault(_list, []).FirstOrDefault(r => r.Id == member.Id) ?? _stated.Lists.GetValueOrDefault(_list, []).FirstOrDefault(r => r.Facts.GetValueOrDefault("country") is { IsKnown: true } c && member.Country.Count == 1 && c.Countries == member.Country);
        foreach (var (name, value) in stated?.Facts ?? new Dictionary<string, FactValue>(StringComparer.Ordinal))
            if (value.IsKnown) facts[name] = value;
        foreach (var place in _list == "parties" ? PlacesOfEntity : PlacesOfState)
            // A buyer of whom only the area is known is one state all the same.
            if (!member.Country.IsEmpty) facts.TryAdd(place, new(FactKind.Countries, FactOrigin.None) { Countries = member.Country, Word = member.Country.Count > 1 ? member.Id : "" });
        foreach (var (fact, word) in Seats[_list]) facts.TryAdd(fact, new(FactKind.Word, FactOrigin.None) { Word = word });
        if (_list == "parties") facts.TryAdd("group", new(FactKind.Word, FactOrigin.None) { Word = member.Id });
        return new(member.Id, facts);
    }

    // The facts without which the rule would not be asked at all; what the contract states itself stays.
    void Assume(Condition condition, bool wanted)
    {
        switch (condition)
        {
            case AllOf all when wanted:
                foreach (var part in all.Parts) Assume(part, true);
                break;
            case AnyOf { Parts: [var first, ..] } when wanted: Assume(first, true); break;
            case NotThat not: Assume(not.Part, !wanted); break;
            case FlagIs flag: Put(flag.Fact, v => v with { Flag = flag.Value == wanted }, FactKind.Flag); break;
            case WordIs { Words: [var word, ..] } of when wanted: Put(of.Fact, v => v with { Word = word }, FactKind.Word); break;
            default: break;
        }
    }

    void Put(string fact, Func<FactValue, FactValue> with, FactKind kind)
    {
        if (fact.StartsWith('.') || _root.GetValueOrDefault(fact) is { IsKnown: true }) return;
        var value = with(new(kind, FactOrigin.None));
        _root[fact] = value;
        _assumed.Add(new(null, "", fact, value, false));
    }

    // Members that no part of the rule tells apart. Who shares what is counted apart (a country) with another stands for himself.
    int[][] Kinds(IReadOnlyList<int> members)
    {
        var at = At(members);
        var nodes = _counts.SelectMany(PredicateParts.All).Where(p => PredicateParts.ListOf(p) == _list).ToArray();
        var distinct = nodes.OfType<CountOf>().Select(c => c.Distinct).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        string Apart(string fact, int member)
        {
            var value = Text(fact, member);
            return value.Length == 0 ? "?" : _records.Where((_, m) => m != member && Text(fact, m) == value).Any() ? "=" + value : "1";
        }
        string Key(int m) => string.Join('|', [.. nodes.Select(n => Seen(n, m)), .. distinct.Select(d => Apart(d, m))]);
        string Seen(object node, int m) => node switch
        {
            CountOf count => count.Where is null ? "" : Truth(count.Where, m),
            Some some => Truth(some.Where, m),
            Every every => (every.Where is null ? "" : Truth(every.Where, m)) + Truth(every.Then, m),
            // Sums tell everybody apart.
            _ => _records[m].Id,
        };
        string Truth(Condition condition, int m) => ((int)at.Of(condition, _list, _records[m]).Truth).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return [.. members.GroupBy(Key, StringComparer.Ordinal).Select(g => g.ToArray()).OrderBy(g => g[0])];
    }

    string Text(string fact, int member) => _records[member].Facts.GetValueOrDefault(fact) is { IsKnown: true } value
        ? value is { Kind: FactKind.Countries, Word.Length: > 0 } ? value.Word : value.Kind == FactKind.Countries && (value.Countries.Count > 1 || value.IsOpen) ? "" : value.ToString() : "";

    (GroupPattern[] Smallest, GroupPattern[] Open, double Eligible, bool IsCut) Smallest(int[][] kinds, CancellationToken stop)
    {
        var (met, open) = (new List<(int[] Counts, GroupPattern Pattern)>(), new List<(int[] Counts, GroupPattern Pattern)>());
        var (eligible, looked) = (0.0, 0);
        for (var size = 1; size <= kinds.Sum(k => k.Length); size++)
            foreach (var counts in Counts(kinds, size))
            {
                stop.ThrowIfCancellationRequested();
                if (++looked > MostKinds) return ([.. met.Select(m => m.Pattern)], Rest(), 0, true);
                var answer = Answered(At(Picked(kinds, counts)));
                if (answer.Truth == Truth.No) continue;
                var pattern = Pattern(kinds, counts, answer);
                if (answer.Truth == Truth.Yes) eligible += pattern.Groups;
                var same = answer.Truth == Truth.Yes ? met : open;
                if (!same.Any(m => IsWithin(m.Counts, counts))) same.Add((counts, pattern));
            }
        return ([.. met.Select(m => m.Pattern)], Rest(), eligible, false);

        GroupPattern[] Rest() => [.. open.Where(o => !met.Any(m => IsWithin(m.Counts, o.Counts))).Select(o => o.Pattern)];
    }

    static bool IsWithin(int[] small, int[] large) => small.Zip(large).All(p => p.First <= p.Second);

    static IEnumerable<int> Picked(int[][] kinds, int[] counts) => kinds.SelectMany((k, i) => k.Take(counts[i]));

    static GroupPattern Pattern(int[][] kinds, int[] counts, Answer answer) => new([.. kinds.Select((k, i) => new GroupPick(counts[i], k)).Where(p => p.Count > 0)], Word(answer.Truth), Missing(answer));

    // All ways to pick so many, the first kind least often first.
    static IEnumerable<int[]> Counts(int[][] kinds, int size)
    {
        var counts = new int[kinds.Length];
        return From(0, size);

        IEnumerable<int[]> From(int kind, int left)
        {
            if (kind == kinds.Length)
            {
                if (left == 0) yield return [.. counts];
                yield break;
            }
            var rest = kinds.Skip(kind + 1).Sum(k => k.Length);
            for (var n = Math.Max(0, left - rest); n <= Math.Min(left, kinds[kind].Length); n++)
            {
                counts[kind] = n;
                foreach (var found in From(kind + 1, left - n)) yield return found;
            }
            counts[kind] = 0;
        }
    }

    GroupPattern[] Additions(int[] all, CancellationToken stop)
    {
        var kinds = Kinds([.. Enumerable.Range(0, _members.Count).Where(m => !_members[m].IsGiven)]);
        var looked = 0;
        for (var size = 1; size <= Math.Min(MostAdditions, kinds.Sum(k => k.Length)); size++)
        {
            var found = new List<GroupPattern>();
            foreach (var counts in Counts(kinds, size))
            {
                stop.ThrowIfCancellationRequested();
                if (++looked > MostKinds) return [];
                var answer = Answered(At([.. all, .. Picked(kinds, counts)]));
                if (answer.Truth == Truth.Yes) found.Add(Pattern(kinds, counts, answer));
            }
            if (found.Count > 0) return [.. found];
        }
        return [];
    }
}
