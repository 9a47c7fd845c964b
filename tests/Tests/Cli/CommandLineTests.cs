using Vauban.App.Cli;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void A_misspelled_command_ends_with_2_and_the_nearest_one()
    {
        var run = CommandRun.Of("asess", "examples/hello");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("Did you mean assess?", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_misspelled_option_ends_with_2_and_the_nearest_one()
    {
        var run = CommandRun.Of("assess", "examples/hello", "--perimetre", "EU27");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("Did you mean --perimeter?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EU28", "Did you mean EU27?")]
    [InlineData("Nordics=DK+FI+XX", "XX")]
    public void A_perimeter_that_is_no_set_of_countries_is_named(string perimeter, string expected)
    {
        var run = CommandRun.Of("assess", "examples/hello", "--perimeter", perimeter);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--language", "es", "en, fr, de")]
    [InlineData("--status", "planned", "running, funded, announced")]
    [InlineData("--at", "31.12.2027", "2027-12-31")]
    [InlineData("--outage", "0", "above zero")]
    [InlineData("--technology", "field-radoi", "Did you mean field-radio?")]
    public void A_value_that_cannot_be_is_told_with_what_can(string option, string value, string expected)
    {
        var run = CommandRun.Of("assess", "examples/hello", option, value);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_is_not_there_ends_with_2()
    {
        var run = CommandRun.Of("assess", "examples/nowhere");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("examples/nowhere: There is no such file or folder", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_of_the_program_is_one_line_without_its_stack_unless_asked_for()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error);
        Assert.Equal(ExitCode.Failed, CommandLine.Guard(terminal, false, () => throw new InvalidOperationException("The solver\nfailed.")));
        Assert.Equal("vauban: InvalidOperationException: The solver failed.", error.ToString().Trim());
        CommandLine.Guard(terminal, true, () => throw new InvalidOperationException("Again."));
        Assert.Contains("   at ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_command_ends_with_130() =>
        Assert.Equal(ExitCode.Cancelled, CommandLine.Guard(new(TextWriter.Null, TextWriter.Null), false, () => throw new OperationCanceledException()));

    [Fact]
    public void Perimeters_shows_every_set_and_a_named_one_alone()
    {
        Assert.Contains("EU27", CommandRun.Of("perimeters").Output, StringComparison.Ordinal);
        Assert.Equal("Nordics", CommandRun.Of("perimeters", "-p", "Nordics=DK+FI+SE").Output.Split(' ')[0]);
    }

    [Fact]
    public void Without_arguments_it_says_how_to_start()
    {
        var run = CommandRun.Of();
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("vauban assess PACKAGE --without CN", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("examples/hello", "assess examples/hello")]
    [InlineData("validate", "validate")]
    [InlineData("--version", "--version")]
    [InlineData("nowhere", "nowhere")]
    public void A_single_package_is_assessed(string only, string expected) =>
        Assert.Equal(expected, string.Join(' ', Shorthand.Expand([only], ["assess", "validate"], SourceTree.Root)));

    [Fact]
    public void A_package_survives_every_container_with_its_hash()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var hash = JsonOf("validate", "examples/hello").GetProperty("snapshot").GetString();
            var from = "examples/hello";
            foreach (var to in new[] { "a.zip", "b.xlsx", "c" }.Select(n => Path.Combine(folder.FullName, n)))
            {
                Assert.Equal(ExitCode.Ok, CommandRun.Of("convert", from, to).Code);
                Assert.Equal(hash, JsonOf("validate", to).GetProperty("snapshot").GetString());
                from = to;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("new")]
    [InlineData("new.xlsx")]
    public void An_empty_package_to_fill_in_replaces_nothing(string name)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, name);
            Assert.Equal(ExitCode.Ok, CommandRun.Of("init", path).Code);
            Assert.Equal((ExitCode.Ok, ""), (CommandRun.Of("validate", path).Code, CommandRun.Of("validate", path).Error));
            Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("init", path).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Converting_does_not_write_over_what_is_no_package()
    {
        var run = CommandRun.Of("convert", "examples/hello", "src");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.NotEmpty(run.Error);
    }

    static System.Text.Json.JsonElement JsonOf(params string[] args) => System.Text.Json.JsonDocument.Parse(CommandRun.Of([.. args, "--json"]).Output).RootElement;
}
