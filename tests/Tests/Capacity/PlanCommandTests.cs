using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class PlanCommandTests
{
    const string Example = "examples/coordination";

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    public void What_the_coordination_example_shows_is_approved(string language)
    {
        var run = CommandRun.Of("capacity", "plan", Example, "--language", language);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Approved.Check(run.Output, $"tests/Tests/Capacity/coordination.plan.{language}.approved.txt");
    }

    [Fact]
    public void Json_says_who_supplies_whom_what_arrives_and_who_uses_what()
    {
        using var json = JsonDocument.Parse(CommandRun.Of("capacity", "plan", "examples/coordination", "--reading", "central", "--json").Output);
        var plan = json.RootElement.GetProperty("results")[0].GetProperty("readings")[0];
        static double Sum(JsonElement row, string name) => row.GetProperty(name).EnumerateArray().Sum(v => v.GetDouble());
        // igniter-b takes chips from chip-c only, and one for each igniter; what it uses has arrived, no more than was sent.
        var flow = Assert.Single(plan.GetProperty("flows").EnumerateArray());
        Assert.Equal(("chip-c", "igniter-b", "chip"), (flow.GetProperty("from").GetString(), flow.GetProperty("to").GetString(), flow.GetProperty("item").GetString()));
        var use = plan.GetProperty("uses").EnumerateArray().Single(u => u.GetProperty("by").GetString() == "igniter-b" && u.GetProperty("input").GetString() == "chip");
        Assert.True(use.GetProperty("overLinks").GetBoolean());
        var igniters = plan.GetProperty("supplies").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "igniter-b");
        Assert.Equal(Sum(igniters, "production"), Sum(use, "amount"), 1e-6 * Sum(use, "amount"));
        Assert.True(Sum(use, "amount") > 0 && Sum(use, "amount") <= Sum(flow, "arrived") * (1 + 1e-6));
        // Without a lead time all igniters arrive in the pool.
        Assert.Equal(Sum(igniters, "production"), Sum(igniters, "arrived"), 1e-6 * Sum(igniters, "arrived"));
        Assert.Equal((0, 0), (plan.GetProperty("flowsLeftOut").GetInt32(), plan.GetProperty("usesLeftOut").GetInt32()));
    }

    [Fact]
    public void Json_has_a_status_and_costs_that_add_up_and_is_the_same_each_time()
    {
        string[] args = ["capacity", "plan", Example, "--json"];
        var run = CommandRun.Of(args);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("optimal", json.RootElement.GetProperty("status").GetString());
        var readings = json.RootElement.GetProperty("results")[0].GetProperty("readings").EnumerateArray().ToArray();
        Assert.Equal(["central", "pessimistic"], readings.Select(r => r.GetProperty("reading").GetString()));
        Assert.All(readings, r =>
        {
            Assert.Equal("optimal", r.GetProperty("status").GetString());
            Assert.True(r.GetProperty("gap").GetDouble() <= 1e-3);
            var objective = r.GetProperty("objective").GetDouble();
            Assert.Equal(objective, r.GetProperty("costs").EnumerateArray().Sum(c => c.GetProperty("discounted").GetDouble()), 1e-6 * objective);
        });
        Assert.Equal(run.Output, CommandRun.Of(args).Output);
    }

    [Fact]
    public void Other_demands_stand_side_by_side()
    {
        using var folder = new TargetFiles("""
            buyer,item,from,to,rate,rate_unit,shortfall_price
            DE,{0},2027-01,2028-12,{1},piece/month,1000
            """);
        var run = CommandRun.Of("capacity", "plan", Example, "--reading", "central", "--target", folder.Write("little", "rocket", "1"), "--target", folder.Write("much", "rocket", "100000"));
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.Contains("for little", run.Output, StringComparison.Ordinal);
        var delivered = run.Output.Split('\n').Single(l => l.TrimStart().StartsWith("Delivered  ", StringComparison.Ordinal));
        Assert.Matches("100.%.*0.*%", delivered);
    }

    [Fact]
    public void The_program_is_written_for_other_solvers()
    {
        var file = Path.Combine(Path.GetTempPath(), $"vauban-plan-{Environment.ProcessId}.mps");
        try
        {
            var run = CommandRun.Of("capacity", "plan", Example, "--write-model", file);
            Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Output));
            Assert.Contains("one unit of the objective is", run.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.EndsWith("ENDATA\n", File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_requirement_is_proven_or_named()
    {
        var kept = CommandRun.Of("capacity", "plan", Example, "--reading", "central", "--hold", "theta >= 0.1 without any-outside by 2028-01");
        Assert.Equal((ExitCode.Ok, ""), (kept.Code, kept.Error));
        Assert.Contains("theta >= 0.1 without any-outside by 2028-01: holds; least", kept.Output, StringComparison.Ordinal);
        var broken = CommandRun.Of("capacity", "plan", Example, "--reading", "central", "--hold", "theta >= 9 without outside by 2028-01");
        Assert.Equal(ExitCode.PolicyFails, broken.Code);
        Assert.Contains("cannot hold with the others: the requirement “theta >= 9 without outside by 2028-01”", broken.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be read at", "--hold", "theta >= 0.8")]
    [InlineData("is no reading", "--reading", "middle")]
    [InlineData("1 to 120 months", "--from", "2027-01", "--to", "2099-01")]
    [InlineData("not negative", "--gap", "-1")]
    [InlineData("above 0", "--time-limit", "0")]
    [InlineData("no table of demands", "--target", "nowhere.csv")]
    public void A_wrong_word_ends_with_its_way_out(string expected, params string[] args)
    {
        var run = CommandRun.Of(["capacity", "plan", Example, .. args]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    sealed class TargetFiles(string pattern) : IDisposable
    {
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-plan");

        public string Write(string name, string item, string rate)
        {
            var path = Path.Combine(_folder.FullName, name + ".csv");
            File.WriteAllText(path, pattern.Replace("{0}", item, StringComparison.Ordinal).Replace("{1}", rate, StringComparison.Ordinal));
            return path;
        }

        public void Dispose() => _folder.Delete(true);
    }
}
