using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;

namespace Vauban.Tests.Stores;

public abstract partial class StoreContract
{
    static readonly byte[] Envelope = [1, 2, 3];

    async Task<SurveyCall> MakeCall(DateOnly? ends = null)
    {
        await MakeWorkspace();
        return (await Store.SaveSurveyCall(new("w", "spring") { Questionnaire = "{}", Key = "PEM", KeyId = "k1", Ends = ends }, "ada")).Stored;
    }

    static SealedAnswer Answer(long version, string hash = "h") => new("w", "spring", "acme") { Version = version, KeyId = "k1", Hash = hash, Sealed = Envelope };

    [Fact]
    public async Task A_link_of_an_invitation_works_once_and_not_after_its_end()
    {
        await MakeCall();
        var ends = Clock.GetUtcNow().AddDays(3);
        await Store.InviteToSurvey(new("w", "i1", "spring", "acme") { TokenHash = "t1", Expires = ends }, "ada");
        await Store.InviteToSurvey(new("w", "i2", "spring", "bolt") { TokenHash = "t2", Expires = ends }, "ada");
        Assert.False(await Store.InviteToSurvey(new("w", "i3", "autumn", "acme"), "ada"));
        Assert.Null(await Store.TakeSurveyInvitation("", "u"));
        Assert.Null(await Store.TakeSurveyInvitation("t3", "u"));

        Assert.Equal("i1", (await Store.FindSurveyInvitation("t1"))!.Id);
        Assert.Equal("u", (await Store.TakeSurveyInvitation("t1", "u"))!.User);
        Assert.Null(await Store.TakeSurveyInvitation("t1", "v"));
        // A second invitation ends the link of the first.
        await Store.InviteToSurvey(new("w", "i4", "spring", "bolt") { TokenHash = "t4", Expires = ends }, "ada");
        Assert.Null(await Store.FindSurveyInvitation("t2"));
        Clock.Move(TimeSpan.FromDays(3));
        Assert.Null(await Store.FindSurveyInvitation("t4"));
        Assert.Null(await Store.TakeSurveyInvitation("t4", "u"));
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_in()
    {
        await MakeCall();
        await Store.InviteToSurvey(new("w", "i1", "spring", "acme") { TokenHash = "t", Expires = DateTimeOffset.MaxValue }, "ada");
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Store.TakeSurveyInvitation("t", $"u{i}")));
        Assert.Single(taken, t => t is not null);
    }

    [Fact]
    public async Task A_corrected_answer_takes_the_place_of_the_one_before_and_a_late_one_is_not_taken()
    {
        var call = await MakeCall(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime).AddDays(1));
        Assert.True(await Store.SaveSealedAnswer(Answer(1), "u"));
        Assert.False(await Store.SaveSealedAnswer(Answer(1, "other"), "u"));
        Assert.True(await Store.SaveSealedAnswer(Answer(2, "h2"), "u"));
        Assert.Equal("h2", Assert.Single(await Store.SealedAnswers("w")).Hash);
        // Sealed for a key that the round has no more, nobody would open it.
        Assert.False(await Store.SaveSealedAnswer(Answer(3) with { KeyId = "k0" }, "u"));
        Clock.Move(TimeSpan.FromDays(2));
        Assert.False(await Store.SaveSealedAnswer(Answer(3), "u"));
        await Store.SaveSurveyCall(call with { Ends = null, IsClosed = true }, "ada");
        Assert.False(await Store.SaveSealedAnswer(Answer(3), "u"));
        Assert.True(await Store.RemoveSealedAnswer("w", "spring", "acme", "u"));
        Assert.False(await Store.RemoveSealedAnswer("w", "spring", "acme", "u"));
        Assert.Equal(["h", "h2"], (await Store.FindAudit(new() { Action = "survey.answer" })).Where(e => e.Event.Action == "survey.answer").Select(e => e.Event.Target).Reverse());
    }

    [Fact]
    public async Task A_contact_goes_when_its_day_is_over_or_the_company_asks()
    {
        await MakeCall();
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        await Store.SaveSurveyContact(new("w", "acme", "A", "a@example.org", today.AddDays(1)), "u");
        await Store.SaveSurveyContact(new("w", "bolt", "B", "b@example.org", today.AddDays(9)), "u");
        Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal("bolt", Assert.Single(await Store.SurveyContacts("w")).Contributor);
        Assert.True(await Store.RemoveSurveyContact("w", "bolt", "u"));
        Assert.Empty(await Store.SurveyContacts("w"));
        Assert.DoesNotContain(await Store.FindAudit(new()), e => (e.Event.Target + e.Event.Detail).Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_needs_a_second_person_and_that_no_other_came_before_it()
    {
        await MakeCall();
        StoredRelease draft = new("w", 0, "spring") { Survey = "s", Public = "{}", Sealed = Envelope, Officer = "ada" };
        Assert.Equal(1, (await Store.AddSurveyRelease(draft)).Number);
        Assert.Equal(2, (await Store.AddSurveyRelease(draft)).Number);
        Assert.Equal(SaveStatus.Taken, await Store.DecideSurveyRelease("w", 1, isApproved: true, "ada"));
        Assert.Equal(SaveStatus.Saved, await Store.DecideSurveyRelease("w", 1, isApproved: true, "bo"));
        // It was judged without the first.
        Assert.Equal(SaveStatus.Changed, await Store.DecideSurveyRelease("w", 2, isApproved: true, "bo"));
        Assert.Equal(SaveStatus.Changed, await Store.DecideSurveyRelease("w", 1, isApproved: false, "bo"));
        Assert.Equal(SaveStatus.Saved, await Store.DecideSurveyRelease("w", 2, isApproved: false, "bo"));
        Assert.Equal(SaveStatus.Gone, await Store.DecideSurveyRelease("w", 9, isApproved: true, "bo"));
        await Store.AddSurveyRelease(draft with { Basis = 1 });
        Assert.Equal(SaveStatus.Saved, await Store.DecideSurveyRelease("w", 3, isApproved: true, "bo"));
        Assert.Equal([ReleaseStatus.Approved, ReleaseStatus.Dropped, ReleaseStatus.Approved], (await Store.SurveyReleases("w")).Select(r => r.Status));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Store.AddSurveyRelease(draft with { Round = "autumn" }));
    }
}
