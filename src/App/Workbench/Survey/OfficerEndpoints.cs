using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Sealing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.App.Survey;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Model;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Survey;

/// <summary>Rounds, invitations and releases of surveys, for the survey officer alone. The officer's key comes with the form that needs it, lives for that request, and is kept nowhere.</summary>
sealed class OfficerEndpoints : IWorkspaceEndpoints
{
    /// <summary>What is carried to the round's page: the secret of an invitation, and whom it is for.</summary>
    public const string Link = "survey-link";

    const int MostText = 100, MostKey = 1 << 16, MostKits = 200;

    public static void Map(IEndpointRouteBuilder workspace)
    {
        var forms = workspace.MapGroup("survey").Needs(Role.SurveyOfficer).ExcludeFromDescription();
        forms.MapPost("rounds", Make);
        forms.MapPost("rounds/{round}/close", Close);
        forms.MapPost("rounds/{round}/invite", Invite);
        forms.MapPost("rounds/{round}/kits", Collect);
        forms.MapPost("rounds/{round}/release", Plan);
        forms.MapPost("releases/{number:long}/look", Look);
        forms.MapPost("releases/{number:long}/decide", Decide);
        forms.MapPost("keys", Renew);
        workspace.MapGet("survey/rounds/{round}/sealed.jsonl", Sealed).Needs(Role.SurveyOfficer)
            .WithSummary("Answers of a round as they lie in the store: one JSON object a line, sealed for the officer's key, which survey open opens on the officer's own machine.").Gives("application/jsonl");
        workspace.MapGet("survey/releases/{number:long}", Public).Needs(Role.Viewer, Role.Company, Role.SurveyOfficer)
            .WithSummary("What left with an approved release: the JSON of survey release --out.").Gives(ApiNotes.Json);
    }

    static string Page(CallerWorkspace caller, string round, string what = "") => caller.At("survey-round/" + round) + what;

    static async Task<IResult> Make(IFormCollection form, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        IResult Wrong(string what) => TypedResults.LocalRedirect(caller.At("survey") + "?wrong=" + what);
        var id = form["round"].ToString().Trim();
        if (!Workspace.IsId(id)) return Wrong("id");
        DateOnly? ends = null;
        if (form["ends"].ToString() is { Length: > 0 } typed)
        {
            if (!DateOnly.TryParseExact(typed, "yyyy-MM-dd", out var day)) return Wrong("date");
            ends = day;
        }
        if (await Bytes(form.Files.GetFile("questionnaire"), 1 << 20, stop) is not { } questionnaire || SurveyDesk.Read(questionnaire, []) is not { } asked) return Wrong("questionnaire");
        SealKey key;
        try
        {
            key = SealKey.Read(Encoding.UTF8.GetString(await Bytes(form.Files.GetFile("key"), MostKey, stop) ?? []));
        }
        catch (SealException)
        {
            return Wrong("public-key");
        }
        var saved = await store.SaveSurveyCall(new(caller.Id, id) { Questionnaire = Encoding.UTF8.GetString(QuestionnaireFile.Write(asked)), Key = key.Pem, KeyId = key.Id, Ends = ends }, caller.Actor, stop);
        return saved.IsSaved ? TypedResults.LocalRedirect(Page(caller, id)) : Wrong("taken");
    }

