using System.Globalization;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>The chapters of one plan: verdict, Gantt, capacity and deliveries, what is missing, lines, money, work. Every chart has its equal table.</summary>
sealed class PlanChapter(CapacityPage page, bool hasSeveral)
{
    /// <summary>Sections and the keys of their titles.</summary>
    public static readonly IReadOnlyList<(string Id, string Key)> Sections =
        [("short", "report.short"), ("starts", "starts"), ("capacity", "report.capacity"), ("missing", "missing"), ("commitments", "commitments"), ("lines", "loads"), ("money", "report.money"), ("work", "report.work")];

    // Bars of the Gantt, items with a chart, demands and causes with a row: more is no page but a data file, and the workbook is one.
    const int MostBars = 40, MostCharts = 8, MostCauses = 5, MostLoads = 30;

    Html Html => page.Html;

    PlanWords Say => page.Say;

    Network Network => _plan.Network;

    PlanReportPart _part = null!;
    Plan _plan = null!;
    int _number;

    public void Write(PlanReportPart part, int number)
    {
        (_part, _number) = (part, number);
        Short();
        if (part.Results.FirstOrDefault(r => r.HasPlan) is not { } result) return;
        _plan = result.Plan;
        Starts();
        Capacity();
        Missing();
        Commitments();
        Lines();
        SpendingAndCosts();
        Work();
    }

    void Open(int section)
    {
        var title = page.T(Sections[section].Key);
        page.Section($"{Sections[section].Id}{_number}", hasSeveral ? page.Texts.Format("terminal.colon", _part.Target ?? "", title) : title);
    }

    string H(string key) => page.T("head." + key);

    void Short()
    {
        Open(0);
        foreach (var result in _part.Results)
        {
            Html.Add($"<h3>{Say.Reading(result)}</h3>\n<p class=\"legend\">{Say.Status(result)}</p>\n");
            foreach (var sentence in Say.Verdict(result).Concat(Say.Holds(result))) Html.Add($"<p>{sentence}</p>\n");
            if (!result.HasPlan)
                foreach (var conflict in result.Conflict) Html.Add($"<p>{page.T("conflict." + conflict.Kind.ToString().ToLowerInvariant(), conflict.Name)}</p>\n");
            Html.Add($"<p class=\"legend\">{page.T("coverage", Text(result.CostCoverage.Known), Text(result.CostCoverage.All), Text(result.DataCoverage.Known), Text(result.DataCoverage.All))}</p>\n");
            foreach (var finding in result.Findings.Take(8)) Html.Add($"<p class=\"legend\">{page.Texts.Sentence(finding)}</p>\n");
            if (result.Findings.Count > 8) Html.Add($"<p class=\"legend\">{page.T("report.more", Text(result.Findings.Count - 8))}</p>\n");
        }
        if (_part.Results.Count > 1 && _part.Results[0].HasPlan) Html.Add($"<p class=\"legend\">{page.T("report.detail", Say.Reading(_part.Results[0]))}</p>\n");
        page.EndSection();
    }

    string Text(double value) => Say.Numbers.Text(value);

    static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    void Starts()
    {
        Open(1);
        if (_plan.Starts.Count == 0) Html.Add($"<p>{page.T("starts.none")}</p>\n");
        else
        {
            var shown = _plan.Starts.Take(MostBars).ToArray();
            new GanttChart(Html, Say).Write(_plan, shown, _part.NoRegret);
            page.Table(page.T("starts"), [H("expansion"), H("start"), H("first"), H("full"), H("adds"), H("capital"), page.T("report.mark")], [.. _plan.Starts.Select(s => (IReadOnlyList<string>)[Say.Start(s), PlanWords.Month(s.Start),
                PlanWords.Month(_plan, s.FirstOutputMonth), PlanWords.Month(_plan, s.FullOutputMonth), Say.Rate(s.Adds, Network.Expansions[s.Expansion].Item),
                s.Capex is { } capex ? Say.Euro(capex) : page.Texts["unit.unknown"], s.IsDecided ? page.T("mark.decided") : _part.NoRegret.Contains(s.Expansion) ? page.T("mark.no-regret") : ""])], [1, 2, 3, 6], MostBars);
            foreach (var sentence in Say.Expected(_plan)) Html.Add($"<p>{sentence}</p>\n");
        }
        page.EndSection();
    }

