using System.Security.Cryptography;
using System.Text;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Sealing;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.App.Cli;
using Vauban.App.Survey;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Workbench.Survey;

/// <summary>A round with its questionnaire.</summary>
public sealed record OpenCall(SurveyCall Call, Questionnaire Questionnaire)
{
    /// <summary>Title in a language.</summary>
    public string Title(string language) => Questionnaire.Title.In(language) is { Length: > 0 } title ? title : Call.Id;

    /// <summary>True where answers are taken.</summary>
    public bool IsOpen(DateOnly today) => !Call.IsClosed && !(Call.Ends < today);
}

/// <summary>What the officer opened: sheets that are as their companies sent them, and companies whose envelopes do not open or are not what was sent.</summary>
sealed record OpenedAnswers(IReadOnlyList<AnswerSheet> Sheets, IReadOnlyList<(string Contributor, SealFault Fault)> Lost);

/// <summary>What the officer asks of a release.</summary>
sealed record ReleaseAsk(string Table, bool HasRanges, bool IsAdapted);

/// <summary>A planned release: stored as a draft where it may leave.</summary>
sealed record PlannedRelease(SurveyProposal Proposal, OpenedAnswers Opened, StoredRelease? Draft);

/// <summary>What the survey officer does with rounds, sealed answers and releases. The key lives for one call and is kept nowhere.</summary>
sealed class SurveyDesk(IWorkspaceStore store, TimeProvider time)
{
    /// <summary>Tables that may be asked for: totals alone, by one breakdown, by both.</summary>
    public static IReadOnlyDictionary<string, string[]> Tables { get; } = new SortedDictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["all"] = [], ["country"] = ["country"], ["size"] = ["size"], ["both"] = ["country", "size"],
    };

    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Rounds of a workspace, newest first.</summary>
    public async Task<IReadOnlyList<OpenCall>> Rounds(string workspace, CancellationToken stop) => [.. (await store.SurveyCalls(workspace, stop)).Select(Of).OfType<OpenCall>()];

    /// <summary>A round; null where there is none.</summary>
    public async Task<OpenCall?> Round(string workspace, string id, CancellationToken stop) => await store.FindSurveyCall(workspace, id, stop) is { } call ? Of(call) : null;

    static OpenCall? Of(SurveyCall call) => Read(Encoding.UTF8.GetBytes(call.Questionnaire), []) is { } questionnaire ? new(call, questionnaire) : null;

    /// <summary>A questionnaire; null, with findings, where it is none.</summary>
    public static Questionnaire? Read(byte[] bytes, ICollection<Finding> findings)
    {
        using var stream = new MemoryStream(bytes);
        return QuestionnaireFile.Read(stream, new Place("questionnaire"), findings);
    }

    /// <summary>Opens the answers of a round.</summary>
    public async Task<OpenedAnswers> Open(string workspace, string round, OfficerKey key, CancellationToken stop)
    {
        var sent = await Sent(workspace, stop);
        var (sheets, lost) = (new List<AnswerSheet>(), new List<(string, SealFault)>());
        foreach (var answer in (await store.SealedAnswers(workspace, stop)).Where(a => a.Round == round))
        {
            // Whoever writes to the database could seal another answer for the public key: what was sent stands in the audit log.
            var isSent = Hash(answer.Sealed.Span) == answer.Hash && sent.Contains(answer.Hash);
            try
            {
                var sheet = Sheet(Envelope.Open(answer.Sealed.Span, answer.About, key));
                if (isSent && sheet?.Respondent == answer.Contributor) sheets.Add(Narrowed(sheet, answer));
                else lost.Add((answer.Contributor, SealFault.Changed));
            }
            catch (SealException e)
            {
                lost.Add((answer.Contributor, e.Fault));
            }
        }
        return new(sheets, lost);
    }

    /// <summary>Seals the answer of a kit and keeps it; what was typed into the kit goes nowhere else.</summary>
    /// <returns>False where it is no kit of the round's questionnaire, has errors, or the round takes no answer any more.</returns>
    public async Task<bool> Collect(OpenCall call, byte[] kit, string by, CancellationToken stop)
    {
        var (workspace, round) = (call.Call.Workspace, call.Call.Id);
        using var stream = new MemoryStream(kit, writable: false);
        if (KitReader.Read(stream, new Place("kit"), call.Questionnaire, new List<Finding>()) is not { } sheet) return false;
        if (!(await store.SurveyInvitations(workspace, stop)).Any(i => i.Round == round && i.Contributor == sheet.Respondent))
            await store.InviteToSurvey(new(workspace, Secrets.NewId(), round, sheet.Respondent) { Group = sheet.Group, Country = sheet.Country, Size = sheet.Size, Expires = time.GetUtcNow() }, by, stop);
        var (name, mail) = (sheet.Contact.Name, sheet.Contact.Mail);
        if (await Keep(call, sheet with { Contact = BusinessContact.None }, null, by, stop) is null) return false;
        if (name.Length > 0 && mail.Length > 0) await store.SaveSurveyContact(new(workspace, sheet.Respondent, name, mail, Today.AddMonths(call.Questionnaire.ContactMonths)), by, stop);
        return true;
    }

    /// <summary>Seals a sheet and keeps it as the next version of its company's answer.</summary>
    /// <returns>What is stored; null where the round takes no answer any more, or another came meanwhile.</returns>
    public async Task<SealedAnswer?> Keep(OpenCall call, AnswerSheet sheet, ReadingCode? code, string by, CancellationToken stop)
    {
        if (!call.IsOpen(Today)) return null;
        var (workspace, round) = (call.Call.Workspace, call.Call.Id);
        var version = ((await store.FindSealedAnswer(workspace, round, sheet.Respondent, stop))?.Version ?? 0) + 1;
        var answer = new SealedAnswer(workspace, round, sheet.Respondent)
        {
            Version = version, KeyId = call.Call.KeyId, Consents = [.. sheet.Answers.Select(a => $"{a.Question} {AnswerSheetFile.Consents[(int)a.Consent]}")],
        };
        var envelope = Envelope.Seal(AnswerSheetFile.Write([sheet with { Version = (int)version }]), answer.About, SealKey.Read(call.Call.Key), code);
        answer = answer with { Sealed = envelope, Hash = Hash(envelope) };
        return await store.SaveSealedAnswer(answer, by, stop) ? answer : null;
    }

    /// <summary>Plans a release and keeps it as a draft where it may leave.</summary>
    /// <exception cref="SealException">An earlier release does not open with this key.</exception>
    public async Task<PlannedRelease?> Plan(OpenCall call, ReleaseAsk ask, OfficerKey key, string by, CancellationToken stop)
    {
        var (workspace, round) = (call.Call.Workspace, call.Call.Id);
        var opened = await Open(workspace, round, key, stop);
        var answers = SheetRound.Of(call.Questionnaire, opened.Sheets, Today);
        if (answers.Answers.Count == 0) return null;
        var (history, basis) = await History(workspace, answers.Survey, key, stop);
        var rules = new SurveyRules { LeastContributors = Math.Max(3, call.Questionnaire.LeastContributors), Intervals = ask.HasRanges };
        var proposal = SurveyReleaseEngine.Run(answers, [SurveyTable.Of(Tables[ask.Table])], rules, history, ask.IsAdapted ? SurveyBeside.Adapt : SurveyBeside.Refuse, LinearSolvers.Default, stop);
        if (!proposal.MayLeave)
        {
            await store.Append(new(by, workspace, "survey.release.refuse", round), stop);
            return new(proposal, opened, null);
        }
        var identity = new SurveyIdentity(SurveyHistoryFile.PublicFingerprint(proposal.Release), true, "", ProductVersion.Text);
        var utility = proposal.Release.Utility;
        var draft = new StoredRelease(workspace, 0, round)
        {
            Survey = answers.Survey, Public = JsonText.Of(json => SurveyJson.WritePublic(json, proposal.Release, identity)), Basis = basis, Officer = by,
            Counts = [.. new[] { utility.Shown, utility.Ranges, utility.Primary, utility.Secondary }.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        };
        draft = draft with { Sealed = Envelope.Seal(Encoding.UTF8.GetBytes(SurveyHistoryFile.Write(proposal.Release)), draft.About, key.Public) };
        return new(proposal, opened, await store.AddSurveyRelease(draft, stop));
    }

    /// <summary>A release with its answers and reasons.</summary>
    /// <exception cref="SealException">It does not open with this key.</exception>
    public static SurveyRelease Look(StoredRelease release, OfficerKey key) => SurveyHistoryFile.Read(Encoding.UTF8.GetString(Envelope.Open(release.Sealed.Span, release.About, key)));

    /// <summary>Seals everything of a workspace for another key.</summary>
    /// <returns>What was sealed anew, and what the old key does not open, which stays as it is.</returns>
    public async Task<(int Moved, int Left)> Renew(string workspace, OfficerKey old, SealKey next, string by, CancellationToken stop)
    {
        var (moved, left) = (0, 0);
        // New answers come in for the new key from here on.
        foreach (var call in (await store.SurveyCalls(workspace, stop)).Where(c => c.KeyId == old.Public.Id)) await store.SaveSurveyCall(call with { Key = next.Pem, KeyId = next.Id }, by, stop);
        foreach (var answer in await store.SealedAnswers(workspace, stop))
        {
            if (Rewrapped(answer.Sealed, answer.About, old, next) is { } envelope)
                moved += await store.RewrapAnswer(answer with { Sealed = envelope, KeyId = next.Id, Hash = Hash(envelope) }, by, stop) ? 1 : 0;
            else left += answer.KeyId == next.Id ? 0 : 1;
        }
        foreach (var release in await store.SurveyReleases(workspace, stop))
        {
            if (Rewrapped(release.Sealed, release.About, old, next) is { } envelope)
            {
                await store.RewrapRelease(release with { Sealed = envelope }, by, stop);
                moved++;
            }
            else left += Envelope.Keys(release.Sealed.Span).Contains(next.Id) ? 0 : 1;
        }
        return (moved, left);
    }

    /// <summary>SHA-256 of an envelope.</summary>
    public static string Hash(ReadOnlySpan<byte> envelope) => Convert.ToHexStringLower(SHA256.HashData(envelope));

    /// <summary>A sheet out of its plain bytes; null where it is none.</summary>
    public static AnswerSheet? Sheet(byte[] plain)
    {
        using var stream = new MemoryStream(plain);
        return AnswerSheetFile.Read(stream, new Place("answer"), new List<Finding>()) is [var sheet] ? sheet : null;
    }

    async Task<(IReadOnlyList<SurveyRelease> Releases, long Basis)> History(string workspace, string survey, OfficerKey key, CancellationToken stop)
    {
        var approved = (await store.SurveyReleases(workspace, stop)).Where(r => r.Survey == survey && r.Status == ReleaseStatus.Approved).OrderBy(r => r.Number).ToArray();
        return ([.. approved.Select(r => Look(r, key))], approved.Length > 0 ? approved[^1].Number : 0);
    }

    // What a company narrowed since it answered counts; nobody widens what it allowed when it sealed.
    static AnswerSheet Narrowed(AnswerSheet sheet, SealedAnswer stored)
    {
        var words = stored.Consents.Select(c => c.Split(' ')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        return sheet with { Answers = [.. sheet.Answers.Select(a => a with { Consent = (AnswerConsent)Math.Min((int)a.Consent, Math.Max(0, AnswerSheetFile.Consents.ToList().IndexOf(words.GetValueOrDefault(a.Question, "officer")))) })] };
    }

    static byte[]? Rewrapped(ReadOnlyMemory<byte> envelope, string about, OfficerKey old, SealKey next)
    {
        try
        {
            return Envelope.Rewrap(envelope.Span, about, old, next);
        }
        catch (SealException)
        {
            return null;
        }
    }

    async Task<HashSet<string>> Sent(string workspace, CancellationToken stop)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        for (long? before = null; ;)
        {
            var lines = await store.FindAudit(new() { Workspace = workspace, Action = "survey.answer", Before = before ?? 0, Most = 1000 }, stop);
            foreach (var line in lines.Where(l => l.Event.Action is "survey.answer" or "survey.answer.rewrap")) sent.Add(line.Event.Target);
            if (lines.Count < 1000) return sent;
            before = lines[^1].Number;
        }
    }
}
