using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Sealing;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Survey;

/// <summary>What a company does with its own answer. Nothing that it typed is stored but sealed: forms come back in the answer itself, never over an address.</summary>
sealed class CompanyEndpoints : IWorkspaceEndpoints
{
    /// <summary>What is carried to the company's page: its receipt and reading code, or the link of a supplier.</summary>
    public const string Receipt = "survey-receipt", Link = "survey-supplier";

    const int MostText = 200;

    public static void Map(IEndpointRouteBuilder workspace)
    {
        var forms = workspace.MapGroup("survey").Needs(Role.Company).ExcludeFromDescription();
        forms.MapPost("answers/{round}/fill", Fill);
        forms.MapPost("answers/{round}/check", Check);
        forms.MapPost("answers/{round}/change", Change);
        forms.MapPost("answers/{round}/send", Send);
        forms.MapPost("answers/{round}/remove", Remove);
        forms.MapPost("answers/{round}/compare", Compare);
        forms.MapPost("answers/{round}/supplier", Supplier);
        forms.MapPost("contact", Contact);
        forms.MapPost("contact/remove", RemoveContact);
    }

    static async Task<(OpenCall Call, SurveyInvitation Invitation, SealedAnswer? Answer)?> Mine(string round, CallerWorkspace caller, CompanyDesk desk, CancellationToken stop)
    {
        var found = (await desk.Asked(caller.Id, CompanyDesk.Company(caller), stop)).FirstOrDefault(a => a.Call.Call.Id == round);
        return found.Call is null ? null : found;
    }

    static IReadOnlyList<Question> Questions(OpenCall call, SurveyInvitation invitation) => call.Questionnaire.For(invitation.Items);

    static RazorComponentResult<AnswerDocument> Show(OpenCall call, SurveyInvitation invitation, CallerWorkspace caller, TypedSheet typed, string said = "", int status = StatusCodes.Status200OK) =>
        new(new { Call = call, Questions = Questions(call, invitation), Typed = typed, Action = caller.Api("survey/answers/" + call.Call.Id), Back = caller.At("my-survey"), Said = said }) { StatusCode = status };

    static async Task<IResult> Fill(string round, IFormCollection form, CallerWorkspace caller, CompanyDesk desk, CancellationToken stop)
    {
        if (await Mine(round, caller, desk, stop) is not var (call, invitation, _)) return TypedResults.NotFound();
        if (ReadingCode.Read(form["code"]) is { } code && await desk.Last(caller.Id, invitation.Contributor, call.Questionnaire.Survey, code, stop) is { } sheet)
            return Show(call, invitation, caller, TypedSheet.Of(sheet, code.Text), "filled");
        return Show(call, invitation, caller, new(), "no-code", StatusCodes.Status422UnprocessableEntity);
    }

    static async Task<IResult> Check(string round, IFormCollection form, CallerWorkspace caller, CompanyDesk desk, Texts texts, CancellationToken stop)
    {
        if (await Mine(round, caller, desk, stop) is not var (call, invitation, _)) return TypedResults.NotFound();
        var questions = Questions(call, invitation);
        var typed = TypedSheet.Read(form, questions, texts);
        if (typed.Errors.Count > 0) return Show(call, invitation, caller, typed, "errors", StatusCodes.Status422UnprocessableEntity);
        if (typed.Values.Count == 0) return Show(call, invitation, caller, typed, "nothing", StatusCodes.Status422UnprocessableEntity);
        return new RazorComponentResult<PreviewDocument>(new { Call = call, Questions = questions, Typed = typed, Action = caller.Api("survey/answers/" + round), Back = caller.At("my-survey") });
    }

    static async Task<IResult> Change(string round, IFormCollection form, CallerWorkspace caller, CompanyDesk desk, Texts texts, CancellationToken stop) =>
        await Mine(round, caller, desk, stop) is var (call, invitation, _) ? Show(call, invitation, caller, TypedSheet.Read(form, Questions(call, invitation), texts)) : TypedResults.NotFound();