    ChartTime Time => new([.. _plan.Periods.Select(p => ((double)p.Offset, (double)p.End))], _plan.Periods[^1].End, [.. GanttChart.Years(_plan, _plan.Periods[^1].End > 96 ? 2 : 1)]);

    void Capacity()
    {
        Open(2);
        Html.Add($"<p>{page.T("report.capacity.about")}</p>\n");
        var needs = PlanDigest.Needs(_plan).ToDictionary(n => n.Item);
        var capacities = PlanDigest.Capacities(_plan);
        foreach (var capacity in capacities.Take(MostCharts)) Item(capacity, needs.GetValueOrDefault(capacity.Item));
        if (capacities.Count > MostCharts) Html.Add($"<p class=\"legend\">{page.T("report.more", Text(capacities.Count - MostCharts))}</p>\n");
        page.EndSection();
    }

    void Item(PlanItemCapacity capacity, PlanItemNeed? need)
    {
        var name = page.T("report.item", Say.Names.Item(capacity.Item), Say.Unit(capacity.Item));
        double[] PerMonth(IReadOnlyList<double> amounts) => [.. _plan.Periods.Select(p => amounts[p.Index] / p.Months)];
        var layers = new List<ChartLayer> { new(page.T("report.existing"), capacity.Existing) };
        var added = capacity.Added.OrderByDescending(a => a.PerMonth.Max()).ThenBy(a => a.Expansion).ToArray();
        var room = StackChart.MostLayers - 1;
        var alone = added.Length <= room ? added : added[..(room - 1)];
        layers.AddRange(alone.Select(a => new ChartLayer(Network.Expansions[a.Expansion].Name, a.PerMonth)));
        if (alone.Length < added.Length)
            layers.Add(new(page.T("report.others", Text(added.Length - alone.Length)), [.. _plan.Periods.Select(p => added.Skip(alone.Length).Sum(a => a.PerMonth[p.Index]))]));
        if (capacity.Existing.All(v => v == 0)) layers.RemoveAt(0);
        ChartLine[] lines = need is null ? [new(page.T("report.made"), capacity.Made, false)]
            : [new(H("wanted"), PerMonth(need.Wanted), true), new(H("delivered"), PerMonth(need.Delivered), false)];
        Html.Add($"<h3>{name}</h3>\n");
        if (capacity.HasUnlimited) Html.Add($"<p class=\"legend\">{page.T("report.unlimited")}</p>\n");
        page.Charts.Write(name, page.T("report.chart.about"), Time, layers, lines);
        var spans = PlanDigest.Spans(_plan);
        string Mean(PlanSpan span, IReadOnlyList<double> perMonth) => Text(_plan.Periods.Where(p => p.Index >= span.First && p.Index <= span.Last).Sum(p => perMonth[p.Index] * p.Months) / span.Months);
        var rows = spans.Select(span => (IReadOnlyList<string>)[PlanWords.Span(span), .. layers.Select(l => Mean(span, l.Values)), .. lines.Select(l => Mean(span, l.Values)),
            .. need is null ? [] : new[] { Text(need.Missing[span.Last]) }]).ToArray();
        page.Table(page.T("report.per-month", name), [H("span"), .. layers.Select(l => l.Name), .. lines.Select(l => l.Name), .. need is null ? [] : new[] { H("missing-then") }], rows);
    }

    void Missing()
    {
        Open(3);
        if (_plan.Shortfalls.Count == 0) Html.Add($"<p>{page.T("missing.none")}</p>\n");
        else
        {
            var rows = _plan.Shortfalls.Select(late =>
            {
                var d = _plan.Demands[late.Demand];
                var causes = late.Causes.Take(MostCauses).Select(c => Say.Cause(_plan, c)).ToList();
                if (late.Causes.Count > MostCauses) causes.Add(page.T("report.more", Text(late.Causes.Count - MostCauses)));
                return (IReadOnlyList<string>)[Say.Demand(d), page.T("certainty." + d.Certainty), PlanWords.Span(_plan.Periods[late.FromPeriod].First, _plan.Periods[late.ToPeriod].Last), Say.Bare(late.Most, d.Item),
                    Say.Bare(late.AtEnd, d.Item), Text(late.UnitMonths), string.Join("; ", causes)];
            }).ToArray();
            page.Table(page.T("missing"), [H("demand"), H("certainty"), H("span"), page.T("report.most"), H("missing"), H("late"), page.T("report.causes")], rows, [1, 2, 6]);
        }
        var demands = _plan.Demands.Where(d => _plan.Wanted[d.Index].Sum() > 0).ToArray();
        page.Table(page.T("demands"), [H("demand"), H("certainty"), H("wanted"), H("delivered"), H("missing")], [.. demands.Select(d => (IReadOnlyList<string>)[Say.Demand(d), page.T("certainty." + d.Certainty),
            Say.Bare(_plan.Wanted[d.Index].Sum(), d.Item), Say.Bare(_plan.Delivered[d.Index].Sum(), d.Item), Say.Bare(_plan.Backlog[d.Index][^1], d.Item)])], [1]);
        page.EndSection();
    }

