using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Tests.Evidence;

public sealed class TermsTests
{
    // Porter's own examples (Program 14, 1980).
    [Theory]
    [InlineData("caresses", "caress"), InlineData("ponies", "poni"), InlineData("cats", "cat"), InlineData("agreed", "agre"), InlineData("plastered", "plaster"), InlineData("motoring", "motor")]
    [InlineData("conflated", "conflat"), InlineData("hopping", "hop"), InlineData("falling", "fall"), InlineData("filing", "file"), InlineData("happy", "happi"), InlineData("relational", "relat")]
    [InlineData("conditional", "condit"), InlineData("digitizer", "digit"), InlineData("operator", "oper"), InlineData("hopefulness", "hope"), InlineData("electrical", "electr"), InlineData("goodness", "good")]
    [InlineData("adjustable", "adjust"), InlineData("replacement", "replac"), InlineData("adoption", "adopt"), InlineData("effective", "effect"), InlineData("probate", "probat"), InlineData("rate", "rate"), InlineData("controll", "control"), InlineData("generalizations", "gener")]
    public void English_words_have_the_stems_of_Porter(string word, string stem) => Assert.Equal(stem, Stemmer.Stem(word, "en"));

    [Theory]
    [InlineData("fr", "capacité", "capacités"), InlineData("fr", "industriel", "industrielle"), InlineData("fr", "national", "nationaux"), InlineData("fr", "européen", "européenne"), InlineData("fr", "dépendance", "dépendances")]
    [InlineData("de", "Abhängigkeit", "Abhängigkeiten"), InlineData("de", "Lieferkette", "Lieferketten"), InlineData("de", "Rohstoff", "Rohstoffe"), InlineData("de", "Fähigkeit", "fahigkeiten"), InlineData("de", "europäisch", "europäischen")]
    [InlineData("en", "capacity", "capacities"), InlineData("en", "dependency", "dependencies"), InlineData("en", "resilient", "Resilient")]
    public void Forms_of_one_word_have_one_term(string language, string a, string b) => Assert.Equal(Term(a, language), Term(b, language));

    [Theory, InlineData("fr", "capital", "capacité"), InlineData("de", "Stahl", "Stand"), InlineData("en", "policy", "police")]
    public void Other_words_have_other_terms(string language, string a, string b) => Assert.NotEqual(Term(a, language), Term(b, language));

    [Fact]
    public void Letters_are_folded_however_they_were_typed() => Assert.Equal("etudes grosse oeuvre lodz", NormalForm.Fold("E\u0301tudes Größe œuvre Łódź"));

    [Fact]
    public void A_snippet_shows_the_piece_with_most_words_asked_and_marks_them()
    {
        var text = string.Concat(Enumerable.Repeat("Nothing of interest stands in this sentence. ", 20)) + "The capacities of Europe depend on nitrocellulose. " + string.Concat(Enumerable.Repeat("Nor here. ", 50)) + "capacity";
        var snippet = Snippet.Of(text, new HashSet<string> { Term("capacity", "en"), Term("nitrocellulose", "en") }, "en");
        Assert.Equal(["capacities", "nitrocellulose"], snippet.Parts.Where(p => p.IsFound).Select(p => p.Text));
        Assert.InRange(snippet.Text.Length, 20, 260);
        Assert.StartsWith("…", snippet.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_is_that_of_the_formula_worked_out_by_hand()
    {
        // Two papers of 10 and 30 words; the word stands twice in the first only. idf = ln(1 + 1.5 / 1.5) = 0.693147;
        // tf part = 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 10 / 20)) = 4.4 / 2.75 = 1.6.
        var scores = Ranking.Scores(2, 40, [[new(7, 2, 10)]]);
        Assert.Equal(0.693147181 * 1.6, scores[7], 8);
    }

    [Fact]
    public void The_map_counts_papers_of_each_topic_year_by_year_without_gaps()
    {
        Paper P(string id, string date, params string[] topics) => new(id, id) { Date = date, Topics = topics };
        var map = TopicMap.Of([P("a", "2021", "x", "y"), P("b", "2023-05", "x"), P("c", "", "x")], p => p.Topics);
        Assert.Equal([2021, 2022, 2023], map.Years);
        Assert.Equal(("x", 3, "1 0 1"), (map.Rows[0].Topic, map.Rows[0].Papers, string.Join(' ', map.Rows[0].Counts)));
        Assert.Equal(("y", 1, 1), (map.Rows[1].Topic, map.Rows[1].Papers, map.Undated));
    }

    static string Term(string word, string language) => Terms.Of(NormalForm.Fold(word), language);
}
