using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Eligibility;

public sealed class FundingTests
{
    [Fact]
    public void An_investment_shows_who_could_pay_at_what_rate_and_warns_of_paying_twice()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("eligibility", "funding", "examples/ammunition-155", "--date", "2026-06-30", "--expansion", "shells-asap", "--json").Output);
        var shells = Assert.Single(json.RootElement.GetProperty("expansions").EnumerateArray());
        // The programme of 2024 pays for it already, so one more payer would be a second one.
        Assert.True(shells.GetProperty("isPaidAlready").GetBoolean());
        Assert.True(shells.GetProperty("warnsOfDoubleFunding").GetBoolean());
        // The act in support of ammunition production has expired: only EDIP is in force.
        var edip = Assert.Single(shells.GetProperty("options").EnumerateArray());
        Assert.Equal("edip-2025", edip.GetProperty("pack").GetProperty("name").GetString());
        Assert.Equal((35.0, 50.0), (edip.GetProperty("rateLow").GetDouble(), edip.GetProperty("rateHigh").GetDouble()));
        // Cost 199.1 to 256 million: 35 % of the least and 50 % of the most.
        Assert.Equal("69685000..128000000", edip.GetProperty("grant").GetString());
        Assert.Equal("missing", edip.GetProperty("outcome").GetString());
    }

    [Fact]
    public void Before_a_regulation_was_in_force_it_pays_for_nothing() =>
        Assert.DoesNotContain("EDIP:", CommandRun.Of("eligibility", "funding", "examples/ammunition-155", "--date", "2025-12-29").Output, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_investment_gets_its_nearest()
    {
        var run = CommandRun.Of("eligibility", "funding", "examples/ammunition-155", "--expansion", "shell-asap");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("shells-asap", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_instruments_stand_side_by_side_with_the_same_outcomes_as_alone()
    {
        string[] about = ["examples/ammunition-155", "--item", "round-155", "--contract", "examples/shells-contract.json", "--json"];
        using var all = JsonDocument.Parse(CommandRun.Of(["eligibility", "compare", .. about]).Output);
        var instruments = all.RootElement.GetProperty("instruments").EnumerateArray().ToDictionary(i => i.GetProperty("pack").GetProperty("name").GetString()!, i => i);
        Assert.Equal(Vauban.Adapters.Formats.Eligibility.RulePacks.Names, instruments.Keys.Order(StringComparer.Ordinal));
        foreach (var pack in new[] { "safe-2025", "edip-2025" })
        {
            using var one = JsonDocument.Parse(CommandRun.Of(["eligibility", "check", .. about, "--pack", pack]).Output);
            Assert.Equal(one.RootElement.GetProperty("rules").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), instruments[pack].GetProperty("rules").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        }
        // A shell whose design a state holds: SAFE does not ask, EDIP asks of a purchase.
        Assert.Equal("not-applicable", Rule("safe-2025", "SAF-DA"));
        Assert.Equal("not-met", Rule("edip-2025", "EDP-DA"));

        string? Rule(string pack, string id) => instruments[pack].GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == id).GetProperty("outcome").GetString();
    }
}
