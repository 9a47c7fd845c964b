using System.Globalization;
using CsCheck;
using Vauban.Adapters.Formats.Matching;
using Vauban.Core.Matching;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Matching;

/// <summary>Names in ten languages, all invented: which of 600 pairs are found to be one company, and which are not.</summary>
public sealed class MatchingTests(ITestOutputHelper output)
{
    internal sealed record Pair(string Language, bool IsSame, string Kind, MatchParty A, MatchParty B);

    internal static MatchParty Party(string id, string name, string country = "", string lei = "", string ncage = "", string vat = "") => new(id, name, country, lei, ncage, vat, "company");

    internal static Pair[] Pairs { get; } = [.. File.ReadLines(Path.Combine(SourceTree.Root, "tests/Tests/Matching/pairs.csv")).Skip(1).Select(l => l.Split(',')).Select(c => new Pair(c[0], c[1] == "same", c[2], Party("a", c[3], c[4]), Party("b", c[5], c[6])))];

    static double Likeness(Pair pair) => MatchScore.Of(pair.A, pair.B, WordSimilarity.Of).Likeness;

    [Fact]
    public void Nine_in_ten_suggestions_are_right_and_nine_in_ten_pairs_are_found()
    {
        Assert.True(Pairs.Length >= 500);
        Assert.True(Pairs.Select(p => p.Language).Distinct().Count() >= 10);
        var least = new MatchOptions().Least;
        var said = Pairs.Select(p => (Pair: p, Suggested: Likeness(p) >= least)).ToArray();
        foreach (var group in said.GroupBy(s => s.Pair.Language).Append(said.GroupBy(_ => "all").Single()))
        {
            var (right, wrong, missed) = (group.Count(s => s.Suggested && s.Pair.IsSame), group.Count(s => s.Suggested && !s.Pair.IsSame), group.Count(s => !s.Suggested && s.Pair.IsSame));
            var (precision, recall) = (right / (double)(right + wrong), right / (double)(right + missed));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key}: precision {precision:0.000}, recall {recall:0.000} ({group.Count()} pairs)"));
            if (group.Key != "all") continue;
            foreach (var s in said.Where(s => s.Suggested != s.Pair.IsSame)) output.WriteLine($"  {(s.Suggested ? "wrong" : "missed")}: {s.Pair.A.Name} | {s.Pair.B.Name} ({s.Pair.Kind}, {Likeness(s.Pair).ToString("0.000", CultureInfo.InvariantCulture)}; {s.Pair.A.Read} | {s.Pair.B.Read})");
            Assert.True(precision >= 0.95 && recall >= 0.95, $"precision {precision}, recall {recall}");
        }
    }

    [Fact]
    public void No_parent_no_other_country_and_no_other_number_is_ever_suggested() =>
        Assert.All(Pairs.Where(p => p.Kind is "parent" or "same name, two countries" or "another number" or "another form"), p => Assert.True(Likeness(p) < new MatchOptions().Least, $"{p.A.Name} | {p.B.Name}"));

    [Fact]
    public void Likeness_is_the_same_in_both_orders_and_full_for_the_same_name() =>
        Gen.Int[0, Pairs.Length - 1].Try(300, i =>
        {
            var (a, b) = (Pairs[i].A, Pairs[i].B);
            Assert.Equal(MatchScore.Of(a, b, WordSimilarity.Of).Likeness, MatchScore.Of(b, a, WordSimilarity.Of).Likeness, 12);
            Assert.Equal(1, MatchScore.Of(a, a, WordSimilarity.Of).Likeness);
        });

    [Theory]
    [InlineData("Musterwerk GmbH & Co. KG", "musterverk", "gmbhcokg")]
    [InlineData("Przykład Spółka z ograniczoną odpowiedzialnością", "prziklad", "spzoo")]
    [InlineData("Παράδειγμα Α.Ε.", "paradeigma", "ae")]
    [InlineData("ООД Пример", "primer", "ood")]
    [InlineData("GmbH", "gmbh", "")]
    [InlineData("Rossi e Bianchi S.p.A.", "rosi bianhi", "spa"), InlineData("Maker E", "maker e", ""), InlineData("E Systems Ltd", "e sistems", "ltd")]
    [InlineData("", "", "")]
    [InlineData("\uD800", "", ""), InlineData("Ουρανός ΑΕ", "uranos", "ae")]
    public void Names_are_read_without_accents_alphabet_and_legal_form(string name, string words, string form)
    {
        var read = PartyName.Of(name);
        Assert.Equal((words, form), (read.ToString(), read.Form));
    }

    [Theory]
    [InlineData("ZZZZ00AAAAAAAAAAAA29", true), InlineData("ZZZZ00AAAAAAAAAAAA28", false), InlineData("097900BID10000147476", true), InlineData("097900BID10000147467", false), InlineData("", false)]
    public void Check_digits_of_legal_entity_identifiers_are_verified(string lei, bool isRight) => Assert.Equal(isRight, Identifiers.IsLei(lei));

    // Numbers that tax offices use as examples, and each with one digit changed.
    [Theory]
    [InlineData("DE136695976", "DE136695976"), InlineData("de 136 695 976", "DE136695976"), InlineData("DE136695978", ""), InlineData("ATU13585627", "ATU13585627"), InlineData("ATU13585626", ""), InlineData("BE0428759497", "BE0428759497"), InlineData("BE0428759498", "")]
    [InlineData("FR40303265045", "FR40303265045"), InlineData("FR41303265045", ""), InlineData("PL8567346215", "PL8567346215"), InlineData("PL8567346216", ""), InlineData("IT00743110157", "IT00743110157"), InlineData("IT00743110158", ""), InlineData("SE556188840401", "SE556188840401"), InlineData("SE556188840501", "")]
    [InlineData("NL004495445B01", "NL004495445B01"), InlineData("NL004495446B01", ""), InlineData("FI20774740", "FI20774740"), InlineData("FI20774741", ""), InlineData("DK13585628", "DK13585628"), InlineData("DK13585627", ""), InlineData("LU15027442", "LU15027442"), InlineData("LU15027443", ""), InlineData("PT501964843", "PT501964843"), InlineData("PT501964842", ""), InlineData("XX123", "")]
    public void Check_digits_of_vat_numbers_are_verified(string text, string vat) => Assert.Equal(vat, Identifiers.Vat(text));

    [Fact]
    public void Identifiers_go_before_names()
    {
        const string One = "ZZZZ00AAAAAAAAAAAA29", Two = "ZZZZ00BBBBBBBBBBBB15";
        double Of(MatchParty a, MatchParty b) => MatchScore.Of(a, b, WordSimilarity.Of).Likeness;
        Assert.Equal(1, Of(Party("a", "Alpha", "DE", One), Party("b", "Omega", "FR", One)));
        Assert.Equal(0, Of(Party("a", "Alpha", "DE", One), Party("b", "Alpha", "DE", Two)));
        Assert.Equal(0, Of(Party("a", "Alpha", "DE", vat: "DE136695976"), Party("b", "Alpha", "DE", vat: "DE111111125")));
        Assert.Equal(0.98, Of(Party("a", "Alpha", "DE", ncage: "D1234"), Party("b", "Omega", "DE", ncage: "D1234")));
    }

    static Package Package(params string[] names) => new(new("p", "P", null), [new Table(FieldCatalog.Table("parties"), [.. names.Select((n, i) => Row("parties", ("id", $"p{i:000}"), ("name", n), ("country", "DE")))])]);

    internal static Row Row(string table, params (string Field, string Value)[] cells)
    {
        var spec = FieldCatalog.Table(table);
        var row = new string[spec.Fields.Count];
        Array.Fill(row, "");
        foreach (var (field, value) in cells) row[spec.IndexOf(field)] = value;
        return new(row, new());
    }

    [Fact]
    public void Looking_only_at_those_that_share_the_beginning_of_a_word_finds_what_comparing_all_finds()
    {
        var names = Pairs.Where(p => p.Language == "de" || p.Language == "bg").SelectMany(p => (string[])[p.A.Name, p.B.Name]).Distinct().ToArray();
        var result = MatchEngine.Run(Package(names), [], new(), WordSimilarity.Of, TestContext.Current.CancellationToken);
        var parties = MatchParty.Of(Package(names));
        var all = (from a in parties from b in parties where string.CompareOrdinal(a.Id, b.Id) < 0 && MatchScore.Of(a, b, WordSimilarity.Of).Likeness >= result.Options.Least select (a.Id, b.Id)).ToHashSet();
        Assert.Equal(all.Order(), result.Open.Select(s => (s.A.Id, s.B.Id)).Order());
        Assert.True(result.Compared < parties.Count * (parties.Count - 1) / 4);
    }

    [Fact]
    public void A_decision_is_remembered_when_ids_change_and_asked_anew_when_a_name_does()
    {
        var first = MatchEngine.Run(Package("Musterwerk GmbH", "Musterwerk"), [], new(), WordSimilarity.Of, TestContext.Current.CancellationToken);
        var no = Assert.Single(first.Open).Decision with { IsSame = false, Reason = "two works" };
        Assert.Empty(MatchEngine.Run(Package("Other", "Musterwerk", "Musterwerk GmbH"), [no], new(), WordSimilarity.Of, TestContext.Current.CancellationToken).Open);
        Assert.Single(MatchEngine.Run(Package("Musterwerk GmbH", "Musterwerke"), [no], new(), WordSimilarity.Of, TestContext.Current.CancellationToken).Open);
        // Two rows of one name and country can be told apart by nothing; one decision is about both.
        var twins = Package("Musterwerk", "Musterwerk");
        Assert.True(Assert.Single(MatchEngine.Run(twins, [Assert.Single(MatchEngine.Run(twins, [], new(), WordSimilarity.Of, TestContext.Current.CancellationToken).Open).Decision with { IsSame = true }], new(), WordSimilarity.Of, TestContext.Current.CancellationToken).Decided).Decision.IsSame);
        // A decision about names that are nothing alike holds as well.
        var far = MatchDecision.Of(Party("x", "Alpha", "DE"), Party("y", "Omega", "DE"), true, "renamed");
        Assert.True(Assert.Single(MatchEngine.Run(Package("Alpha", "Omega"), [far], new(), WordSimilarity.Of, TestContext.Current.CancellationToken).Decided).Decision.IsSame);
    }

    [Fact]
    public void A_crowd_of_one_word_is_not_compared_and_is_told()
    {
        var result = MatchEngine.Run(Package([.. Enumerable.Range(0, 50).Select(i => $"Synthetic {(char)('a' + i % 26)}{(char)('a' + i / 26)}xyzq")]), [], new() { Crowd = 20 }, WordSimilarity.Of, TestContext.Current.CancellationToken);
        Assert.Contains("sin", result.Crowds);
    }
}
