using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workspaces;

public sealed class DecisionReviewTests
{
    static readonly DateOnly Today = new(2026, 3, 1);

    static DecisionReview Review(Decision? decision, string? inputs) =>
        DecisionReview.Of(inputs is null ? new Dictionary<string, string>() : new() { ["f"] = inputs }, decision is null ? [] : [decision], Today).Single();

    static Decision Decide(DateOnly? expires = null) => new("w", "f", DecisionKind.Accept) { Inputs = "h", Expires = expires };

    [Fact]
    public void A_finding_is_raised_until_it_is_decided_and_again_when_its_decision_falls()
    {
        Assert.True(Review(null, "h").IsRaised);
        Assert.Equal((DecisionState.Stands, false), (Review(Decide(), "h").State, Review(Decide(), "h").IsRaised));
        Assert.Equal((DecisionState.Changed, true), (Review(Decide(), "other").State, Review(Decide(), "other").IsRaised));
        Assert.Equal((DecisionState.Absent, false), (Review(Decide(), null).State, Review(Decide(), null).IsRaised));
    }

    [Fact]
    public void A_decision_holds_on_its_last_day_and_not_on_the_next()
    {
        Assert.Equal(DecisionState.Stands, Review(Decide(Today), "h").State);
        Assert.Equal((DecisionState.Expired, true), (Review(Decide(Today.AddDays(-1)), "h").State, Review(Decide(Today.AddDays(-1)), "h").IsRaised));
    }

    [Fact]
    public void Findings_and_waiting_decisions_stand_by_address()
    {
        var reviews = DecisionReview.Of(new Dictionary<string, string> { ["c"] = "h", ["a"] = "h" }, [Decide() with { Finding = "b" }, Decide() with { Finding = "a" }], Today);
        Assert.Equal([("a", DecisionState.Stands), ("b", DecisionState.Absent), ("c", DecisionState.Stands)], reviews.Select(r => (r.Finding, r.State)));
    }

    [Fact]
    public void Evidence_follows_its_rows_and_nothing_else()
    {
        static TestPackage Start(string capacity) => new TestPackage().Items("x", "y").Line("a", "x", capacity).Recipe("x", "y", "2");
        string Hash(TestPackage package, params string[] rows) => new RowEvidence(package.Package).HashOf(rows);
        var hash = Hash(Start("5"), "lines/a", "recipes/x||y");

        Assert.Equal(hash, Hash(Start("5").Line("b", "x", "9"), "recipes/x||y", "lines/a", "lines/a"));
        Assert.NotEqual(hash, Hash(Start("6"), "lines/a", "recipes/x||y"));
        Assert.NotEqual(hash, Hash(Start("5"), "lines/a"));
        Assert.NotEqual(hash, Hash(new TestPackage().Items("x", "y").Line("a", "x", "5"), "lines/a", "recipes/x||y"));
        // Two rows of one address count both.
        Assert.NotEqual(hash, Hash(Start("5").Recipe("x", "y", "3"), "lines/a", "recipes/x||y"));
        Assert.NotEqual(Hash(Start("5"), "lines/none"), Hash(Start("5")));
    }

    [Theory]
    [InlineData("TLP:CLEAR", "TLP:CLEAR", true)]
    [InlineData("TLP:GREEN", "TLP:CLEAR", true)]
    [InlineData("TLP:CLEAR", "TLP:GREEN", false)]
    [InlineData("TLP:RED", "company-confidential", false)]
    [InlineData("company-confidential", "TLP:RED", true)]
    [InlineData("TLP:RED", "secret", false)]
    [InlineData("unknown", "TLP:CLEAR", false)]
    public void A_workspace_holds_what_is_marked_as_it_is_or_more_openly(string limit, string marking, bool may) =>
        Assert.Equal(may, new Workspace("w", "W") { Marking = limit }.MayHold(marking));
}
