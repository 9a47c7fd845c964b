using System.Globalization;
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

    readonly Call _call;
    readonly PlanAnswer _answer;
    readonly Network _network;
    readonly Look _look;

    PlanText(Call call, PlanAnswer answer)
    {
        (_call, _answer, _network) = (call, answer, answer.Network);
        _look = new(call, _network, "capacity.plan.head.");
    }

    public static void Write(Call call, PlanAnswer answer)
    {
        var text = new PlanText(call, answer);
        text._look.Title(answer.Target is { } target ? text.T("title.target", answer.Results[0].Options.Perimeter.Name, target) : text.T("title", answer.Results[0].Options.Perimeter.Name));
        foreach (var result in answer.Results) text.Result(result);
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
            Row("side.cost", p => text.Euro(p.Costs.Where(c => c.Kind is not (PlanCostKind.Shortfall or PlanCostKind.Tail)).Sum(c => c.Discounted)));
            Row("side.missing-cost", p => text.Euro(p.CostOf(PlanCostKind.Shortfall) + p.CostOf(PlanCostKind.Tail)));
            Row("side.starts", p => text._look.Count(p.Starts.Where(s => !s.IsDecided).Sum(s => s.Count)));
            Row("side.delivered", p => text._look.Numbers.Share(p.Wanted.Sum(w => w.Sum()) is > 0 and var wanted ? p.Delivered.Sum(d => d.Sum()) / wanted : 1));
        }
    }

    string T(string key, params ReadOnlySpan<string> values) => _call.Texts.Format("capacity.plan." + key, values);

    string ReadingName(PlanResult result) => T("reading." + result.Options.Reading.ToString().ToLowerInvariant());

    string Euro(double value) => Money.Text(_call.Texts, _look.Numbers, value);

    string Amount(double value, int item) => _look.Numbers.Amount(_look.Numbers.Text(value), value, _network.Items[item].Unit.Amount);

    static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static string Month(Plan plan, double month) => month > 1200 ? "" : Month(plan.Periods[0].First.AddMonths((int)Math.Floor(month + 1e-9)));

    void Result(PlanResult result)
    {
        _look.Blank();
        _look.Head(ReadingName(result), Status(result));
        if (!result.HasPlan)
        {
            foreach (var conflict in result.Conflict) _look.Line(T("conflict." + conflict.Kind.ToString().ToLowerInvariant(), conflict.Name), 2);
            Findings(result);
            return;
        }
        var plan = result.Plan;
        Starts(plan);
        Demands(plan);
        Shortfalls(plan);
        Holds(result);
        Costs(result);
        Findings(result);
    }

    void Holds(PlanResult result)
    {
        foreach (var hold in result.Proofs.GroupBy(p => p.Hold).OrderBy(g => g.Key))
        {
            var worst = hold.OrderBy(p => p.Theta).First();
            var who = worst.Denial.DeniesOutsiders ? T("outside") : _look.Names.Join(worst.Denial.Actors.Select(_look.Names.Actor));
            _look.Line(T(hold.All(p => p.Holds) ? "hold.kept" : "hold.broken", result.Options.Holds[hold.Key].Text, _look.Numbers.Share(worst.Theta), who, _look.Count(hold.Count())), 2);
        }
    }

    string Status(PlanResult result)
    {
        if (!result.HasPlan) return T("status.noplan");
        var period = T("period", Month(result.Plan.Periods[0].First), Month(result.Plan.Periods[^1].Last));
        var gap = result.Gap is { } g ? _look.Numbers.Share(Math.Max(0, g)) : "?";
        return T("status." + result.Status.ToString().ToLowerInvariant(), period, gap);
    }

    void Starts(Plan plan)
    {
        if (plan.Starts.Count == 0)
        {
            _look.Line(T("starts.none"), 2);
            return;
        }
        _look.Line(T("starts"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(30, 10, 10, 10, 20, 16, 20);
        sheet.Row(_look.Heads("expansion", "start", "first", "full", "adds", "capital", "mark"));
        foreach (var start in plan.Starts)
        {
            var row = _network.Expansions[start.Expansion];
            var name = start.Count > 1 ? T("times", _look.Count(start.Count), row.Name) : row.Name;
            var marks = new List<string>();
            if (start.IsDecided) marks.Add(T("mark.decided"));
            else if (_answer.NoRegret.Any(n => n.Expansion == start.Expansion)) marks.Add(T("mark.no-regret"));
            sheet.Row([new("  " + name, Hang: 1), Month(start.Start), Month(plan, start.FirstOutputMonth), Month(plan, start.FullOutputMonth),
                _call.Texts.Format("unit.a-month", Amount(start.Adds, row.Item)), start.Capex is { } capex ? Euro(capex) : _call.Texts["unit.unknown"], string.Join(", ", marks)]);
        }
    }

    void Demands(Plan plan)
    {
        _look.Line(T("demands"), 2, Sheet.Quiet);
        var sheet = _look.Sheet(34, 10, 18, 18, 18, 18);
        sheet.Row(_look.Heads("demand", "certainty", "wanted", "delivered", "missing", "late"));
        foreach (var d in plan.Demands)
        {
            var wanted = plan.Wanted[d.Index].Sum();
            if (wanted <= 0) continue;
            var late = plan.Shortfalls.FirstOrDefault(s => s.Demand == d.Index);
            sheet.Row([new($"  {Buyer(d)}: {_look.Names.Item(d.Item)}", Hang: 1), T("certainty." + d.Certainty), Amount(wanted, d.Item), Amount(plan.Delivered[d.Index].Sum(), d.Item),
                late is { AtEnd: > 0 } ? Amount(late.AtEnd, d.Item) : "0", late is null ? "0" : T("unit-months", _look.Numbers.Text(late.UnitMonths))]);
        }
    }

    string Buyer(PlanDemand demand) => demand.Row >= 0 && _network.Demands[demand.Row].BuyerParty >= 0 ? _look.Names.Party(_network.Demands[demand.Row].BuyerParty) : demand.Goal >= 0 ? T("goal") : demand.Buyer;

    void Shortfalls(Plan plan)
    {
        if (plan.Shortfalls.Count == 0)
        {
            _look.Line(T("missing.none"), 2);
            return;
        }
        _look.Line(T("missing"), 2, Sheet.Quiet);
        foreach (var late in plan.Shortfalls)
        {
            var d = plan.Demands[late.Demand];
            _look.Line(T("missing.row", $"{Buyer(d)}: {_look.Names.Item(d.Item)}", Amount(late.Most, d.Item), Month(plan.Periods[late.FromPeriod].First), Month(plan.Periods[late.ToPeriod].Last)), 4);
            foreach (var cause in late.Causes.Take(Causes)) _look.Line("- " + Cause(plan, cause), 6);
            if (late.Causes.Count > Causes) _look.Line(_call.Texts.Format("exposure.more", _look.Count(late.Causes.Count - Causes)), 6, Sheet.Quiet);
        }
    }

    string Cause(Plan plan, PlanCause cause)
    {
        var expansion = cause.Expansion >= 0 ? _network.Expansions[cause.Expansion].Name : "";
        var supply = cause.Supply >= 0 ? Supply(plan.Supplies[cause.Supply]) : "";
        var item = cause.Item >= 0 ? _look.Names.Item(cause.Item) : "";
        var months = T("period", Month(plan.Periods[cause.FromPeriod].First), Month(plan.Periods[cause.ToPeriod].Last));
        var payer = cause.Budget >= 0 ? $"{_network.Budgets[cause.Budget].Payer} {_network.Budgets[cause.Budget].Year.ToString(CultureInfo.InvariantCulture)}" : "";
        return cause.Kind switch
        {
            PlanCauseKind.Capacity => T("cause.capacity", item, supply, months),
            PlanCauseKind.NotReady => T("cause.not-ready", expansion, months),
            PlanCauseKind.Budget => payer.Length > 0 ? T("cause.budget", expansion, payer) : T("cause.no-payer", expansion),
            PlanCauseKind.MostReached => T("cause.most", expansion),
            PlanCauseKind.NotWorthIt => T("cause.not-worth", expansion),
            PlanCauseKind.ShelfLife => T("cause.shelf-life", item, months),
            PlanCauseKind.LeadTime => T("cause.lead-time", item),
            PlanCauseKind.NoSupply => T("cause.no-supply", item),
            PlanCauseKind.LineState => T("cause.state", supply, months),
            _ => T("cause.hold", months),
        };
    }

    string Supply(PlanSupply supply) => supply.Kind switch
    {
        PlanSupplyKind.Line => _look.Names.Actor(new(ActorKind.Line, supply.Line)),
        PlanSupplyKind.New => _network.Expansions[supply.Expansion].Name,
        PlanSupplyKind.Others => T("others", _look.Names.Place(supply.Place)),
        _ => T("unlisted"),
    };

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
