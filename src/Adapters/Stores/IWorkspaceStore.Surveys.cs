using Vauban.Adapters.Stores.Surveys;

namespace Vauban.Adapters.Stores;

public partial interface IWorkspaceStore
{
    /// <summary>Keeps a round of a survey, new or changed.</summary>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    /// <exception cref="ArgumentException">Its id is no id.</exception>
    Task<Saved<SurveyCall>> SaveSurveyCall(SurveyCall call, string by, CancellationToken stop = default);

    /// <summary>Rounds of a workspace, newest first.</summary>
    Task<IReadOnlyList<SurveyCall>> SurveyCalls(string workspace, CancellationToken stop = default);

    /// <summary>A round, or null.</summary>
    Task<SurveyCall?> FindSurveyCall(string workspace, string id, CancellationToken stop = default);

    /// <summary>Invites a company, with a link or without one; a second invitation to the same round takes the place of the first, whose link ends.</summary>
    /// <returns>False where there is no such round.</returns>
    Task<bool> InviteToSurvey(SurveyInvitation invitation, string by, CancellationToken stop = default);

    /// <summary>Invitations of a workspace, by round and company.</summary>
    Task<IReadOnlyList<SurveyInvitation>> SurveyInvitations(string workspace, CancellationToken stop = default);

    /// <summary>The invitation of a link that was not used yet and has not ended, or null.</summary>
    Task<SurveyInvitation?> FindSurveyInvitation(string tokenHash, CancellationToken stop = default);

    /// <summary>Uses a link: it works once. All invitations of the company are the person's from then on.</summary>
    /// <returns>The invitation; null where the link was used, ended or never was.</returns>
    Task<SurveyInvitation?> TakeSurveyInvitation(string tokenHash, string user, CancellationToken stop = default);

    /// <summary>Keeps whom to ask at a company.</summary>
    /// <exception cref="KeyNotFoundException">There is no such workspace.</exception>
    Task SaveSurveyContact(SurveyContact contact, string by, CancellationToken stop = default);

    /// <summary>Contacts of a workspace, by company; those whose day is over are deleted first.</summary>
    Task<IReadOnlyList<SurveyContact>> SurveyContacts(string workspace, CancellationToken stop = default);

    /// <summary>Deletes whom to ask at a company; false where there is nobody.</summary>
    Task<bool> RemoveSurveyContact(string workspace, string contributor, string by, CancellationToken stop = default);

    /// <summary>Keeps a sealed answer; its hash goes into the audit log.</summary>
    /// <param name="answer">Answer; its version is one more than that of the answer it replaces.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>False where the round is closed or gone, or another answer came between; nothing was stored.</returns>
    Task<bool> SaveSealedAnswer(SealedAnswer answer, string by, CancellationToken stop = default);

    /// <summary>Puts the envelope for another key in place of one; false where the answer is another meanwhile.</summary>
    Task<bool> RewrapAnswer(SealedAnswer answer, string by, CancellationToken stop = default);

    /// <summary>Sealed answers of a workspace, by round and company.</summary>
    Task<IReadOnlyList<SealedAnswer>> SealedAnswers(string workspace, CancellationToken stop = default);

    /// <summary>The sealed answer of a company, or null.</summary>
    Task<SealedAnswer?> FindSealedAnswer(string workspace, string round, string contributor, CancellationToken stop = default);

    /// <summary>Deletes the answer of a company; false where there is none.</summary>
    Task<bool> RemoveSealedAnswer(string workspace, string round, string contributor, string by, CancellationToken stop = default);

    /// <summary>Keeps a planned release as a draft and gives it its number.</summary>
    /// <exception cref="KeyNotFoundException">There is no such round.</exception>
    Task<StoredRelease> AddSurveyRelease(StoredRelease release, CancellationToken stop = default);

    /// <summary>Releases of a workspace, newest first.</summary>
    Task<IReadOnlyList<StoredRelease>> SurveyReleases(string workspace, CancellationToken stop = default);

    /// <summary>A release, or null.</summary>
    Task<StoredRelease?> FindSurveyRelease(string workspace, long number, CancellationToken stop = default);

    /// <summary>Decides on a draft, as somebody else than who planned it. It is approved only while no other release of the survey was since it was judged.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="number">Number of the release.</param>
    /// <param name="isApproved">True to approve it.</param>
    /// <param name="by">The second person.</param>
    /// <param name="stop">Cancels before it is written.</param>
    /// <returns>Changed where it is no draft any more, or another release came before it; Taken where both are one person; Gone where there is none.</returns>
    Task<SaveStatus> DecideSurveyRelease(string workspace, long number, bool isApproved, string by, CancellationToken stop = default);

    /// <summary>Puts the envelope for another key in place of a release's.</summary>
    Task RewrapRelease(StoredRelease release, string by, CancellationToken stop = default);
}