    static async Task<IResult> Send(string round, IFormCollection form, CallerWorkspace caller, HttpContext context, CompanyDesk desk, SurveyDesk survey, Carried carried, Texts texts, CancellationToken stop)
    {
        if (await Mine(round, caller, desk, stop) is not var (call, invitation, _)) return TypedResults.NotFound();
        var questions = Questions(call, invitation);
        var typed = TypedSheet.Read(form, questions, texts);
        if (typed.Errors.Count > 0 || typed.Values.Count == 0) return Show(call, invitation, caller, typed, typed.Errors.Count > 0 ? "errors" : "nothing", StatusCodes.Status422UnprocessableEntity);
        var sheet = typed.Sheet(call.Questionnaire, questions, new()
        {
            Survey = call.Questionnaire.Survey, Questionnaire = "", Respondent = invitation.Contributor, Group = invitation.Group, Country = invitation.Country, Size = invitation.Size, Date = survey.Today, Answers = [],
        });
        if (await desk.Send(call, sheet, ReadingCode.Read(typed.Code) ?? ReadingCode.Make(), caller.Actor, stop) is not { } receipt) return Show(call, invitation, caller, typed, "closed", StatusCodes.Status409Conflict);
        carried.Put(context, Receipt, receipt.Receipt, receipt.Hash, receipt.Code, receipt.Round);
        return TypedResults.LocalRedirect(caller.At("my-survey") + "?done=sent");
    }

    static async Task<IResult> Remove(string round, IFormCollection form, CallerWorkspace caller, CompanyDesk desk, IWorkspaceStore store, CancellationToken stop)
    {
        if (await Mine(round, caller, desk, stop) is not var (_, invitation, _)) return TypedResults.NotFound();
        await store.RemoveSealedAnswer(caller.Id, round, invitation.Contributor, caller.Actor, stop);
        return TypedResults.LocalRedirect(caller.At("my-survey") + "?done=removed");
    }

    static async Task<IResult> Compare(string round, IFormCollection form, CallerWorkspace caller, CompanyDesk desk, IWorkspaceStore store, CancellationToken stop)
    {
        if (await Mine(round, caller, desk, stop) is not var (call, invitation, _)) return TypedResults.NotFound();
        var sheet = ReadingCode.Read(form["code"]) is { } code ? await desk.Last(caller.Id, invitation.Contributor, call.Questionnaire.Survey, code, stop) : null;
        var latest = (await store.SurveyReleases(caller.Id, stop)).FirstOrDefault(r => r.Survey == call.Questionnaire.Survey && r.Status == ReleaseStatus.Approved);
        var released = latest is null ? null : PublicRelease.Of(latest);
        var rows = released is null ? [] : SurveyBenchmark.Of(released.Cells, invitation.Country, invitation.Size.Length > 0 ? invitation.Size : SheetRound.NotStated, sheet);
        return new RazorComponentResult<BenchmarkDocument>(new { Call = call, Released = released, Rows = rows, HasOwn = sheet is not null, Back = caller.At("my-survey") });
    }

    static async Task<IResult> Supplier(string round, IFormCollection form, CallerWorkspace caller, HttpContext context, CompanyDesk desk, Carried carried, CancellationToken stop)
    {
        var (country, size) = (form["country"].ToString().Trim().ToUpperInvariant(), form["size"].ToString());
        if (!OfficerEndpoints.IsCountry(country) || !OfficerEndpoints.IsSize(size)) return TypedResults.LocalRedirect(caller.At("my-survey") + "?wrong=supplier");
        if (await desk.InviteSupplier(caller, round, country, size, stop) is not { } secret) return TypedResults.NotFound();
        carried.Put(context, Link, secret);
        return TypedResults.LocalRedirect(caller.At("my-survey") + "?done=invited");
    }

    static async Task<IResult> Contact(IFormCollection form, CallerWorkspace caller, CompanyDesk desk, SurveyDesk survey, IWorkspaceStore store, CancellationToken stop)
    {
        var (name, mail) = (form["contact"].ToString().Trim(), form["mail"].ToString().Trim());
        if (name.Length is 0 or > MostText || mail.Length is < 3 or > MostText || !mail.Contains('@', StringComparison.Ordinal) || (name + mail).Any(char.IsControl)) return TypedResults.LocalRedirect(caller.At("my-survey") + "?wrong=contact");
        var asked = await desk.Asked(caller.Id, CompanyDesk.Company(caller), stop);
        if (asked.Count == 0) return TypedResults.NotFound();
        await store.SaveSurveyContact(new(caller.Id, CompanyDesk.Company(caller), name, mail, survey.Today.AddMonths(asked.Max(a => a.Call.Questionnaire.ContactMonths))), caller.Actor, stop);
        return TypedResults.LocalRedirect(caller.At("my-survey") + "?done=contact");
    }

    static async Task<IResult> RemoveContact(IFormCollection form, CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        await store.RemoveSurveyContact(caller.Id, CompanyDesk.Company(caller), caller.Actor, stop);
        return TypedResults.LocalRedirect(caller.At("my-survey") + "?done=contact-gone");
    }
}
