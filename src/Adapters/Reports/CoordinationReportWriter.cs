using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Writes a study of coordination as one HTML file: what one plan saves, who gains what, and which lines the own plans promise twice.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class CoordinationReportWriter
{
    // The highest ratios; the data file has all.
    const int Lines = 12;

    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network that was planned.</param>
    /// <param name="result">Study; without a joint outcome the report says why there is none.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="namesParties">True to name parties and lines; buyers and expansions always are.</param>
    public static string Write(Network network, CoordinationResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, string language, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        var texts = Texts.Texts.For(language);
        var page = new CapacityPage(network, texts, namesParties);
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("capacity.coordinate." + key, values);
        var rows = network.Demands.Select(d => d.From).Concat(network.Lines.Select(l => l.From)).Concat(network.Expansions.Select(e => e.From)).Concat(network.Budgets.Select(b => b.From)).ToArray();
        var options = result.Options.Plan;
        page.Open(T("report.eyebrow"), T("title"), rows, [(texts["report.perimeter"], options.Perimeter.Name), (texts["report.counted"], texts["report.status." + FieldCatalog.Statuses[options.Status]]), (texts["report.version"], $"Vauban {identity.Version}")]);
        page.Contents([("value", T("title")), ("who", T("who")), ("claims", T("claims"))]);
        Value(page, result, T);
        Who(page, result, T);
        Claims(page, result, T);
        page.Appendix([.. findings, .. result.Findings, .. result.Coordinated.HasPlan ? [] : result.Coordinated.Findings], rows);
        page.Identity(identity, [(texts["report.names"], texts[namesParties ? "report.names.shown" : "capacity.plan.report.names.hidden"])]);
        return page.Close();
    }

    delegate string Say(string key, params ReadOnlySpan<string> values);

    static void Value(CapacityPage page, CoordinationResult result, Say say)
    {
        page.Section("value", say("title"));
        foreach (var state in result.States.Where(s => result.Alone[s.Index] is { HasPlan: false, Conflict.Count: > 0 }))
            page.Html.Add($"<p>{say("no-plan", page.Say.Payer(state.Name), string.Join(", ", result.Alone[state.Index].Conflict.Select(c => c.Name)))}</p>\n");
        if (result.Coordinated is { HasPlan: false, Conflict.Count: > 0 }) page.Html.Add($"<p>{say("no-plan.all", string.Join(", ", result.Coordinated.Conflict.Select(c => c.Name)))}</p>\n");
        if (result.Joint is { } joint && result.Value is { } value)
        {
            var late = Late(result.InJoint) - Late(result.InCoordinated);
            page.Html.Add($"<p><strong>{say(value > 1e-6 * joint.Objective ? "value" : "no-value", page.Say.Euro(value), page.Say.Numbers.Text(Math.Max(0, late)))}</strong></p>\n");
            Plan?[] plans = [null, joint, result.Coordinated.Plan, result.WithoutSidePayments is { HasPlan: true } w ? w.Plan : null];
            IReadOnlyList<StateOutcome>[] outcomes = [result.Expected, result.InJoint, result.InCoordinated, result.InWithoutSidePayments];
            List<IReadOnlyList<string>> rows =
            [
                [say("delivered"), .. outcomes.Select(o => o.Count == 0 ? "" : page.Say.Numbers.Text(o.Sum(x => x.Delivered)))],
                [say("late"), .. outcomes.Select(o => o.Count == 0 ? "" : page.Say.Numbers.Text(Late(o)))],
                [say("shortfall-cost"), .. outcomes.Select(o => o.Count == 0 ? "" : page.Say.Euro(o.Sum(x => x.ShortfallCost)))],
                [say("capex"), .. plans.Select(p => p is null ? "" : page.Say.Euro(p.CostOf(PlanCostKind.Capex)))],
                [say("running"), .. plans.Select(p => p is null ? "" : page.Say.Euro(Running(p)))],
                [say("total"), .. plans.Select(p => p is null ? "" : page.Say.Euro(p.Objective))],
            ];
            page.Table(say("title"), ["", say("sum-alone"), say("joint"), say("one-plan"), say("nobody-worse")], rows);
        }
        page.Html.Add($"<p class=\"legend\">{say("legend")}</p>\n");
        page.EndSection();
    }

    static double Running(Plan plan) => plan.CostOf(PlanCostKind.Production) + plan.CostOf(PlanCostKind.Readiness) + plan.CostOf(PlanCostKind.Restart) + plan.CostOf(PlanCostKind.Holding);

    static double Late(IReadOnlyList<StateOutcome> outcomes) => outcomes.Sum(o => o.LateUnitMonths);

    static void Who(CapacityPage page, CoordinationResult result, Say say)
    {
        page.Section("who", say("who"));
        IReadOnlyList<StateOutcome>[] outcomes = [result.Expected, result.InJoint, result.InCoordinated, result.InWithoutSidePayments];
        if (result.InJoint.Count > 0)
            page.Table(say("who.unit"), ["", say("sum-alone"), say("joint"), say("one-plan"), say("nobody-worse")], [.. result.States.Select(s => (IReadOnlyList<string>)
                [page.Say.Payer(s.Name), .. outcomes.Select(o => o.Count == 0 ? "" : say("of", page.Say.Numbers.Text(o[s.Index].Delivered), page.Say.Numbers.Text(o[s.Index].Wanted), page.Say.Numbers.Text(o[s.Index].LateUnitMonths)))])]);
        page.EndSection();
    }

    static void Claims(CapacityPage page, CoordinationResult result, Say say)
    {
        page.Section("claims", say("claims"));
        if (result.Joint is not { } joint || result.OverCommitments.Count == 0) page.Html.Add($"<p>{say("claims.none")}</p>\n");
        else
        {
            var shown = result.OverCommitments.Take(Lines).ToArray();
            HeatMap(page, joint, shown, say);
            page.Table(say("claims.unit"), [page.Texts["capacity.head.from"], .. shown.Select(o => page.Say.Supply(joint.Supplies[o.Supply]))],
                [.. joint.Periods.Select(p => (IReadOnlyList<string>)[PlanWords.Month(p.First), .. shown.Select(o => Ratio(page, o.Ratio(p.Index)))])], most: 120);
            if (result.OverCommitments.Count > Lines) page.Html.Add($"<p class=\"legend\">{page.T("report.more", page.Say.Numbers.Text(result.OverCommitments.Count - Lines))}</p>\n");
        }
        page.EndSection();
    }

    static string Ratio(CapacityPage page, double ratio) => ratio <= 0 ? "" : page.Say.Numbers.Text(ratio);

    // A row per line, a column per period; what a cell means can be read from its pattern, and its figure stands in the table below.
    static void HeatMap(CapacityPage page, Plan plan, IReadOnlyList<OverCommitment> lines, Say say)
    {
        const double Left = 230, Right = 950, Height = 24;
        var width = (Right - Left) / plan.Periods.Count;
        page.Html.Add($"<figure><svg class=\"chart\" role=\"img\" viewBox=\"0 0 960 {lines.Count * Height + 34}\"><title>{say("claims")}</title><desc>{say("claims.unit")}</desc>\n");
        for (var r = 0; r < lines.Count; r++)
        {
            var y = r * Height;
            var name = page.Say.Supply(plan.Supplies[lines[r].Supply]);
            page.Html.Add($"<text class=\"c-text\" x=\"{Left - 8}\" y=\"{y + 16}\" text-anchor=\"end\">{(name.Length > 32 ? name[..31] + "…" : name)}</text>");
            foreach (var period in plan.Periods)
            {
                var ratio = lines[r].Ratio(period.Index);
                page.Html.Add($"<rect class=\"h-{Level(ratio)}\" x=\"{Left + period.Index * width}\" y=\"{y}\" width=\"{width - 1}\" height=\"{Height - 2}\"><title>{name}, {PlanWords.Month(period.First)}: {Ratio(page, ratio)}</title></rect>");
                // The figure where there is room for it.
                if (ratio > 0 && width >= 24) page.Html.Add($"<text class=\"{(Level(ratio) == 4 ? "h-on" : "h-halo")}\" x=\"{Left + (period.Index + 0.5) * width}\" y=\"{y + 15}\" text-anchor=\"middle\">{ratio.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)}</text>");
            }
            page.Html.Raw("\n");
        }
        foreach (var period in plan.Periods.Where(p => p.Index == 0 || p.First.Month == 1))
            page.Html.Add($"<text class=\"c-text\" x=\"{Left + period.Index * width}\" y=\"{lines.Count * Height + 18}\">{(period.Index == 0 ? PlanWords.Month(period.First) : $"{period.First.Year}")}</text>");
        page.Html.Raw("</svg></figure>\n<p class=\"key\">");
        foreach (var (level, key) in new[] { (0, "level.0"), (1, "level.1"), (2, "level.2"), (3, "level.3"), (4, "level.4") })
            page.Html.Add($"<span><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><rect class=\"h-{level}\" width=\"24\" height=\"14\"/></svg>{say(key)}</span>");
        page.Html.Raw("</p>\n");
    }

    static int Level(double ratio) => ratio <= 0 ? 0 : ratio <= 1 + 1e-6 ? 1 : ratio <= 1.2 ? 2 : ratio <= 1.5 ? 3 : 4;
}
