using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Writes ramp-up plans as one XLSX workbook: everything that the JSON has, numbers as numbers, a sheet per kind of row. Headings and
/// identifiers are those of the JSON in every language; sentences are in the language asked for.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class PlanWorkbook
{
    /// <summary>Sheets, in order.</summary>
    public static IReadOnlyList<string> Sheets { get; } = ["summary", "starts", "capacity", "production", "deliveries", "commitments", "stocks", "costs", "payments", "work", "shortfalls", "findings"];

    /// <summary>Writes the workbook.</summary>
    /// <param name="parts">Plans, one part for each table of demands.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    /// <exception cref="ArgumentException">There is no part.</exception>
    public static void Write(IReadOnlyList<PlanReportPart> parts, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(texts);
        if (parts.Count == 0) throw new ArgumentException("There is no plan to write.", nameof(parts));
        new PlanBook(parts, texts).Write(findings, identity, stream);
    }
}

/// <summary>The sheets of plans.</summary>
sealed class PlanBook(IReadOnlyList<PlanReportPart> parts, Texts.Texts texts)
{
    const int MostChars = 32_767;

    static readonly string[] Plan = ["target", "reading"];

    readonly XlsxWriter _book = new();

    // One row per plan that there is; the periods of the first give the columns, since all plans of a run have the same horizon
    // unless their demands end on other days: then the longest does.
    readonly (PlanReportPart Part, PlanResult Result)[] _plans = [.. parts.SelectMany(p => p.Results.Select(r => (p, r)))];

    public void Write(IReadOnlyList<Finding> findings, ReportIdentity identity, Stream stream)
    {
        Summary(identity);
        Starts();
        Supplies("capacity", p => p.Capacity, withUse: true);
        Supplies("production", p => p.Production, withUse: false);
        Deliveries();
        Commitments();
        Stocks();
        Costs();
        Payments();
        Work();
        Shortfalls();
        Findings(findings);
        _book.Save(stream);
    }

    IEnumerable<(PlanReportPart Part, PlanResult Result, Plan Plan)> Made => _plans.Where(p => p.Result.HasPlan).Select(p => (p.Part, p.Result, p.Result.Plan));

    static (string, bool) Text(string? text)
    {
        var cell = CellEscape.Do(text ?? "");
        return (cell.Length <= MostChars ? cell : cell[..MostChars], false);
    }

    static (string, bool) Number(double value) => double.IsNaN(value) ? ("", false) : double.IsInfinity(value) ? (value > 0 ? "unlimited" : "", false) : (Shortest(value), true);

