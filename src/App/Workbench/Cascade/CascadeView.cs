using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cascade;

/// <summary>Cascades as sentences, tables and charts: every firm's failure, shocks, or one failure step by step.</summary>
/// <param name="document">What <c>vauban disruption cascade --json</c> writes.</param>
/// <param name="request">What asks for it.</param>
/// <param name="files">Files it rests on.</param>
/// <param name="options">Options by which it was asked, as they stand in an address.</param>
sealed class CascadeView(JsonElement document, TableRequest request, IReadOnlyList<DataFile> files, string options)
{
    // What a bar chart can hold and stay readable.
    const int MostBars = 12;

    readonly Numbers _numbers = new(request.Texts);

    /// <summary>What <c>job</c> in the address gave; null where the caller may not see it, or nothing came of it.</summary>
    public static async Task<CascadeView?> OfJob(TableRequest request)
    {
        return await AskedJob.Of(request, CascadeJob.Key) is var (job, document) ? new(document, request, job.Files, OfNetwork(job.Ticket.Query)) : null;
    }

    /// <summary>The cascade that the address asks for by its files and <c>firm</c>; a job where it names one. Null for who may not see names.</summary>
    /// <exception cref="InputException">An option cannot be; the message says why.</exception>
    public static async Task<CascadeView?> OfAddress(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Caller.SeesNames) return null;
        if (request.Http.Request.Query.ContainsKey("job")) return await OfJob(request);
        var services = request.Http.RequestServices;
        var query = new JobQuery(JobKind.All[CascadeJob.Key], request.Http.Request.Query, request.Texts);
        var question = CascadeQuestion.Of(query, new(services.GetRequiredService<IWorkspaceStore>(), request.Caller.Id, request.Caller.Clearance), request.Caller.Network, request.Caller.Findings, request.Texts);
        if (question.Failing.Count == 0) throw new InputException(request.Texts["workbench.cascade.firm.which"]);
        return new((await services.GetRequiredService<CascadeRuns>().Course(request.Caller.Id, question, request.Texts, request.Stop)).Document, request, question.Files, OfNetwork(query));
    }

    // The network and its settings, without what was asked of it.
    static string OfNetwork(JobQuery query) => string.Concat(query.Values.Where(v => v.Key is not ("firm" or "shocks" or "top")).SelectMany(v => v.Value.Select(t => $"{v.Key}={Uri.EscapeDataString(t)}&")));

    /// <summary>True where the files did not fit each other, and there are findings only.</summary>
    public bool IsRefused => !document.Has("identity");

    /// <summary>True for the failure of every firm.</summary>
    public bool IsSweep => document.Has("failures");

    /// <summary>True for shocks side by side.</summary>
    public bool IsShocks => document.Has("scenarios");

    /// <summary>True for one failure step by step.</summary>
    public bool IsCourse => document.Has("course");

    /// <summary>What should be known before it is read, and what was wrong.</summary>
    public IReadOnlyList<string> Findings => [.. document.List("findings").Select(f => f.Text("sentence"))];

    /// <summary>What is most worth knowing.</summary>
    public IEnumerable<string> Answer()
    {
        if (IsSweep && document.List("firms") is [var first, ..])
        {
            yield return Text("answer.sweep", first.Text("firm"), first.Text("sector"), Share(first, "esri"), Share(first, "down"), Share(first, "up"), Share(first, "ownShare"));
        }
        if (IsShocks && document.List("scenarios").OrderByDescending(s => s.Number("esri")).ToArray() is [var worst, ..])
            yield return Text("answer.shocks", worst.Text("scenario"), Share(worst, "esri"), Share(worst, "down"), Share(worst, "up"));
        if (IsCourse) yield return Command(document.Is("hasEnded") ? "answer" : "answer.cut", Share(document, "esri"), Share(document, "down"), Share(document, "up"), Count(document, "steps"));
        if (!IsRefused) yield return Text("of", $"{string.Join(", ", files.Select(f => f.Name).Prepend(document.Part("identity").Text("package")).Where(n => n.Length > 0))} ({FileMarking.Of(request.Caller, files)})", Count(document.Part("network"), "firms"), Count(document.Part("network"), "sectors"), Count(document.Part("network"), "links"));
    }

    /// <summary>Who fails.</summary>
    public string Title => Command("title.trace", document.Text("shock"));

    /// <summary>What the firms are searched for.</summary>
    public string Search => request.Http.Request.Query["q"].ToString().Trim();

    /// <summary>The sector that firms are of; empty for all.</summary>
    public string Sector => request.Http.Request.Query["sector"].ToString();

    /// <summary>Sectors of the firms listed, by name.</summary>
    public IReadOnlyList<string> Sectors => field ??= [.. document.List("firms").Select(f => f.Text("sector")).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>How many firms are not listed, in words; empty for none.</summary>
    public string NotListed => document.Number("notListed") is > 0 and var more ? Text("not-listed", Whole(more)) : "";

    IEnumerable<JsonElement> Firms => document.List("firms").Where(f => (Sector.Length == 0 || f.Text("sector") == Sector)
        && (Search.Length == 0 || f.Text("firm").Contains(Search, StringComparison.OrdinalIgnoreCase) || f.Text("sector").Contains(Search, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Every firm's failure, the costliest first.</summary>
    public TableContent Ranking()
    {
        // The rank is that among all, whatever is searched for.
        var ranks = document.List("firms").Select((f, i) => (Firm: f.Text("firm"), Rank: i + 1)).ToDictionary(f => f.Firm, f => f.Rank, StringComparer.Ordinal);
        var rows = Firms.Select(f => (IReadOnlyList<TableCell>)
        [
            new TableCell(f.Text("firm")) { Href = CourseOf(f.Text("firm")) }, TableCell.Number(ranks[f.Text("firm")], Whole(ranks[f.Text("firm")])), f.Text("sector"), Part(f, "esri"), Part(f, "down"), Part(f, "up"), Part(f, "ownShare"), Whole(f, "steps"),
        ]);
        return Table("title", ["firm", "rank#", "sector", "loss#", "down#", "up#", "own#", "steps#"], rows, Text("none"));
    }

    /// <summary>Shocks side by side.</summary>
    public TableContent Shocks() => Table("title.shocks", ["scenario", "firms#", "loss#", "down#", "up#", "steps#"],
        document.List("scenarios").Select(s => (IReadOnlyList<TableCell>)[s.Text("scenario"), Whole(s, "firms"), Part(s, "esri"), Part(s, "down"), Part(s, "up"), Whole(s, "steps")]));

    /// <summary>What each sector loses by each shock, the heaviest loss first.</summary>
    public TableContent ShockSectors() => Table("sectors", ["scenario", "sector", "loss#", "down#", "up#"],
        document.List("scenarios").SelectMany(s => s.List("sectors"), (s, x) => (IReadOnlyList<TableCell>)[s.Text("scenario"), x.Text("sector"), Part(x, "loss"), Part(x, "down"), Part(x, "up")]));

    /// <summary>Steps of one failure.</summary>
    public TableContent Steps() => Table("course", ["step", "hit#", "loss#", "down#", "up#", "fall#"],
        document.List("course").Select(s => (IReadOnlyList<TableCell>)[Whole(s, "step"), Whole(s, "hit"), Part(s, "esri"), Part(s, "down"), Part(s, "up"), Part(s, "largestFall")]));

    /// <summary>What each sector loses, the heaviest loss first.</summary>
    public TableContent SectorLosses() => Table("sectors", ["sector", "loss#", "down#", "up#"],
        document.List("sectors").Select(s => (IReadOnlyList<TableCell>)[s.Text("sector"), Part(s, "loss"), Part(s, "down"), Part(s, "up")]));

    /// <summary>Firms that lose something, the heaviest loss first.</summary>
    public TableContent Hit() => Table("hit", ["firm", "sector", "first#", "left.down#", "left.up#"],
        Firms.Select(f => (IReadOnlyList<TableCell>)[f.Text("firm"), f.Text("sector"), Whole(f, "firstHit"), Part(f, "leftDown"), Part(f, "leftUp")]), Text("none"));

    // Captions are the command's titles, or texts of the page.
    TableContent Table(string caption, string[] columns, IEnumerable<IReadOnlyList<TableCell>> rows, string nothing = "") =>
        new(caption.StartsWith("title", StringComparison.Ordinal) ? Command(caption) : Text(caption), [.. columns.Select(c => new TableColumn(Command("head." + c.TrimEnd('#')), c.EndsWith('#')))], [.. rows])
        { Nothing = nothing.Length > 0 ? nothing : request.Texts["workbench.table.nothing"], Marking = FileMarking.Of(request.Caller, files) };

    /// <summary>Lines of the ranking's chart.</summary>
    public int Drawn => Math.Min(MostBars, document.List(IsShocks ? "scenarios" : "firms").Count);

    /// <summary>The costliest failures or shocks: what is lost, and by which way.</summary>
    public object Chart() => IsShocks
        ? Bars([.. document.List("scenarios").OrderByDescending(s => s.Number("esri")).Take(MostBars)], "scenario", "esri")
        : Bars([.. document.List("firms").Take(MostBars)], "firm", "esri");

    /// <summary>Lines of the chart of sectors.</summary>
    public int DrawnSectors => Math.Min(MostBars, document.List("sectors").Count);

    /// <summary>The sectors that lose most.</summary>
    public object SectorChart() => Bars([.. document.List("sectors").Take(MostBars)], "sector", "loss");

    object Bars(IReadOnlyList<JsonElement> rows, string name, string loss)
    {
        object Series(string key, string head, string colour) => new { type = "bar", name = Command("head." + head), barGap = "10%", itemStyle = new { color = colour }, data = rows.Select(r => Percent(r.Number(key))).ToArray() };
        return new
        {
            tooltip = new { trigger = "item" }, legend = new { }, grid = new { left = 8, right = 24, top = 40, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, name = "%", nameLocation = "middle", nameGap = 26 }, yAxis = RangeChart.Names(rows.Select(r => r.Text(name))),
            series = (object[])[Series(loss, "loss", "var(--c1)"), Series("down", "down", "var(--c2)"), Series("up", "up", "var(--c3)")],
        };
    }

    /// <summary>How the loss grows step by step.</summary>
    public object StepChart()
    {
        var steps = document.List("course");
        object Series(string key, string head, string colour) => new { type = "line", name = Command("head." + head), symbolSize = 6, itemStyle = new { color = colour }, lineStyle = new { color = colour }, data = steps.Select(s => Percent(s.Number(key))).ToArray() };
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, grid = new { left = 8, right = 24, top = 60, bottom = 28, containLabel = true },
            xAxis = new { type = "category", data = steps.Select(s => Count(s, "step")).ToArray(), name = Command("head.step"), nameLocation = "middle", nameGap = 26 }, yAxis = new { type = "value", min = 0, name = "%" },
            series = (object[])[Series("esri", "loss", "var(--c1)"), Series("down", "down", "var(--c2)"), Series("up", "up", "var(--c3)")],
        };
    }

    /// <summary>Says in the headers of the answer how it is to be handled.</summary>
    public void SayMarking() => FileMarking.Say(request.Http, request.Caller, files);

    string CourseOf(string firm) => $"{request.Caller.At("cascade/firm")}?{options}firm={Uri.EscapeDataString(firm)}";

    // Nine digits are more than a picture shows.
    static double Percent(double share) => Math.Round(share * 100, 4);

    TableCell Part(JsonElement row, string key) => TableCell.Number(row.Number(key), Share(row, key));

    string Share(JsonElement row, string key) => row.Number(key) is var share && double.IsNaN(share) ? request.Texts["unit.unknown"] : _numbers.Share(share);

    static TableCell Whole(JsonElement row, string key) => TableCell.Number(row.Number(key), Count(row, key));

    static string Count(JsonElement row, string key) => Whole(row.Number(key));

    static string Whole(double value) => value.ToString("#,0", new NumberFormatInfo { NumberGroupSeparator = "\u00A0" });

    string Command(string key, params ReadOnlySpan<string> values) => request.Texts.Format("disruption.cascade." + key, values);

    string Text(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.cascade." + key, values);
}
