using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>A library with a paper of every marking, whose facts, text and claims hold words that stand nowhere else; and claims that speak of a company and of a figure of one.</summary>
static class PlantedLibrary
{
    static string Id(int k) => "paper-" + k.ToString(CultureInfo.InvariantCulture);

    /// <summary>Puts it into the workspace.</summary>
    public static async Task Plant(IWorkspaceStore store, string workspace)
    {
        var library = store.Library(workspace);
        for (var k = 0; k < FieldCatalog.Markings.Count; k++)
        {
            var (p, marking) = ($"zq{k.ToString(CultureInfo.InvariantCulture)}v", FieldCatalog.Markings[k]);
            await library.Save([(new(Id(k), $"Chip paper {p}-heading")
            {
                Authors = [$"{p}-author"], Publisher = $"{p}-press", Date = $"202{k}", Language = "en", Topics = ["chips", $"{p}-topic"], Initiatives = [$"{p}-initiative"], Technologies = ["t"], Url = $"https://{p}-address.example", Marking = marking, Note = $"{p}-remark",
            }, new(true, [$"The chip and the {p}-text of it.", $"More of {p}-more."]))], "test");
            await library.SaveClaim(new("claim-" + Id(k), Id(0), $"Said: {p}-words", "t/produce/theta_in") { Marking = marking, Note = $"{p}-hint", Value = "1", Perimeter = "EU27" }, "test");
        }
        await library.SaveClaim(new("claim-name", Id(0), "zq0nShop alone makes it.", "t/produce/theta_in") { Value = "1" }, "test");
        await library.SaveClaim(new("claim-party", Id(0), "One has most of it.", "exposure/concentration/chip/party:zq0n-works") { Value = "50..", Unit = "%" }, "test");
        await library.SaveClaim(new("claim-row", Id(0), "A row.", "lines/zq0n-fab"), "test");
    }

    /// <summary>Addresses of each paper and claim.</summary>
    public static IReadOnlyList<string> Addresses(string workspace) =>
    [
        .. Enumerable.Range(0, FieldCatalog.Markings.Count).Select(Id).SelectMany(id => new[]
        {
            $"/w/{workspace}/evidence/paper?paper={id}&q=chip", $"/w/{workspace}/evidence/claim?claim=claim-{id}", $"/w/{workspace}/evidence/claim?paper={id}", $"/api/workspaces/{workspace}/evidence/papers/{id}", $"/api/workspaces/{workspace}/evidence/papers/{id}/related",
            $"/api/workspaces/{workspace}/evidence/citations/bib?paper={id}",
        }),
        .. new[] { "claim-name", "claim-party", "claim-row" }.Select(id => $"/w/{workspace}/evidence/claim?claim={id}"), .. new[] { "bib", "ris", "json", "csv" }.SelectMany(f => new[] { $"citations/{f}", $"citations/{f}?reading=t", $"citations/{f}?q=chip", $"cite/{f}?page=technology&technology=t" }).Select(a => $"/api/workspaces/{workspace}/evidence/{a}"),
        $"/w/{workspace}/evidence?q=chip", $"/w/{workspace}/evidence/topics?by=publisher", $"/w/{workspace}/evidence/coverage?technology=t", $"/w/{workspace}/evidence/claims?technology=t", $"/w/{workspace}/technology/t", $"/w/{workspace}/explain?address=t%2Fproduce%2Ftheta_in&perimeter=EU27",
    ];
}
