using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vauban.Adapters.Formats;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Workbench;
using static Microsoft.Playwright.Assertions;

namespace Vauban.Tests.Evidence;

public sealed class EvidencePageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Example = "permanent-magnets", Row = "nd-oxide-cn,\"Neodymium, separated in China\",,CN,nd-oxide,84.9,share";

    // A workspace of a test's own with the example and its library.
    async Task<string> Own(string id)
    {
        var store = await server.Store();
        await store.SaveWorkspace(new(id, id), "test");
        await store.AddSnapshot(id, PackageReader.Load(Path.Combine(SourceTree.Root, "examples", Example), [])!, "test");
        await store.Library(id).Save([.. (await store.Library(Example).Papers(Clearance.All)).Select(p => (p, (PaperText?)null))], "test");
        foreach (var claim in await store.Library(Example).Claims(Clearance.All)) await store.Library(id).SaveClaim(claim, "test");
        return id;
    }

    static async Task<JsonElement> Json(TestClient client, string path) => JsonDocument.Parse(await client.Text(path)).RootElement;

    static async Task<HttpResponseMessage> Send(TestClient client, string path, (string Name, byte[] Bytes)? file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await client.FormToken()))) form.Add(new StringContent(value), name);
        if (file is { } sent) form.Add(new ByteArrayContent(sent.Bytes), "file", sent.Name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form };
        return await client.Send(request);
    }

    [Theory, InlineData("claims", "claim"), InlineData("coverage", "coverage")]
    public async Task The_endpoints_give_the_JSON_of_the_commands(string endpoint, string command)
    {
        using var client = await server.SignIn(Example, Role.Viewer);
        var run = CommandRun.Of("evidence", command, "examples/" + Example, "examples/evidence", "--json");
        Assert.Equal(run.Output, await client.Text($"/api/workspaces/{Example}/evidence/{endpoint}?perimeter=EU27"));
    }

    [Fact]
    public async Task Search_topics_and_related_give_the_JSON_of_the_commands()
    {
        using var client = await server.SignIn(Example, Role.Viewer);
        Assert.Equal(CommandRun.Of("evidence", "search", "examples/evidence", "raw", "materials", "--from", "2023", "--json").Output, await client.Text($"/api/workspaces/{Example}/evidence/papers?q=raw+materials&from=2023"));
        Assert.Equal(CommandRun.Of("evidence", "topics", "examples/evidence", "--by", "publisher", "--json").Output, await client.Text($"/api/workspaces/{Example}/evidence/topics?by=publisher"));
        Assert.Equal(CommandRun.Of("evidence", "related", "examples/evidence", "asd-2023-edtib", "--most", "5", "--json").Output, await client.Text($"/api/workspaces/{Example}/evidence/papers/asd-2023-edtib/related?most=5"));
        Assert.Equal(CommandRun.Of("evidence", "cite", "examples/evidence", "--technology", Example, "--package", "examples/" + Example, "--as", "ris").Output, await client.Text($"/api/workspaces/{Example}/evidence/citations/ris?reading={Example}"));
        using var wrong = await client.Get($"/api/workspaces/{Example}/evidence/papers?from=soon");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var form = await client.Get($"/api/workspaces/{Example}/evidence/citations/doc");
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);
    }

    [Fact]
    public async Task A_claim_turns_in_the_workbench_when_the_package_changes()
    {
        var id = await Own("evidence-turns");
        using var client = await server.SignIn(id, Role.Viewer);
        async Task<string> Status() => (await Json(client, $"/api/workspaces/{id}/evidence/claims?perimeter=EU27")).GetProperty("claims").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "neodymium-china").GetProperty("status").GetString()!;
        Assert.Equal("agree", await Status());
        Assert.Contains("figures here agree", await client.Text($"/w/{id}/evidence/claim?claim=neodymium-china"), StringComparison.Ordinal);
        var store = await server.Store();
        var folder = Directory.CreateTempSubdirectory("vauban-turns");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "examples", Example))) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var lines = Path.Combine(folder.FullName, "lines.csv");
            var text = await File.ReadAllTextAsync(lines, TestContext.Current.CancellationToken);
            Assert.Contains(Row, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(lines, text.Replace(Row, Row.Replace("84.9", "60.0", StringComparison.Ordinal), StringComparison.Ordinal), TestContext.Current.CancellationToken);
            await store.AddSnapshot(id, PackageReader.Load(folder.FullName, [])!, "test");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Assert.Equal("newer", await Status());
        Assert.Contains("figures here are newer", await client.Text($"/w/{id}/evidence/claim?claim=neodymium-china"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_write_is_refused_and_who_saves_over_another_is_shown_the_difference()
    {
        var id = await Own("evidence-rights");
        using var viewer = await server.SignIn(id, Role.Viewer);
        using (var refused = await Send(viewer, $"/api/workspaces/{id}/evidence/claims", null, ("paper", "asd-2023-edtib"), ("text", "x"), ("about", "a/b"))) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("Add papers", await viewer.Text($"/w/{id}/evidence"), StringComparison.Ordinal);
        using var analyst = await server.SignIn(id, Role.Viewer, Role.Analyst);
        var page = await analyst.Text($"/w/{id}/evidence/claim?claim=cap-65");
        var was = Regex.Match(page, "name=\"was\" value=\"([^\"]+)\"").Groups[1].Value;
        (string, string)[] fields = [("paper", "eu-2024-crma"), ("text", "At most 65 %."), ("about", "exposure/concentration/dy-oxide/third-country"), ("value", "..65"), ("unit", "%"), ("was", was)];
        using (var saved = await Send(analyst, $"/api/workspaces/{id}/evidence/claims/cap-65", null, fields)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var late = await Send(analyst, $"/api/workspaces/{id}/evidence/claims/cap-65", null, [.. fields[..1], ("text", "Another."), .. fields[2..]]))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("At most 65 %.", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Equal("At most 65 %.", (await (await server.Store()).Library(id).Claims(Clearance.All)).Single(c => c.Id == "cap-65").Text);
    }

    [Fact]
    public async Task Papers_come_by_form_by_list_and_by_file_and_wrong_ones_say_why()
    {
        var id = await Own("evidence-adds");
        using var client = await server.SignIn(id, Role.Viewer, Role.Analyst);
        string add = $"/api/workspaces/{id}/evidence/papers";
        async Task<string> Page(HttpResponseMessage answer) => await client.Text(answer.Headers.Location!.ToString());
        using (var undeclared = await Send(client, add, null, ("title", "Untold"))) Assert.Contains("confirm first", await Page(undeclared), StringComparison.Ordinal);
        using (var untitled = await Send(client, add, null, ("declared", "yes"))) Assert.Contains("A paper has a title", await Page(untitled), StringComparison.Ordinal);
        using (var undated = await Send(client, add, null, ("declared", "yes"), ("title", "T"), ("date", "soon"))) Assert.Contains("is no date", await Page(undated), StringComparison.Ordinal);
        using (var broken = await Send(client, add, ("a.pdf", Encoding.ASCII.GetBytes("%PDF-1.4 nothing")), ("declared", "yes"))) Assert.Contains("The file is damaged", await Page(broken), StringComparison.Ordinal);
        using (var text = await Send(client, add, ("On powder.docx", ExtractionTests.Docx("<w:p><w:r><w:t>The saltpetre mills are few.</w:t></w:r></w:p>")), ("declared", "yes"), ("publisher", "Somebody"), ("language", "en"), ("marking", "TLP:GREEN")))
            Assert.Contains("The saltpetre mills are few.", await Page(text), StringComparison.Ordinal);
        Assert.Contains("<mark>mills</mark>", await client.Text($"/w/{id}/evidence?q=mill"), StringComparison.Ordinal);
        // Who is not cleared for it finds neither the paper nor its words.
        using var other = await server.SignInCleared(id, "TLP:CLEAR", Role.Viewer);
        Assert.DoesNotContain("mills", await other.Text($"/w/{id}/evidence?q=mill"), StringComparison.Ordinal);
        using (var list = await Send(client, add, ("x.bib", Encoding.UTF8.GetBytes("@misc{a, title={A bib paper}, year={2024}}")), ("declared", "yes"), ("marking", "TLP:CLEAR"))) Assert.Contains("1 papers are in the library now", await Page(list), StringComparison.Ordinal);
        Assert.Contains("A bib paper", await client.Text($"/api/workspaces/{id}/evidence/citations/bib?q=bib"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_cited_with_its_snapshot_and_the_papers_of_its_technology()
    {
        using var client = await server.SignIn(Example, Role.Viewer);
        var bib = await client.Text($"/api/workspaces/{Example}/evidence/cite/bib?page=technology&address={Uri.EscapeDataString($"/w/{Example}/technology?perimeter=EU27")}&technology={Example}");
        Assert.Contains($"/w/{Example}/technology", bib, StringComparison.Ordinal);
        Assert.Contains("snapshot sha256:", bib, StringComparison.Ordinal);
        Assert.Contains("@misc{eu-2023-crmstudy,", bib.Replace("@techreport", "@misc", StringComparison.Ordinal).Replace("@report", "@misc", StringComparison.Ordinal), StringComparison.Ordinal);
        // An address of elsewhere gets into no citation.
        Assert.DoesNotContain("evil", await client.Text($"/api/workspaces/{Example}/evidence/cite/bib?page=technology&address={Uri.EscapeDataString("//evil.example/x")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_researcher_searches_filters_claims_cites_and_takes_the_list_along()
    {
        var id = await Own("evidence-journey");
        using var client = await server.SignIn(id, Role.Viewer, Role.Analyst);
        await using var open = await browser.Open(client, $"/w/{id}/evidence");
        var page = open.Page;
        await page.GetByLabel("Words").FillAsync("critical raw materials");
        await page.Locator("#by-publisher").SelectOptionAsync("European Commission");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("q=critical"));
        await Expect(page.Locator("#found mark").First).ToBeVisibleAsync();
        await open.Picture("evidence-journey-found");
        await page.GetByRole(AriaRole.Link, new() { Name = "Study on the critical raw materials for the EU 2023" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Study on the critical raw materials");
        // A figure, and from it a claim.
        await page.GotoAsync($"/w/{id}/explain?address={Uri.EscapeDataString("exposure/concentration/nd-oxide/country:CN")}&perimeter=EU27");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write a claim" }).ClickAsync();
        await page.GetByLabel("Paper", new() { Exact = true }).SelectOptionAsync("eu-2023-crmstudy");
        await page.GetByLabel("What is said").FillAsync("China separates less than half of the neodymium.");
        await page.GetByLabel("Said", new() { Exact = true }).FillAsync("..50");
        await page.GetByLabel("Unit", new() { Exact = true }).FillAsync("%");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".answer")).ToContainTextAsync("figures here");
        await Expect(page.Locator(".answer")).ToContainTextAsync("Nothing of the figure's range lies in what is said.");
        await open.Picture("evidence-journey-claim");
        // Cited with the page, and the reading list as a file.
        await page.GotoAsync($"/w/{id}/evidence/coverage?technology={Example}");
        await page.Locator("#cite summary").ClickAsync();
        await Expect(page.Locator("#cite .cite")).ToContainTextAsync("snapshot sha256:");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#list").GetByRole(AriaRole.Link, new() { Name = "BibTeX" }).ClickAsync());
        var list = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Contains("Study on the critical raw materials", list, StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
    }
}
