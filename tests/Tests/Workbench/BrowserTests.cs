using Vauban.App.Workbench.Frame;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

/// <summary>Every page in a real browser: nothing forbidden is tried, nothing is fetched from elsewhere, nobody is kept out.</summary>
public sealed class BrowserTests(WorkbenchServer server, TestBrowser browser)
{
    /// <summary>Addresses of all pages of a workspace. A page whose address needs more adds it in <see cref="PageSamples"/>.</summary>
    public static TheoryData<string> Pages => [.. PageIndex.All.SelectMany(p => PageSamples.Of(p))];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_no_barrier_and_no_complaint_in_light_dark_and_a_narrow_window(string path)
    {
        using var client = await server.SignIn(PageSamples.Workspace, Enum.GetValues<Role>());
        await using var open = await browser.Open(client, path);
        foreach (var look in new BrowserLook[] { new(), new() { IsDark = true }, new() { Width = 390, Height = 800 } })
        {
            await open.Turn(look);
            if (await open.Page.Locator("[data-map] [data-draw]").CountAsync() > 0) await open.Page.Locator("[data-drawn], [data-absent=true]").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
            await open.Picture(FileName(path, look));
            // A browser that draws without a graphics card says so; that is no fault of the page.
            Assert.DoesNotContain(open.Complaints, c => !c.Contains("GPU", StringComparison.Ordinal) && !c.Contains("GL Driver", StringComparison.Ordinal));
            Assert.Empty(await open.Barriers());
            Assert.Equal(0, await open.Overflow());
        }
    }

    [Fact]
    public async Task A_newcomer_signs_in_with_the_printed_link_and_sees_a_verdict()
    {
        using var nobody = await server.Client();
        await using var open = await browser.Open(nobody, "/sign-in?secret=" + await server.FirstSecret());
        await open.Picture("sign-in");
        await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Open the workbench" }).ClickAsync();
        await open.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "European 155 mm artillery ammunition" }).ClickAsync();
        Assert.Contains("Not alone", await open.Page.Locator(".answer").InnerTextAsync(), StringComparison.Ordinal);
        await open.Page.Locator("#perimeter").SelectOptionAsync("European-NATO");
        await open.Page.WaitForURLAsync("**perimeter=European-NATO");
        Assert.Contains("European NATO", await open.Page.Locator("caption").InnerTextAsync(), StringComparison.Ordinal);
        await open.Page.GoBackAsync();
        await Microsoft.Playwright.Assertions.Expect(open.Page.Locator("caption")).ToContainTextAsync("EU27");
        Assert.Empty(open.Complaints);
    }

    static string FileName(string path, BrowserLook look) =>
        string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-') + (look.IsDark ? "-dark" : "") + (look.Width < 1000 ? "-narrow" : "");
}
