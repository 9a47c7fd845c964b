using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.DataRoom;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>Contracts of a workspace: the facts that rules ask for, as a form and as the file of the command. Who saves over another's save is shown where the two differ.</summary>
sealed class ContractEndpoints : IWorkspaceEndpoints
{
    const int MostTitle = 80, MostContracts = 200;

    const string Id = "Id of the contract.";

    public static void Map(IEndpointRouteBuilder workspace)
    {
        ApiParameter version = new("version", "Version that was read; who saves over another's save is shown where the two differ.") { Type = "integer" };
        ApiParameter marking = new("marking", "Who may see it and what comes of it.") { Choices = FieldCatalog.Markings };
        workspace.MapGet("contracts", List).WithSummary("Contracts that the caller may see.").Gives(ApiNotes.Json);
        workspace.MapGet("contracts/{contract}", Find).WithSummary("Facts of a contract as the file that vauban eligibility check --contract reads.").Gives(ApiNotes.Json);
        workspace.MapPost("contracts", Create).Needs(Role.Analyst, Role.Steward).WithSummary("Keeps the facts of a contract: an empty one with a title, or a file.").TakesForm(new("title", "Its title, at most 80 characters; that of the file where not given."),
            new("file", "A contract's file (JSON, docs/reference/contract.schema.json).") { Type = "file" }, marking, new("declared", "yes: it is no result of a mapping that is classified.") { IsRequired = true, Choices = ["yes"] }).GoesBack();
        workspace.MapPost("contracts/{contract}", Save).Needs(Role.Analyst, Role.Steward).WithSummary("Saves the form of a contract: f.NAME is a fact, s.NAME its source, r.LIST.ROW.NAME a fact of a record. What is not sent stays.")
            .TakesForm([.. ContractForm.Heads.Select(h => new ApiParameter(h, $"The property {h} of the file.")), new("f.contract.signed", "A fact; the others are called likewise (f.contract.value)."), new("s.contract.signed", "Where it comes from."), new("r.parties.0.id", "Id of a record; without one it is taken away."), marking, version, new("add", "Name of a list: gives the form back with one more row in it and saves nothing.")]).GoesBack().Refuses(StatusCodes.Status409Conflict);
        workspace.MapPost("contracts/{contract}/remove", Remove).Needs(Role.Analyst, Role.Steward).WithSummary("Removes a contract: who made it may, and an administrator.").TakesForm(version).GoesBack();
    }

    static async Task<IResult> List(CallerWorkspace caller, IWorkspaceStore store, CancellationToken stop)
    {
        var all = await OwnContract.List(caller, store, stop);
        return TypedResults.Text(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("contracts", all, c =>
            {
                json.WriteStartObject();
                json.WriteString("contract", c.Kept.Id);
                json.WriteString("name", c.Own.Name());
                json.WriteString("title", c.Own.Title());
                json.WriteString("marking", c.Own.Marking);
                json.WriteNumber("version", c.Kept.Version);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }), ApiNotes.Json);
    }

    static async Task<IResult> Find([Description(Id)] string contract, CallerWorkspace caller, IWorkspaceStore store, HttpContext http, CancellationToken stop)
    {
        if (await OwnContract.Find(caller, contract, store, stop) is not { Own: var own }) return TypedResults.NotFound();
        http.Response.Headers[RightsCheck.MarkingHeader] = own.Marking;
        return TypedResults.Text(own.Json, ApiNotes.Json);
    }

