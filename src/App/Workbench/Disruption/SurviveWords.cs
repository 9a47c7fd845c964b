using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Disruption;

/// <summary>How long each failure is survived, in words and tables. Single nodes are for who gave a reason for names; everybody else sees how many there are.</summary>
/// <param name="result">Result.</param>
/// <param name="request">What asks for it.</param>
sealed class SurviveWords(SurviveResult result, TableRequest request)
{
    const int MostPoints = 400;

    readonly Sentences _say = new(result.Table.Network, request.Texts, request.Caller.SeesNames);

    /// <summary>Begins or joins the run; null where the address asks for what cannot be, and then a sentence says what.</summary>
    public static Task<SurviveWords>? Start(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Options(request, out wrong) is not { } options) return null;
        // The page counts every kind, and one more where it is asked for.
        return Of(options with { Of = [.. new SurviveOptions().Of.Union(options.Of)] });

        async Task<SurviveWords> Of(SurviveOptions of) => new(await request.Http.RequestServices.GetRequiredService<DisruptionRuns>().Survive(request.Caller.Network, of, request.Stop), request);
    }

    /// <summary>The settings that an address asks for: those of the command under the same names.</summary>
    public static SurviveOptions? Options(TableRequest request, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        if ((request.Query with { Without = [] }).Options(caller, texts, out wrong) is not { } asked) return null;
        var query = request.Http.Request.Query;
        var verb = query["verb"].ToString() is { Length: > 0 } given ? given : new SurviveOptions().Verb;
        if (!FieldCatalog.Verbs.Contains(verb)) wrong = texts.Format("disruption.verb.unknown", verb, string.Join(", ", FieldCatalog.Verbs));
        else if (caller.Network.Goals.All(g => g.Verb != verb)) wrong = texts.Format("disruption.verb.no-goal", verb);
        var kinds = new List<ActorKind>();
        foreach (var word in query["of"].OfType<string>().Where(w => w.Length > 0))
        {
            if (SurviveOptions.Kinds.Where(k => ExposureJson.Word(k) == word).ToArray() is [var kind]) kinds.Add(kind);
            else wrong = texts.Format("exposure.of.unknown", word, string.Join(", ", SurviveOptions.Kinds.Select(ExposureJson.Word)));
        }
        if (wrong.Length > 0) return null;
        var options = new SurviveOptions { Technologies = asked.Technologies, Verb = verb, Perimeter = asked.Perimeters[0], At = asked.At, Status = asked.Status };
        return kinds.Count > 0 ? options with { Of = [.. kinds.Distinct()] } : options;
    }

    /// <summary>Settings.</summary>
    public SurviveOptions Asked => result.Options;

    /// <summary>Kind of node that is shown: that of the address, else the first that there is.</summary>
    public ActorKind Kind
    {
        get
        {
            var word = request.Http.Request.Query["of"].ToString();
            return SurviveOptions.Kinds.Where(k => ExposureJson.Word(k) == word).Append(result.Nodes.Count > 0 ? result.Nodes[0].Node.Kind : ActorKind.Line).First();
        }
    }

    IReadOnlyList<NodeSurvival> Nodes => field ??= [.. result.Nodes.Where(n => n.Node.Kind == Kind)];

    string T(string key, params ReadOnlySpan<string> values) => request.Texts.Format("disruption.survive." + key, values);

    string W(string key, params ReadOnlySpan<string> values) => request.Texts.Format("workbench.survive." + key, values);

    string H(string key) => request.Texts["disruption.head." + key];

    string Word(ActorKind kind) => request.Texts["exposure.kind." + ExposureJson.Word(kind)];

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>True where nothing can be made, so that nothing can be lost.</summary>
    public bool IsNothing => result.Level[1] <= 0;

    /// <summary>The answer: how many recover too late, and who costs most.</summary>
    public IEnumerable<string> Answer()
    {
        if (IsNothing) return [T("nothing")];
        var sentences = new List<string> { W("answer", Count(Nodes.Count), Word(Kind), Count(Nodes.Count(n => !n.IsCovered))) };
        var worst = Nodes.FirstOrDefault(n => !n.IsCovered);
        if (worst is null) sentences.Add(W("answer.covered"));
        else if (request.Caller.SeesNames) sentences.Add(W("answer.worst", _say.Names.Actor(worst.Node), Days(worst, r => r.Days).Text, Days(worst, r => r.RecoveryDays).Text, Impact(worst).Text));
        sentences.Add(T("goals", string.Join(", ", result.Products.Select(p => T("product", p.Item.Name, _say.Numbers.Rate(p.PerDay * Units.DaysPerMonth, p.Item.Unit.Amount, RatePeriod.Month))))));
        if (DisruptionWords.Level(request.Texts, "survive", result.Level[0], result.Level[1], result.Level[2]) is { Length: > 0 } level) sentences.Add(level);
        return sentences;
    }

    /// <summary>How many nodes of each kind there are, and how many recover too late.</summary>
    public TableContent Kinds() => new(W("kinds"), [new(W("kind")), new(W("looked"), true), new(W("late"), true), new(W("late.perhaps"), true), new(W("assumed"), true)],
        [.. result.Nodes.GroupBy(n => n.Node.Kind).Select(g => (IReadOnlyList<TableCell>)
        [
            Word(g.Key), Cell(g.Count()), Cell(g.Count(n => !n.IsCovered)), Cell(g.Count(n => n.IsCovered && n.Readings.Any(r => r.Impact > 0))), Cell(g.Count(n => !n.IsRecoveryKnown)),
        ])]) { Nothing = T("nothing") };

    static TableCell Cell(int value) => TableCell.Number(value, Count(value));

    /// <summary>Every node of the kind, the greatest loss first; none for who may not see names.</summary>
    public TableContent Table() => new(T("title"), [new(H("node")), new(H("survive"), true), new(H("recover"), true), new(H("lost"), true), new(H("risk"), true), new(W("covered"))],
        !request.Caller.SeesNames ? [] : [.. Nodes.Select(n => (IReadOnlyList<TableCell>)
        [
            _say.Names.Actor(n.Node), Days(n, r => r.Days), Days(n, r => r.RecoveryDays) with { Sub = n.IsRecoveryKnown ? "" : T("assumed") }, Impact(n), TableCell.Number(n.RiskIndex, _say.Numbers.Share(n.RiskIndex)),
            new TableCell(W(n.IsCovered ? "in-time" : "too-late")) { Mark = n.IsCovered ? new("good", "full") : new("bad", "cut") },
        ])]) { Nothing = request.Caller.SeesNames ? T("nothing") : W("names") };

    TableCell Days(NodeSurvival node, Func<Survival, double> value)
    {
        var all = node.Readings.Select(value).ToArray();
        if (double.IsNaN(all[1])) return T("no-answer");
        var known = all.Where(v => !double.IsNaN(v)).ToArray();
        return TableCell.Number(all[1], _say.Numbers.Readings((known.Min(), all[1], known.Max())));
    }

    TableCell Impact(NodeSurvival node)
    {
        var all = node.Readings.Where(r => r.Status is SurvivalStatus.Finite or SurvivalStatus.Unlimited).Select(r => r.Impact).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Loss(all.Min()), Loss(all.Max()));
        return TableCell.Number(node.Central.Impact, low == high ? low : request.Texts.Format("unit.with-range", Loss(node.Central.Impact), request.Texts.Format("unit.range", low, high)));
    }

    string Loss(double impact) => result.IsValued ? Money.Text(request.Texts, _say.Numbers, impact) : _say.Numbers.Text(impact);

    IReadOnlyList<NodeSurvival> Points => field ??= [.. Nodes.Where(n => double.IsFinite(n.Central.Days) && double.IsFinite(n.Central.RecoveryDays)).Take(MostPoints)];

    /// <summary>True where there is anything to draw.</summary>
    public bool IsDrawn => request.Caller.SeesNames && Points.Count > 0;

    /// <summary>How many nodes are not drawn: survived without limit, without an answer, or more than a picture holds.</summary>
    public string NotDrawn => Nodes.Count > Points.Count ? W("not-drawn", Count(Nodes.Count - Points.Count), Count(Nodes.Count(n => double.IsInfinity(n.Central.Days)))) : "";

    /// <summary>Time to survive against time to recover: what lies below the line recovers too late.</summary>
    public object Chart()
    {
        var most = Points.Max(n => Math.Max(n.Central.Days, n.Central.RecoveryDays));
        object Of(bool isCovered, string symbol, string colour) => new
        {
            type = "scatter", name = W(isCovered ? "in-time" : "too-late"), symbol, itemStyle = new { color = colour, opacity = 0.8 },
            data = Points.Where(n => n.IsCovered == isCovered).Select(n => new { name = _say.Names.Actor(n.Node), value = new[] { n.Central.RecoveryDays, n.Central.Days }, symbolSize = 9 + Math.Round(12 * n.RiskIndex) }).ToArray(),
        };
        return new
        {
            aria = RangeChart.Plain, tooltip = new { trigger = "item" }, legend = new { data = new[] { W("too-late"), W("in-time") } }, grid = new { left = 8, right = 24, top = 60, bottom = 28, containLabel = true },
            xAxis = new { type = "value", min = 0, name = H("recover"), nameLocation = "middle", nameGap = 26 }, yAxis = new { type = "value", min = 0, name = H("survive"), nameLocation = "end", nameTextStyle = new { align = "left" } },
            series = new[]
            {
                new { type = "line", silent = true, symbol = "none", tooltip = new { show = false }, lineStyle = new { color = "var(--quiet)", type = "dashed", width = 1 }, data = new[] { new[] { 0.0, 0 }, [most, most] } },
                Of(false, "triangle", "var(--bad-mark)"), Of(true, "circle", "var(--good-mark)"),
            },
        };
    }

    /// <summary>What the figures rest on.</summary>
    public IEnumerable<string> Notes()
    {
        if (NotDrawn.Length > 0 && request.Caller.SeesNames) yield return NotDrawn;
        foreach (var (key, coverage) in new[] { ("coverage", result.Coverage), ("coverage.recovery", result.RecoveryCoverage), ("coverage.stock", result.StockCoverage) })
            yield return T(key, _say.Numbers.Text(coverage.Known), _say.Numbers.Text(coverage.All));
        yield return T(result.IsValued ? "legend" : "legend.days");
    }
}
