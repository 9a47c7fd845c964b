using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Reports;

/// <summary>Writes a joint procurement as one HTML file: what it gains, who gets what, the schedule, the work, call-offs, what is left for others.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class PoolReportWriter
{
    // A framework of thirty states and years has more call-offs than anybody reads; the workbook has all.
    const int MostRows = 400;

    static readonly string[] Orders = ["joint", "separate"];

    static readonly string[] StateHeads = ["state", "order", "delivered", "late", "cost", "unit-price", "first", "last", "delay", "work"];

    static readonly string[] Certainties = ["firm", "option", "intention"];

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="result">Joint procurement.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name lines; buyers always are.</param>
    public static string Write(PoolResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var network = result.Network;
        var (page, names, numbers) = (new CapacityPage(network, texts, namesParties), new Names(network, texts, namesParties), new Numbers(texts));
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement." + key, values);
        string N(double value) => double.IsNaN(value) ? texts["unit.unknown"] : numbers.Text(value);
        string Euro(double euro) => double.IsNaN(euro) ? texts["unit.unknown"] : Money.Text(texts, numbers, euro);
        string Share(double share) => double.IsNaN(share) ? texts["unit.unknown"] : numbers.Share(share);
        string Month(int month) => month < 0 ? "" : result.Month(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        string State(int state) => network.Parties.FirstOrDefault(p => p.Id == result.States[state])?.Name ?? result.States[state];
        string Source(PoolSource x) => x.Line >= 0 ? names.Actor(new(ActorKind.Line, x.Line)) : T("others", network.Items[x.Item].Name, names.Place(x.Place));
        var states = Enumerable.Range(0, result.States.Count).ToArray();
        var months = Enumerable.Range(0, result.Months).Where(m => result.WantedIn(m) > 0 || result.Joint.DeliveredIn(m) > 0 || result.Separate?.DeliveredIn(m) > 0).ToArray();
        var title = T("title", names.Join(result.Items.Select(names.Item)), names.Join(states.Select(State)));
        Provenance[] rows = [.. result.Wants.SelectMany(w => w.Rows).Select(r => network.Demands[r].From), .. result.Sources.Where(x => x.Line >= 0).Select(x => network.Lines[x.Line].From)];
        page.Open(T("report.eyebrow"), title, rows, [(texts["report.perimeter"], result.Options.Perimeter.Name), (texts["report.counted"], texts["report.status." + FieldCatalog.Statuses[result.Options.Status]]), (texts["report.version"], $"Vauban {identity.Version}")]);
        page.Contents([("gain", T("report.gain")), ("who", T("states")), ("schedule", T("schedule")), ("lines", T("allocation")), ("calloffs", T("calloffs")), ("offered", T("offered"))]);
        PoolPlan[] plans = result.Separate is { } separate ? [result.Joint, separate] : [result.Joint];
        string[] orders = [.. Orders.Take(plans.Length).Select(k => T(k))];

        page.Section("gain", T("report.gain"));
        IReadOnlyList<string> Row(string key, Func<PoolPlan, string> text) => [T(key), .. plans.Select(text)];
        page.Table(T("report.gain"), ["", .. orders], [Row("delivered", p => T("of", N(p.Delivered), N(p.Wanted))), Row("late", p => N(p.LateUnitMonths)), Row("missing", p => N(p.Missing)), Row("cost", p => Euro(p.Cost)), Row("unit-price", p => Euro(p.UnitPrice)),
            Row("passed-on", p => Euro(p.CostPassedOn)), Row("variants", p => numbers.Text(p.Variants)), Row("lines", p => numbers.Text(p.Lines))]);
        if (result.Reliefs.Count > 0)
            page.Table(T("report.without"), ["", T("late"), T("missing"), T("cost")], [.. result.Reliefs.Select(r => (IReadOnlyList<string>)
                [T("limit." + Word(r.Kind), r.Kind == PoolLimitKind.Workshare ? State(result.States.ToList().IndexOf(r.Name)) : r.Name), N(r.LateUnitMonths), N(r.Missing), Euro(r.Cost)])]);
        page.Html.Add($"<p class=\"legend\">{T("legend")}</p>\n");
        page.EndSection();

        page.Section("who", T("states"));
        page.Table(T("states.unit"), [.. StateHeads.Select(k => T("head." + k)), T("variants")],
            [.. from s in states from p in Enumerable.Range(0, plans.Length) let o = plans[p].Outcomes[s] select (IReadOnlyList<string>)
                [State(s), orders[p], T("of", N(o.Delivered), N(o.Wanted)), N(o.LateUnitMonths), Euro(o.Cost), o.Delivered > 0 ? Euro(o.UnitPrice) : "", Month(o.First), Month(o.Last), o.Delivered > 0 ? N(Math.Round(o.MeanDelay, 6)) : "", Share(plans[p].Workshare(s)), numbers.Text(o.Variants)]], [1], MostRows);
        page.EndSection();

        page.Section("schedule", T("schedule"));
        foreach (var state in result.Wants.Where(w => w.Priority is not null).GroupBy(w => w.State).OrderBy(g => g.Key))
            page.Html.Add($"<p>{T("priorities", State(state.Key), string.Join(texts["sentence.semicolon"], state.Select(w => T("priority", N(w.Priority!.Value), T("certainty." + w.Certainty), N(w.Due.Sum())))))}</p>\n");
        string Pooled(int month, string certainty) => result.Pooled.Where(p => p.Month == month && p.Certainty == certainty).ToArray() is { Length: > 0 } some ? numbers.Readings((some.Sum(r => r.Low), some.Sum(r => r.Central), some.Sum(r => r.High))) : "";
        page.Table(T("schedule.unit"), [T("head.month"), .. Certainties.Select(c => T("certainty." + c)), T("head.due"), .. orders, T("head.capacity")],
            [.. months.Select(m => (IReadOnlyList<string>)[Month(m), .. Certainties.Select(c => Pooled(m, c)), N(result.WantedIn(m)), .. plans.Select(p => N(p.DeliveredIn(m))), N(result.CapacityIn(m))])], most: 180);
        page.EndSection();

        page.Section("lines", T("allocation"));
        page.Table(T("allocation.unit"), [T("head.line"), T("head.home"), T("head.variant"), .. orders, T("head.price"), T("head.first-price")], [.. result.Sources.Select(x => (IReadOnlyList<string>)
            [Source(x), x.Home < 0 ? "" : State(x.Home), numbers.Text(x.Variant + 1), .. plans.Select(p => N(p.UnitsOf(x.Index))), result.Joint.UnitsOf(x.Index) > 0 ? Euro(result.Joint.AveragePrice(x)) : "", Euro(x.UnitCost ?? double.NaN)])], [1], MostRows);
        page.EndSection();

        page.Section("calloffs", T("calloffs"));
        page.Table(T("calloffs.unit"), [T("head.state"), T("head.month"), T("head.line"), T("delivered"), T("head.cost")], [.. result.Joint.CallOffs.Select(c => (IReadOnlyList<string>)
            [State(c.State), Month(c.Month), Source(result.Sources[c.Source]), N(c.Units), Euro(c.Cost)])], [1, 2], MostRows);
        page.EndSection();

        page.Section("offered", T("offered"));
        var spare = result.Spares.GroupBy(s => s.Source).OrderBy(g => g.Key).ToArray();
        if (spare.Length == 0) page.Html.Add($"<p>{T("offered.none")}</p>\n");
        else page.Table(T("offered.unit"), [T("head.line"), T("head.capacity"), T("head.first"), T("head.last")], [.. spare.Select(g => (IReadOnlyList<string>)[Source(result.Sources[g.Key]), N(g.Sum(s => s.Units)), Month(g.Min(s => s.Month)), Month(g.Max(s => s.Month))])], [2, 3], MostRows);
        if (result.OthersWant.Sum() is > 0 and var others) page.Html.Add($"<p>{T("offered.others", N(others))}</p>\n");
        page.EndSection();
        page.Appendix([.. findings, .. result.Findings], rows);
        page.Identity(identity, [(texts["report.names"], texts[namesParties ? "report.names.shown" : "capacity.plan.report.names.hidden"])]);
        return page.Close();
    }

    static string Word(PoolLimitKind kind) => kind == PoolLimitKind.FairReturn ? "fair-return" : kind.ToString().ToLowerInvariant();
}
