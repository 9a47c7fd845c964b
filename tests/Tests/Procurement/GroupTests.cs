using CsCheck;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

public sealed class GroupTests
{
    static readonly string[] NoStates = [];

    static readonly DateOnly Day = new(2026, 6, 1);

    static TestPackage Buyers(params string[] countries)
    {
        var package = new TestPackage().Items("i").Line("l", "i", "1000", "DE", "unit_cost=10");
        for (var i = 0; i < countries.Length; i++)
            package.Add("parties", $"id=s{i} name=s{i} kind=authority country={countries[i]}").Add("demands", $"buyer=s{i} item=i from=2026-07 to=2026-07 rate=100 rate_unit=piece/month");
        return package;
    }

    static FactValue Value(string name, string text) => FactValue.Parse(FactVocabulary.BuiltIn.Find(name)!, text, FactOrigin.None)!;

    static FactSet Facts(params (string Name, string Text)[] facts)
    {
        var root = facts.Where(f => !f.Name.Contains('/')).ToDictionary(f => f.Name, f => Value(f.Name, f.Text), StringComparer.Ordinal);
        var buyers = facts.Where(f => f.Name.Contains('/')).GroupBy(f => f.Name.Split('/')[0], StringComparer.Ordinal)
            .Select(g => new FactRecord(g.Key, g.ToDictionary(f => f.Name.Split('/')[1], f => Value("buyers." + f.Name.Split('/')[1], f.Text), StringComparer.Ordinal)));
        return new(new("", root), new Dictionary<string, IReadOnlyList<FactRecord>>(StringComparer.Ordinal) { ["buyers"] = [.. buyers] });
    }

    static GroupWay Way(TestPackage package, string pack, string rule, FactSet facts, string? candidates = null, DateOnly? date = null) => Run(package, pack, facts, candidates, date).Ways.Single(w => w.Rule.Head.Id == rule);

    static GroupResult Run(TestPackage package, string pack, FactSet facts, string? candidates = null, DateOnly? date = null, params string[] states) => GroupStudy.Run(package.Network,
        new() { Pool = new() { Items = ["i"], States = states, From = new(2026, 7, 1) }, Date = date ?? Day, Contract = facts, Candidates = candidates is null ? null : CountrySet.TryParse(candidates, out var set, out _) ? set : CountrySet.Empty },
        [RulePacks.Of(pack)], FactVocabulary.BuiltIn.Facts);

    static string Text(IEnumerable<GroupPattern> patterns) => string.Join("; ", patterns.Select(p => string.Join(" + ", p.Picks.Select(k => $"{k.Count} of {string.Join(' ', k.Members)}"))));

    [Fact]
    public void A_borrower_and_another_state_or_Ukraine_make_a_SAFE_purchase_but_a_third_country_does_not()
    {
        // The two worked cases of the Regulation: PL and UA with PL borrowing; PL and UK.
        Assert.Equal(Outcome.Met, Way(Buyers("PL", "UA"), "safe-2025", "SAF-COMMON", Facts(("s0/safe_loan", "yes"))).Outcome);
        var way = Way(Buyers("PL", "GB"), "safe-2025", "SAF-COMMON", Facts(("s0/safe_loan", "yes")), "FR+UA+US");
        Assert.Equal(Outcome.NotMet, way.Outcome);
        Assert.Empty(way.Smallest);
        // Any one of France and Ukraine; never the United States.
        var result = Run(Buyers("PL", "GB"), "safe-2025", Facts(("s0/safe_loan", "yes")), "FR+UA+US");
        Assert.Equal(["FR", "UA"], result.Ways.Single(w => w.Rule.Head.Id == "SAF-COMMON").Additions.Select(p => result.Members[Assert.Single(Assert.Single(p.Picks).Members)].Id).Order());
    }

    [Fact]
    public void Three_authorities_of_three_states_two_of_them_members_make_a_common_procurement_and_two_of_one_state_count_once()
    {
        var facts = Facts(("contract.agent_unanimous", "yes"));
        var way = Way(Buyers("DE", "DE", "NO", "FR", "GB"), "edip-2025", "EDP-CP", facts);
        Assert.Equal(Outcome.Met, way.Outcome);
        // NO, FR and one of the two German authorities; with both of these still, and each with or without GB: (2 + 1) x 2.
        Assert.Equal(("1 of 0 1 + 1 of 2 + 1 of 3", 6.0), (Text(way.Smallest), way.Eligible));
        // Norway and Iceland with one member state: one member state more is needed.
        Assert.Equal(Outcome.NotMet, Way(Buyers("NO", "IS", "FR"), "edip-2025", "EDP-CP", facts).Outcome);
    }