    void Commitments()
    {
        Open(4);
        Html.Add($"<p>{page.T("report.commitments.about")}</p>\n");
        var rows = PlanCommitments.Of(_plan);
        page.Table(page.T("commitments"), [H("partner"), H("wanted"), H("delivered"), H("late-units"), H("missing")], [.. rows.Select(r => (IReadOnlyList<string>)[Say.Commitment(_plan, r), Say.Bare(r.Wanted.Sum(), r.Item),
            Say.Bare(r.Delivered.Sum(), r.Item), Say.Bare(r.Late.Sum(), r.Item), Say.Bare(r.Missing[^1], r.Item)])]);
        var spans = PlanDigest.Spans(_plan);
        page.Table(page.T("report.commitments.over-time"), [H("partner"), .. spans.Select(s => PlanWords.Span(s))], [.. rows.Select(r => (IReadOnlyList<string>)[Say.Commitment(_plan, r), .. spans.Select(s =>
            s.Sum(r.Wanted) == 0 && s.Sum(r.Delivered) == 0 ? "–" : page.T("of", Text(s.Sum(r.Delivered)), Text(s.Sum(r.Wanted))))])]);
        page.EndSection();
    }

    void Lines()
    {
        Open(5);
        page.Table(page.T("loads"), [H("line"), H("item"), H("use"), H("full-months")], [.. PlanDigest.Loads(_plan).Select(l => (IReadOnlyList<string>)[Say.Supply(_plan.Supplies[l.Supply]), Say.Names.Item(_plan.Supplies[l.Supply].Item),
            Say.Numbers.Share(l.Mean), page.T("full-months", Text(l.FullMonths), Text(l.Months))])], [1], MostLoads);
        page.EndSection();
    }

    void SpendingAndCosts()
    {
        Open(6);
        page.Table(page.T("costs"), [H("cost"), H("discounted"), H("total")], [.. _plan.Costs.Where(c => c.Total > 0).Select(c => (IReadOnlyList<string>)[page.T("cost." + c.Kind.ToString().ToLowerInvariant()), Say.Euro(c.Discounted), Say.Euro(c.Total)]),
            [page.T("cost.all"), Say.Euro(_plan.Objective), Say.Euro(_plan.Costs.Sum(c => c.Total))]]);
        var paid = _plan.Spending.Where(s => s.Amount > 0).ToArray();
        if (paid.Length > 0)
        {
            var years = paid.Select(s => s.Year).Distinct().Order().ToArray();
            PerYear(page.T("payers"), Together(paid.GroupBy(s => s.Payer, StringComparer.Ordinal).Select(g => (Say.Payer(g.Key), years.Select(y => g.Where(s => s.Year == y).Sum(s => s.Amount)).ToArray()))), years);
            page.Table(page.T("payers"), [H("payer"), H("year"), H("pays"), H("has")], [.. _plan.Spending.Where(s => s.Amount > 0 || !double.IsInfinity(s.Limit)).Select(s => (IReadOnlyList<string>)[Say.Payer(s.Payer), Year(s.Year), Say.Euro(s.Amount),
                double.IsInfinity(s.Limit) ? page.T("no-limit") : Say.Euro(s.Limit)])], [1]);
        }
        page.EndSection();
    }

