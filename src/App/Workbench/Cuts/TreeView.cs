using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cuts;

/// <summary>Minimal cut sets of a fault tree as sentences, tables and charts.</summary>
/// <param name="document">What <c>vauban exposure cuts FILE.xml --json</c> writes.</param>
/// <param name="request">What asks for it.</param>
/// <param name="files">Files it rests on.</param>
/// <param name="isSelected">True where sets were asked for that hold or lack events.</param>
sealed class TreeView(JsonElement document, TableRequest request, IReadOnlyList<DataFile> files, bool isSelected)
{
    // What a bar chart can hold and stay readable.
    const int MostBars = 16;

    readonly Numbers _numbers = new(request.Texts);

    /// <summary>What <c>job</c> in the address gave; null where the caller may not see it, or nothing came of it.</summary>
    public static async Task<TreeView?> Of(TableRequest request)
    {
        return await AskedJob.Of(request, CutsJob.Key) is var (job, document) ? new(document, request, job.Files, job.Ticket.Query.Has("having") || job.Ticket.Query.Has("lacking")) : null;
    }

    /// <summary>Says in the headers of the answer how it is to be handled.</summary>
    public void SayMarking() => FileMarking.Say(request.Http, request.Caller, files);

    /// <summary>What is most worth knowing.</summary>
    public IEnumerable<string> Answer()
    {
        var counts = Counts;
        yield return $"{Command("title", document.Text("tree"))} ({Command("size", Grouped(document.Part("events").ToString()), Grouped(document.Part("gates").ToString()))}).";
        if (document.Text("status") == "limit") yield break;
        var isToOrder = document.Has("completeOrder");
        if (counts.Count == 0) yield return isToOrder ? Command("total.order", "0", Order) : Command("never");
        else if (!counts[0].IsZero) yield return Command("always");
        else yield return isToOrder ? Command("total.order", Total, Order) : Command("total", Total, (counts.Count - 1).ToString(CultureInfo.InvariantCulture));
        var (low, high) = (document.Part("probability").Number("low"), document.Part("probability").Number("high"));
        if (!double.IsNaN(low)) yield return low.Equals(high) ? Command("probability", Scientific(low)) : Command("probability.range", Scientific(low), Scientific(high));
        if (document.List("importances") is [var first, ..]) yield return Text("first", first.Text("event"), Grouped(first.Text("sets")), Total);
        yield return Text("of", $"{string.Join(", ", files.Select(f => f.Name))} ({FileMarking.Of(request.Caller, files)})");
    }

    string Order => document.Part("completeOrder").ToString();

    string Total => Grouped(document.Text("total"));

    IReadOnlyList<BigInteger> Counts => field ??= [.. document.Texts("countsByOrder").Select(c => BigInteger.Parse(c, CultureInfo.InvariantCulture))];

    /// <summary>What should be known before it is read.</summary>
    public IReadOnlyList<string> Findings => [.. document.List("findings").Select(f => f.Text("sentence"))];

    /// <summary>Event that the sets and events listed hold; empty for all.</summary>
    public string Search => request.Http.Request.Query["q"].ToString().Trim();

    /// <summary>Number of events of the sets listed; empty for all.</summary>
    public string Size => request.Http.Request.Query["size"].ToString();

    /// <summary>Sizes of the sets listed.</summary>
    public IReadOnlyList<int> Sizes => [.. document.List("cuts").Select(c => c.List("events").Count).Distinct().Order()];

    /// <summary>Least probability of the sets listed, as it was written.</summary>
    public string Least => request.Http.Request.Query["p"].ToString().Trim();

    /// <summary>How many sets there are of each size.</summary>
    public TableContent Sets()
    {
        var selected = document.Texts("selectedByOrder");
        var rows = Enumerable.Range(1, Math.Max(0, Counts.Count - 1)).Where(k => !Counts[k].IsZero).Select(k => (IReadOnlyList<TableCell>)
        [
            TableCell.Number(k, k.ToString(CultureInfo.InvariantCulture)), Number(Counts[k].ToString(CultureInfo.InvariantCulture)), .. isSelected ? [Number(k < selected.Count ? selected[k] : "0")] : Array.Empty<TableCell>(),
        ]);
        return Table("counts", isSelected ? ["size", "sets#", "selected#"] : ["size", "sets#"], rows, Command("never"));
    }

