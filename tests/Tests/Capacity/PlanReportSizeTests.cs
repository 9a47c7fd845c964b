using Vauban.Adapters.Reports;
using Vauban.Core.Capacity;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>A report of a large plan stays a page that opens: what is long is cut, and says where all of it is.</summary>
public sealed class PlanReportSizeTests
{
    // A thousand lines of ten items, a hundred of them growing by what is decided, seventy buyers, 120 months one by one.
    static PlanResult Large()
    {
        var package = new TestPackage();
        for (var i = 0; i < 10; i++) package.Add("items", $"id=i{i:00} unit=piece complete=yes unit_value=10");
        for (var i = 0; i < 9; i++) package.Recipe($"i{i:00}", $"i{i + 1:00}", "1");
        for (var l = 0; l < 1000; l++) package.Line($"line-{l:0000}", $"i{l % 10:00}", "3", l % 2 == 0 ? "DE" : "FR", "lead_time_days=0 unit_cost=1 people=5");
        for (var e = 0; e < 100; e++)
            package.Add("expansions", $"id=step-{e:000} line=line-{e:0000} adds=1 adds_unit=piece/month capex=1000 permit_months=2 build_months=6 ramp_months=3 people=2 earliest=2027-{1 + e % 12:00}-01 status=funded");
        for (var d = 0; d < 70; d++) package.Add("parties", $"id=buyer-{d:00} kind=authority country=DE").Add("demands", $"buyer=buyer-{d:00} item=i00 from=2027-01 to=2036-12 rate=5 rate_unit=piece/month shortfall_price=50 purpose=commitment");
        return Run(package, Plain(120) with { FineMonths = 120, Status = 1, Gap = 1e-3 });
    }

    [Fact]
    public void A_thousand_lines_over_120_months_give_a_page_of_less_than_two_million_letters()
    {
        var result = Large();
        var plan = result.Plan;
        Assert.Equal((1000, 120, 100, 70), (plan.Supplies.Count, plan.Periods.Count, plan.Starts.Count, plan.Demands.Count));
        var html = PlanReportWriter.Write(plan.Network, [new(null, [result, result], [])], result.Findings, new("hash", "1"), "en", new() { NamesParties = true });
        Assert.InRange(html.Length, 50_000, 2_000_000);
        // Starts, lines, demands and what is missing are cut, each with the number of what stands in the workbook only.
        foreach (var left in new[] { 60, 10 }) Assert.Contains($"{left} more; the workbook has all.", html, StringComparison.Ordinal);
        var tables = html.Split("<table>").Skip(1).Select(t => t.Split("</table>")[0].Split("<tr>").Length - 2).ToArray();
        Assert.True(tables.Max() <= 60, $"a table has {tables.Max()} rows");
    }
}
