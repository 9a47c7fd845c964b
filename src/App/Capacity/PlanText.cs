using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Ramp-up plans on a terminal: what starts, what is delivered, what is missing and why, and what it costs.</summary>
sealed class PlanText
{
    // The weightiest causes of a shortfall; the rest is in the data file.
    const int Causes = 4;

    // Findings about the data; the rest is in the data file.
    const int Most = 5;

    // Lines by their use, items over time, starts, places: a screen shows the first, the workbook and --json have all.
    const int Loads = 8, Items = 4, Shown = 30, Places = 10;

    // Columns of deliveries by partner: quarters of a short plan, half-years or years of a longer one.
    const int CommitmentSpans = 4;

    readonly Call _call;
    readonly PlanAnswer _answer;
    readonly Network _network;
    readonly Look _look;
    readonly PlanWords _say;

    PlanText(Call call, PlanAnswer answer)
    {
        (_call, _answer, _network) = (call, answer, answer.Network);
        _look = new(call, _network, "capacity.plan.head.");
        _say = new(_network, call.Texts, true);
    }

    public static void Write(Call call, PlanAnswer answer)
    {
        var text = new PlanText(call, answer);
        text._look.Title(answer.Target is { } target ? text.T("title.target", answer.Results[0].Options.Perimeter.Name, target) : text.T("title", answer.Results[0].Options.Perimeter.Name));
        for (var k = 0; k < answer.Results.Count; k++) text.Result(answer.Results[k], k == 0 ? null : answer.Results[0]);
        text._look.Blank();
        text._look.Line(text.T("legend"), 0, Sheet.Quiet);
    }

    /// <summary>Several targets: cost, starts and what is missing, one column each.</summary>
    public static void WriteSideBySide(Call call, IReadOnlyList<PlanAnswer> answers)
    {
        var text = new PlanText(call, answers[0]);
        text._look.Title(text.T("side-by-side"));
        var sheet = text._look.Sheet([34, .. answers.Select(_ => 22)]);
        sheet.Row(["", .. answers.Select(a => new SheetCell(a.Target ?? "", Sheet.Quiet))]);
        for (var k = 0; k < answers[0].Results.Count; k++)
        {
            var results = answers.Select(a => a.Results[k]).ToArray();
            sheet.Row([new("  " + text.ReadingName(results[0]), Sheet.Strong)]);
            void Row(string key, Func<Plan, string> value) => sheet.Row(["  " + text.T(key), .. results.Select(r => new SheetCell(r.HasPlan ? value(r.Plan) : text.T("status.noplan")))]);
            Row("side.cost", p => text.Euro(PlanDigest.Spent(p)));
            Row("side.missing-cost", p => text.Euro(p.CostOf(PlanCostKind.Shortfall) + p.CostOf(PlanCostKind.Tail)));
            Row("side.starts", p => text._look.Count(p.Starts.Where(s => !s.IsDecided).Sum(s => s.Count)));
            Row("side.delivered", p => text._look.Numbers.Share(p.Wanted.Sum(w => w.Sum()) is > 0 and var wanted ? p.Delivered.Sum(d => d.Sum()) / wanted : 1));
        }
    }

    string T(string key, params ReadOnlySpan<string> values) => _say.T(key, values);

    string ReadingName(PlanResult result) => _say.Reading(result);

    string Euro(double value) => _say.Euro(value);

    void Result(PlanResult result, PlanResult? before)
    {
        _look.Blank();
        _look.Head(ReadingName(result), _say.Status(result));
        if (!result.HasPlan)
        {
            foreach (var conflict in result.Conflict) _look.Line(T("conflict." + conflict.Kind.ToString().ToLowerInvariant(), conflict.Name), 2);
            Findings(result);
            return;
        }
        foreach (var sentence in _say.Verdict(result).Concat(_say.Holds(result))) _look.Line(sentence, 2);
        var plan = result.Plan;
        if (before is { HasPlan: true } && IsSame(before.Plan, plan))
        {
            _look.Line(T("same", ReadingName(before)), 2);
            return;
        }
        Starts(plan);
        Quarters(plan);
        Demands(plan);
        Commitments(plan);
        Shortfalls(plan);
        // The second plan is there for what it decides; what follows from it stands in the files.
        if (before is null)
        {
            Fullest(plan);
            Costs(result);
            Spending(plan);
            Work(plan);
        }
        Findings(result);
    }

    // What a reader would find the same: starts, and every figure of every demand.
    static bool IsSame(Plan a, Plan b) =>
        a.Starts.Select(s => (s.Expansion, s.Start, s.Count, s.FullOutputMonth)).SequenceEqual(b.Starts.Select(s => (s.Expansion, s.Start, s.Count, s.FullOutputMonth)))
        && a.Demands.Count == b.Demands.Count && Near(a.Objective, b.Objective)
        && a.Delivered.Zip(b.Delivered).All(p => p.First.Zip(p.Second).All(v => Near(v.First, v.Second)));

    static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-6 * (1 + Math.Abs(a));