    static async Task<IResult> Create(CallerWorkspace caller, IWorkspaceStore store, Texts texts, ContractRefusals refusals, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        IResult Refused(params string[] reasons) => Answers.IsProgram(http) ? Problems.Of(StatusCodes.Status400BadRequest, string.Join(" ", reasons))
            : TypedResults.LocalRedirect($"{caller.At("eligibility/contracts")}?refused={refusals.Keep(caller.User.Id, caller.Id, new(new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = form["title"].ToString() }, reasons))}");
        var title = form["title"].ToString().Trim();
        var marking = form["marking"].ToString() is { Length: > 0 } said ? said : FileMarking.Usual(caller);
        if (form["declared"] != "yes") return Refused(texts["workbench.problem.declare"]);
        if (!FileMarking.Choices(caller).Contains(marking)) return Refused(texts["workbench.contract.wrong.marking"]);
        var all = await store.Scenarios(caller.Id, stop);
        if (all.Count(s => OwnContract.Of(s.Changes) is not null) >= MostContracts) return Refused(texts.Format("workbench.contract.wrong.many", MostContracts.ToString(CultureInfo.InvariantCulture)));
        string json;
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            if (file.Length > OwnContract.MostChars) return Refused(texts["workbench.contract.wrong.large"]);
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, stop);
            json = OwnContract.Plain(Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF'));
        }
        else if (title.Length is 0 or > MostTitle) return Refused(texts["workbench.studio.wrong.name"]);
        else
            json = JsonText.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", NameOf(title, all));
                writer.WriteString("title", title);
                writer.WriteEndObject();
            });
        var (own, reasons) = Checked(caller, texts, marking, json);
        if (reasons.Count > 0) return Refused([.. reasons]);
        var saved = await store.SaveScenario(new(caller.Id, Secrets.NewId()[..16], own.Title(), own.Kept()) { Owner = caller.User.Id }, caller.Actor, stop);
        if (!saved.IsSaved) return Refused(texts["workbench.studio.wrong.taken"]);
        return TypedResults.LocalRedirect($"{caller.At("eligibility/contract")}?contract={saved.Stored.Id}");
    }

    static string NameOf(string title, IEnumerable<Scenario> all)
    {
        var taken = all.Select(s => OwnContract.Of(s.Changes)?.Name() ?? "").ToHashSet(StringComparer.Ordinal);
        var words = string.Concat(title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length > 0 ? string.Join('-', words) : "contract";
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? name : $"{name}-{n.ToString(CultureInfo.InvariantCulture)}").First(n => !taken.Contains(n));
    }

    // A file that could be kept, or what is wrong with it. It bears the strictest marking of its facts.
    static (OwnContract Own, IReadOnlyList<string> Reasons) Checked(CallerWorkspace caller, Texts texts, string marking, string json)
    {
        var findings = new List<Finding>();
        var own = new OwnContract(marking, json);
        if (json.Length > OwnContract.MostChars) return (own, [texts["workbench.contract.wrong.large"]]);
        if (OwnContract.Read(json, "contract", findings) is not { } contract) return (own, [.. findings.Where(f => f.Severity == Severity.Error).Take(20).Select(texts.Sentence)]);
        var strictest = Clearance.Strictest([marking, .. contract.Facts.Lists.Values.SelectMany(l => l).Append(contract.Facts.Root).SelectMany(r => r.Facts.Values).Select(f => f.Origin.Marking)]);
        own = own with { Marking = strictest };
        if (!FileMarking.Choices(caller).Contains(strictest)) return (own, [texts["workbench.contract.wrong.marking"]]);
        // Who could not see it afterwards may not keep it: it names a company of the package.
        return (own, own.IsSeen(caller) ? [] : [texts["workbench.contract.wrong.names"]]);
    }

    static async Task<IResult> Save([Description(Id)] string contract, CallerWorkspace caller, IWorkspaceStore store, Texts texts, ContractRefusals refusals, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await OwnContract.Find(caller, contract, store, stop) is not { Kept: var kept, Own: var own }) return TypedResults.NotFound();
        var back = $"{caller.At("eligibility/contract")}{Kept(form, kept.Id)}";
        IResult Refused(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> reasons) => Answers.IsProgram(http) ? Problems.Of(StatusCodes.Status400BadRequest, string.Join(" ", reasons))
            : TypedResults.LocalRedirect($"{back}&refused={refusals.Keep(caller.User.Id, caller.Id, new(fields, reasons))}");
        try
        {
            var fields = ContractForm.Of(form, texts);
            // One more row is no save: what was typed comes back with it.
            if (form["add"].ToString() is var list && FactVocabulary.BuiltIn.Lists.Contains(list))
                return TypedResults.LocalRedirect($"{back}&refused={refusals.Keep(caller.User.Id, caller.Id, new(fields, []))}&add={list}");
            var marking = fields.GetValueOrDefault("marking") is { Length: > 0 } said ? said : own.Marking;
            var (next, reasons) = Checked(caller, texts, marking, ContractForm.With(own.Json, fields));
            if (reasons.Count > 0) return Refused(fields, reasons);
            var saved = await store.SaveScenario(kept with { Name = next.Title(), Changes = next.Kept(), Version = Version(form) }, caller.Actor, stop);
            if (saved.IsSaved) return TypedResults.LocalRedirect(back + "&saved=yes");
            return OwnContract.Of(saved.Stored.Changes) is { } theirs && theirs.IsSeen(caller) ? Conflict.Show(Differences(next, theirs), http, back, form, ("version", saved.Stored.Version.ToString(CultureInfo.InvariantCulture))) : TypedResults.NotFound();
        }
        catch (InputException e)
        {
            return Refused(form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal), [e.Message]);
        }
    }

    static FieldDifference[] Differences(OwnContract mine, OwnContract theirs)
    {
        var (a, b) = (ContractForm.Values(mine.Json), ContractForm.Values(theirs.Json));
        a["marking"] = mine.Marking;
        b["marking"] = theirs.Marking;
        string Name(string field) => field.Length > 2 && field[1] == '.' ? field[2..] : field;
        return [.. a.Keys.Union(b.Keys).Where(k => a.GetValueOrDefault(k, "") != b.GetValueOrDefault(k, "")).Order(StringComparer.Ordinal).Select(k => new FieldDifference(Name(k), a.GetValueOrDefault(k, ""), b.GetValueOrDefault(k, "")))];
    }

    // What the page was looking at stays in its address.
    static string Kept(IFormCollection form, string id) => QueryString.Create([KeyValuePair.Create("contract", (string?)id), .. ContractPage.Carried.Select(n => KeyValuePair.Create(n, (string?)form["at-" + n].ToString())).Where(p => p.Value is { Length: > 0 })]).Value!;

    static long Version(IFormCollection form) => long.TryParse(form["version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    static async Task<IResult> Remove([Description(Id)] string contract, CallerWorkspace caller, IWorkspaceStore store, ContractRefusals refusals, Texts texts, HttpContext http, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await http.Request.ReadFormAsync(stop);
        if (await OwnContract.Find(caller, contract, store, stop) is not { Kept: var kept }) return TypedResults.NotFound();
        if (!MayRemove(caller, kept)) return Problems.Of(StatusCodes.Status403Forbidden);
        var status = await store.RemoveScenario(kept with { Version = Version(form) }, caller.Actor, stop);
        return TypedResults.LocalRedirect(status != SaveStatus.Changed ? caller.At("eligibility/contracts")
            : $"{caller.At("eligibility/contract")}?contract={kept.Id}&refused={refusals.Keep(caller.User.Id, caller.Id, new(new Dictionary<string, string>(StringComparer.Ordinal), [texts["workbench.studio.changed"]]))}");
    }

    /// <summary>True where the caller may remove a contract.</summary>
    public static bool MayRemove(CallerWorkspace caller, Scenario kept)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(kept);
        return kept.Owner == caller.User.Id || caller.Has(Role.Administrator);
    }
}
