using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class PolicyCommandTests
{
    const string Boards = "tests/Tests/Capacity/boards.json", Cells = "tests/Tests/Capacity/cells.json";

    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void What_hello_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "policy", "examples/hello", "--change", Boards, "--change", Cells, "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/hello.policy.{language}.approved.txt");
    }

    [Fact]
    public void What_coordination_shows_is_approved()
    {
        var run = CommandRun.Of("capacity", "policy", "examples/coordination", "--change", "tests/Tests/Capacity/no-permits.json", "--change", "offtake-guarantee");
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, "tests/Tests/Capacity/coordination.policy.approved.txt");
    }

    [Fact]
    public void Json_of_the_plans_has_a_status_and_an_address_each()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "policy", "examples/hello", "-c", Boards, "--from", "2026-01", "--to", "2026-06", "--json").Output);
        foreach (var c in json.RootElement.GetProperty("results")[0].GetProperty("cases").EnumerateArray())
        {
            var plan = c.GetProperty("plan");
            Assert.Equal("optimal", plan.GetProperty("status").GetString());
            Assert.Equal($"capacity/policy/{c.GetProperty("name").GetString()}/plan", plan.GetProperty("address").GetString());
            var radio = plan.GetProperty("deliveries")[0];
            Assert.Equal(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"], radio.GetProperty("ends").EnumerateArray().Select(e => e.GetString()));
            // 100 to be made and 20 to be exported a month; the lines make 120.
            Assert.Equal(720, radio.GetProperty("delivered")[5].GetDouble(), 1e-6);
        }
        using var without = JsonDocument.Parse(CommandRun.Of("capacity", "policy", "examples/hello", "-c", Boards, "--no-plan", "--json").Output);
        Assert.False(without.RootElement.GetProperty("results")[0].GetProperty("cases")[0].TryGetProperty("plan", out _));
    }

    [Fact]
    public void Json_has_the_measures_what_they_altered_and_the_gains()
    {
        string[] args = ["capacity", "policy", "examples/hello", "-c", Boards, "-c", Cells, "--json"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(["boards-doubled", "cells-in-france"], root.GetProperty("measures").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        Assert.Equal(["lines/board-de", "lines/board-fr", "lines/board-no"], root.GetProperty("measures")[0].GetProperty("changes")[0].GetProperty("matched").EnumerateArray().Select(m => m.GetString()));
        var cases = root.GetProperty("results")[0].GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.Equal("optimal", root.GetProperty("results")[0].GetProperty("status").GetString());
        // Inside the EU the boards of France bind: 40 a month, doubled 80. Cells come next, at 87.5.
        Assert.Equal(40, Produce(cases["boards-doubled"]).GetProperty("gain").GetDouble());
        Assert.Equal(0, Produce(cases["cells-in-france"]).GetProperty("gain").GetDouble());
        Assert.Equal(40, Produce(cases["together"]).GetProperty("gain").GetDouble());
        Assert.Equal(run.Output, CommandRun.Of(args).Output);

        static JsonElement Produce(JsonElement c) => c.GetProperty("outputs").EnumerateArray().Single(o => o.GetProperty("verb").GetString() == "produce").GetProperty("inside");
    }

    [Fact]
    public void Plans_take_the_options_of_the_command_that_plans_and_are_given_in_both_readings()
    {
        double Delivered(string plan, params string[] more)
        {
            using var json = JsonDocument.Parse(CommandRun.Of(["capacity", "policy", "examples/coordination", "-c", "tests/Tests/Capacity/no-permits.json", "--from", "2027-01", "--to", "2027-12", "--json", .. more]).Output);
            return json.RootElement.GetProperty("results")[0].GetProperty("cases")[0].GetProperty(plan).GetProperty("deliveries")[0].GetProperty("delivered")[11].GetDouble();
        }
        // Without the oxidiser from overseas 60 rockets a month can be made instead of 100.
        Assert.True(Delivered("plan", "--alone") < Delivered("plan") - 100);
        Assert.True(Delivered("planPessimistic") <= Delivered("plan") + 1e-6);
    }

    [Fact]
    public void A_measure_without_effect_is_said_on_both_ways_out()
    {
        var run = CommandRun.Of("capacity", "policy", "examples/hello", "--change", "permit-clock-42");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("alters no row of this package", run.Output, StringComparison.Ordinal);
        Assert.Contains("W-CHANGE-01", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permit-clock-42")]
    [InlineData("1 to 120 months", "--change", Boards, "--from", "2026-01", "--to", "2025-01")]
    [InlineData("Did you mean \"permit-clock-42\"?", "--change", "permit-clok-42")]
    [InlineData("stands twice", "--change", Boards, "--change", "./tests/Tests/Capacity/boards.json")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "policy", "examples/hello", .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, string.Join(' ', run.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Theory, InlineData(80), InlineData(140)]
    public void No_line_is_wider_than_the_terminal(int width) =>
        Assert.DoesNotContain(CommandRun.With(new() { Folder = SourceTree.Root, Width = width }, "capacity", "policy", "examples/hello", "-c", Boards, "-c", "grant-rate-50", "--language", "de").Output.Split('\n'), l => Lines.Cells(l) > width);
}
