using Microsoft.Playwright;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

/// <summary>The main job without a mouse: signing in, the list of technologies, a verdict, somebody switched off, what changed, and where a figure comes from.</summary>
public sealed class KeyboardTests(WorkbenchServer server, TestBrowser browser)
{
    const int MostTabs = 120;
    const string Word = "five brown owls in May";

    [Fact]
    public async Task The_main_job_is_done_with_the_keyboard_alone_in_the_order_of_the_page_and_with_the_focus_in_sight()
    {
        var user = await server.Person("hello", Role.Viewer);
        await (await server.Part<LocalAccounts>()).SetPassword(user.Id, Word, "test", default);
        using var nobody = await server.Client();
        await using var open = await browser.Open(nobody, "/");
        var page = open.Page;
        await Reach(page, "input[name=name]");
        await page.Keyboard.TypeAsync(user.Name);
        await Reach(page, "input[name=password]");
        await page.Keyboard.TypeAsync(Word);
        await Leave(page, "a[href='/w/hello']");
        await Reach(page, "a[href='/w/hello']");
        await Leave(page, "table.heat");

        // The first stop leads past the navigation.
        await Reach(page, "a.skip[href='#main']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.hash === '#main' && document.activeElement.id === 'main'");
        await Reach(page, "table.heat a[href*='/technology/']", mostTabs: 8);
        await Leave(page, "table.grid");

        await Reach(page, "a.skip");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(0, await page.Locator("table.grid .was").CountAsync());
        await Reach(page, "[id='switch-country:NO']");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("[id='switch-country:NO'][aria-checked=false]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".answer")).ToContainTextAsync("Switched off: Norway");
        // What a screen reader is told.
        await Assertions.Expect(page.Locator("#status")).ToContainTextAsync("Switched off: Norway");
        // With Norway the radio is made with others; without, it is not: 90 boards a month are left, 100 needed.
        await Assertions.Expect(page.Locator("table.grid .was").First).ToContainTextAsync("before: Only with others");

        await Reach(page, "table.grid a[href*='/explain?']");
        await Leave(page, "main a[href*='/explain?']");
        Assert.Empty(open.Complaints);
    }

    // Enter leads to another page: what stood in the old one is gone, and what is looked for in the new one is there.
    static async Task Leave(IPage page, string there)
    {
        await page.EvaluateAsync("() => { document.documentElement.dataset.old = 'true'; }");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"html:not([data-old]) {there}").First.WaitForAsync(new() { Timeout = 60_000 });
        await page.WaitForLoadStateAsync(LoadState.Load);
    }

    // Tab by tab: every stop can be seen, none stands before the one it follows, and none goes back up the column it stands in.
    static async Task Reach(IPage page, string selector, int mostTabs = MostTabs)
    {
        for (var tab = 0; tab < mostTabs; tab++)
        {
            await page.EvaluateAsync("() => { window.before = document.activeElement; }");
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<string>(
                """
                selector => {
                  const now = document.activeElement, before = window.before;
                  if (now === document.body) return 'out of the page';
                  const is = wrong => `${wrong}: ${now.outerHTML.slice(0, 160)}`;
                  const hasBefore = before && before !== document.body && before.isConnected;
                  if (hasBefore && !(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) return is('out of order');
                  const style = getComputedStyle(now), box = now.getClientRects()[0];
                  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) return is('no ring of the focus');
                  if (!box || box.width < 1 || box.bottom < 0 || box.top > innerHeight) return is('out of sight');
                  const inFront = document.elementFromPoint(Math.max(0, box.left + Math.min(box.width / 2, 40)), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 40))));
                  if (inFront && !now.contains(inFront) && !inFront.contains(now)) return is(`behind ${inFront.outerHTML.slice(0, 80)}`);
                  if (hasBefore && before.id !== 'main' && !before.contains(now)) {
                    const last = before.getClientRects()[0];
                    if (last && box.bottom <= last.top && box.left <= last.left) return is('up again');
                  }
                  return now.matches(selector) ? 'reached' : '';
                }
                """, selector);
            if (stop == "reached") return;
            Assert.Equal("", stop);
        }
        Assert.Fail($"{selector} is not reached by {mostTabs} tabs.");
    }
}
