using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;
using Vauban.Core.Procurement;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Procurement;

/// <summary>Samples of the standards' keepers, where they lie beside the repository: eForms notices of the Publications Office, OCDS releases of the Open Contracting Partnership.</summary>
public sealed class NoticeSampleTests
{
    // Beside the repository, or beside the folder of its worktrees.
    static readonly string[] Beside = ["..", "../.."];

    static (List<Notice> Notices, List<Finding> Findings) Read(string folder, string pattern)
    {
        var (notices, findings) = (new List<Notice>(), new List<Finding>());
        var path = Beside.Select(up => Path.Combine(SourceTree.Root, up, "shared", "data", folder)).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(path is null, "The samples are not here.");
        foreach (var file in Directory.GetFiles(path!, pattern).Order(StringComparer.Ordinal)) NoticeFiles.Load(file, notices, findings);
        return (notices, findings);
    }

    static string[] Facts(Package package, string contract) => [.. package["contracts"].Rows.Select(r => (Id: package["contracts"].Cell(r, "id"), Value: package["contracts"].Cell(r, "value"), Date: package["contracts"].Cell(r, "date")))
        .Where(f => f.Id.StartsWith(contract + "/", StringComparison.Ordinal)).Select(f => $"{f.Id[(contract.Length + 1)..]} {f.Value} {f.Date}")];

    [Fact]
    public void Every_eforms_sample_is_read_and_none_of_their_awards_is_lost()
    {
        var (notices, findings) = Read("ted-eforms-samples", "*.xml");
        // Two are under the general directive, which is said.
        Assert.Equal(["can-modif_24_value.xml", "can_24_maximal.xml"], findings.Where(f => f.Code == "N-NOTICE-06").Select(f => f.Place.File).Order(StringComparer.Ordinal));
        Assert.Equal(11, notices.Count);
        Assert.Equal(9, notices.Count(n => n.Regime == NoticeText.Defence));
        var package = NoticePackage.Of(notices, "samples", findings);
        // Two of them share the id of their procedure and of a contract, though not the buyer: both contracts are there, and it is said.
        Assert.Equal(["N-NOTICE-06", "N-NOTICE-06", "W-NOTICE-15", "W-NOTICE-16", "W-NOTICE-18"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
        Assert.Equal(notices.Sum(n => n.Awards.Count), package["contracts"].Rows.Count(r => package["contracts"].Cell(r, "fact") == "notice"));
        // Read in can_81_FRA.xml with the eye: PayableAmount 375950 EUR, awarded on 20 April 2021 (signed on the 25th), no subcontracting.
        Assert.Equal(["value 375950 2021-04-20", "subcontracting no 2021-04-20"], Facts(package, "2d2d24a2-con-0001-2").Where(f => f.StartsWith("value", StringComparison.Ordinal) || f.StartsWith("subcontracting", StringComparison.Ordinal)));
        // can_24_maximal.xml: two contracts, 9999999.99 EUR each, 30 % subcontracted.
        foreach (var contract in new[] { "2d2d24a2-con-0001", "2d2d24a2-con-0002" })
            Assert.Equal(["value 9999999.99 2023-03-23", "subcontracting 30 2023-03-23"], Facts(package, contract).Where(f => f.StartsWith("value", StringComparison.Ordinal) || f.StartsWith("subcontracting ", StringComparison.Ordinal)));
        // can-modif_24_value.xml: 6.43 million pounds, which nobody converts.
        Assert.Contains("value 6430000 GBP 2018-07-31", Facts(package, "8e8b5cf4-con-0001"));
        // What is only planned or open is demand: the samples of planning and competition that name a code.
        Assert.Equal(["intention", "intention", "intention", "option", "option"], package["demands"].Rows.Select(r => package["demands"].Cell(r, "certainty")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_release_of_the_samples_is_read_and_of_one_release_in_two_files_one_counts()
    {
        var (notices, findings) = Read("ocds-samples", "*.json");
        var package = NoticePackage.Of(notices, "samples", findings);
        Assert.Equal(["W-NOTICE-03", "W-NOTICE-15", "W-NOTICE-15", "W-NOTICE-17"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
        // award.json: 11 million pounds on 10 May 2010; contractAmendment.json: 13.5 million as amended.
        Assert.Equal(["11000000 GBP", "13500000 GBP"], package["contracts"].Rows.Where(r => package["contracts"].Cell(r, "fact") == "value").Select(r => package["contracts"].Cell(r, "value")).Order(StringComparer.Ordinal));
        // All is awarded: nothing is wanted any more.
        Assert.Empty(package["demands"].Rows);
    }
}