    [Fact]
    public void A_fact_that_is_not_stated_leaves_a_group_open_and_is_named()
    {
        var way = Way(Buyers("FR", "DE"), "safe-2025", "SAF-COMMON", FactSet.Empty);
        Assert.Equal((Outcome.Missing, "2 of 0 1", 0.0), (way.Outcome, Text(way.Open), way.Eligible));
        Assert.Equal(["safe_loan", "safe_loan"], way.Missing.Select(m => m.Fact));
        // What is asked beside the membership does not turn it: the agent's appointment is not stated.
        var edip = Way(Buyers("FR", "DE", "IT"), "edip-2025", "EDP-CP", FactSet.Empty);
        Assert.Equal((Outcome.Met, Outcome.Missing, "contract.agent_unanimous"), (edip.Outcome, edip.Besides, Assert.Single(edip.BesidesFacts).Fact));
    }

    [Fact]
    public void Ceilings_are_those_of_the_pack_with_bonuses_and_caps_and_unknown_costs_as_intervals()
    {
        // EDIRPA worked cases: contract of 400 M: min(45, 60) = 45 M; with 15 % for small companies min(60, 80) = 60 M. Both have the envelope's cap.
        double[] Grant(params (string, string)[] facts)
        {
            var grant = Way(Buyers("FR", "DE", "IT"), "edirpa-2023", "ERP-MIN", Facts([("contract.new", "yes"), .. facts]), date: new(2025, 6, 1)).Figures.Single(f => f.Figure.Head.Id == "ERP-GRANT");
            return [grant.Low, grant.High];
        }

        Assert.Equal([45e6, 45e6], Grant(("contract.value", "400000000"), ("contract.extra_ukraine_moldova", "no"), ("contract.sme_share", "0")));
        Assert.Equal([60e6, 60e6], Grant(("contract.value", "400000000"), ("contract.sme_share", "15")));
        Assert.Equal([30e6, 40e6], Grant(("contract.value", "200000000")));
        Assert.Equal([15e6, 60e6], Grant(("contract.value", "100000000..400000000")));
        // Without a stated value: 300 pieces at 10 EUR, of which 15 to 25 %.
        var rate = Run(Buyers("FR", "DE", "IT"), "edip-2025", FactSet.Empty);
        Assert.Equal((3000.0, 3000.0, false), (rate.Value.Low, rate.Value.High, rate.IsValueStated));
        var figures = rate.Ways.Single(w => w.Rule.Head.Id == "EDP-CP").Figures.ToDictionary(f => f.Figure.Head.Id, f => (f.Low, f.High), StringComparer.Ordinal);
        Assert.Equal((450.0, 750.0), figures["EDP-CPR"]);
        Assert.Equal((15.0, 25.0), figures["EDP-CPRATE"]);
        // A project of common interest has a rate of its own; that of common procurement must not stand beside it.
        Assert.Equal(["EDP-SUPR"], rate.Ways.Single(w => w.Rule.Head.Id == "EDP-EDPCI").Figures.Select(f => f.Figure.Head.Id));
    }

    [Fact]
    public void A_rule_outside_its_dates_and_one_that_stated_facts_exclude_does_not_apply()
    {
        Assert.Equal(Outcome.NotApplicable, Way(Buyers("FR", "DE", "IT"), "edirpa-2023", "ERP-MIN", FactSet.Empty).Outcome);
        var stated = Run(Buyers("FR", "DE", "IT", "ES"), "edip-2025", Facts(("action.kind", "procurement")));
        Assert.Equal(Outcome.NotApplicable, stated.Ways.Single(w => w.Rule.Head.Id == "EDP-EDPCI").Outcome);
        Assert.Equal(Outcome.Met, stated.Ways.Single(w => w.Rule.Head.Id == "EDP-CP").Outcome);
    }

    [Fact]
    public void Forty_states_are_counted_by_kind_and_not_listed()
    {
        string[] forty = [.. CountrySet.TryParse("EU27+NO+IS+LI+UA+GB+US+CA+JP+KR+AU+CH+TR+AL", out var set, out _) ? set.Codes.Take(40) : NoStates];
        Assert.Equal(40, forty.Length);
        var members = forty.Count(c => CountrySet.TryParse("EU27", out var eu, out _) && eu.Codes.Contains(c));
        var way = Way(Buyers(forty), "edip-2025", "EDP-CP", FactSet.Empty);
        Assert.False(way.IsCut);
        // m members and e others of the area; the rest adds nothing: (groups with >= 2 members and >= 3 in the area) x 2^rest.
        var associated = forty.Count(c => c is "NO" or "IS" or "LI");
        var groups = 0.0;
        for (var m = 2; m <= members; m++)
            for (var e = 0; e <= associated; e++)
                if (m + e >= 3) groups += Binomial(members, m) * Binomial(associated, e);
        Assert.Equal(groups * Math.Pow(2, 40 - members - associated), way.Eligible);
        Assert.Throws<ArgumentException>(() => Way(Buyers([.. forty, "MD"]), "edip-2025", "EDP-CP", FactSet.Empty));
    }

    static double Binomial(int n, int k) => k == 0 ? 1 : Binomial(n - 1, k - 1) * n / k;

    static readonly (string Pack, string Rule, (string, string)[] Facts)[] Rules =
    [
        ("safe-2025", "SAF-COMMON", [("contract.kind", "common")]),
        ("edip-2025", "EDP-CP", [("action.kind", "procurement"), ("contract.agent_unanimous", "yes"), ("buyer.seap", "no")]),
        ("edirpa-2023", "ERP-MIN", [("contract.new", "yes")]),
    ];