    void Starts(Plan plan)
    {
        if (plan.Starts.Count == 0)
        {
            _look.Line(T("starts.none"), 2);
            return;
        }
        _look.Line(T("starts"), 2, Sheet.Quiet);
        // A narrow terminal leaves out the month of first output; the bars below show it.
        var isWide = _call.Terminal.Width >= 100;
        var sheet = isWide ? _look.Sheet(28, 9, 9, 9, 18, 14, 20) : _look.Sheet(22, 7, 7, 14, 11, 8);
        sheet.Row(isWide ? _look.Heads("expansion", "start", "first", "full", "adds", "capital", "mark") : _look.Heads("expansion", "start", "full", "adds", "capital", "mark"));
        foreach (var start in plan.Starts.Take(Shown))
        {
            var mark = start.IsDecided ? T("mark.decided") : _answer.NoRegret.Any(n => n.Expansion == start.Expansion) ? T("mark.no-regret") : "";
            var first = isWide ? new SheetCell[] { PlanWords.Month(plan, start.FirstOutputMonth) } : [];
            sheet.Row([new("  " + _say.Start(start), Hang: 1), PlanWords.Month(start.Start), .. first, PlanWords.Month(plan, start.FullOutputMonth),
                _say.Rate(start.Adds, _network.Expansions[start.Expansion].Item), start.Capex is { } capex ? Euro(capex) : _call.Texts["unit.unknown"], mark]);
        }
        More(plan.Starts.Count - Shown);
        foreach (var sentence in _say.Expected(plan)) _look.Line(sentence, 4);
        PlanGantt.Write(_call, _say, _answer, plan, Shown);
    }

    void More(int left)
    {
        if (left > 0) _look.Line(T("more", _look.Count(left)), 4, Sheet.Quiet);
    }

    void Quarters(Plan plan)
    {
        var needs = PlanDigest.Needs(plan);
        var spans = PlanDigest.Spans(plan);
        foreach (var need in needs.Take(Items))
        {
            _look.Line(T("over-time", _look.Names.Item(need.Item), _say.Unit(need.Item)), 2, Sheet.Quiet);
            var sheet = _look.Sheet(20, 14, 14, 18, 10);
            sheet.Row(_look.Heads("span", "wanted", "delivered", "missing-then", "share"));
            foreach (var span in spans)
            {
                var (wanted, delivered, missing) = (span.Sum(need.Wanted), span.Sum(need.Delivered), need.Missing[span.Last]);
                sheet.Row(["  " + PlanWords.Span(span), _look.Numbers.Text(wanted), _look.Numbers.Text(delivered), _look.Numbers.Text(missing),
                    wanted > 0 ? _look.Numbers.Share(delivered / wanted) : ""]);
            }
        }
        More(needs.Count - Items);
    }

