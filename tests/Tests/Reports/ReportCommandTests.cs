using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Reports;

public sealed class ReportCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    string[] Run(params string[] args)
    {
        var run = CommandRun.With(new() { Folder = SourceTree.Root, FilesFolder = _folder.FullName }, args);
        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        return [.. _folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];
    }

    string In(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public void An_assessment_leaves_a_report_and_a_brief_and_says_where()
    {
        Assert.Equal(["hello-brief.html", "hello-report.html"], Run("assess", "examples/hello"));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(In("hello-brief.html")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Report: hello-report.html", CommandRun.Of("assess", "examples/hello").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-files")]
    [InlineData("--json")]
    [InlineData("--without=JP")]
    public void Nothing_is_left_where_it_is_not_wanted(string option) => Assert.Empty(Run("assess", "examples/hello", option));

    [Fact]
    public void A_named_file_is_written_even_so()
    {
        Assert.Equal(["b.html"], Run("assess", "examples/hello", "--no-files", "--brief", In("b.html")));
        Assert.Equal(["b.html", "r.html"], Run("report", "examples/hello", "--out", In("r.html")));
    }

    [Fact]
    public void The_same_run_gives_the_same_report_and_names_stay_out_unless_asked_for()
    {
        Run("report", "examples/hello", "--out", In("1.html"), "--brief", In("1b.html"));
        Run("report", "examples/hello", "--out", In("2.html"), "--names");
        Run("assess", "examples/hello", "--report", In("3.html"), "--brief", In("3b.html"));
        Assert.Equal(File.ReadAllText(In("1.html")), File.ReadAllText(In("3.html")));
        Assert.Equal(File.ReadAllText(In("1b.html")), File.ReadAllText(In("3b.html")));
        Assert.Contains("Board maker in Norway", File.ReadAllText(In("2.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_ends_with_2()
    {
        var run = CommandRun.Of("report", "examples/hello", "--out", In("no/where.html"));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("There is no folder", run.Error, StringComparison.Ordinal);
    }
}
