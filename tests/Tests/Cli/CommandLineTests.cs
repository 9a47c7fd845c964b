using Vauban.App.Cli;

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
}