    void Fullest(Plan plan)
    {
        var loads = PlanDigest.Loads(plan);
        if (loads.Count == 0) return;
        _look.Line(T("loads"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(34, 24, 10, 22);
        sheet.Row(_look.Heads("line", "item", "use", "full-months"));
        foreach (var load in loads.Take(Loads))
        {
            var supply = plan.Supplies[load.Supply];
            sheet.Row([new("  " + _say.Supply(supply), Hang: 1), _look.Names.Item(supply.Item), _look.Numbers.Share(load.Mean), T("full-months", _look.Count(load.FullMonths), _look.Count(load.Months))]);
        }
        More(loads.Count - Loads);
    }

    void Spending(Plan plan)
    {
        var spending = plan.Spending.Where(s => s.Amount > 0 || !double.IsInfinity(s.Limit)).ToArray();
        if (spending.Length == 0) return;
        _look.Line(T("payers"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(34, 8, 18, 18);
        sheet.Row(_look.Heads("payer", "year", "pays", "has"));
        foreach (var s in spending.Take(Shown))
            sheet.Row([new("  " + _say.Payer(s.Payer), Hang: 1), s.Year.ToString(CultureInfo.InvariantCulture), Euro(s.Amount), double.IsInfinity(s.Limit) ? T("no-limit") : Euro(s.Limit)]);
        More(spending.Length - Shown);
    }

    void Work(Plan plan)
    {
        if (plan.Work.Count == 0) return;
        _look.Line(T("work"), 2, Sheet.Quiet);
        var table = PlanWorkTable.Of(plan);
        // A long plan shows its first, middle and last years.
        var last = table.Years.Count - 1;
        int[] shown = last < 5 ? [.. Enumerable.Range(0, last + 1)] : [0, last / 4, last / 2, last * 3 / 4, last];
        var sheet = _look.Sheet([26, .. shown.Select(_ => 20)]);
        sheet.Row([new("  " + T("head.place"), Sheet.Quiet), .. shown.Select(y => new SheetCell(table.Years[y].ToString(CultureInfo.InvariantCulture), Sheet.Quiet))]);
        foreach (var row in table.Rows.Take(Places))
            sheet.Row([new((row.IsPart ? "    " : "  ") + _say.Place(row), Hang: 1), .. shown.Select(y => new SheetCell(Jobs(row.Years[y])))]);
        if (table.Rows.Count > 1) sheet.Row([new("  " + T("work.all"), Hang: 1), .. shown.Select(y => new SheetCell(Jobs(table.All.Years[y])))]);
        More(table.Rows.Count - Places);
        if (_say.Uncounted(table) is { } note) _look.Line(note, 4, Sheet.Quiet);
    }

    string Jobs(PlanWorkYear work) => (work.People, work.Capex) switch
    {
        (0, 0) => "-",
        (0, var capex) => Euro(capex),
        (var people, 0) => T("people", _look.Numbers.Text(Math.Round(people))),
        var (people, capex) => T("people-and-capital", _look.Numbers.Text(Math.Round(people)), Euro(capex)),
    };

    void Demands(Plan plan)
    {
        _look.Line(T("demands"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(34, 11, 16, 16, 18, 14);
        sheet.Row(_look.Heads("demand", "certainty", "wanted", "delivered", "missing", "late"));
        var demands = plan.Demands.Where(d => plan.Wanted[d.Index].Sum() > 0).ToArray();
        foreach (var d in demands.Take(Shown))
        {
            var wanted = plan.Wanted[d.Index].Sum();
            var late = plan.Shortfalls.FirstOrDefault(s => s.Demand == d.Index);
            sheet.Row([new("  " + _say.Demand(d), Hang: 1), T("certainty." + d.Certainty), _say.Bare(wanted, d.Item), _say.Bare(plan.Delivered[d.Index].Sum(), d.Item),
                _say.Bare(late?.AtEnd ?? 0, d.Item), _look.Numbers.Text(late?.UnitMonths ?? 0)]);
        }
        More(demands.Length - Shown);
    }

    // Promises beside own needs; where somebody wants one thing for himself, the table of demands has said all.
    void Commitments(Plan plan)
    {
        var rows = PlanCommitments.Of(plan);
        if (rows.All(r => r.Purpose == "own")) return;
        var spans = PlanCommitments.Spans(plan, CommitmentSpans);
        _look.Line(T("commitments"), 2, Sheet.Quiet);
        var sheet = _look.Sheet([34, .. spans.Select(_ => 16), 12, 12]);
        sheet.Row([new("  " + T("head.partner"), Sheet.Quiet), .. spans.Select(s => new SheetCell(PlanWords.Span(s), Sheet.Quiet)), new(T("head.late-units"), Sheet.Quiet), new(T("head.missing"), Sheet.Quiet)]);
        foreach (var row in rows.Take(Shown))
            sheet.Row([new("  " + _say.Commitment(plan, row), Hang: 2), .. spans.Select(s => new SheetCell(s.Sum(row.Wanted) == 0 && s.Sum(row.Delivered) == 0 ? "-" : T("of", _look.Numbers.Text(s.Sum(row.Delivered)), _look.Numbers.Text(s.Sum(row.Wanted))))),
                _look.Numbers.Text(row.Late.Sum()), _look.Numbers.Text(row.Missing[^1])]);
        More(rows.Count - Shown);
    }

    void Shortfalls(Plan plan)
    {
        if (plan.Shortfalls.Count == 0)
        {
            _look.Line(T("missing.none"), 2);
            return;
        }
        _look.Line(T("missing"), 2, Sheet.Quiet);
        foreach (var late in plan.Shortfalls.Take(Shown))
        {
            _look.Line(_say.Shortfall(plan, late), 4);
            foreach (var cause in late.Causes.Take(Causes)) _look.Line("- " + _say.Cause(plan, cause), 6);
            if (late.Causes.Count > Causes) _look.Line(_call.Texts.Format("exposure.more", _look.Count(late.Causes.Count - Causes)), 6, Sheet.Quiet);
        }
        More(plan.Shortfalls.Count - Shown);
    }

    void Costs(PlanResult result)
    {
        _look.Line(T("costs"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(34, 20, 20);
        sheet.Row(_look.Heads("cost", "discounted", "total"));
        foreach (var cost in result.Plan.Costs.Where(c => c.Total > 0)) sheet.Row(["  " + T("cost." + cost.Kind.ToString().ToLowerInvariant()), Euro(cost.Discounted), Euro(cost.Total)]);
        sheet.Row(["  " + T("cost.all"), Euro(result.Plan.Objective), ""]);
        _look.Line(T("coverage", _look.Count((int)result.CostCoverage.Known), _look.Count((int)result.CostCoverage.All), _look.Count((int)result.DataCoverage.Known), _look.Count((int)result.DataCoverage.All)), 2);
    }

    void Findings(PlanResult result)
    {
        if (result.Findings.Count > Most) _look.Line(_call.Texts.Format("capacity.plan.findings", _look.Count(result.Findings.Count - Most)), 2, Sheet.Quiet);
        foreach (var finding in result.Findings.Take(Most)) _look.Line(_call.Texts.Sentence(finding), 2, finding.Severity == Severity.Note ? Sheet.Quiet : default(Spectre.Console.Style?));
    }
}
