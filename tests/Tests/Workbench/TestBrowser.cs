using System.Reflection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Vauban.Tests.Workbench.TestBrowser))]

namespace Vauban.Tests.Workbench;

/// <summary>The system's Chromium, one for the run. Where there is none a test skips; on CI it fails.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
    readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> _running;

    public TestBrowser() => _running = new(Start);

    /// <summary>Opens a page.</summary>
    /// <param name="client">Who looks; its cookies are the browser's.</param>
    /// <param name="path">Address.</param>
    /// <param name="look">Width, theme, scripts.</param>
    public async Task<OpenPage> Open(TestClient client, string path, BrowserLook? look = null)
    {
        look ??= new();
        var (_, browser) = await _running.Value;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = client.Address.ToString(), ViewportSize = new() { Width = look.Width, Height = look.Height }, ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = look.HasScript, ReducedMotion = ReducedMotion.Reduce, Locale = look.Language,
            ExtraHTTPHeaders = look.IsPatient ? [KeyValuePair.Create("Prefer", "wait=300")] : [],
        });
        context.SetDefaultTimeout(20_000);
        await context.AddCookiesAsync(client.Cookies.GetAllCookies().Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = client.Address.ToString() }));
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        return page;
    }

    async Task<(IPlaywright, IBrowser)> Start()
    {
        var chromium = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(n => Path.Combine(folder, n))).FirstOrDefault(File.Exists);
        if (chromium is null && Environment.GetEnvironmentVariable("CI") != "true") Assert.Skip("There is no Chromium here; CI fails.");
        Assert.True(chromium is not null, "There is no Chromium: apt-get install chromium.");
        // The driver stands in the restored package.
        var package = typeof(TestBrowser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "PlaywrightPackage").Value;
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", package);
        var driver = await Playwright.CreateAsync();
        // What a page shows in a second may take many where other tests run beside it.
        Assertions.SetDefaultExpectTimeout(20_000);
        var browser = await driver.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        });
        return (driver, browser);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsValueCreated || !_running.Value.IsCompletedSuccessfully) return;
        var (driver, browser) = await _running.Value;
        await browser.CloseAsync();
        driver.Dispose();
    }
}

/// <summary>How a browser looks at a page.</summary>
public sealed record BrowserLook
{
    /// <summary>Width of the window.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Height of the window.</summary>
    public int Height { get; init; } = 900;

    /// <summary>True for the dark theme.</summary>
    public bool IsDark { get; init; }

    /// <summary>False for a browser without scripts.</summary>
    public bool HasScript { get; init; } = true;

    /// <summary>True to be sent the whole page; false to be shown how far it is, as people are.</summary>
    public bool IsPatient { get; init; } = true;

    /// <summary>Language of the browser.</summary>
    public string Language { get; init; } = "en";
}

/// <summary>A page in the browser, with what it complained of.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    // What axe-core calls serious, and worse.
    const string Check = "async () => (await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))"
        + ".violations.filter(v => v.impact === 'serious' || v.impact === 'critical').flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ' ' + n.failureSummary.replaceAll('\\n', ' ')))";

    readonly IBrowserContext _context;
    readonly List<string> _complaints = [];

    internal OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") lock (_complaints) _complaints.Add(message.Text); };
        page.PageError += (_, error) => { lock (_complaints) _complaints.Add(error); };
        // Whatever leaves this machine is a fault, whoever answers.
        page.Request += (_, request) => { if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" }) lock (_complaints) _complaints.Add("asked for " + request.Url); };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of its console, forbidden styles and scripts among them, and requests to elsewhere.</summary>
    public IReadOnlyList<string> Complaints
    {
        get { lock (_complaints) return [.. _complaints]; }
    }

    /// <summary>Turns to another width and theme.</summary>
    public async Task Turn(BrowserLook look)
    {
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light });
    }

    /// <summary>What axe-core finds that is serious; skips where npm did not restore it.</summary>
    public async Task<IReadOnlyList<string>> Barriers()
    {
        var path = Path.Combine(Architecture.SourceTree.Root, "artifacts/web/node_modules/axe-core/axe.min.js");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("CI") != "true") Assert.Skip("axe-core was not restored; CI fails.");
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window")) await Page.EvaluateAsync(await File.ReadAllTextAsync(path) + "; undefined");
        return await Page.EvaluateAsync<string[]>(Check);
    }

    /// <summary>Widest overflow of the page in pixels; 0 where nothing has to be scrolled sideways.</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture where <c>VAUBAN_PICTURES</c> names a folder, for people to look at.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("VAUBAN_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
