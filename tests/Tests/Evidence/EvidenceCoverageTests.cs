using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Studies;
using Vauban.Tests.Model;

namespace Vauban.Tests.Evidence;

public sealed class EvidenceCoverageTests
{
    // A radio of a chip; a bolt that nothing of it needs.
    static readonly Network Network = new TestPackage().Items("radio", "chip", "bolt").Line("a", "radio", "10", "FR").Line("b", "chip", "10", "FR").Recipe("radio", "chip", "1").Goal("produce", "radio", "10").Goal("use", "radio", "5").Network;

    static ClaimResult Held(string id, string paper, string about, ClaimStatus status) => new(new(id, paper, "x", about), status, ClaimReason.Within) { Perimeter = Perimeter.Defaults[0] };

    [Fact]
    public void A_claim_about_an_input_counts_for_the_technology_and_one_about_something_else_does_not()
    {
        Paper[] papers = [new("p", "P") { Publisher = "A", Date = "2024" }, new("q", "Q") { Publisher = "A", Date = "2025", Technologies = ["t"] }, new("r", "R") { Publisher = "B" }];
        var coverage = EvidenceCoverage.Of(Network, papers, [Held("1", "p", "exposure/concentration/chip/country:CN", ClaimStatus.Agree), Held("2", "p", "t/produce/theta_in", ClaimStatus.Differ), Held("3", "r", "exposure/concentration/bolt/country:CN", ClaimStatus.Agree)]).Single();
        Assert.Equal(["q", "p"], coverage.Papers.Select(p => p.Id));
        Assert.Equal((1, 1, 0), (coverage.Count(ClaimStatus.Agree), coverage.Count(ClaimStatus.Differ), coverage.Count(ClaimStatus.Missing)));
        Assert.Equal((2, 1), (coverage.Items, coverage.ItemsClaimed));
        Assert.Equal(["produce"], coverage.VerbsClaimed);
        Assert.Equal(["produce", "use"], coverage.Verbs);
        Assert.Equal(1, coverage.Publishers);
    }

    [Theory]
    [InlineData("The industry of the Union and the capacity that is needed for the powder and the steel with which it was made by them in this and that way from the mills", "en")]
    [InlineData("Les industries de l'Union et les capacités qui sont nécessaires pour la poudre avec des aciers dans une chaîne que les usines par leur nature ne sont pas sur cette voie", "fr")]
    [InlineData("Die Industrie der Union und die Kapazität, die für das Pulver und den Stahl mit der Kette ist und nicht auf dem Weg von den Werken, die sich im Land auch wird und werden", "de")]
    [InlineData("155 mm", "")]
    public void The_language_of_a_text_is_told_by_its_small_words(string text, string expected) => Assert.Equal(expected, LanguageGuess.Of(new(false, [text])));

    [Fact]
    public void A_version_tag_differs_wherever_a_field_does()
    {
        var claim = new Claim("c", "p", "text", "a/b");
        Claim[] others = [claim with { Text = "texts" }, claim with { About = "a/c" }, claim with { IsQuote = true }, claim with { Page = "1" }, claim with { Date = "2024" }, claim with { Package = "x" }, claim with { Perimeter = "EU27" }, claim with { Stance = Stance.Mentions }, claim with { Value = "1" }, claim with { Unit = "%" }, claim with { Marking = "TLP:RED" }, claim with { Note = "n" }];
        Assert.Equal(others.Length + 1, others.Append(claim).Select(VersionTag.Of).Distinct().Count());
        // Where one field ends and the next begins counts.
        Assert.NotEqual(VersionTag.Of(new Paper("p", "ab") { Publisher = "c" }), VersionTag.Of(new Paper("p", "a") { Publisher = "bc" }));
        Assert.NotEqual(VersionTag.Of(new Paper("p", "t") { Topics = ["a", "b"] }), VersionTag.Of(new Paper("p", "t") { Topics = ["a b"] }));
    }
}
