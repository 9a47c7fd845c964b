using Vauban.Adapters.Stores.Surveys;
using Vauban.Core.Model;

namespace Vauban.Adapters.Stores;

static partial class Shapes
{
    public static readonly Shape<SurveyCall> SurveyCall = new("survey_rounds",
        ["workspace", "id", "questionnaire", "public_key", "key_id", "ends", "is_closed", "created", "version"], 2,
        c => [c.Workspace, c.Id, c.Questionnaire, c.Key, c.KeyId, c.Ends is { } day ? Dates.Text(day) : "", Flag(c.IsClosed), Times.Text(c.Created), c.Version],
        r => new(r.Text(), r.Text()) { Questionnaire = r.Text(), Key = r.Text(), KeyId = r.Text(), Ends = Day(r.Text()), IsClosed = r.Flag(), Created = r.Time(), Version = r.Number() });

    public static readonly Shape<SurveyInvitation> SurveyInvitation = new("survey_invitations",
        ["workspace", "id", "round", "contributor", "controlled_by", "country", "size", "items", "inviter", "token_hash", "expires", "user_id", "created"], 2,
        i => [i.Workspace, i.Id, i.Round, i.Contributor, i.Group, i.Country, i.Size, Words(i.Items), i.Inviter, i.TokenHash, Times.Text(i.Expires), i.User, Times.Text(i.Created)],
        r => new(r.Text(), r.Text(), r.Text(), r.Text())
        {
            Group = r.Text(), Country = r.Text(), Size = r.Text(), Items = r.Words(), Inviter = r.Text(), TokenHash = r.Text(), Expires = r.Time(), User = r.Text(), Created = r.Time(),
        });

    public static readonly Shape<SurveyContact> SurveyContact = new("survey_contacts", ["workspace", "contributor", "name", "mail", "keep_until"], 2,
        c => [c.Workspace, c.Contributor, c.Name, c.Mail, Dates.Text(c.Until)],
        r => new(r.Text(), r.Text(), r.Text(), r.Text(), Day(r.Text()) ?? default));

    public static readonly Shape<SealedAnswer> SealedAnswer = new("survey_answers",
        ["workspace", "round", "contributor", "version", "key_id", "hash", "consents", "sent", "envelope"], 3,
        a => [a.Workspace, a.Round, a.Contributor, a.Version, a.KeyId, a.Hash, Words(a.Consents), Times.Text(a.Sent), a.Sealed.ToArray()],
        r => new(r.Text(), r.Text(), r.Text()) { Version = r.Number(), KeyId = r.Text(), Hash = r.Text(), Consents = r.Words(), Sent = r.Time(), Sealed = r.Bytes() });

    public static readonly Shape<StoredRelease> SurveyRelease = new("survey_releases",
        ["workspace", "number", "round", "status", "survey", "content", "counts", "basis", "officer", "approver", "created", "decided", "envelope"], 2,
        v => [v.Workspace, v.Number, v.Round, v.Status.ToString(), v.Survey, v.Public, Words(v.Counts), v.Basis, v.Officer, v.Approver, Times.Text(v.Created), Times.Text(v.Decided), v.Sealed.ToArray()],
        r => new(r.Text(), r.Number(), r.Text())
        {
            Status = r.Choice<ReleaseStatus>(), Survey = r.Text(), Public = r.Text(), Counts = r.Words(), Basis = r.Number(), Officer = r.Text(), Approver = r.Text(), Created = r.Time(), Decided = r.Time(), Sealed = r.Bytes(),
        });
}
