using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Plans for one table of demands, one for each reading.</summary>
/// <param name="Target">Name of the table, or null for the package's own demands.</param>
/// <param name="Results">One per reading, the first in detail.</param>
/// <param name="NoRegret">Expansions that both readings start, as indices of <see cref="Network.Expansions"/>.</param>
public sealed record PlanReportPart(string? Target, IReadOnlyList<PlanResult> Results, IReadOnlyCollection<int> NoRegret);

/// <summary>What a report of plans shows beside them.</summary>
public sealed record PlanReportOptions
{
    /// <summary>Names parties and lines. Default false, for pages that travel; buyers and expansions are always named.</summary>
    public bool NamesParties { get; init; }

    /// <summary>What limits output today, or null to leave the ladder out.</summary>
    public TodayResult? Today { get; init; }
}

/// <summary>Writes ramp-up plans as one HTML file that needs nothing else: charts, an equal table under each, sources, and what the run is known by.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class PlanReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="parts">Plans, one part for each table of demands.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="options">What is shown; null takes the defaults.</param>
    public static string Write(Network network, IReadOnlyList<PlanReportPart> parts, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, PlanReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        options ??= new();
        var texts = Texts.Texts.For(language);
        var page = new CapacityPage(network, texts, options.NamesParties);
        var rows = parts.SelectMany(p => p.Results).Where(r => r.HasPlan).SelectMany(r => Rows(r.Plan)).ToArray();
        var first = parts[0].Results[0].Options;
        page.Open(texts["capacity.plan.report.eyebrow"], texts["capacity.plan.report.title"], rows,
            [(texts["report.perimeter"], first.Perimeter.Name), (texts["report.counted"], texts["report.status." + FieldCatalog.Statuses[first.Status]]), (texts["report.version"], $"Vauban {identity.Version}")]);
        var chapter = new PlanChapter(page, parts.Count > 1);
        Contents(page, parts, options);
        for (var i = 0; i < parts.Count; i++) chapter.Write(parts[i], i + 1);
        if (options.Today is { } today) new LadderChapter(page).Write(today);
        page.Appendix(findings, rows);
        page.Identity(identity, Facts(texts, first, parts, options));
        return page.Close();
    }

    static void Contents(CapacityPage page, IReadOnlyList<PlanReportPart> parts, PlanReportOptions options)
    {
        var links = new List<(string, string)>();
        for (var i = 0; i < parts.Count; i++)
            foreach (var (id, key) in PlanChapter.Sections)
                links.Add(($"{id}{i + 1}", parts.Count > 1 ? page.Texts.Format("terminal.colon", parts[i].Target ?? "", page.Say.T(key)) : page.Say.T(key)));
        if (options.Today is not null) links.Add(("ladder", page.Say.T("report.ladder")));
        page.Contents(links);
    }

    static IEnumerable<(string, string)> Facts(Texts.Texts texts, PlanOptions o, IReadOnlyList<PlanReportPart> parts, PlanReportOptions options)
    {
        var numbers = new Numbers(texts);
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.plan.report." + key, values);
        yield return (texts["report.perimeter"], $"{o.Perimeter.Name} = {o.Perimeter.Members}");
        if (o.Alone) yield return (T("alone"), T("yes"));
        yield return (texts["report.counted"], texts["report.status." + FieldCatalog.Statuses[o.Status]]);
        yield return (T("discount"), numbers.Share(o.DiscountRate));
        yield return (T("shortfall-price"), o.ShortfallPrice is { } price ? Money.Text(texts, numbers, price) : T("stated"));
        yield return (T("weights"), T("weights.text", numbers.Exact(o.OptionWeight), numbers.Exact(o.IntentionWeight), numbers.Exact(o.PriorityExponent)));
        yield return (T("tail"), numbers.Exact(o.TailMonths));
        yield return (T("pipeline"), T("pipeline." + o.Pipeline.ToString().ToLowerInvariant()));
        yield return (T("gap"), numbers.Share(o.Gap));
        yield return (T("limit"), T("limit.text", o.NodeLimit is { } nodes ? numbers.Exact(nodes) : texts["unit.unlimited"], o.TimeLimitSeconds is { } seconds ? numbers.Exact(seconds) : texts["unit.unlimited"]));
        if (o.Holds.Count > 0) yield return (T("holds"), string.Join("; ", o.Holds.Select(h => h.Text)));
        if (parts.Any(p => p.Target is not null)) yield return (T("targets"), string.Join(", ", parts.Select(p => p.Target)));
        yield return (texts["report.names"], texts[options.NamesParties ? "report.names.shown" : "capacity.plan.report.names.hidden"]);
    }

    /// <summary>Rows that the figures of a plan rest on.</summary>
    static IEnumerable<Provenance> Rows(Plan plan)
    {
        var network = plan.Network;
        return plan.Starts.Select(s => network.Expansions[s.Expansion].From)
            .Concat(plan.Demands.Where(d => d.Row >= 0).Select(d => network.Demands[d.Row].From))
            .Concat(plan.Demands.Where(d => d.Goal >= 0).Select(d => network.Goals[d.Goal].From))
            .Concat(plan.Supplies.Where(s => s.Line >= 0 && plan.Production[s.Index].Any(v => v > 0)).Select(s => network.Lines[s.Line].From))
            .Concat(plan.Uses.Where(u => u.Amount.Any(v => v > 0)).Select(u => network.Recipes[u.Row].From))
            .Concat(plan.Spending.Where(s => s.Budget >= 0).Select(s => network.Budgets[s.Budget].From));
    }
}
