namespace Vauban.Tests.Cli;

public sealed class ReferencePagesTests
{
    [Fact]
    public void The_page_of_fields_is_that_of_the_catalogue() => Approved.Check(ReferencePages.Fields(), "docs/reference/fields.md");

    [Fact]
    public void The_page_of_commands_is_that_of_the_command_line() => Approved.Check(ReferencePages.Commands(), "docs/reference/commands.md");

    [Fact]
    public void The_page_of_findings_is_that_of_the_texts() => Approved.Check(ReferencePages.Findings(), "docs/reference/findings.md");
}
