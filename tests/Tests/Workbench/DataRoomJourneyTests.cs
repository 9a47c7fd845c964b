using Microsoft.Playwright;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

public sealed class DataRoomJourneyTests(WorkbenchServer server, TestBrowser browser)
{
    const string Radios = "radio-works,,radio,120,piece/month";

    [Fact]
    public async Task A_file_with_errors_is_repaired_sent_again_accepted_and_compared()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Analyst, Role.Steward);
        await using var open = await browser.Open(steward, bench.Page());
        await Look(open, "data");
        await Send(open, DataRoomBench.Hello((Radios, "radio-works,,radio,12O,barrel/month")));
        await Expect(open, "It cannot be taken: 2 errors");
        await Look(open, "draft-errors");
        Assert.Equal(0, await open.Page.GetByRole(AriaRole.Button, new() { Name = "Take it as the new snapshot" }).CountAsync());
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Send data" }).ClickAsync();
        await Send(open, DataRoomBench.Hello((Radios, "radio-works,,radio,20,piece/month")));
        await Expect(open, "It can be taken: no errors");
        await Expect(open, "Rows that differ: 1; ");
        await Look(open, "draft-ready");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Take it as the new snapshot" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.GetByText("Stored: this is the current snapshot now.")).ToBeVisibleAsync();
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "with the current one" }).ClickAsync();
        await Expect(open, "Rows that differ: 1; ");
        await open.Page.GetByLabel("Find out which changes moved each verdict").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.GetByText("lines/radio-de").First).ToBeVisibleAsync();
        await Look(open, "changes");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Of_two_who_send_at_once_the_second_sees_what_the_first_changed_and_merges_it()
    {
        var bench = await DataRoomBench.Make(server);
        using var first = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        using var second = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        await using var one = await browser.Open(first, bench.Page());
        await using var two = await browser.Open(second, bench.Page(), new() { HasScript = false });
        await Send(one, DataRoomBench.Hello((Radios, "radio-works,,radio,20,piece/month")));
        await Send(two, DataRoomBench.Hello(("board,40,piece", "board,45,piece")));
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Take it as the new snapshot" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(one.Page.GetByText("Stored: this is")).ToBeVisibleAsync();
        await two.Page.GetByRole(AriaRole.Button, new() { Name = "Take it as the new snapshot" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(two.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing was stored");
        await two.Page.GetByRole(AriaRole.Button, new() { Name = "Merge it into the present one" }).ClickAsync();
        await Expect(two, "2 contradictions wait for a decision");
        await Look(two, "draft-conflicts");
        await two.Page.GetByText("20 piece/month", new() { Exact = true }).ClickAsync();
        await two.Page.GetByText("45 piece/month", new() { Exact = true }).ClickAsync();
        await two.Page.GetByRole(AriaRole.Button, new() { Name = "Decide" }).ClickAsync();
        await Expect(two, "Rows that differ: 1; ");
        await two.Page.GetByRole(AriaRole.Button, new() { Name = "Take it as the new snapshot" }).ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(two.Page.GetByText("Stored: this is")).ToBeVisibleAsync();
        var package = (await (await server.Store()).LoadPackage(bench.Id, await bench.Current()))!;
        Assert.Equal(["45", "20"], new[] { "board-fr", "radio-de" }.Select(id => package["lines"].Cell(package["lines"].Rows.Single(r => r.Cells[0] == id), "capacity")));
    }

    [Fact]
    public async Task Files_dropped_onto_the_form_are_those_that_are_sent()
    {
        var bench = await DataRoomBench.Make(server);
        using var steward = await server.SignIn(bench.Id, Role.Viewer, Role.Steward);
        await using var open = await browser.Open(steward, bench.Page());
        await open.Page.Locator("form[data-drop][data-dropped=true]").First.WaitForAsync();
        var files = DataRoomBench.Hello((Radios, "radio-works,,radio,20,piece/month")).Select(f => new { name = f.Name, text = System.Text.Encoding.UTF8.GetString(f.Bytes) }).ToArray();
        const string Drag = "(files) => { const data = new DataTransfer(); for (const f of files) data.items.add(new File([f.text], f.name, { type: 'text/csv' })); window.dragged = data; }";
        await open.Page.EvaluateAsync(Drag, files);
        const string Fire = "(kind) => { const form = document.querySelector('form[data-drop]'); return form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: window.dragged })); }";
        // What is cancelled is taken: otherwise the browser would open the file in the page's place.
        Assert.False(await open.Page.EvaluateAsync<bool>(Fire, "dragenter"));
        Assert.Contains("over", await open.Page.Locator("form[data-drop]").First.GetAttributeAsync("class"), StringComparison.Ordinal);
        await open.Picture("data-room-dragging");
        Assert.False(await open.Page.EvaluateAsync<bool>(Fire, "dragover"));
        Assert.False(await open.Page.EvaluateAsync<bool>(Fire, "drop"));
        Assert.DoesNotContain("over", await open.Page.Locator("form[data-drop]").First.GetAttributeAsync("class") ?? "", StringComparison.Ordinal);
        Assert.Equal(files.Length, await open.Page.EvaluateAsync<int>("() => document.getElementById('f-files').files.length"));
        await open.Page.GetByLabel("The files hold no classified information").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" }).ClickAsync();
        await Expect(open, "It can be taken: no errors");
        await Expect(open, "Rows that differ: 1; ");
        Assert.Empty(open.Complaints);
    }

    static async Task Send(OpenPage open, (string Name, byte[] Bytes)[] files)
    {
        await open.Page.Locator("#f-files").SetInputFilesAsync(files.Select(f => new FilePayload { Name = f.Name, Buffer = f.Bytes, MimeType = "text/csv" }));
        await open.Page.GetByLabel("The files hold no classified information").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Check the files" }).ClickAsync();
    }

    static Task Expect(OpenPage open, string text) => Microsoft.Playwright.Assertions.Expect(open.Page.Locator(".answer")).ToContainTextAsync(text);

    // Pages that are there only on the way are held to the same as all others.
    static async Task Look(OpenPage open, string name)
    {
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            await open.Picture("data-room-" + name + (look.IsDark ? "-dark" : "") + (look.Width < 1000 ? "-narrow" : ""));
            if (name != "draft-conflicts") Assert.Empty(await open.Barriers());
            Assert.Equal(0, await open.Overflow());
        }
        await open.Turn(new());
    }
}
