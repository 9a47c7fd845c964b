using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Eligibility;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Eligibility;

/// <summary>Which instrument could fund which investment, as its caller may see it.</summary>
/// <param name="answer">Answer.</param>
/// <param name="marking">The strictest marking of what it rests on.</param>
/// <param name="request">What asks for it.</param>
sealed class FundingView(FundingAnswer answer, string marking, TableRequest request)
{
    static readonly string[] Heads = ["investment", "instrument", "outcome", "cost", "rate", "grant", "double", "in-the-way", "article", "act"];

    /// <summary>What it reads from an address.</summary>
    public static IReadOnlyList<ApiParameter> Takes { get; } =
        [new("expansion", "Id of an investment; all where not given.") { IsList = true }, new("plan", "Id of a run of a capacity plan: only what it starts in its first reading."), EligibilityTakes.Contract, EligibilityTakes.Date];

    /// <summary>Answer.</summary>
    public FundingAnswer Answer => answer;

    /// <summary>Investments whose rows name a company or a line, which the caller may not see.</summary>
    public int Withheld => answer.Results.Count - Shown.Count;

    /// <summary>Investments that the caller may see.</summary>
    public IReadOnlyList<ExpansionFunding> Shown => field ??= [.. answer.Results.Where(e => request.Caller.MayShow("expansions/" + e.Expansion.Id) && (request.Caller.SeesNames || !request.Caller.Names(e.Expansion.Name)))];

    /// <summary>Reads what an address asks; null where it cannot be, and then a sentence says why.</summary>
    public static async Task<(FundingView? View, string Wrong)> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts, query) = (request.Caller, request.Texts, request.Http.Request.Query);
        if (!caller.HasNetwork) return (null, texts["workbench.no-network"]);
        var (own, date, wrong) = await EligibilityView.Stated(request);
        if (wrong.Length > 0) return (null, wrong);
        IReadOnlyList<FundingStart>? starts = null;
        if (query["plan"].ToString() is { Length: > 0 } job)
        {
            // Who may not have the plan is not told what it starts.
            var desk = request.Http.RequestServices.GetRequiredService<JobDesk>();
            starts = await desk.Find(caller, job, request.Stop) is { } seen && seen.Ticket.IsOfLines && await desk.Document(seen, request.Stop) is { } document ? FundingStart.Of(document) : null;
            if (starts is null) return (null, texts["workbench.funding.plan.none"]);
        }
        var named = query["expansion"].OfType<string>().Where(e => e.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        // Whether there is an investment of that name is not said to those who may not see it.
        if (named.FirstOrDefault(n => caller.Network.Expansions.All(e => e.Id != n) || !caller.MayShow("expansions/" + n)) is { } unknown) return (null, texts.Format("workbench.funding.unknown", unknown));
        try
        {
            var runs = request.Http.RequestServices.GetRequiredService<EligibilityRuns>();
            var answer = await runs.Funding(caller.Network, own?.Own.Read([]), own?.Own.Json ?? "", named, starts, date, texts, request.Stop);
            var marking = Clearance.Strictest([caller.Marking, own?.Own.Marking ?? ""]);
            request.Http.Response.Headers[RightsCheck.MarkingHeader] = marking;
            return (new(answer, marking, request), "");
        }
        catch (InputException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>Every investment with every instrument that is in force.</summary>
    public TableContent Table()
    {
        var texts = request.Texts;
        var rows = new List<IReadOnlyList<TableCell>>();
        foreach (var e in Shown)
        {
            TableCell name = new(e.Expansion.Name.Length > 0 ? e.Expansion.Name : e.Expansion.Id) { Figure = "expansions/" + e.Expansion.Id, Sub = answer.Start(e.Expansion) is { Length: > 0 } start ? texts.Format("eligibility.funding.start", start) : "" };
            var warning = e.WarnsOfDoubleFunding ? texts[e.IsPaidAlready ? "eligibility.funding.double.paid" : "eligibility.funding.double"] : "";
            var cost = FundingAnswer.Euro(e.Expansion.Capex, texts);
            if (e.Options.Count == 0) rows.Add([name, texts["eligibility.funding.no-option"], "", cost, "", "", warning, "", "", ""]);
            foreach (var o in e.Options)
            {
                var words = new EligibilityWords(o.Pack, texts);
                rows.Add([name, new(o.Pack.Instrument) { Href = $"{request.Caller.At("eligibility/packs")}?pack={o.Pack.Name}" }, new(words.Outcome(o.Outcome)) { Mark = EligibilityTables.Mark(o.Outcome), Sub = words.Of(o.Funding.Head.Title) + (o.Funding.Head.Source == SourceClass.Unconfirmed ? " " + texts["eligibility.unconfirmed"] : "") },
                    cost, words.Range(o.RateLow, o.RateHigh, "%"), FundingAnswer.Euro(o.Grant, texts), warning, Rules(o, Outcome.NotMet) is { Length: > 0 } not ? $"{texts.Format("eligibility.funding.not", not)}. {Open(o)}" : Open(o), words.Article(o.Funding.Head), new(o.Funding.Head.Cites) { Href = o.Funding.Head.Cites, Sub = words.Statement(o.Outcome) }]);
            }
        }
        string Open(FundingOption o) => Rules(o, Outcome.Missing) is { Length: > 0 } open ? texts.Format("eligibility.funding.open", open) : "";
        return new(texts["eligibility.funding.title"], [.. Heads.Select(k => new TableColumn(texts["eligibility.head." + k]))], rows)
        {
            Marking = marking, Nothing = texts[Withheld > 0 ? "workbench.funding.withheld.all" : answer.Starts is null ? "eligibility.funding.none" : "workbench.funding.plan.nothing"],
        };
    }

    static string Rules(FundingOption option, Outcome outcome) => string.Join(", ", option.Result.Rules.Where(r => r.Rule.Kind == RuleKind.Condition && r.Outcome == outcome).Select(r => r.Rule.Head.Id));
}

/// <summary>Every investment with every instrument.</summary>
sealed class FundingTable : ITableSource
{
    public static string Key => "funding";

    public static IReadOnlyList<ApiParameter> Takes => FundingView.Takes;

    public static async Task<TableContent?> Read(TableRequest request) => (await FundingView.Of(request)).View?.Table();
}
