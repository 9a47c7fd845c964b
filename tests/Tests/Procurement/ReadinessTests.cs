using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

public sealed class ReadinessTests
{
    static readonly Perimeter Eu = Perimeter.Defaults[0];

    static TestPackage Parties() => new TestPackage().Items("i").Add("parties", "id=fr kind=state country=FR", "id=be kind=state country=BE", "id=us kind=state country=US",
        "id=maker-de kind=company country=DE control_country=DE", "id=maker-fr kind=company country=FR control_country=FR", "id=maker-us kind=company country=US control_country=US", "id=nobody kind=company");

    static TestPackage Contract(TestPackage package, string id, string value, string date, string buyers, string suppliers, string joint = "")
    {
        package.Add("contracts", $"id={id}/value fact=value value={value} date={date}");
        foreach (var (b, n) in buyers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((b, n) => (b, n))) package.Add("contracts", $"id={id}/buyer-{n} fact=buyer value={b} date={date}");
        foreach (var (s, n) in suppliers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((s, n) => (s, n))) package.Add("contracts", $"id={id}/supplier-{n} fact=supplier value={s} date={date}");
        if (joint.Length > 0) package.Add("contracts", $"id={id}/joint fact=joint value={joint} date={date}");
        return package;
    }

    [Fact]
    public void Three_shares_of_one_year_with_their_denominator()
    {
        var package = Contract(Contract(Contract(Contract(Parties(), "a", "60", "2026-02-01", "fr,be", "maker-de"), "b", "30", "2026-03-01", "fr", "maker-fr"), "c", "10", "2026-04-01", "be", "maker-us"), "d", "999", "2025-04-01", "be", "maker-us");
        var result = ReadinessEngine.Run(package.Network, Eu, 2026);
        Assert.Equal(["a", "b", "c"], result.Contracts.Select(c => c.Id));
        // Together: a. From inside: a and b. Across borders within: a (DE to FR and BE); b stays in FR.
        Assert.Equal([0.6, 0.9, 0.6], result.Shares.Select(s => s.Known));
        Assert.All(result.Shares, s => Assert.Equal((s.Known, s.Known, 100.0, 3), (s.Low, s.High, s.Of, s.KnownContracts)));
    }

    [Fact]
    public void What_is_not_known_is_neither_yes_nor_no()
    {
        var package = Contract(Contract(Parties(), "a", "60", "2026-02-01", "fr,be", "maker-de"), "b", "20..40", "2026-03-01", "fr", "nobody");
        var shares = ReadinessEngine.Run(package.Network, Eu, 2026).Shares;
        Assert.Equal((60 / 100.0, 60 / 80.0), (shares[0].Low, shares[0].High));
        Assert.Equal((0.6, 1.0, 1.0, 1), (shares[1].Low, shares[1].High, shares[1].Known, shares[1].KnownContracts));
        // A value that is missing, or in another currency, leaves the share open.
        var open = ReadinessEngine.Run(Contract(package, "c", "5__NOK", "2026-03-01", "fr", "maker-us").Network, Eu, 2026).Shares;
        Assert.Equal((0.0, 1), (open[1].Low, open[1].KnownContracts));
        Assert.Equal(double.NaN, ReadinessEngine.Run(package.Network, Eu, 2024).Shares[0].Known);
    }

    [Fact]
    public void A_contract_without_a_buyer_inside_is_left_out_and_one_without_a_day_stands_in_no_year()
    {
        var package = Contract(Contract(Contract(Parties(), "a", "60", "2026-02-01", "us", "maker-de"), "b", "30", "", "fr", "maker-fr"), "c", "1", "2026-01-01", "fr", "maker-fr", "yes");
        var result = ReadinessEngine.Run(package.Network, Eu, 2026);
        Assert.Equal((1, 1, "c", true), (result.Outside, result.Undated, Assert.Single(result.Contracts).Id, result.Contracts[0].Answers[ReadinessMeasure.Joint]));
    }

    [Fact]
    public void Notices_become_a_package_whose_readiness_can_be_measured()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "1.xml"), NoticeCases.Competition);
            File.WriteAllText(Path.Combine(folder.FullName, "2.xml"), NoticeCases.Award);
            File.WriteAllText(Path.Combine(folder.FullName, "3.json"), NoticeCases.Release);
            var into = Path.Combine(folder.FullName, "package");
            var run = CommandRun.Of("procurement", "import", folder.FullName, "--into", into);
            Assert.Equal(ExitCode.Ok, run.Code);
            Assert.Contains("Notices read: 3; demands: 1; contracts: 2; parties: 6.", run.Output, StringComparison.Ordinal);
            Assert.Contains("900 NOK is not converted to euro", run.Error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Ok, CommandRun.Of("validate", into).Code);
            using var json = JsonDocument.Parse(CommandRun.Of("procurement", "readiness", into, "--year", "2026", "--json").Output);
            var joint = json.RootElement.GetProperty("shares")[0];
            Assert.Equal(("joint", 1.0, 1250000.5), (joint.GetProperty("measure").GetString(), joint.GetProperty("known").GetDouble(), joint.GetProperty("of").GetDouble()));
            var text = CommandRun.Of("procurement", "readiness", into, "--year", "2026", "--report", into + ".html", "--workbook", into + ".xlsx").Output;
            Assert.Contains("Base year: 2026. Denominator: value of the contracts", text, StringComparison.Ordinal);
            // Base year and denominator stand in words in every form, with the address of the act and who decides.
            foreach (var form in new[] { text.ReplaceLineEndings(" "), File.ReadAllText(into + ".html"), PriorityTests.Text(into + ".xlsx"), json.RootElement.GetRawText() })
                foreach (var part in new[] { "2026", "that the package lists with a buyer inside EU27", "Contracts: 1;", "The granting or national authority decides", "as read in summer 2026", "https://data.europa.eu/eli/reg/2025/2643/oj" }) Assert.Contains(part, form, StringComparison.Ordinal);
            // Single contracts name who is a party to them: only who asks for names gets them in the report.
            var contract = json.RootElement.GetProperty("contracts")[0].GetProperty("id").GetString()!;
            Assert.DoesNotContain(contract, File.ReadAllText(into + ".html"), StringComparison.Ordinal);
            CommandRun.Of("procurement", "readiness", into, "--year", "2026", "--report", into + ".html", "--names");
            Assert.Contains(contract, File.ReadAllText(into + ".html"), StringComparison.Ordinal);
            var again = CommandRun.Of("procurement", "import", folder.FullName, "--into", into);
            Assert.Equal(ExitCode.InvalidInput, again.Code);
            Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
