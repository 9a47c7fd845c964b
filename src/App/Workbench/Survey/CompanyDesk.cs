using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Sealing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.App.Workbench.Access;
using Vauban.Core.Survey;

namespace Vauban.App.Workbench.Survey;

/// <summary>A company in a chain of invitations, as one viewer may see it: what it is, never who.</summary>
/// <param name="Pseudonym">What the viewer knows it by.</param>
/// <param name="Tier">1 for a supplier that the viewer invited, 2 for one of these, and so on.</param>
/// <param name="Country">Country.</param>
/// <param name="Size">Size class; empty where it was not stated.</param>
/// <param name="HasJoined">True where it opened its invitation.</param>
/// <param name="HasAnswered">True where it answered.</param>
sealed record SeenSupplier(string Pseudonym, int Tier, string Country, string Size, bool HasJoined, bool HasAnswered);

/// <summary>What a company that is asked does: it answers, keeps its answer sealed, invites its suppliers.</summary>
sealed class CompanyDesk(IWorkspaceStore store, SurveyDesk desk, TimeProvider time)
{
    /// <summary>How long a link holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    const int MostTiers = 20, MostInvited = 500;

    /// <summary>The company that a member speaks for; empty for nobody.</summary>
    public static string Company(CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return caller.Has(Core.Workspaces.Role.Company) ? caller.Member.Party : "";
    }

    /// <summary>Invitations of a company, the newest round first.</summary>
    public async Task<IReadOnlyList<(OpenCall Call, SurveyInvitation Invitation, SealedAnswer? Answer)>> Asked(string workspace, string company, CancellationToken stop)
    {
        if (company.Length == 0) return [];
        var mine = (await store.SurveyInvitations(workspace, stop)).Where(i => i.Contributor == company).ToDictionary(i => i.Round, StringComparer.Ordinal);
        var found = new List<(OpenCall, SurveyInvitation, SealedAnswer?)>();
        foreach (var call in await desk.Rounds(workspace, stop))
            if (mine.TryGetValue(call.Call.Id, out var invitation)) found.Add((call, invitation, await store.FindSealedAnswer(workspace, call.Call.Id, company, stop)));
        return found;
    }

    /// <summary>The last answer of a company to any round of a survey, opened by its reading code; null where there is none for it.</summary>
    public async Task<AnswerSheet?> Last(string workspace, string company, string survey, ReadingCode code, CancellationToken stop)
    {
        foreach (var (call, _, answer) in (await Asked(workspace, company, stop)).Where(a => a.Answer is not null && a.Call.Questionnaire.Survey == survey).OrderByDescending(a => a.Answer!.Sent))
            try
            {
                if (SurveyDesk.Sheet(Envelope.Open(answer!.Sealed.Span, answer.About, code)) is { } sheet) return sheet;
            }
            catch (SealException)
            {
                // An answer before this one may have this code.
            }
        return null;
    }

    /// <summary>Seals a sheet and keeps it.</summary>
    /// <returns>What the company keeps; null where the round takes no answer any more, or the company sent another meanwhile.</returns>
    public async Task<AnswerReceipt?> Send(OpenCall call, AnswerSheet sheet, ReadingCode code, string by, CancellationToken stop) =>
        await desk.Keep(call, sheet, code, by, stop) is { } kept ? new(AnswerSheetFile.Receipt(sheet), kept.Hash, code.Text, call.Call.Id) : null;

    /// <summary>Invites a supplier of a company. Its id is made here: the company knows the link, the officer the id, and nobody reads a name out of either.</summary>
    /// <returns>The secret of its link; null where the round is none of the company's, or it invited too many.</returns>
    public async Task<string?> InviteSupplier(CallerWorkspace caller, string round, string country, string size, CancellationToken stop)
    {
        var company = Company(caller);
        var all = await store.SurveyInvitations(caller.Id, stop);
        if (company.Length == 0 || !all.Any(i => i.Contributor == company && i.Round == round) || all.Count(i => i.Inviter == company) >= MostInvited) return null;
        var secret = Secrets.New();
        var invitation = new SurveyInvitation(caller.Id, Secrets.NewId(), round, "supplier-" + Secrets.NewId()[..12])
        {
            Country = country, Size = size, Inviter = company, TokenHash = Secrets.Hash(secret), Expires = time.GetUtcNow() + Lifetime,
        };
        return await store.InviteToSurvey(invitation, caller.Actor, stop) ? secret : null;
    }

    /// <summary>Companies below a company in the chain of invitations, by tier, then by pseudonym.</summary>
    public async Task<IReadOnlyList<SeenSupplier>> Suppliers(string workspace, string company, CancellationToken stop)
    {
        if (company.Length == 0) return [];
        var names = new Pseudonyms(await Secret(workspace, stop));
        var answered = (await store.SealedAnswers(workspace, stop)).Select(a => a.Contributor).ToHashSet(StringComparer.Ordinal);
        var below = (await store.SurveyInvitations(workspace, stop)).Where(i => i.Inviter.Length > 0).ToLookup(i => i.Inviter, StringComparer.Ordinal);
        var (seen, found, tier) = (new HashSet<string>(StringComparer.Ordinal) { company }, new List<SeenSupplier>(), new List<string> { company });
        for (var depth = 1; depth <= MostTiers && tier.Count > 0; depth++)
        {
            var next = tier.SelectMany(c => below[c]).Where(i => seen.Add(i.Contributor)).ToArray();
            found.AddRange(next.Select(i => new SeenSupplier(names.Of(company, i.Contributor), depth, i.Country, i.Size, i.User.Length > 0, answered.Contains(i.Contributor))));
            tier = [.. next.Select(i => i.Contributor)];
        }
        return [.. found.OrderBy(s => s.Tier).ThenBy(s => s.Pseudonym, StringComparer.Ordinal)];
    }

    async Task<string> Secret(string workspace, CancellationToken stop)
    {
        var name = "survey-pseudonyms/" + workspace;
        if (await store.Setting(name, stop) is { } kept) return kept;
        await store.SaveSetting(name, Secrets.New(), "system", stop);
        return (await store.Setting(name, stop))!;
    }
}

/// <summary>What a company keeps of its answer.</summary>
/// <param name="Receipt">Says what was answered: it follows from the sheet.</param>
/// <param name="Hash">Says what is stored: SHA-256 of the sealed answer, which stands in the audit log.</param>
/// <param name="Code">Opens the answer for the company; kept nowhere else.</param>
/// <param name="Round">Round.</param>
sealed record AnswerReceipt(string Receipt, string Hash, string Code, string Round);
