using System.Globalization;
using Vauban.Adapters.Stores.Surveys;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public Task<Saved<SurveyCall>> SaveSurveyCall(SurveyCall call, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Workspace.IsId(call.Id)) throw new ArgumentException("The id of a round is 1 to 64 small letters, digits and hyphens.", nameof(call));
        ThrowIfLong(call.Questionnaire);
        return _database.Write(s =>
        {
            Require(s, call.Workspace);
            return Save(s, Shapes.SurveyCall, call, s.Find(Shapes.SurveyCall, call.Workspace, call.Id),
                new(v => v.Version, (v, version, old) => v with { Version = version, Created = old?.Created ?? s.Now }), new(by, call.Workspace, "survey.round", call.Id, "key " + call.KeyId));
        }, stop);
    }

    public Task<IReadOnlyList<SurveyCall>> SurveyCalls(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<SurveyCall>>(s => s.List($"SELECT {Shapes.SurveyCall.All} FROM survey_rounds WHERE workspace = {workspace} ORDER BY created DESC, id", Shapes.SurveyCall.Read), stop);

    public Task<SurveyCall?> FindSurveyCall(string workspace, string id, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.SurveyCall, workspace, id), stop);

    public Task<bool> InviteToSurvey(SurveyInvitation invitation, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.SurveyCall, invitation.Workspace, invitation.Round) is null) return false;
            s.Run($"DELETE FROM survey_invitations WHERE workspace = {invitation.Workspace} AND round = {invitation.Round} AND contributor = {invitation.Contributor}");
            s.Insert(Shapes.SurveyInvitation, invitation with { Created = s.Now });
            s.Audit(by, invitation.Workspace, "survey.invite", invitation.Id, invitation.Round);
            return true;
        }, stop);
    }

    public Task<IReadOnlyList<SurveyInvitation>> SurveyInvitations(string workspace, CancellationToken stop = default) => _database.Read<IReadOnlyList<SurveyInvitation>>(s =>
        s.List($"SELECT {Shapes.SurveyInvitation.All} FROM survey_invitations WHERE workspace = {workspace} ORDER BY round, contributor", Shapes.SurveyInvitation.Read), stop);

    public Task<SurveyInvitation?> FindSurveyInvitation(string tokenHash, CancellationToken stop = default) => _database.Read(s => Open(s, tokenHash), stop);

    static SurveyInvitation? Open(Session s, string tokenHash) => tokenHash.Length == 0 ? null
        : s.First($"SELECT {Shapes.SurveyInvitation.All} FROM survey_invitations WHERE token_hash = {tokenHash}", Shapes.SurveyInvitation.Read) is { } found && s.Now < found.Expires ? found : null;

    public Task<SurveyInvitation?> TakeSurveyInvitation(string tokenHash, string user, CancellationToken stop = default) => _database.Write(s =>
    {
        if (Open(s, tokenHash) is not { } found) return null;
        s.Run($"UPDATE survey_invitations SET token_hash = {""}, user_id = {user} WHERE workspace = {found.Workspace} AND contributor = {found.Contributor}");
        s.Audit(user, found.Workspace, "survey.join", found.Id, found.Round);
        return s.Find(Shapes.SurveyInvitation, found.Workspace, found.Id);
    }, stop);

    public Task SaveSurveyContact(SurveyContact contact, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return _database.Write(s =>
        {
            Require(s, contact.Workspace);
            s.Remove(Shapes.SurveyContact, contact.Workspace, contact.Contributor);
            s.Insert(Shapes.SurveyContact, contact);
            s.Audit(by, contact.Workspace, "survey.contact", "", "");
            return 0;
        }, stop);
    }

    public Task<IReadOnlyList<SurveyContact>> SurveyContacts(string workspace, CancellationToken stop = default) => _database.Write<IReadOnlyList<SurveyContact>>(s =>
    {
        var today = Dates.Text(DateOnly.FromDateTime(s.Now.UtcDateTime));
        if (s.Run($"DELETE FROM survey_contacts WHERE workspace = {workspace} AND keep_until < {today}") is > 0 and var gone)
            s.Audit("system", workspace, "survey.contact.end", "", gone.ToString(CultureInfo.InvariantCulture));
        return s.List($"SELECT {Shapes.SurveyContact.All} FROM survey_contacts WHERE workspace = {workspace} ORDER BY contributor", Shapes.SurveyContact.Read);
    }, stop);

    public Task<bool> RemoveSurveyContact(string workspace, string contributor, string by, CancellationToken stop = default) =>
        _database.Write(s => Remove(s, Shapes.SurveyContact, [workspace, contributor], _ => true, new(by, workspace, "survey.contact.remove", "")) == SaveStatus.Saved, stop);

    public Task<bool> SaveSealedAnswer(SealedAnswer answer, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Sealed.Length > _limits.FileBytes) throw new StoreLimitException(nameof(StoreLimits.FileBytes), _limits.FileBytes);
        return _database.Write(s =>
        {
            var today = DateOnly.FromDateTime(s.Now.UtcDateTime);
            if (s.Find(Shapes.SurveyCall, answer.Workspace, answer.Round) is not { IsClosed: false } call || call.Ends < today || call.KeyId != answer.KeyId) return false;
            var stored = s.Find(Shapes.SealedAnswer, answer.Workspace, answer.Round, answer.Contributor);
            if (answer.Version != (stored?.Version ?? 0) + 1) return false;
            s.Remove(Shapes.SealedAnswer, answer.Workspace, answer.Round, answer.Contributor);
            s.Insert(Shapes.SealedAnswer, answer with { Sent = s.Now });
            s.Audit(by, answer.Workspace, "survey.answer", answer.Hash, answer.Round);
            return true;
        }, stop);
    }

    public Task<bool> RewrapAnswer(SealedAnswer answer, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.SealedAnswer, answer.Workspace, answer.Round, answer.Contributor) is not { } stored || stored.Version != answer.Version) return false;
            s.Update(Shapes.SealedAnswer, answer with { Sent = stored.Sent, Consents = stored.Consents });
            s.Audit(by, answer.Workspace, "survey.answer.rewrap", answer.Hash, stored.Hash);
            return true;
        }, stop);
    }

    public Task<IReadOnlyList<SealedAnswer>> SealedAnswers(string workspace, CancellationToken stop = default) => _database.Read<IReadOnlyList<SealedAnswer>>(s =>
        s.List($"SELECT {Shapes.SealedAnswer.All} FROM survey_answers WHERE workspace = {workspace} ORDER BY round, contributor", Shapes.SealedAnswer.Read), stop);

    public Task<SealedAnswer?> FindSealedAnswer(string workspace, string round, string contributor, CancellationToken stop = default) =>
        _database.Read(s => s.Find(Shapes.SealedAnswer, workspace, round, contributor), stop);

    public Task<bool> RemoveSealedAnswer(string workspace, string round, string contributor, string by, CancellationToken stop = default) => _database.Write(s =>
    {
        if (s.Find(Shapes.SealedAnswer, workspace, round, contributor) is not { } stored) return false;
        s.Remove(Shapes.SealedAnswer, workspace, round, contributor);
        s.Audit(by, workspace, "survey.answer.remove", stored.Hash, round);
        return true;
    }, stop);

    public Task<StoredRelease> AddSurveyRelease(StoredRelease release, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        ThrowIfLong(release.Public);
        return _database.Write(s =>
        {
            if (s.Find(Shapes.SurveyCall, release.Workspace, release.Round) is null) throw new KeyNotFoundException("There is no such round.");
            var number = s.Number($"SELECT COALESCE(MAX(number), 0) FROM survey_releases WHERE workspace = {release.Workspace}") + 1;
            s.Insert(Shapes.SurveyRelease, release with { Number = number, Status = ReleaseStatus.Draft, Approver = "", Created = s.Now, Decided = default });
            s.Audit(release.Officer, release.Workspace, "survey.release.plan", Number(number), string.Join(' ', release.Counts));
            return Found(s, release.Workspace, number)!;
        }, stop);
    }

    public Task<IReadOnlyList<StoredRelease>> SurveyReleases(string workspace, CancellationToken stop = default) => _database.Read<IReadOnlyList<StoredRelease>>(s =>
        s.List($"SELECT {Shapes.SurveyRelease.All} FROM survey_releases WHERE workspace = {workspace} ORDER BY number DESC", Shapes.SurveyRelease.Read), stop);

    public Task<StoredRelease?> FindSurveyRelease(string workspace, long number, CancellationToken stop = default) => _database.Read(s => Found(s, workspace, number), stop);

    public Task<SaveStatus> DecideSurveyRelease(string workspace, long number, bool isApproved, string by, CancellationToken stop = default) => _database.Write(s =>
    {
        if (Found(s, workspace, number) is not { } draft) return SaveStatus.Gone;
        if (draft.Officer == by) return SaveStatus.Taken;
        if (draft.Status != ReleaseStatus.Draft) return SaveStatus.Changed;
        // Judged beside fewer releases than there are, it may give away what the one between keeps.
        var last = s.Number($"SELECT COALESCE(MAX(number), 0) FROM survey_releases WHERE workspace = {workspace} AND survey = {draft.Survey} AND status = {nameof(ReleaseStatus.Approved)}");
        if (isApproved && last != draft.Basis) return SaveStatus.Changed;
        Replace(s, draft with { Status = isApproved ? ReleaseStatus.Approved : ReleaseStatus.Dropped, Approver = by, Decided = s.Now });
        s.Audit(by, workspace, isApproved ? "survey.release.approve" : "survey.release.drop", Number(number), string.Join(' ', draft.Counts));
        return SaveStatus.Saved;
    }, stop);

    public Task RewrapRelease(StoredRelease release, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        return _database.Write(s =>
        {
            if (Found(s, release.Workspace, release.Number) is not { } stored) return 0;
            Replace(s, stored with { Sealed = release.Sealed });
            s.Audit(by, release.Workspace, "survey.release.rewrap", Number(release.Number));
            return 0;
        }, stop);
    }

    static StoredRelease? Found(Session s, string workspace, long number) =>
        s.First($"SELECT {Shapes.SurveyRelease.All} FROM survey_releases WHERE workspace = {workspace} AND number = {number}", Shapes.SurveyRelease.Read);

    static void Replace(Session s, StoredRelease release)
    {
        s.Run($"DELETE FROM survey_releases WHERE workspace = {release.Workspace} AND number = {release.Number}");
        s.Insert(Shapes.SurveyRelease, release);
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