    // As many digits as the JSON has.
    static string Shortest(double value) => value.ToString("G9", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    static IEnumerable<(string, bool)> Numbers(IEnumerable<double> values) => values.Select(Number);

    static (string, bool)[] Head(PlanReportPart part, PlanResult result) => [Text(part.Target), Text(Word(result.Options.Reading))];

    XlsxWriter.Sheet Sheet(string name, int frozen, IReadOnlyList<string> heads)
    {
        var sheet = _book.Add(name, [.. heads.Select(h => Math.Max(11.0, Math.Min(28, h.Length + 3)))], frozen);
        sheet.Heading(heads);
        return sheet;
    }

    void Summary(ReportIdentity identity)
    {
        var sheet = Sheet("summary", 2, [.. Plan, "key", "value"]);
        void Fact(PlanReportPart? part, PlanResult? result, string key, (string, bool) value) => sheet.Row([Text(part?.Target), Text(result is null ? "" : Word(result.Options.Reading)), Text(key), value]);
        Fact(null, null, "snapshot", Text(identity.SnapshotHash));
        Fact(null, null, "version", Text(identity.Version));
        var options = _plans[0].Result.Options;
        Fact(null, null, "perimeter", Text(options.Perimeter.Name));
        Fact(null, null, "rows", Text(FieldCatalog.Statuses[options.Status]));
        Fact(null, null, "discountRate", Number(options.DiscountRate));
        Fact(null, null, "tailMonths", Number(options.TailMonths));
        Fact(null, null, "pipeline", Text(Word(options.Pipeline)));
        foreach (var (part, result) in _plans)
        {
            Fact(part, result, "status", Text(result.Status == PlanStatus.NoPlan ? "no-plan" : Word(result.Status)));
            Fact(part, result, "objective", Number(result.HasPlan ? result.Plan.Objective : double.NaN));
            Fact(part, result, "bound", Number(result.Bound ?? double.NaN));
            Fact(part, result, "gap", Number(result.Gap ?? double.NaN));
            if (result.HasPlan)
            {
                Fact(part, result, "first", Text(PlanWords.Month(result.Plan.Periods[0].First)));
                Fact(part, result, "last", Text(PlanWords.Month(result.Plan.Periods[^1].Last)));
                foreach (var sentence in new PlanWords(result.Plan.Network, texts, true).Verdict(result)) Fact(part, result, "verdict", Text(sentence));
            }
            foreach (var conflict in result.Conflict) Fact(part, result, "conflict", Text($"{Word(conflict.Kind)}: {conflict.Name}"));
            foreach (var proof in result.Proofs) Fact(part, result, "hold", Text($"{result.Options.Holds[proof.Hold].Text}: {Shortest(proof.Theta)} {(proof.Holds ? "holds" : "fails")}"));
        }
    }

    void Starts()
    {
        var sheet = Sheet("starts", 3, [.. Plan, "expansion", "name", "item", "start", "count", "firstOutputMonth", "fullOutputMonth", "adds", "unit", "capex", "chance", "isDecided", "noRegret"]);
        foreach (var (part, result, plan) in Made)
            foreach (var s in plan.Starts)
            {
                var (row, item) = (plan.Network.Expansions[s.Expansion], plan.Network.Items[plan.Network.Expansions[s.Expansion].Item]);
                sheet.Row([.. Head(part, result), Text(row.Id), Text(row.Name), Text(item.Id), Text(Dates.Text(s.Start)), Number(s.Count), Number(s.FirstOutputMonth), Number(s.FullOutputMonth),
                    Number(s.Adds), Text(item.Unit.Amount + "/month"), Number(s.Capex ?? double.NaN), Number(plan.ChanceOf(s) ?? double.NaN), Text(s.IsDecided ? "true" : "false"), Text(part.NoRegret.Contains(s.Expansion) ? "true" : "false")]);
            }
    }

    // The columns of a table over time: the periods of the plan with the most of them.
    IReadOnlyList<string> Periods => Made.Select(m => m.Plan.Periods).OrderByDescending(p => p.Count).FirstOrDefault() is { } periods
        ? [.. periods.Select(p => p.Months == 1 ? PlanWords.Month(p.First) : $"{PlanWords.Month(p.First)}/{PlanWords.Month(p.Last)}")] : [];

    void Supplies(string name, Func<Plan, double[][]> of, bool withUse)
    {
        var sheet = Sheet(name, 3, [.. Plan, "supply", "kind", "item", "unit", .. withUse ? ["use"] : Array.Empty<string>(), .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var s in plan.Supplies.Where(s => plan.Capacity[s.Index].Any(c => c > 0)))
            {
                var item = plan.Network.Items[s.Item];
                var capacity = plan.Capacity[s.Index].Sum();
                var use = withUse ? [Number(capacity > 0 && !double.IsInfinity(capacity) ? plan.Production[s.Index].Sum() / capacity : double.NaN)] : Array.Empty<(string, bool)>();
                sheet.Row([.. Head(part, result), Text(s.Id), Text(Word(s.Kind)), Text(item.Id), Text(item.Unit.Amount), .. use, .. Numbers(of(plan)[s.Index])]);
            }
    }

    void Deliveries()
    {
        var sheet = Sheet("deliveries", 4, [.. Plan, "demand", "figure", "buyer", "item", "unit", "certainty", "purpose", "total", .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var d in plan.Demands)
            {
                var item = plan.Network.Items[d.Item];
                void Row(string figure, double[] values, double total) => sheet.Row([.. Head(part, result), Number(d.Index), Text(figure), Text(d.Buyer), Text(item.Id), Text(item.Unit.Amount), Text(d.Certainty), Text(d.Purpose), Number(total), .. Numbers(values)]);
                Row("wanted", plan.Wanted[d.Index], plan.Wanted[d.Index].Sum());
                Row("delivered", plan.Delivered[d.Index], plan.Delivered[d.Index].Sum());
                Row("missing", plan.Backlog[d.Index], plan.Backlog[d.Index][^1]);
            }
    }

    void Commitments()
    {
        var sheet = Sheet("commitments", 6, [.. Plan, "buyer", "purpose", "item", "figure", "unit", "total", .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var c in PlanCommitments.Of(plan))
            {
                var item = plan.Network.Items[c.Item];
                void Row(string figure, IReadOnlyList<double> values, double total) => sheet.Row([.. Head(part, result), Text(c.Buyer), Text(c.Purpose), Text(item.Id), Text(figure), Text(item.Unit.Amount), Number(total), .. Numbers(values)]);
                Row("wanted", c.Wanted, c.Wanted.Sum());
                Row("delivered", c.Delivered, c.Delivered.Sum());
                Row("late", c.Late, c.Late.Sum());
                Row("missing", c.Missing, c.Missing[^1]);
            }
    }

    void Stocks()
    {
        var sheet = Sheet("stocks", 4, [.. Plan, "item", "figure", "unit", "initial", .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var i in plan.Items.Where(i => plan.Stock[i].Any(v => v > 0) || plan.Scrap[i].Any(v => v > 0)))
            {
                var item = plan.Network.Items[i];
                sheet.Row([.. Head(part, result), Text(item.Id), Text("stock"), Text(item.Unit.Amount), Number(plan.InitialStock[i]), .. Numbers(plan.Stock[i])]);
                if (plan.Scrap[i].Any(v => v > 0)) sheet.Row([.. Head(part, result), Text(item.Id), Text("scrap"), Text(item.Unit.Amount), Number(double.NaN), .. Numbers(plan.Scrap[i])]);
            }
        foreach (var (part, result, plan) in Made)
            foreach (var s in plan.LineStocks)
            {
                var item = plan.Network.Items[s.Item];
                sheet.Row([.. Head(part, result), Text(item.Id), Text("stock at " + plan.Supplies[s.Supply].Id), Text(item.Unit.Amount), Number(0), .. Numbers([.. s.Stock])]);
                if (s.Scrap.Any(v => v > 0)) sheet.Row([.. Head(part, result), Text(item.Id), Text("scrap at " + plan.Supplies[s.Supply].Id), Text(item.Unit.Amount), Number(double.NaN), .. Numbers([.. s.Scrap])]);
            }
    }

    void Costs()
    {
        var sheet = Sheet("costs", 3, [.. Plan, "kind", "discounted", "total", "after", .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var c in plan.Costs) sheet.Row([.. Head(part, result), Text(Word(c.Kind)), Number(c.Discounted), Number(c.Total), Number(c.After), .. Numbers(c.PerPeriod)]);
    }

    void Payments()
    {
        var sheet = Sheet("payments", 3, [.. Plan, "payer", "year", "expansion", "amount", "limit"]);
        foreach (var (part, result, plan) in Made)
        {
            foreach (var s in plan.Spending) sheet.Row([.. Head(part, result), Text(s.Payer), Number(s.Year), Text(""), Number(s.Amount), Number(s.Limit)]);
            foreach (var start in plan.Starts)
                foreach (var p in start.Payments) sheet.Row([.. Head(part, result), Text(p.Payer), Number(p.Year), Text(plan.Network.Expansions[start.Expansion].Id), Number(p.Amount), Number(double.NaN)]);
        }
    }

    void Work()
    {
        var sheet = Sheet("work", 4, [.. Plan, "place", "region", "figure", .. Periods]);
        foreach (var (part, result, plan) in Made)
            foreach (var w in plan.Work)
            {
                sheet.Row([.. Head(part, result), Text(w.Place.ToString()), Text(w.Region), Text("people"), .. Numbers(w.People)]);
                sheet.Row([.. Head(part, result), Text(w.Place.ToString()), Text(w.Region), Text("capex"), .. Numbers(w.Capex)]);
            }
    }

    void Shortfalls()
    {
        var sheet = Sheet("shortfalls", 3, [.. Plan, "demand", "buyer", "item", "from", "to", "most", "atEnd", "unitMonths", "kind", "weight", "cause"]);
        foreach (var (part, result, plan) in Made)
        {
            var say = new PlanWords(plan.Network, texts, true);
            foreach (var late in plan.Shortfalls)
            {
                var d = plan.Demands[late.Demand];
                (string, bool)[] whole = [.. Head(part, result), Number(late.Demand), Text(d.Buyer), Text(plan.Network.Items[d.Item].Id)];
                sheet.Row([.. whole, Text(PlanWords.Month(plan.Periods[late.FromPeriod].First)), Text(PlanWords.Month(plan.Periods[late.ToPeriod].Last)), Number(late.Most), Number(late.AtEnd), Number(late.UnitMonths)]);
                // Further rows of a shortfall are its causes; they bear its demand but not its figures, so that sums stay right.
                foreach (var c in late.Causes)
                    sheet.Row([.. whole, Text(PlanWords.Month(plan.Periods[c.FromPeriod].First)), Text(PlanWords.Month(plan.Periods[c.ToPeriod].Last)), Text(""), Text(""), Text(""), Text(Word(c.Kind)), Number(c.Weight), Text(say.Cause(plan, c))]);
            }
        }
    }

    void Findings(IReadOnlyList<Finding> findings)
    {
        var sheet = Sheet("findings", 3, [.. Plan, "code", "severity", "place", "message"]);
        foreach (var f in findings) sheet.Row([Text(""), Text(""), .. Finding(f)]);
        foreach (var (part, result) in _plans)
            foreach (var f in result.Findings) sheet.Row([.. Head(part, result), .. Finding(f)]);
    }

    IEnumerable<(string, bool)> Finding(Finding f) => [Text(f.Code), Text(Word(f.Severity)), Text(texts.Place(f.Place)), Text(texts.Message(f))];
}
