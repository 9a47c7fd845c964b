using Vauban.Core.Model;
using Vauban.Tests.Formats;

namespace Vauban.Tests.Rules;

public sealed class RuleTests
{
    static readonly (string, string)[] World =
    [
        ("items.csv", "id,unit,complete\nround,piece,\npowder,t,\nfuze,piece,\nnc,kg,yes\n"),
        ("technologies.csv", "id\ntech\n"), ("parties.csv", "id\na\nb\nc\n"),
    ];

    static List<Finding> Check(params (string, string)[] files) => Data.Findings([.. World.Where(w => files.All(f => f.Item1 != w.Item1)), .. files]);

    const string Lines = "id,item,country,capacity,capacity_unit\n";

    [Fact]
    public void A_capacity_in_a_unit_of_another_kind_is_an_error_with_the_right_unit() =>
        Assert.Equal("lines.csv:2:capacity_unit piece/month|powder|t|t/month", Check(("lines.csv", Lines + "l,powder,NO,5,piece/month\n")).Only("E-UNIT-02"));

    [Fact]
    public void A_capacity_that_is_no_rate_is_an_error() =>
        Assert.Equal("lines.csv:2:capacity_unit kg|kg/year", Check(("lines.csv", Lines + "l,powder,NO,5,kg\n")).Only("E-UNIT-03"));

