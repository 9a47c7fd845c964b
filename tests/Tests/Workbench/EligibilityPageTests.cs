using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Vauban.Adapters.Formats;
using Vauban.Core.Workspaces;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;
using Vauban.Tests.Model;

namespace Vauban.Tests.Workbench;

/// <summary>Pages and endpoints about eligibility: the same answers as the command, a form that loses nothing, and nobody named without a reason.</summary>
public sealed class EligibilityPageTests(WorkbenchServer server, TestBrowser browser)
{
    const string Bought = "bought", Api = $"/api/workspaces/{Bought}/", Shells = "examples/shells-contract.json";

    async Task Prepare()
    {
        var store = await server.Store();
        if (await store.FindWorkspace(Bought) is not null) return;
        await store.SaveWorkspace(new(Bought, "Bought together"), "test");
        await store.AddSnapshot(Bought, PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples/ammunition-155"), [])!.Package, "test");
    }

    // A contract by its file; gives the id.
    static async Task<string> Send(TestClient client, string api, string file, string marking = "TLP:GREEN")
    {
        using var answer = await Sent(client, api, file, marking);
        Assert.Contains("contract=", answer.Headers.Location?.OriginalString ?? await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return answer.Headers.Location!.OriginalString.Split("contract=")[1];
    }

    static async Task<HttpResponseMessage> Sent(TestClient client, string api, string file, string marking)
    {
        using var content = new MultipartFormDataContent { { new StringContent("yes"), "declared" }, { new StringContent(marking), "marking" }, { new StringContent(await client.FormToken()), "__RequestVerificationToken" } };
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "contract.json");
        using var request = new HttpRequestMessage(HttpMethod.Post, api + "contracts") { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await client.Send(request);
    }

    [Fact]
    public async Task A_person_states_a_contract_sees_what_is_missing_and_takes_the_answer_away()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        await using var open = await browser.Open(client, $"/w/{Bought}/eligibility/contracts");
        await open.Page.Locator("#f-title").FillAsync("Rounds for three");
        await open.Page.Locator("input[name=declared]").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator("h1")).ToHaveTextAsync("Rounds for three");
        await open.Page.Locator("#pack").SelectOptionAsync("safe-2025");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        // What the rules want stands open; what the instrument does not ask for is not there.
        await Assertions.Expect(open.Page.Locator("#group-transfer")).ToHaveCountAsync(0);
        await Assertions.Expect(open.Page.Locator("#group-safe")).ToHaveAttributeAsync("open", "");
        await open.Page.Locator("[id='i-f.safe.category']").SelectOptionAsync("1");
        await open.Page.Locator("[id='i-f.contract.kind']").SelectOptionAsync("single");
        await open.Page.Locator("[id='i-f.contract.signed']").FillAsync("2026-05-31");
        await open.Page.Locator("[id='i-s.contract.signed']").FillAsync("Signed copy (invented)");
        Assert.Empty(await open.Barriers());
        foreach (var look in new BrowserLook[] { new() { Width = 390, Height = 800 }, new() { IsDark = true }, new() })
        {
            await open.Turn(look);
            await open.Picture($"contract-form{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Saved");
        await open.Page.Locator(".answer a").ClickAsync();
        // Signed a day too late for one state alone: the rule says so, with the day that would do.
        var single = open.Page.Locator("#rule-SAF-SINGLE");
        await Assertions.Expect(single).ToContainTextAsync("does not agree");
        await Assertions.Expect(single).ToContainTextAsync("Smallest change");
        await Assertions.Expect(open.Page.Locator("#table-eligibility-missing")).ToContainTextAsync("SAF-EST");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("The granting or national authority decides");
        Assert.Contains("pack=safe-2025", open.Page.Url, StringComparison.Ordinal);
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture($"eligibility-result{(look.IsDark ? "-dark" : look.Width < 1000 ? "-narrow" : "")}");
            Assert.Equal(0, await open.Overflow());
        }
        Assert.Empty(open.Complaints);
        Assert.Empty(await open.Barriers());
        foreach (var file in await open.Page.Locator(".files a").EvaluateAllAsync<string[]>("links => links.map(l => l.href)"))
        {
            using var answer = await client.Get(new Uri(file).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Contains("Signed copy (invented)", await client.Text(Api + "tables/eligibility-evidence.csv" + new Uri(open.Page.Url).Query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_is_that_of_the_command_for_one_instrument_and_for_all()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        var id = await Send(client, Api, SourceTree.Text(Shells));
        foreach (var (path, command) in new[] { ("compare?", new[] { "compare" }), ("check?pack=safe-2025&", ["check", "--pack", "safe-2025"]) })
            Assert.Equal(CommandRun.Of(["eligibility", .. command, "examples/ammunition-155", "--item", "round-155", "--contract", Shells, "--json"]).Output, await client.Text($"{Api}eligibility/{path}item=round-155&contract={id}"));
        foreach (var pack in new[] { "packs", "packs/edip-2025" })
            Assert.Equal(CommandRun.Of(pack == "packs" ? ["eligibility", "packs", "list", "--json"] : ["eligibility", "packs", "show", "edip-2025", "--json"]).Output, await client.Text($"{Api}eligibility/{pack}"));
        // The page of a viewer says the same in his words, and each file carries the statement and the address of the text.
        using var viewer = await server.SignIn(Bought, Role.Viewer);
        var page = WebUtility.HtmlDecode(await viewer.Text($"/w/{Bought}/eligibility?item=round-155&contract={id}&pack=safe-2025"));
        Assert.Contains("does not agree with the rules as read in summer 2026. The granting or national authority decides.", page, StringComparison.Ordinal);
        Assert.Contains("lower by 10.4546", page, StringComparison.Ordinal);
        Assert.Contains("\"Day of signature of the contract\", 2026-03-15 as stated", page, StringComparison.Ordinal);
        var csv = await viewer.Text($"{Api}tables/eligibility.csv?item=round-155&contract={id}");
        Assert.Contains("https://data.europa.eu/eli/reg/2025/1106/oj", csv, StringComparison.Ordinal);
        Assert.Contains("The granting or national authority decides", csv, StringComparison.Ordinal);
        var report = await viewer.Text($"{Api}eligibility/report.html?item=round-155&contract={id}&pack=safe-2025");
        Assert.Contains("<a href=\"https://data.europa.eu/eli/reg/2025/1106/oj\">Article 16(10)</a>", report, StringComparison.Ordinal);
        using var workbook = await viewer.Get($"{Api}eligibility/workbook.xlsx?item=round-155&contract={id}");
        Assert.Equal(HttpStatusCode.OK, workbook.StatusCode);
    }

    [Fact]
    public async Task What_was_typed_is_not_lost_by_an_error_or_by_another_save()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        // The reader of the command allows comments; they are no facts.
        var id = await Send(client, Api, "// A note\n" + SourceTree.Text(Shells));
        // A day that is none: nothing is saved, and the page shows what was typed with its reason.
        using var wrong = await client.Post($"{Api}contracts/{id}", ("version", "1"), ("f.contract.signed", "soon"), ("f.contract.value", "7"));
        var page = WebUtility.HtmlDecode(await client.Text(wrong.Headers.Location!.OriginalString));
        Assert.Contains("value=\"soon\"", page, StringComparison.Ordinal);
        Assert.Contains("This cannot be read. Write it like: 2026-01-31", page, StringComparison.Ordinal);
        Assert.Equal("2026-03-15", Fact(await client.Text($"{Api}contracts/{id}"), "contract.signed").GetString());
        // One field alone: the others stay as they were, and so does a source.
        using var saved = await client.Post($"{Api}contracts/{id}", ("version", "1"), ("f.contract.signed", "2026-04-01"));
        Assert.Contains("saved=yes", saved.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var text = await client.Text($"{Api}contracts/{id}");
        Assert.Equal("2026-04-01", Fact(text, "contract.signed").GetString());
        Assert.Equal(400000000, Fact(text, "contract.value").GetDouble());
        Assert.Contains("Offer of the prime contractor (invented)", text, StringComparison.Ordinal);
        // Who saves over it is shown where the two differ, and may save his all the same.
        using var late = await client.Post($"{Api}contracts/{id}", ("version", "1"), ("f.contract.signed", "2026-05-01"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var conflict = await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("2026-04-01", conflict, StringComparison.Ordinal);
        Assert.Contains("2026-05-01", conflict, StringComparison.Ordinal);
        using var mine = await client.Post($"{Api}contracts/{id}", ("version", "2"), ("f.contract.signed", "2026-05-01"));
        Assert.Equal("2026-05-01", Fact(await client.Text($"{Api}contracts/{id}"), "contract.signed").GetString());
        // A record goes with its id, and a new one comes with one.
        using var rows = await client.Post($"{Api}contracts/{id}", ("version", "3"), ("r.components.0.id", "filled-shell"), ("r.components.0.value", "950"), ("r.components.1.id", ""), ("r.components.2.id", "primer"), ("r.components.3.id", "modular-charge"), ("r.components.4.id", "band"), ("r.components.4.country", "SE"));
        using var json = JsonDocument.Parse(await client.Text($"{Api}contracts/{id}"));
        Assert.Equal(["filled-shell 950", "primer 60", "modular-charge", "band"], json.RootElement.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("id").GetString() + (c.TryGetProperty("value", out var v) && v.ValueKind == JsonValueKind.Number ? " " + v.GetRawText() : "")));
        Assert.Contains("Price list (invented)", json.RootElement.GetRawText(), StringComparison.Ordinal);
        // A list of changes is something else.
        Assert.DoesNotContain("Joint purchase", await client.Text($"/w/{Bought}/studio") + await client.Text(Api + "scenarios") + await client.Text(Api + "threats"), StringComparison.Ordinal);
    }

    static JsonElement Fact(string json, string name) => JsonDocument.Parse(json).RootElement.GetProperty("facts").GetProperty(name);

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{ "name": "x", "facts": { "contract.sighed": "2026-01-01" } }""", "contract.signed")]
    [InlineData("""{ "name": "x", "facts": { "contract.value": { "value": 1, "marking": "TLP:RED" } } }""", "above what you may see")]
    public async Task A_file_that_cannot_be_kept_is_refused_with_its_reason(string file, string reason)
    {
        await Prepare();
        using var client = await server.SignInCleared(Bought, "TLP:AMBER", Role.Viewer, Role.Analyst);
        using var answer = await Sent(client, Api, file, "TLP:GREEN");
        Assert.Contains(reason, WebUtility.HtmlDecode(await client.Text(answer.Headers.Location!.OriginalString)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_added_without_a_save_and_without_losing_what_was_typed_with_keys_and_without_a_script()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        var id = await Send(client, Api, "{\"name\": \"rows\", \"title\": \"Rows\", \"facts\": {\"contract.value\": 7}}");
        await using var open = await browser.Open(client, $"/w/{Bought}/eligibility/contract?contract={id}&pack=safe-2025", new() { HasScript = false });
        await open.Page.Locator("[id='i-f.contract.signed']").FillAsync("2026-04-01");
        foreach (var (row, buyer) in new[] { (0, "pl"), (1, "ua") })
        {
            if (await open.Page.Locator("#list-buyers").GetAttributeAsync("open") is null) await open.Page.Locator("#list-buyers > summary").ClickAsync();
            await open.Page.Locator($"[id='i-r.buyers.{row}.id']").FillAsync(buyer);
            await open.Page.Locator($"[id='i-r.buyers.{row}.country']").FillAsync(buyer.ToUpperInvariant());
            await open.Page.Locator("#list-buyers button[name=add]").FocusAsync();
            await open.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("not saved yet");
            await Assertions.Expect(open.Page.Locator($"[id='i-r.buyers.{row + 1}.id']")).ToBeFocusedAsync();
        }
        await open.Picture("contract-row-added");
        Assert.Equal("2026-04-01", await open.Page.Locator("[id='i-f.contract.signed']").InputValueAsync());
        Assert.Equal("PL", await open.Page.Locator("[id='i-r.buyers.0.country']").InputValueAsync());
        // Nothing is saved so far; the enter key in a field saves all of it and adds no row.
        Assert.DoesNotContain("buyers", await client.Text($"{Api}contracts/{id}"), StringComparison.Ordinal);
        await open.Page.Locator("[id='i-f.contract.signed']").PressAsync("Enter");
        await Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync("Saved");
        var kept = JsonDocument.Parse(await client.Text($"{Api}contracts/{id}")).RootElement;
        Assert.Equal(["pl PL", "ua UA"], kept.GetProperty("buyers").EnumerateArray().Select(b => $"{b.GetProperty("id")} {b.GetProperty("country")}"));
        Assert.Equal("2026-04-01", Fact(await client.Text($"{Api}contracts/{id}"), "contract.signed").GetString());
    }

    [Fact]
    public async Task A_contract_is_for_those_who_are_cleared_for_its_marking_and_so_is_what_comes_of_it()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        var id = await Send(client, Api, """{ "name": "closed-deal", "title": "Closed deal", "facts": { "safe.category": "1" } }""", "TLP:RED");
        using var other = await server.SignInCleared(Bought, "TLP:GREEN", Role.Viewer, Role.Analyst, Role.Administrator);
        using var gone = await other.Get($"{Api}contracts/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        foreach (var path in new[] { $"{Api}eligibility/compare?contract={id}&item=round-155", $"{Api}tables/eligibility.csv?contract={id}&item=round-155", $"{Api}tables/funding.csv?contract={id}" })
        {
            using var hidden = await other.Get(path);
            Assert.Equal(HttpStatusCode.BadRequest, hidden.StatusCode);
        }
        Assert.DoesNotContain("Closed deal", await other.Text($"/w/{Bought}/eligibility") + await other.Text($"/w/{Bought}/eligibility/contracts") + await other.Text(Api + "contracts") + await other.Text($"/w/{Bought}/eligibility/contract?contract={id}"), StringComparison.Ordinal);
        using var export = await other.Post(Api + "export");
        Assert.Equal(HttpStatusCode.Forbidden, export.StatusCode);
        using var mine = await client.Get($"{Api}eligibility/compare?contract={id}&item=round-155");
        Assert.Equal("TLP:RED", mine.Headers.GetValues("Vauban-Marking").Single());
        Assert.Contains("TLP:RED", await client.Text($"{Api}tables/eligibility-missing.csv?contract={id}&item=round-155"), StringComparison.Ordinal);
        using var viewer = await server.SignIn(Bought, Role.Viewer);
        using var made = await viewer.Post(Api + "contracts", ("title", "Mine"), ("declared", "yes"));
        Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);
    }

    [Fact]
    public async Task A_company_of_the_package_is_named_to_who_gave_a_reason()
    {
        const string named = "named-contract", api = $"/api/workspaces/{named}/";
        var store = await server.Store();
        await store.SaveWorkspace(new(named, "Named"), "test");
        var package = new TestPackage().Items("x").Add("parties", "id=acme name=Acme country=DE").Line("acme-line", "x", "10", "DE", "party=acme").Goal("produce", "x", "10")
            .Add("contracts", "id=a party=acme fact=role value=contractor").Add("expansions", "id=more line=acme-line adds=5 adds_unit=piece/month capex=1000000").Package;
        await store.AddSnapshot(named, package, "test");
        using var analyst = await server.SignIn(named, Role.Viewer, Role.Analyst);
        var seen = await analyst.Text($"/w/{named}/eligibility?pack=safe-2025") + await analyst.Text(api + "tables/eligibility-evidence.csv") + await analyst.Text(api + "tables/eligibility-missing.csv") + await analyst.Text(api + "tables/eligibility-rules.csv")
            + await analyst.Text($"/w/{named}/eligibility/funding") + await analyst.Text(api + "tables/funding.csv");
        Assert.DoesNotContain("acme", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("withheld: names a company", seen, StringComparison.Ordinal);
        foreach (var path in new[] { "compare", "check?pack=safe-2025", "report.html", "workbook.xlsx", "funding" })
        {
            using var refused = await analyst.Get($"{api}eligibility/{path}");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        // Nor may he keep a contract that he could not see afterwards.
        using var kept = await Sent(analyst, api, """{ "name": "x", "parties": [ { "id": "acme" } ] }""", "TLP:GREEN");
        Assert.Contains("Give a reason for names first", WebUtility.HtmlDecode(await analyst.Text(kept.Headers.Location!.OriginalString)), StringComparison.Ordinal);
        using var reason = await analyst.Post(api + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{named}"));
        Assert.Contains("acme", await analyst.Text(api + "eligibility/check?pack=safe-2025"), StringComparison.Ordinal);
        Assert.Contains("\"expansion\": \"more\"", await analyst.Text(api + "eligibility/funding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Funding_is_the_json_of_the_command_and_says_where_a_cost_might_be_paid_twice()
    {
        await Prepare();
        using var client = await server.SignIn(Bought, Role.Viewer, Role.Analyst);
        using var reason = await client.Post(Api + "names", ("reason", "Exercise of the ministry"), ("return", $"/w/{Bought}"));
        Assert.Equal(CommandRun.Of("eligibility", "funding", "examples/ammunition-155", "--all", "--date", "2026-06-30", "--json").Output, await client.Text(Api + "eligibility/funding?date=2026-06-30"));
        Assert.Contains("Beware of double funding", await client.Text(Api + "tables/funding.csv?date=2026-06-30"), StringComparison.Ordinal);
        using var plan = await client.Get(Api + "eligibility/funding?plan=nothing");
        Assert.Equal(HttpStatusCode.BadRequest, plan.StatusCode);
        using var unknown = await client.Get(Api + "eligibility/funding?expansion=nothing");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }
}
