using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary>Flows on a terminal.</summary>
static class FlowText
{
    public static void Write(Call call, FlowAnswer answer)
    {
        var flow = answer.Flow;
        var (network, words) = (flow.Network, new MobilityWords(flow.Network, call.Texts));
        var look = new Look(call, network, "mobility.head.");
        string T(string key, params ReadOnlySpan<string> values) => words.T("flow." + key, values);
        string Day(DateOnly? day) => day is { } known ? Dates.Text(known) : T("not-there");
        string Tonnes(double t) => double.IsInfinity(t) ? call.Texts["unit.unlimited"] : look.Numbers.Amount(look.Numbers.Text(t), t, "t");
        look.Title(T(answer.IsPlan ? "title.plan" : "title.consignments"));
        look.Line(words.T("route.terms", words.Regime(flow.Options.Regime), words.T(flow.Options.Permissions == PermissionTime.AtStart ? "route.at-start" : "route.at-border")), 0, Sheet.Quiet);
        if (flow.Options.Without.Count > 0) look.Line(words.T("route.without", string.Join(", ", flow.Options.Without)), 0, Sheet.Quiet);
        if (flow.Shipments.Count == 0) look.Line(T("nothing"), 0);
        else
        {
            look.Blank();
            var sheet = look.Sheet(40, 26, 9, 9, 13, 13, 9);
            sheet.Row(look.Heads("shipment", "leads", "tonnes", "there", "due", "last", "late"));
            foreach (var (s, i) in flow.Shipments.Select((s, i) => (s, i)))
                sheet.Row([new("  " + s.Id, Hang: 2), words.T("route.from-to", words.Place(s.Origin), words.Place(s.Destination)), Tonnes(s.Tonnes), Tonnes(flow.Plan.Arrived[i]), Dates.Text(s.Due), Day(flow.Plan.LastArrival[i]),
                    flow.Plan.LastArrival[i] is { } last ? words.T("days", look.Count(Math.Max(0, last.DayNumber - s.Due.DayNumber))) : ""]);
            look.Blank();
            look.Head(T("regimes"), T("regimes.about"));
            var regimes = look.Sheet(44, 20, 14, 24);
            regimes.Row(look.Heads("regime", "late-tonne-days", "last", "cost"));
            foreach (var (regime, plan) in PermissionRegime.All.Zip(flow.ByRegime).Concat(flow.WithAll is { } all ? [(T("with-all"), all)] : Array.Empty<(string, FlowPlan)>()))
                regimes.Row(["  " + words.Regime(regime), look.Numbers.Text(plan.LateTonneDays), Day(plan.LastArrival.Any(l => l is null) ? null : plan.LastArrival.Max()), Money.Text(call.Texts, look.Numbers, plan.Cost)]);
            look.Blank();
            look.Head(T("maxima"), T("maxima.about"));
            foreach (var most in flow.Maxima)
            {
                var (low, central, high) = (Tonnes(most.PerDay[0]), Tonnes(most.PerDay[1]), Tonnes(most.PerDay[2]));
                look.Line(call.Texts.Format("terminal.colon", words.T("route.from-to", words.Place(most.Origin), words.Place(most.Destination)), low == high ? central : call.Texts.Format("unit.with-range", central, call.Texts.Format("unit.range", low, high))), 2);
            }
            if (flow.Plan.Bottlenecks.Count > 0)
            {
                look.Blank();
                look.Head(T("full"), T("full.about"));
                foreach (var full in flow.Plan.Bottlenecks) look.Line(T("full.days", full.Link >= 0 ? words.Segment(full.Link) : full.IsTransfer ? T("full.transfer", words.Place(full.Node)) : words.Place(full.Node), look.Count(full.Days)), 2);
            }
        }
        foreach (var left in answer.Unplaced)
            look.Line(T("unplaced." + left.Reason.ToString().ToLowerInvariant(), look.Numbers.Amount(look.Numbers.Text(left.Quantity), left.Quantity, network.Items[left.Item].Unit.Amount), network.Items[left.Item].Name, left.Buyer), 0);
        if (answer.Unweighed.Count > 0) look.Line(T("unweighed", string.Join(", ", answer.Unweighed)), 0);
        look.Blank();
        if (flow.Plan.MayBeLessLateBy + flow.Plan.MayBeCheaperBy > 0) look.Line(T("unproven", look.Numbers.Text(flow.Plan.MayBeLessLateBy), Money.Text(call.Texts, look.Numbers, flow.Plan.MayBeCheaperBy)), 0);
        look.Line(T("legend"), 0, Sheet.Quiet);
        if (answer.IsPlan) look.Line(T("legend.plan"), 0, Sheet.Quiet);
    }
}
