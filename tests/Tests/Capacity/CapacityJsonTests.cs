using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Capacity;

public sealed class CapacityJsonTests
{
    [Theory]
    [InlineData("today", "examples/hello")]
    [InlineData("fixes", "examples/hello")]
    [InlineData("stock", "examples/hello")]
    [InlineData("independence", "examples/hello")]
    [InlineData("plan", "examples/coordination", "--reading", "central")]
    [InlineData("today", "examples/hello", "--as", "association")]
    [InlineData("trough", "examples/coordination", "--line", "motor-c")]
    public void Every_answer_about_capacity_says_of_itself_what_it_is_known_by_in_the_same_order(params string[] call)
    {
        var run = CommandRun.Of(["capacity", .. call, "--json"]);
        Assert.Equal(ExitCode.Ok, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        var identity = json.RootElement.GetProperty("identity");
        Assert.Equal(["package", "snapshot", "version", "date", "options"], identity.EnumerateObject().Select(p => p.Name).Where(n => n != "solver"));
        Assert.Contains(Path.GetFileName(call[1]), identity.GetProperty("package").GetString()!, StringComparison.Ordinal);
        Assert.True(identity.GetProperty("options").TryGetProperty("status", out _));
    }
}