    /// <summary>Sets that were listed.</summary>
    public TableContent Cuts()
    {
        var least = double.TryParse(Least, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var rows = document.List("cuts").Select(c => (Events: c.Texts("events"), Probability: c.Number("probability")))
            // A set without a known probability may be as probable as any.
            .Where(c => (Size.Length == 0 || c.Events.Count.ToString(CultureInfo.InvariantCulture) == Size) && !(c.Probability < least) && (Search.Length == 0 || c.Events.Any(IsSought)))
            .Select(c => (IReadOnlyList<TableCell>)[string.Join(" + ", c.Events), TableCell.Number(c.Events.Count, c.Events.Count.ToString(CultureInfo.InvariantCulture)), Chance(c.Probability)]);
        return Table("listed", ["set", "size#", "chance#"], rows, Text("none"));
    }

    /// <summary>Events by importance.</summary>
    public TableContent Importances() => Table("importances", ["event", "fussell#", "birnbaum#", "sets#"],
        document.List("importances").Where(i => Search.Length == 0 || IsSought(i.Text("event"))).Select(i => (IReadOnlyList<TableCell>)
        [
            i.Text("event"), double.IsNaN(i.Number("fussellVesely")) ? request.Texts["unit.unknown"] : TableCell.Number(i.Number("fussellVesely"), _numbers.Share(i.Number("fussellVesely"))), Chance(i.Number("birnbaum")), Number(i.Text("sets")),
        ]), Text("none"));

    bool IsSought(string name) => name.Contains(Search, StringComparison.OrdinalIgnoreCase);

    TableContent Table(string caption, string[] columns, IEnumerable<IReadOnlyList<TableCell>> rows, string nothing) =>
        new(Text(caption), [.. columns.Select(c => new TableColumn(c == "set" ? Text("set") : Command("head." + c.TrimEnd('#')), c.EndsWith('#')))], [.. rows]) { Nothing = nothing, Marking = FileMarking.Of(request.Caller, files) };

    /// <summary>True where there is something to draw of sizes.</summary>
    public bool HasSets => Counts.Skip(1).Any(c => !c.IsZero);

    /// <summary>How many sets there are of each size; on a scale of powers of ten where they are many.</summary>
    public object SetChart() => CountChart.Of(Counts, Command("head.size"), Command("head.sets"));

    /// <summary>Lines of the chart of importances.</summary>
    public int Drawn => Math.Min(MostBars, document.List("importances").Count(i => !double.IsNaN(i.Number("fussellVesely"))));

    /// <summary>The events that matter most.</summary>
    public object ImportanceChart()
    {
        var first = document.List("importances").Where(i => !double.IsNaN(i.Number("fussellVesely"))).Take(MostBars).ToArray();
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, grid = new { left = 8, right = 24, top = 8, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, name = $"{Command("head.fussell")}, %", nameLocation = "middle", nameGap = 26 }, yAxis = RangeChart.Names(first.Select(i => i.Text("event"))),
            series = new[] { new { type = "bar", name = Command("head.fussell"), itemStyle = new { color = "var(--c1)" }, data = first.Select(i => Math.Round(i.Number("fussellVesely") * 100, 6)).ToArray() } },
        };
    }

    TableCell Chance(double value) => double.IsNaN(value) ? request.Texts["unit.unknown"] : TableCell.Number(value, Scientific(value));

    // As the command shows it.
    string Scientific(double value) => value is 0 or >= 0.001 or <= -0.001 ? _numbers.Text(value)
        : value.ToString("0.###e-0", CultureInfo.InvariantCulture).Replace(".", _numbers.Text(0.5).Contains(',', StringComparison.Ordinal) ? "," : ".", StringComparison.Ordinal);

    static TableCell Number(string count) => TableCell.Number(double.Parse(count, CultureInfo.InvariantCulture), Grouped(count));

    static string Grouped(string count) => BigInteger.Parse(count, CultureInfo.InvariantCulture).ToString("#,0", new NumberFormatInfo { NumberGroupSeparator = "\u00A0", NumberDecimalDigits = 0 });

    string Command(string key, params ReadOnlySpan<string> values) => request.Texts.Format("exposure.fault." + key, values);

    string Text(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.cuts." + key, values);
}
