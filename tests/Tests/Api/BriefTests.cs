using System.IO.Compression;
using System.Text;
using Vauban.Core.Workspaces;
using Vauban.Tests.Reports;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Api;

public sealed class BriefTests(WorkbenchServer server)
{
    [Fact]
    public async Task The_brief_comes_as_a_tagged_pdf_in_the_callers_language()
    {
        PdfPrinterTests.NeedsChromium();
        using var client = await server.SignIn("hello", Role.Viewer);
        using var language = await client.Post("/settings/language", ("language", "fr"), ("return", "/"));
        using var answer = await client.Get("/api/workspaces/hello/brief.pdf?perimeter=EU27");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        PdfPrinterTests.AssertTagged(Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync()), "fr");
    }

    [Fact]
    public async Task The_brief_as_a_workbook_holds_the_verdicts_and_names_nobody()
    {
        using var client = await server.SignIn("hello", Enum.GetValues<Role>());
        using var given = await client.Post("/api/workspaces/hello/names", ("reason", "Testing what travels"), ("return", "/w/hello"));
        using var answer = await client.Get("/api/workspaces/hello/brief.xlsx?perimeter=EU27");
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var sheets = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Select(Text).ToArray();
        Assert.Equal(6, sheets.Length);
        Assert.Contains("Only with others", sheets[0], StringComparison.Ordinal);
        // 40 of 100 boards a month are made inside in the central reading.
        Assert.Contains("<v>0.4</v>", sheets[0], StringComparison.Ordinal);
        Assert.Contains("Circuit board", sheets[1], StringComparison.Ordinal);
        Assert.All(sheets, s => Assert.DoesNotContain("Board maker", s, StringComparison.Ordinal));
        static string Text(ZipArchiveEntry entry)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task Who_can_stop_it_stands_in_the_brief_of_an_analyst_only()
    {
        using var viewer = await server.SignIn("hello", Role.Viewer);
        using var analyst = await server.SignIn("hello", Role.Viewer, Role.Analyst);
        var head = Adapters.Texts.Texts.For("en")["brief.vetoes"].Split('{')[0];
        Assert.Contains(head, await analyst.Text("/api/workspaces/hello/brief.html?perimeter=EU27"), StringComparison.Ordinal);
        Assert.DoesNotContain(head, await viewer.Text("/api/workspaces/hello/brief.html?perimeter=EU27"), StringComparison.Ordinal);
    }
}
