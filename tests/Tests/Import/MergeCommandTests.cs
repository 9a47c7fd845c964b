using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Tests.Cli;
using Vauban.Tests.Studies;

namespace Vauban.Tests.Import;

public sealed class MergeCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    CommandRun Run(params string[] args) => CommandRun.With(new() { Folder = _folder }, args);

    void Put(string name, Package package) => PackageWriter.Write(package, Path.Combine(_folder, name));

    string Text(string name) => File.ReadAllText(Path.Combine(_folder, name)).TrimStart('\uFEFF');

    string Hash(string name) => PackageReader.Load(Path.Combine(_folder, name), [])!.Hash;

    [Fact]
    public void Contradictions_stop_the_merge_and_leave_a_table_to_decide_in_which_is_not_asked_again()
    {
        Put("a", Packages.Pump("a", "200"));
        Put("b", Packages.Pump("b", "300"));
        var run = Run("merge", "a", "b", "--into", "all", "--decisions", "d.csv");
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("lines/seal-1 capacity", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "all")));
        Assert.Equal("table,key,field,chosen,from,reason,said\nlines,seal-1,capacity,,,,a: 200 piece/month | b: 300 piece/month\n", Text("d.csv"));
        File.WriteAllText(Path.Combine(_folder, "d.csv"), Text("d.csv").Replace(",,,,a:", ",,b,newer survey,a:", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Ok, Run("merge", "a", "b", "--into", "all", "--decisions", "d.csv").Code);
        Assert.Contains("seal-1,sealer,FR,seal,300,piece/month", Text("all/lines.csv"), StringComparison.Ordinal);
        Assert.Contains("newer survey", Text("d.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_packages_makes_no_difference_and_every_row_names_its_contributors()
    {
        Put("a", Packages.Pump("a", "200"));
        Put("b", Packages.Pump("b", "300", more: [("stocks", "holder,item,quantity,marking\nmaker,seal,5,TLP:RED\n")]));
        Assert.Equal(ExitCode.Ok, Run("merge", "a", "b", "--into", "all", "--conflicts", "widen").Code);
        Assert.Equal(ExitCode.Ok, Run("merge", "b", "a", "--into", "again/all", "--conflicts", "widen").Code);
        Assert.Equal(Hash("all"), Hash("again/all"));
        Assert.Contains("\nlines,seal-1,a,\nlines,seal-1,b,\n", Text("all/x-contributors.csv"), StringComparison.Ordinal);
        Assert.Contains("\nstocks,maker|seal,b,TLP:RED\n", Text("all/x-contributors.csv"), StringComparison.Ordinal);
        Assert.Contains("200..300", Text("all/lines.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_of_one_name_are_told_apart_by_their_files_and_a_package_given_twice_is_refused()
    {
        Put("north", Packages.Pump("pump", "200"));
        Put("south.zip", Packages.Pump("pump", "300"));
        using var json = JsonDocument.Parse(Run("merge", "north", "south.zip", "--into", "all", "--json").Output);
        Assert.Equal(["north", "south"], json.RootElement.GetProperty("open")[0].GetProperty("statements").EnumerateArray().Select(s => s.GetProperty("contributor").GetString()));
        Assert.Equal(ExitCode.InvalidInput, Run("merge", "north", "north", "--into", "all").Code);
    }

    [Fact]
    public void A_diff_shows_rows_and_hashes_and_names_the_change_that_moved_a_verdict()
    {
        Put("a", Packages.Pump("p", "200"));
        Put("b", Packages.Pump("p", "150"));
        var run = Run("diff", "a", "b", "--perimeter", "EU27");
        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.Contains(Hash("a"), run.Output, StringComparison.Ordinal);
        Assert.Contains("~ seal-1: capacity 200 → 150", run.Output, StringComparison.Ordinal);
        Assert.Contains("pump, EU27, Produce, reliance: Yes (1) → No (0.75)", run.Output, StringComparison.Ordinal);
        Assert.Contains("because of lines/seal-1", run.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("diff", "a", "b", "--perimeter", "EU27", "--json").Output);
        var move = json.RootElement.GetProperty("moves")[0];
        Assert.Equal(("yes", "no", "lines/seal-1"), (move.GetProperty("before").GetProperty("verdict").GetString(), move.GetProperty("after").GetProperty("verdict").GetString(), move.GetProperty("cause").GetProperty("rows")[0].GetString()));
    }

    [Fact]
    public void Two_equal_packages_have_no_difference()
    {
        Put("a", Packages.Pump("p"));
        Put("b.xlsx", Packages.Pump("p"));
        Assert.Contains("say the same", Run("diff", "a", "b.xlsx").Output, StringComparison.Ordinal);
    }
}