    static async Task<IResult> Close(string round, IFormCollection form, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindSurveyCall(caller.Id, round, stop) is not { } call) return TypedResults.NotFound();
        await store.SaveSurveyCall(call with { IsClosed = form["closed"] == "yes" }, caller.Actor, stop);
        return TypedResults.LocalRedirect(Page(caller, round));
    }

    static async Task<IResult> Invite(string round, IFormCollection form, CallerWorkspace caller, HttpContext context, IWorkspaceStore store, Carried carried, TimeProvider time, CancellationToken stop)
    {
        if (await store.FindSurveyCall(caller.Id, round, stop) is null) return TypedResults.NotFound();
        string Field(string name) => form[name].ToString().Trim();
        var (company, country, size) = (Field("company"), Field("country").ToUpperInvariant(), Field("size"));
        if (!Workspace.IsId(company) || Field("group").Length > MostText || !IsCountry(country) || !IsSize(size)) return TypedResults.LocalRedirect(Page(caller, round, "?wrong=company"));
        var known = (await store.SurveyInvitations(caller.Id, stop)).FirstOrDefault(i => i.Contributor == company && i.User.Length > 0);
        // Who answered before signs in as before: no link lies about.
        var secret = known is null ? Secrets.New() : "";
        var invitation = new SurveyInvitation(caller.Id, Secrets.NewId(), round, company)
        {
            Group = Field("group"), Country = country, Size = size, Items = [.. Field("items").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostText)],
            TokenHash = secret.Length > 0 ? Secrets.Hash(secret) : "", Expires = time.GetUtcNow() + CompanyDesk.Lifetime, User = known?.User ?? "",
        };
        if (await store.InviteToSurvey(invitation, caller.Actor, stop) && secret.Length > 0) carried.Put(context, Link, secret, company);
        return TypedResults.LocalRedirect(Page(caller, round, secret.Length > 0 ? "?invited=link" : "?invited=known"));
    }

    static async Task<IResult> Collect(string round, IFormCollection form, CallerWorkspace caller, SurveyDesk desk, CancellationToken stop)
    {
        if (await desk.Round(caller.Id, round, stop) is not { } call) return TypedResults.NotFound();
        var (taken, refused) = (0, 0);
        foreach (var file in form.Files.GetFiles("kits").Take(MostKits))
        {
            var bytes = await Bytes(file, KitReader.MostBytes, stop);
            if (bytes is not null && await desk.Collect(call, bytes, caller.Actor, stop)) taken++;
            else refused++;
        }
        return TypedResults.LocalRedirect(Page(caller, round, string.Create(CultureInfo.InvariantCulture, $"?taken={taken}&refused={refused}")));
    }

    static async Task<IResult> Plan(string round, IFormCollection form, CallerWorkspace caller, SurveyDesk desk, CancellationToken stop)
    {
        if (await desk.Round(caller.Id, round, stop) is not { } call) return TypedResults.NotFound();
        IResult Wrong(string what) => TypedResults.LocalRedirect(Page(caller, round, "?wrong=" + what));
        var table = form["table"].ToString();
        if (!SurveyDesk.Tables.ContainsKey(table)) return Wrong("table");
        try
        {
            using var key = await Key(form, stop);
            var planned = await desk.Plan(call, new(table, form["ranges"] == "yes", form["adapt"] == "yes"), key, caller.Actor, stop);
            return planned is null ? Wrong("no-answer") : Show(call, caller, planned.Proposal.Release, planned);
        }
        catch (SealException e)
        {
            return Wrong(KeyChoice.Word(e.Fault));
        }
        catch (SurveyHistoryException)
        {
            return Wrong("history");
        }
        catch (SurveySizeException)
        {
            return Wrong("size");
        }
    }

    static async Task<IResult> Look(long number, IFormCollection form, CallerWorkspace caller, SurveyDesk desk, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindSurveyRelease(caller.Id, number, stop) is not { } release || await desk.Round(caller.Id, release.Round, stop) is not { } call) return TypedResults.NotFound();
        try
        {
            using var key = await Key(form, stop);
            var opened = SurveyDesk.Look(release, key);
            await store.Append(new(caller.Actor, caller.Id, "survey.release.look", number.ToString(CultureInfo.InvariantCulture)), stop);
            return Show(call, caller, opened, null);
        }
        catch (SealException e)
        {
            return TypedResults.LocalRedirect(Page(caller, release.Round, "?wrong=" + KeyChoice.Word(e.Fault)));
        }
    }

    static RazorComponentResult<ReleaseDocument> Show(OpenCall call, CallerWorkspace caller, SurveyRelease release, PlannedRelease? planned) =>
        new(new { Back = Page(caller, call.Call.Id), Release = release, Refused = planned?.Proposal.MayLeave == false, IsPlanned = planned is not null, Lost = (IReadOnlyList<string>)[.. planned?.Opened.Lost.Select(l => l.Contributor) ?? []] });

    static async Task<IResult> Decide(long number, IFormCollection form, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindSurveyRelease(caller.Id, number, stop) is not { } release) return TypedResults.NotFound();
        // A person decides, not a key that somebody was given.
        var status = await store.DecideSurveyRelease(caller.Id, number, form["approve"] == "yes", caller.User.Id, stop);
        return TypedResults.LocalRedirect(Page(caller, release.Round, status switch { SaveStatus.Saved => "?done=decided", SaveStatus.Taken => "?wrong=two", _ => "?wrong=beside" }));
    }

    static async Task<IResult> Renew(IFormCollection form, CallerWorkspace caller, SurveyDesk desk, CancellationToken stop)
    {
        var back = caller.At("survey");
        try
        {
            using var key = await Key(form, stop);
            var next = SealKey.Read(Encoding.UTF8.GetString(await Bytes(form.Files.GetFile("to"), MostKey, stop) ?? []));
            var (moved, left) = await desk.Renew(caller.Id, key, next, caller.Actor, stop);
            return TypedResults.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"{back}?moved={moved}&left={left}"));
        }
        catch (SealException e)
        {
            return TypedResults.LocalRedirect(back + "?wrong=" + KeyChoice.Word(e.Fault));
        }
    }

    static async Task<IResult> Sealed(string round, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        if (await store.FindSurveyCall(caller.Id, round, stop) is null) return TypedResults.NotFound();
        var lines = new StringBuilder();
        foreach (var answer in (await store.SealedAnswers(caller.Id, stop)).Where(a => a.Round == round))
            lines.Append(JsonSerializer.Serialize(new Dictionary<string, string> { ["about"] = answer.About, ["hash"] = answer.Hash, ["sealed"] = Convert.ToBase64String(answer.Sealed.Span) })).Append('\n');
        return TypedResults.Text(lines.ToString(), "application/jsonl");
    }

    static async Task<IResult> Public(long number, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop) =>
        await store.FindSurveyRelease(caller.Id, number, stop) is { Status: ReleaseStatus.Approved } release ? TypedResults.Text(release.Public, ApiNotes.Json) : TypedResults.NotFound();

    /// <summary>True for a country that may be stated.</summary>
    public static bool IsCountry(string code) => Countries.All.Any(c => c.Code == code);

    /// <summary>True for a size class, or none.</summary>
    public static bool IsSize(string size) => size.Length == 0 || Sizes.Contains(size);

    /// <summary>Size classes.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["micro", "small", "medium", "mid-cap", "large"];

    static async Task<OfficerKey> Key(IFormCollection form, CancellationToken stop) =>
        await Bytes(form.Files.GetFile("key"), MostKey, stop) is { } pem ? OfficerKey.Read(Encoding.UTF8.GetString(pem), form["passphrase"].ToString()) : throw new SealException(SealFault.NoKey);

    static async Task<byte[]?> Bytes(IFormFile? file, int most, CancellationToken stop)
    {
        if (file is not { Length: > 0 } || file.Length > most) return null;
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }
}