    // The largest keep a layer of their own; the rest is put together.
    List<ChartLayer> Together(IEnumerable<(string Name, double[] Values)> all)
    {
        var sorted = all.Where(a => a.Values.Any(v => v > 0)).OrderByDescending(a => a.Values.Sum()).ThenBy(a => a.Name, StringComparer.Ordinal).ToArray();
        if (sorted.Length <= StackChart.MostLayers) return [.. sorted.Select(a => new ChartLayer(a.Name, a.Values))];
        var rest = sorted[(StackChart.MostLayers - 1)..];
        return [.. sorted[..(StackChart.MostLayers - 1)].Select(a => new ChartLayer(a.Name, a.Values)),
            new(page.T("report.others", Text(rest.Length)), [.. Enumerable.Range(0, rest[0].Values.Length).Select(i => rest.Sum(r => r.Values[i]))])];
    }

    void PerYear(string title, IReadOnlyList<ChartLayer> layers, int[] years)
    {
        if (layers.Count == 0) return;
        // Bars with gaps: years are apart, months are not. Few years leave room at the right instead of becoming walls.
        var time = new ChartTime([.. years.Select((_, i) => (i * 12 + 2.0, i * 12 + 10.0))], Math.Max(6, years.Length) * 12, [.. years.Select((y, i) => (i * 12.0, Year(y)))]);
        page.Charts.Write(title, page.T("report.chart.about"), time, layers, []);
    }

    void Work()
    {
        Open(7);
        if (_plan.Work.Count == 0) Html.Add($"<p>{page.T("report.work.none")}</p>\n");
        else
        {
            var table = PlanWorkTable.Of(_plan);
            var countries = _plan.Work.GroupBy(w => w.Place).ToArray();
            Html.Add($"<h3>{page.T("report.people")}</h3>\n");
            var people = Together(countries.Select(g => (Say.Place(g.Key, ""), _plan.Periods.Select(p => g.Sum(w => w.People[p.Index])).ToArray())));
            if (people.Count > 0) page.Charts.Write(page.T("report.people"), page.T("report.chart.about"), Time, people, []);
            Table(page.T("report.people"), y => y.People > 0 ? Text(Math.Round(y.People, 1)) : "0");
            if (Say.Uncounted(table) is { } note) Html.Add($"<p class=\"legend\">{note}</p>\n");
            Html.Add($"<h3>{page.T("report.capital")}</h3>\n");
            PerYear(page.T("report.capital"), Together(table.Rows.Where(r => !r.IsPart).Select(r => (Say.Place(r.Place, ""), r.Years.Select(y => y.Capex).ToArray()))), [.. table.Years]);
            Table(page.T("report.capital"), y => Say.Euro(y.Capex));

            void Table(string caption, Func<PlanWorkYear, string> text) => page.Table(caption, [H("place"), .. table.Years.Select(Year)],
                [.. table.Rows.Append(table.All).Select(r => (IReadOnlyList<string>)[r == table.All ? page.T("work.all") : r.IsPart ? "– " + Say.Place(r) : Say.Place(r), .. r.Years.Select(text)])]);
        }
        page.EndSection();
    }
}

/// <summary>The chapter with the bottleneck ladder of today.</summary>
sealed class LadderChapter(CapacityPage page)
{
    public void Write(TodayResult today)
    {
        page.Section("ladder", page.T("report.ladder"));
        page.Html.Add($"<p>{page.T("report.ladder.about", today.Options.Perimeter.Name)}</p>\n");
        var words = new LadderWords(today.Table.Network, page.Texts, page.Say.Names, page.Say.Numbers);
        foreach (var row in today.Rows.Where(r => !r.IsHolding))
            foreach (var (scope, name) in new[] { (row.All, page.Texts["capacity.everybody"]), (row.Inside, page.Texts.Format("capacity.inside", today.Options.Perimeter.Name)) })
            {
                if (scope.Ladders.FirstOrDefault(l => l.Rungs.Count > 0) is not { } ladder) continue;
                var caption = page.Texts.Format("terminal.colon", $"{row.Technology.Name}, {page.Texts["verb." + row.Verb]}", page.Texts.Format(ladder.Reading == Reading.Pessimistic ? "capacity.limits.worst" : "capacity.limits", name));
                page.Table(caption, [page.Texts["column.rung"], page.Texts["column.binds"], page.Texts["column.met"]],
                    [.. ladder.Rungs.Select((r, i) => (IReadOnlyList<string>)[page.Say.Numbers.Text(i + 1), string.Join("; ", r.Reliefs.Select(words.Member)), words.Step(r)])], [1]);
            }
        page.EndSection();
    }
}
