using System.IO.Compression;
using System.Text;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

/// <summary>A state never sees another's priority, unless it was declared public.</summary>
public sealed class PriorityTests
{
    const string Secret = "97.733177", Shown = "43.211234";

    static TestPackage Two(string a, string b) => new TestPackage().Items("i").Line("l", "i", "10", "DE", "unit_cost=10")
        .Add("demands", $"buyer=FR item=i from=2026-01 to=2026-01 rate=10 rate_unit=piece/month {a}", $"buyer=IT item=i from=2026-01 to=2026-01 rate=10 rate_unit=piece/month {b}");

    static double[] Delivered(TestPackage package) =>
        [.. PoolEngine.Run(package.Network, new() { Items = ["i"], From = new(2026, 1, 1), Months = 1, NobodyLater = false }, LinearSolvers.Default).Joint.Outcomes.Select(o => Math.Round(o.Delivered, 3))];

    [Fact]
    public void A_public_priority_decides_who_is_served_first_and_a_private_one_never_does()
    {
        Assert.Equal([5, 5], Delivered(Two("", "")));
        Assert.Equal([10, 0], Delivered(Two("priority=1 priority_public=yes", "priority=2 priority_public=yes")));
        Assert.Equal([0, 10], Delivered(Two("priority=3 priority_public=yes", "priority=9")));
        Assert.Equal([5, 5], Delivered(Two("priority=1", "priority=9 priority_public=no")));
    }

    static string[] Priorities(Package package, Clearance clearance) => [.. PackageView.Of(package, clearance).Package["demands"].Rows.Select(r => r.Cells[FieldCatalog.Table("demands").IndexOf("priority")])];

    [Fact]
    public void A_view_shows_ones_own_and_public_priorities_and_says_how_many_are_withheld()
    {
        var package = new TestPackage().Items("i").Add("parties", "id=a kind=state country=FR", "id=b kind=state country=IT")
            .Add("demands", "buyer=a item=i rate=1 rate_unit=piece/month priority=3", "buyer=a item=i rate=1 rate_unit=piece/month priority=4 purpose=stock priority_public=yes", "buyer=b item=i rate=1 rate_unit=piece/month priority=5").Package;
        Assert.Equal(["3", "4", "5"], Priorities(package, Clearance.All));
        Assert.Equal(["", "4", ""], Priorities(package, Clearance.Public));
        Assert.Equal(["", "4", ""], Priorities(package, new(FieldCatalog.Markings[^1])));
        Assert.Equal(["3", "4", ""], Priorities(package, Clearance.Partner("a")));
        Assert.Equal(["", "4", "5"], Priorities(package, Clearance.Partner("b")));
        // Assistants get what both the person and the installation let out.
        Assert.Equal(["", "4", ""], Priorities(package, Clearance.All.And(new(FieldCatalog.Markings[^1]))));
        var view = PackageView.Of(package, Clearance.Partner("a"));
        Assert.Equal((1, 1, "W-VIEW-01 N-VIEW-02"), (view.Count, view.WithheldPriorities, string.Join(' ', view.Findings.Select(f => f.Code))));
        Assert.NotEqual(package.Hash, view.Package.Hash);
        Assert.NotNull(view.Build([]));
    }

    [Fact]
    public void Demands_that_only_their_priority_told_apart_add_up_and_stay_a_package()
    {
        var package = new TestPackage().Items("i").Add("demands", "buyer=FR item=i from=2026-01 to=2026-06 rate=10..20 rate_unit=piece/month priority=1", "buyer=FR item=i from=2026-01 to=2026-06 rate=5 rate_unit=piece/month priority=2",
            "buyer=IT item=i from=2026-01 to=2026-06 rate=10 rate_unit=piece/month priority=1", "buyer=IT item=i from=2026-01 to=2026-12 rate=5 rate_unit=piece/month priority=2").Package;
        var network = PackageView.Of(package, Clearance.Public).Build([])!;
        Assert.Equal([("FR", "15..25"), ("IT", "")], network.Demands.Select(d => (d.Buyer, d.Rate.ToString())));
    }

    /// <summary>Plants a private and a public priority in the example and returns its folder.</summary>
    static string Planted()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Architecture.SourceTree.Root, "examples/joint-procurement"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var demands = Path.Combine(folder, "demands.csv");
        var lines = File.ReadAllLines(demands);
        var isPublic = lines[0].Split(',').ToList().IndexOf("priority_public");
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].Split(',');
            (cells[isPublic - 1], cells[isPublic]) = cells[0] == "state-a" ? (Shown, "yes") : (Secret, "");
            lines[i] = string.Join(',', cells);
        }
        File.WriteAllLines(demands, lines);
        return folder;
    }

    static void DoesNotTell(string text) => Assert.DoesNotContain("97.7", text.Replace(',', '.'), StringComparison.Ordinal);

    internal static string Text(string path)
    {
        if (!path.EndsWith(".xlsx", StringComparison.Ordinal)) return File.ReadAllText(path);
        using var zip = ZipFile.OpenRead(path);
        var all = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            all.Append(reader.ReadToEnd());
        }
        return all.ToString();
    }

    [Fact]
    public void No_form_of_a_joint_order_or_of_groups_tells_a_private_priority()
    {
        var folder = Planted();
        try
        {
            string[] Files(string name) => ["--report", Path.Combine(folder, name + ".html"), "--workbook", Path.Combine(folder, name + ".xlsx")];
            string[] states = ["--item", "drone", "--states", "state-a,state-b,state-c"];
            foreach (var language in new[] { "en", "de" })
            {
                var pool = CommandRun.Of(["procurement", "pool", folder, .. states, .. Files("pool"), "--names", "--language", language]);
                Assert.Equal((ExitCode.Ok, ""), (pool.Code, pool.Error));
                Assert.Contains("43.2", pool.Output.Replace(',', '.'), StringComparison.Ordinal);
                DoesNotTell(pool.Output);
            }
            Assert.Equal(ExitCode.Ok, CommandRun.Of(["procurement", "groups", folder, .. states, .. Files("groups")]).Code);
            foreach (var args in new string[][] { ["pool", folder, .. states], ["groups", folder, .. states] })
            {
                var json = CommandRun.Of(["procurement", .. args, "--json"]).Output;
                if (args[0] == "pool") Assert.Contains(Shown, json, StringComparison.Ordinal);
                DoesNotTell(json);
            }
            foreach (var name in new[] { "pool.html", "pool.xlsx", "groups.html", "groups.xlsx" }) DoesNotTell(Text(Path.Combine(folder, name)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("procurement", "pool", "--item", "drone")]
    [InlineData("capacity", "plan")]
    [InlineData("assess")]
    public void Who_reads_a_package_as_another_state_gets_no_private_priority(params string[] command)
    {
        var folder = Planted();
        try
        {
            var words = command.TakeWhile(c => !c.StartsWith('-')).ToArray();
            var whole = CommandRun.Of([.. words, folder, .. command.Skip(words.Length), "--json"]);
            var run = CommandRun.Of([.. words, folder, .. command.Skip(words.Length), "--json", "--view", "state-a"]);
            Assert.Equal((whole.Code, true), (run.Code, run.Output.Length > 0));
            DoesNotTell(run.Output + run.Error);
            Assert.Contains("N-VIEW-02", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