    [Fact]
    public void A_capacity_without_unit_is_an_error_but_an_unknown_one_needs_none()
    {
        Assert.Equal("lines.csv:2:capacity_unit 5|t/year", Check(("lines.csv", Lines + "l,powder,NO,5,\n")).Only("E-UNIT-05"));
        Assert.DoesNotContain(Check(("lines.csv", Lines + "l,powder,NO,,\n")), f => f.Code.StartsWith("E-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_share_is_for_lines_and_not_for_goals_or_totals()
    {
        Assert.DoesNotContain(Check(("lines.csv", Lines + "l,powder,NO,60,share\n")), f => f.Severity == Severity.Error);
        Assert.Equal("goals.csv:2:rate_unit piece/year", Check(("goals.csv", "technology,verb,item,rate,rate_unit\ntech,produce,round,60,share\n")).Only("E-UNIT-04"));
        Assert.Equal("totals.csv:2:capacity_unit t/year", Check(("totals.csv", "item,area,capacity,capacity_unit\npowder,EU27,60,share\n")).Only("E-UNIT-04"));
    }

    [Fact]
    public void A_goal_must_be_a_rate() =>
        Assert.Equal("goals.csv:2:rate_unit piece|piece/year", Check(("goals.csv", "technology,verb,item,rate,rate_unit\ntech,produce,round,60,piece\n")).Only("E-UNIT-03"));

    [Fact]
    public void An_input_is_measured_as_its_item_is_counted()
    {
        Assert.Equal("recipes.csv:2:quantity_unit piece|powder|t|t", Check(("recipes.csv", "item,input,quantity,quantity_unit\nround,powder,1,piece\n")).Only("E-UNIT-02"));
        Assert.Equal("recipes.csv:2:quantity_unit kg/year|t", Check(("recipes.csv", "item,input,quantity,quantity_unit\nround,powder,1,kg/year\n")).Only("E-UNIT-06"));
        Assert.DoesNotContain(Check(("recipes.csv", "item,input,quantity,quantity_unit\nround,powder,1,kg\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void An_item_is_counted_in_an_amount() => Assert.Equal("items.csv:2:unit t/year|t", Check(("items.csv", "id,unit\nround,t/year\n")).Only("E-UNIT-06"));

    [Fact]
    public void Nothing_is_an_input_of_itself_but_a_recycler_may_need_what_it_makes()
    {
        Assert.Equal("recipes.csv:2:input round", Check(("recipes.csv", "item,input\nround,round\n")).Only("E-RECIPE-01"));
        Assert.Equal("recipes.csv:2:input l|round", Check(("lines.csv", Lines + "l,round,NO,,\n"), ("recipes.csv", "line,input\nl,round\n")).Only("W-RECIPE-01"));
    }

    [Fact]
    public void A_recipe_row_says_what_is_made_and_says_it_once()
    {
        Assert.Equal("recipes.csv:2:item powder", Check(("recipes.csv", "item,line,input\n,,powder\n")).Only("E-RECIPE-02"));
        Assert.Equal("recipes.csv:2:item fuze|l|round", Check(("lines.csv", Lines + "l,round,NO,,\n"), ("recipes.csv", "item,line,input\nfuze,l,powder\n")).Only("E-RECIPE-03"));
        Assert.DoesNotContain(Check(("lines.csv", Lines + "l,round,NO,,\n"), ("recipes.csv", "item,line,input\nround,l,powder\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void Cycles_of_recipes_are_legal_and_noted_once() =>
        Assert.Equal("items.csv:5: nc, powder, round", Check(("recipes.csv", "item,input\nround,powder\npowder,nc\nnc,round\nround,fuze\n")).Only("N-RECIPE-01"));

    [Fact]
    public void A_group_with_one_member_is_noted_and_one_with_two_is_not() =>
        Assert.Equal("recipes.csv:2:group filling|powder", Check(("recipes.csv", "item,input,group\nround,powder,filling\nfuze,powder,x\nfuze,nc,x\n")).Only("N-RECIPE-02"));

    [Fact]
    public void Shares_of_one_party_above_a_hundred_per_cent_are_an_error_counting_low_ends()
    {
        Assert.Equal("ownership.csv:3:share c|110", Check(("ownership.csv", "owner,owned,share\na,c,60\nb,c,50..70\n")).Only("E-OWN-01"));
        Assert.DoesNotContain(Check(("ownership.csv", "owner,owned,share\na,c,60\nb,c,30..70\n")), f => f.Code.Contains("OWN", StringComparison.Ordinal));
        Assert.Equal("ownership.csv:3:share c|100.4", Check(("ownership.csv", "owner,owned,share\na,c,60.2\nb,c,40.2\n")).Only("W-OWN-01"));
    }

    [Fact]
    public void Shares_that_follow_each_other_in_time_do_not_add_up() =>
        Assert.DoesNotContain(Check(("ownership.csv", "owner,owned,share,from,to\na,c,60,,2025-06\nb,c,60,2025-07,\n")), f => f.Code.Contains("OWN", StringComparison.Ordinal));

    [Fact]
    public void Parties_that_own_each_other_are_legal_and_noted_once() =>
        Assert.Equal("parties.csv:2: a, b", Check(("ownership.csv", "owner,owned,share\na,b,10\nb,a,10\nb,c,100\n")).Only("N-OWN-01"));

    [Fact]
    public void A_chain_of_a_hundred_thousand_owners_ends()
    {
        const int n = 100_000;
        var parties = "id\n" + string.Concat(Enumerable.Range(0, n).Select(i => $"p{i}\n"));
        var owners = "owner,owned,share\n" + string.Concat(Enumerable.Range(0, n).Select(i => $"p{i},p{(i + 1) % n},100\n"));
        Assert.StartsWith("parties.csv:2: p0, p1, p10, p100, p1000, p10000, p10001, p10002, +99992", Check(("parties.csv", parties), ("ownership.csv", owners)).Only("N-OWN-01"));
    }

    [Fact]
    public void A_period_that_ends_before_it_starts_is_an_error_and_one_day_is_a_period()
    {
        Assert.Equal("lines.csv:2:to 2025|2026-01", Check(("lines.csv", "id,item,country,from,to\nl,round,NO,2026-01,2025\n")).Only("E-DATE-02"));
        Assert.Equal("expansions.csv:2:latest 2025|2026-01", Check(("expansions.csv", "id,item,earliest,latest\nx,round,2026-01,2025\n")).Only("E-DATE-02"));
        Assert.DoesNotContain(Check(("lines.csv", "id,item,country,from,to\nl,round,NO,2026-12-31,2026\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void Demand_of_one_buyer_for_the_same_purpose_at_the_same_time_is_a_warning()
    {
        const string head = "buyer,item,from,to,rate,rate_unit,purpose\n";
        Assert.Equal("demands.csv:3:from DE|round|2", Check(("demands.csv", head + "DE,round,2026-01,2026-12,5,piece/month,own\nDE,round,2026-12,2027-12,5,piece/month,own\n")).Only("W-DEMAND-01"));
        Assert.DoesNotContain(Check(("demands.csv", head + "DE,round,2026-01,2026-11,5,piece/month,own\nDE,round,2026-12,2027-12,5,piece/month,own\nDE,round,2026-12,,5,piece/month,export\n")),
            f => f.Code == "W-DEMAND-01");
    }

    [Fact]
    public void A_capacity_of_zero_is_a_warning_and_a_negative_one_an_error()
    {
        Assert.Equal("lines.csv:2:capacity l", Check(("lines.csv", Lines + "l,round,NO,0,piece/year\n")).Only("W-LINE-01"));
        Assert.Equal("lines.csv:2:capacity -5", Check(("lines.csv", Lines + "l,round,NO,-5,piece/year\n")).Only("E-NUM-02"));
    }

    [Fact]
    public void A_line_without_site_and_country_is_a_warning() => Assert.Equal("lines.csv:2:country l", Check(("lines.csv", "id,item\nl,round\n")).Only("W-LINE-02"));

    [Fact]
    public void Listed_lines_above_a_published_total_are_a_warning()
    {
        const string lines = Lines + "l1,powder,NO,3000..9000,t/year\nl2,powder,DE,300,t/month\nl3,powder,US,9000,t/year\n";
        Assert.Equal("totals.csv:2:capacity powder|EU27+NO|6600|6000|t/year", Check(("lines.csv", lines), ("totals.csv", "item,area,capacity,capacity_unit\npowder,EU27+NO,6000,t/year\n")).Only("W-TOTAL-01"));
        Assert.Equal("totals.csv:2:capacity powder|EU27+NO|6600|5000|t/year", Check(("lines.csv", lines), ("totals.csv", "item,area,capacity,capacity_unit\npowder,EU27+NO,5000..7000,t/year\n")).Only("N-TOTAL-01"));
        Assert.DoesNotContain(Check(("lines.csv", lines), ("totals.csv", "item,area,capacity,capacity_unit\npowder,EU27+NO,6600,t/year\n")), f => f.Code.Contains("TOTAL", StringComparison.Ordinal));
    }

    [Fact]
    public void A_goal_that_nothing_makes_is_a_warning_where_the_list_is_complete() =>
        Assert.Equal("goals.csv:2:item nc", Check(("goals.csv", "technology,verb,item,rate,rate_unit\ntech,produce,nc,60,t/year\ntech,use,round,5,piece/year\n")).Only("W-GOAL-02"));

    [Fact]
    public void A_link_carries_what_its_supplier_makes_and_its_customer_needs()
    {
        const string lines = Lines + "s,powder,NO,,\nc,round,NO,,\n";
        const string recipe = "item,input\nround,powder\n";
        Assert.Equal("links.csv:2:item s|powder|fuze", Check(("lines.csv", lines), ("recipes.csv", recipe), ("links.csv", "supplier,customer,item\ns,c,fuze\n")).Only("E-LINK-01"));
        Assert.Equal("links.csv:2:item c|powder", Check(("lines.csv", lines), ("links.csv", "supplier,customer,item\ns,c,powder\n")).Only("W-LINK-01"));
        Assert.DoesNotContain(Check(("lines.csv", lines), ("recipes.csv", recipe), ("links.csv", "supplier,customer,item\ns,c,powder\n")), f => f.Code.Contains("LINK", StringComparison.Ordinal));
    }

    [Fact]
    public void Shares_of_supply_above_a_hundred_per_cent_are_a_warning() =>
        Assert.Equal("links.csv:3:share c|powder|120", Check(("lines.csv", Lines + "s,powder,NO,,\nt,powder,NO,,\nc,round,NO,,\n"), ("recipes.csv", "item,input\nround,powder\n"),
            ("links.csv", "supplier,customer,item,share\ns,c,powder,60\nt,c,powder,60\n")).Only("W-LINK-02"));

    [Fact]
    public void Sources_without_reliability_are_noted_once() => Assert.Equal("sources.csv:2:reliability 2|s1", Check(("sources.csv", "id,reliability\ns1,\ns2,\ns3,B\n")).Only("N-SOURCE-01"));

    [Fact]
    public void Two_ids_under_one_name_are_noted() => Assert.Equal("items.csv:3:name Powder|a|b", Check(("items.csv", "id,name,unit\na,powder,t\nb,Powder,t\n")).Only("N-NAME-01").Replace("powder", "x", StringComparison.Ordinal));

    [Fact]
    public void Rows_that_differ_in_their_id_alone_are_noted() =>
        Assert.Equal("lines.csv:3:id l2|l1|2", Check(("lines.csv", Lines + "l1,powder,NO,5,t/year\nl2,powder,NO,5,t/year\nl3,powder,NO,6,t/year\n")).Only("N-ROW-01"));

    [Fact]
    public void A_reference_to_an_id_of_two_tables_is_a_warning() =>
        Assert.Equal("restrictions.csv:2:target tech|items, technologies|items",
            Check(("items.csv", "id,unit\ntech,piece\n"), ("restrictions.csv", "id,holder,target\nr,CN,tech\n")).Only("W-REF-01"));

    [Fact]
    public void An_expansion_adds_to_a_line_or_names_what_a_new_line_makes()
    {
        const string Heading = "id,line,item,adds,adds_unit\n";
        var line = ("lines.csv", Lines + "l,powder,NO,5,t/year\n");
        Assert.Equal("expansions.csv:2:item x", Check(line, ("expansions.csv", Heading + "x,,,,\n")).Only("E-EXPAND-01"));
        Assert.Equal("expansions.csv:2:item round|l|powder", Check(line, ("expansions.csv", Heading + "x,l,round,,\n")).Only("E-EXPAND-02"));
        Assert.DoesNotContain(Check(line, ("expansions.csv", Heading + "x,l,powder,5,t/year\ny,,round,5,piece/year\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void What_is_not_qualified_stands_beside_an_alternative_that_is()
    {
        const string Heading = "item,input,group,qualified\n";
        Assert.Equal("recipes.csv:2:qualified powder", Check(("recipes.csv", Heading + "round,powder,,no\n")).Only("E-RECIPE-04"));
        Assert.Equal("recipes.csv:2:qualified powder", Check(("recipes.csv", Heading + "round,powder,g,no\nround,nc,other,\n")).Only("E-RECIPE-04"));
        Assert.DoesNotContain(Check(("recipes.csv", Heading + "round,powder,g,no\nround,nc,g,\n")), f => f.Severity == Severity.Error);
    }
}