    /// <summary>Every subset by itself, checked by the pack's own rule: what the counting by kinds must come to.</summary>
    [Fact]
    public void Small_groups_come_to_what_trying_every_subset_comes_to() =>
        Gen.Select(Gen.Int[0, Rules.Length - 1], Gen.OneOf("DE", "FR", "IT", "NO", "UA", "GB", "").Array[1, 5], Gen.OneOf("yes", "no", "").Array[5], Gen.OneOf("ES", "NO", "UA", "US", "GB", "PL").Array[0, 3].Select(c => c.Distinct().ToArray()))
            .Try(60, Compare);

    static void Compare((int Rule, string[] Countries, string[] Loans, string[] Candidates) c)
    {
        var (pack, rule, root) = Rules[c.Rule];
        // A buyer whose country is not known has none.
        var package = new TestPackage().Items("i").Line("l", "i", "1000", "DE", "unit_cost=10");
        for (var i = 0; i < c.Countries.Length; i++) package.Add("parties", $"id=s{i} name=s{i} kind=authority {(c.Countries[i].Length > 0 ? "country=" + c.Countries[i] : "")}").Add("demands", $"buyer=s{i} item=i from=2026-07 to=2026-07 rate=100 rate_unit=piece/month");
        var facts = Facts([.. root, .. c.Countries.Select((_, i) => ($"s{i}/safe_loan", c.Loans[i])).Where(f => f.Item2.Length > 0)]);
        var date = new DateOnly(2025, 6, 1).AddYears(pack == "edirpa-2023" ? 0 : 1);
        var candidates = c.Candidates.Except(c.Countries).ToArray();
        var result = Run(package, pack, facts, candidates.Length == 0 ? "" : string.Join('+', candidates), date);
        var way = result.Ways.Single(w => w.Rule.Head.Id == rule);
        // The oracle: members as bits, given ones first.
        (string Id, string Country, string Loan)[] all = [.. c.Countries.Select((k, i) => ($"s{i}", k, c.Loans[i])), .. candidates.Select(k => (k, k, ""))];
        Outcome Of(int bits)
        {
            var buyers = all.Where((_, i) => (bits >> i & 1) == 1).Select(m => new FactRecord(m.Id, new[] { ("kind", "authority"), ("country", m.Country), ("safe_loan", m.Loan) }.Where(f => f.Item2.Length > 0).ToDictionary(f => f.Item1, f => Value("buyers." + f.Item1, f.Item2), StringComparer.Ordinal))).ToArray();
            return EligibilityEngine.Run(RulePacks.Of(pack), facts with { Lists = new Dictionary<string, IReadOnlyList<FactRecord>>(StringComparer.Ordinal) { ["buyers"] = buyers } }, date).Rules.Single(r => r.Rule.Head.Id == rule).Outcome;
        }

        var given = (1 << c.Countries.Length) - 1;
        var outcomes = Enumerable.Range(0, 1 << all.Length).Select(Of).ToArray();
        Assert.Equal(outcomes[given], way.Outcome);
        Assert.Equal(Enumerable.Range(1, given).Count(b => outcomes[b] == Outcome.Met), way.Eligible);
        int[] Minimal(Outcome outcome) => [.. Enumerable.Range(1, given).Where(b => outcomes[b] == outcome && !Enumerable.Range(1, b).Any(s => s != b && (s & b) == s && outcomes[s] == outcome))];
        Assert.Equal(Minimal(Outcome.Met).Order(), Bits(way.Smallest).Order());
        var met = Minimal(Outcome.Met);
        Assert.Equal(Minimal(Outcome.Missing).Where(b => !met.Any(m => (m & b) == m)).Order(), Bits(way.Open).Order());
        var added = Enumerable.Range(1, (1 << all.Length) - 1).Where(b => (b & given) == given && outcomes[b] == Outcome.Met).ToArray();
        var least = added.Length == 0 ? -1 : added.Min(int.PopCount);
        Assert.Equal(outcomes[given] == Outcome.Met ? [] : added.Where(b => int.PopCount(b) == least).Order(), Bits(way.Additions).Select(b => b | given).Order());

        int[] Bits(IEnumerable<GroupPattern> patterns) => [.. patterns.SelectMany(Expanded)];
        IEnumerable<int> Expanded(GroupPattern pattern) => pattern.Picks.Aggregate((IEnumerable<int>)[0], (sets, pick) => sets.SelectMany(s => Choose([.. pick.Members.Select(m => Array.FindIndex(all, a => a.Id == result.Members[m].Id))], pick.Count).Select(k => s | k)));
        static IEnumerable<int> Choose(int[] of, int count) => Enumerable.Range(0, 1 << of.Length).Where(b => int.PopCount(b) == count).Select(b => of.Where((_, i) => (b >> i & 1) == 1).Aggregate(0, (s, i) => s | 1 << i));
    }
}
