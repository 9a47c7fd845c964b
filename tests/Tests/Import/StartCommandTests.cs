using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Import;

public sealed class StartCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    CommandRun Run(params string[] args) => CommandRun.With(new() { Folder = _folder }, args);

    string Put(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return name;
    }

    string[] Left() => [.. Directory.EnumerateFileSystemEntries(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_sheet_gives_a_package_a_verdict_and_a_list_of_gaps()
    {
        var run = Run("start", Put("bom.csv", Sheets.Csv(Sheets.Bicycle)));
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("Read 9 rows under 12 columns: 8 items", run.Output, StringComparison.Ordinal);
        Assert.Contains("Not alone", run.Output, StringComparison.Ordinal);
        Assert.Contains("What to find out next", run.Output, StringComparison.Ordinal);
        Assert.Contains("How much can be made is unknown: Battery cell, CN", run.Output, StringComparison.Ordinal);
        Assert.NotNull(PackageReader.LoadNetwork(Path.Combine(_folder, "bom-package"), []));
    }

    [Fact]
    public void What_is_missing_in_every_row_is_said_once_with_a_count_and_the_first_places()
    {
        static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var sheet = Put("bom.csv", "Item,Supplier\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"Part {i},Maker {i}\n")));
        var error = Words(Run("start", sheet).Error);
        Assert.Equal(2, error.Split("W-LINE-02").Length);
        Assert.Contains("The same 8 times more: part-2-maker-2; part-3-maker-3; part-4-maker-4; part-5-maker-5; and 4 more, all in --json.", error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("start", sheet, "--force", "--json").Output);
        Assert.Equal(9, json.RootElement.GetProperty("findings").EnumerateArray().Count(f => f.GetProperty("code").GetString() == "W-LINE-02"));
        // Up to twenty alike a package's own list names one by one.
        Assert.Equal(10, Words(Run("validate", "bom-package").Error).Split("W-LINE-02").Length);
        var many = Put("many.csv", "Item,Supplier\n" + string.Concat(Enumerable.Range(1, 21).Select(i => $"Part {i},Maker {i}\n")));
        Run("start", many);
        var list = Words(Run("validate", "many-package").Error);
        Assert.Equal(2, list.Split("W-LINE-02").Length);
        Assert.Contains("The same 20 times more: lines.csv, row ", list, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_with_problems_lists_them_all_and_leaves_nothing_behind()
    {
        var run = Run("start", Put("bom.csv", "Item,Used in,Quantity,Country\nA,,,Germny\nB,A,many,\n"));
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("Did you mean \"Germany\"?", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 3, column Quantity", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Equal(["bom.csv"], Left());
    }

    [Fact]
    public void Nothing_is_overwritten_without_being_asked()
    {
        var sheet = Put("bom.csv", "Item,Supplier\nA,S\n");
        Assert.Equal(ExitCode.Ok, Run("start", sheet).Code);
        var again = Run("start", sheet);
        Assert.Equal(ExitCode.InvalidInput, again.Code);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("start", sheet, "--force").Code);
        Directory.CreateDirectory(Path.Combine(_folder, "mine"));
        File.WriteAllText(Path.Combine(_folder, "mine", "letter.txt"), "dear");
        Assert.Equal(ExitCode.InvalidInput, Run("start", sheet, "mine", "--force").Code);
        Assert.Equal("dear", File.ReadAllText(Path.Combine(_folder, "mine", "letter.txt")));
    }

    [Theory, InlineData("back.xlsx"), InlineData("back.csv")]
    public void A_package_goes_back_into_a_sheet_and_comes_again_the_same(string back)
    {
        Run("start", Put("bom.csv", Sheets.Csv(Sheets.Bicycle)), "one");
        var run = Run("start", "--back", "one", back);
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains("holds everything", run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Run("start", back, "two.xlsx").Code);
        Assert.Equal(PackageReader.Load(Path.Combine(_folder, "one"), [])!.Hash, PackageReader.Load(Path.Combine(_folder, "two.xlsx"), [])!.Hash);
    }

    [Fact]
    public void JSON_names_columns_cells_gaps_and_findings()
    {
        using var json = JsonDocument.Parse(Run("start", Put("bom.csv", Sheets.Csv(Sheets.Bicycle)), "--json", "--perimeter", "EU27").Output);
        Assert.Equal("2nd source", json.RootElement.GetProperty("sheet").GetProperty("columns").GetProperty("second_source").GetString());
        var cell = json.RootElement.GetProperty("cells").EnumerateArray().First(c => c.GetProperty("verb").GetString() == "produce");
        Assert.Equal("not-alone", cell.GetProperty("verdict").GetString());
        Assert.Contains(json.RootElement.GetProperty("gaps").EnumerateArray(), g => g.GetProperty("kind").GetString() == "capacity");
    }

    [Fact]
    public void A_marking_that_is_none_is_told_with_those_there_are()
    {
        var run = Run("start", Put("bom.csv", "Item\nA\n"), "--marking", "secret");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("TLP:AMBER+STRICT", run.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("fr", "À éclaircir ensuite"), InlineData("de", "Was als Nächstes zu klären ist")]
    public void The_answer_speaks_the_users_language(string language, string expected) =>
        Assert.Contains(expected, Run("start", Put("bom.csv", Sheets.Csv(Sheets.Bicycle)), "--language", language).Output, StringComparison.Ordinal);
}
