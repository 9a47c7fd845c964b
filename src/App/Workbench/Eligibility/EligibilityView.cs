using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Eligibility;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>What an address asks about eligibility: the options of the command under the same names, with a contract of the workspace for its file.</summary>
static class EligibilityTakes
{
    /// <summary>A contract of the workspace.</summary>
    public static ApiParameter Contract { get; } = new("contract", "Id of a contract of the workspace; without one, only what the package knows.");

    /// <summary>Day of the assessment.</summary>
    public static ApiParameter Date { get; } = new("date", "Day of the assessment; stands in for a decisive day that the contract does not state; the package's where not given.") { Format = "date" };

    /// <summary>Options of <c>vauban eligibility compare</c>.</summary>
    public static IReadOnlyList<ApiParameter> Compare { get; } =
    [
        new("item", "Id of the item that the contract buys; that of the first goal where not given."), Contract, Date,
        new("pack", "Only this rule pack; all where not given.") { IsList = true, Choices = [.. RulePacks.Names] },
    ];

    /// <summary>Options of <c>vauban eligibility check</c>.</summary>
    public static IReadOnlyList<ApiParameter> Check { get; } = [.. Compare.Where(p => p.Name != "pack"), new("pack", "The rule pack.") { IsRequired = true, Choices = [.. RulePacks.Names], Example = "safe-2025" }];
}

/// <summary>An item under instruments as its caller may see it: what names somebody is withheld without a reason for names.</summary>
/// <param name="answer">Answer.</param>
/// <param name="own">Contract; null for none.</param>
/// <param name="request">What asks for it.</param>
sealed class EligibilityView(EligibilityAnswer answer, (Scenario Kept, OwnContract Own)? own, TableRequest request)
{
    readonly Dictionary<string, EligibilityWords> _words = answer.Results.ToDictionary(r => r.Pack.Name, r => new EligibilityWords(r.Pack, request.Texts), StringComparer.Ordinal);

    /// <summary>Answer.</summary>
    public EligibilityAnswer Answer => answer;

    /// <summary>What asks for it.</summary>
    public TableRequest Request => request;

    /// <summary>Language.</summary>
    public Texts Texts => request.Texts;

    /// <summary>Contract as it is kept; null for none.</summary>
    public (Scenario Kept, OwnContract Own)? Own => own;

    /// <summary>The pack whose rules are shown; null where the address names none or several.</summary>
    public EligibilityResult? Chosen => Asked(request) is [var only] ? answer.Results.FirstOrDefault(r => r.Pack.Name == only) : null;

    /// <summary>Results that tables of single rules are about: those of the packs that the address names, else all.</summary>
    public IReadOnlyList<EligibilityResult> Shown => Asked(request) is { Count: > 0 } names ? [.. answer.Results.Where(r => names.Contains(r.Pack.Name))] : answer.Results;

    /// <summary>Words of a pack.</summary>
    public EligibilityWords Words(Pack pack) => _words[pack.Name];

    /// <summary>Names of packs that an address asks for.</summary>
    public static IReadOnlyList<string> Asked(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return [.. request.Http.Request.Query["pack"].OfType<string>().Where(p => p.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads what an address asks and gets the answer for all packs; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(EligibilityView? View, string Wrong)> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts, query) = (request.Caller, request.Texts, request.Http.Request.Query);
        if (!caller.HasNetwork) return (null, texts["workbench.no-network"]);
        foreach (var name in Asked(request).Where(n => !RulePacks.Names.Contains(n))) return (null, texts.Format("workbench.eligibility.pack", name, string.Join(", ", RulePacks.Names)));
        var (own, date, wrong) = await Stated(request);
        if (wrong.Length > 0) return (null, wrong);
        var findings = new List<Finding>();
        var contract = own?.Own.Read(findings);
        if (own is not null && contract is null) return (null, string.Join(" ", findings.Take(3).Select(texts.Sentence)));
        Item item;
        try
        {
            // A page shows something at once: the first goal, where the address names no item.
            var id = query["item"].ToString() is { Length: > 0 } given ? given : caller.Network.Goals.Count > 0 ? caller.Network.Items[caller.Network.Goals[0].Item].Id : "";
            item = EligibilityChoice.Item(caller.Network, id, texts);
        }
        catch (InputException e)
        {
            return (null, e.Message);
        }
        var runs = request.Http.RequestServices.GetRequiredService<EligibilityRuns>();
        var view = new EligibilityView(await runs.Check(caller.Network, item, contract, own?.Own.Json ?? "", [.. RulePacks.Names.Select(RulePacks.Of)], date, request.Stop), own, request);
        request.Http.Response.Headers[RightsCheck.MarkingHeader] = view.Marking;
        return (view, "");
    }

    /// <summary>The contract and the day that an address names, or what is wrong with them.</summary>
    public static async Task<((Scenario Kept, OwnContract Own)? Own, DateOnly? Date, string Wrong)> Stated(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Http.Request.Query;
        DateOnly? date = null;
        if (query["date"].ToString().Trim() is { Length: > 0 } text)
        {
            if (!Dates.TryParse(text, false, out var day)) return (null, null, request.Texts.Format("eligibility.date.wrong", text));
            date = day;
        }
        if (query["contract"].ToString() is not { Length: > 0 } id) return (null, date, "");
        var own = await OwnContract.Find(request.Caller, id, request.Http.RequestServices.GetRequiredService<IWorkspaceStore>(), request.Stop);
        return own is null ? (null, date, request.Texts["workbench.eligibility.contract.none"]) : (own, date, "");
    }

    /// <summary>The answer for some packs alone, as the command gives it.</summary>
    public EligibilityAnswer Only(IReadOnlyList<string> packs) => packs.Count == 0 ? answer : answer with { Results = [.. packs.Select(n => answer.Results.First(r => r.Pack.Name == n))] };

    /// <summary>The strictest marking of what the answer rests on.</summary>
    public string Marking => Clearance.Strictest([request.Caller.Marking, own?.Own.Marking ?? "", .. answer.Uses.Select(u => u.Value?.Origin.Marking ?? "")]);

    /// <summary>A text as the caller may see it.</summary>
    public string Seen(string text) => IsWithheld(text) ? Texts["workbench.eligibility.withheld"] : text;

    /// <summary>True where a text names somebody and the caller gave no reason.</summary>
    public bool IsWithheld(string text) => !request.Caller.SeesNames && request.Caller.Names(text);

    /// <summary>True where anything of it is withheld.</summary>
    public bool Withholds => !request.Caller.SeesNames && answer.Uses.Any(u => IsWithheld($"{EligibilityWords.Key(u)} {u.Value} {u.Value?.Origin.Place}"));

    /// <summary>Address of the page with what is asked, and something else in its place.</summary>
    public string At(params ReadOnlySpan<(string Name, string Value)> other) => request.Caller.At("eligibility") + Address(other);

    /// <summary>What is asked, as it stands behind an address, with something else in its place.</summary>
    public string Address(params ReadOnlySpan<(string Name, string Value)> other)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var name in new[] { "item", "contract", "date", "pack" }) pairs.AddRange(request.Http.Request.Query[name].OfType<string>().Where(v => v.Length > 0).Select(v => (name, v)));
        foreach (var (name, value) in other)
        {
            pairs.RemoveAll(p => p.Name == name);
            if (value.Length > 0) pairs.Add((name, value));
        }
        return QueryString.Create(pairs.Select(p => KeyValuePair.Create(p.Name, (string?)p.Value))).Value ?? "";
    }
}
