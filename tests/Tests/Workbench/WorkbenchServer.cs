using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Stores;

[assembly: AssemblyFixture(typeof(Vauban.Tests.Workbench.WorkbenchServer))]

namespace Vauban.Tests.Workbench;

/// <summary>The real server on a free port of this machine with a store of its own, the examples loaded. One for the run, started by the
/// first test that asks for it; a test that changes something makes a workspace or a server of its own.</summary>
public sealed class WorkbenchServer : IAsyncDisposable
{
    readonly Lazy<Task<Running>> _running;
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-workbench-").FullName;
    readonly TestClock _clock = new();
    readonly int _workers;
    readonly TimeSpan _limit;
    int _people;

    public WorkbenchServer() : this(new ServerOptions().JobWorkers)
    {
    }

    /// <summary>A server with a number of workers; without any, jobs stay as they are until the test acts.</summary>
    WorkbenchServer(int workers, TimeSpan? limit = null) => (_running, _workers, _limit) = (new(Start), workers, limit ?? new ServerOptions().RunLimit);

    /// <summary>A server of a test's own that runs no job by itself.</summary>
    public static WorkbenchServer WithoutWorkers() => new(0);

    /// <summary>A server of a test's own whose runs have no time at all.</summary>
    public static WorkbenchServer WithoutTime() => new(1, TimeSpan.Zero);

    sealed record Running(WebApplication App, IWorkspaceStore Store, Uri Address, string Secret);

    /// <summary>Where it listens.</summary>
    public async Task<Uri> Address() => (await _running.Value).Address;

    /// <summary>Folder of its store.</summary>
    internal string Folder => _folder;

    /// <summary>Its store.</summary>
    public async Task<IWorkspaceStore> Store() => (await _running.Value).Store;

    /// <summary>Its clock, which stands still until a test moves it.</summary>
    internal TestClock Clock => _clock;

    /// <summary>A part of the application.</summary>
    public async Task<T> Part<T>() where T : notnull => (await _running.Value).App.Services.GetRequiredService<T>();

    /// <summary>The secret of the link that the first start prints.</summary>
    public async Task<string> FirstSecret() => (await _running.Value).Secret;

    /// <summary>A client that is nobody, keeps cookies and follows no redirect.</summary>
    public async Task<TestClient> Client() => new((await _running.Value).Address);

    /// <summary>A new person with roles in a workspace, signed in by a link as anybody is.</summary>
    /// <param name="workspace">Id of an example or of a workspace that the test made.</param>
    /// <param name="roles">Roles; none for a person without any right there.</param>
    public async Task<TestClient> SignIn(string workspace, params Role[] roles) => await SignIn(await Person(workspace, roles));

    /// <summary>A new person who sees a workspace up to a marking, signed in.</summary>
    /// <param name="workspace">Id.</param>
    /// <param name="clearance">Strictest marking that the person may see.</param>
    /// <param name="roles">Roles.</param>
    public async Task<TestClient> SignInCleared(string workspace, string clearance, params Role[] roles)
    {
        var user = await Person(workspace);
        await (await Store()).SetMembership(new(workspace, user.Id, roles.ToHashSet(), clearance), "test");
        return await SignIn(user);
    }

    /// <summary>A person signed in by a link.</summary>
    public async Task<TestClient> SignIn(User user)
    {
        var client = await Client();
        client.User = user;
        var secret = await (await Part<SignInLinks>()).Create(client.User, "test");
        using var answer = await client.Post("/sign-in/link", ("secret", secret));
        Assert.Equal("/", answer.Headers.Location?.ToString());
        return client;
    }

    /// <summary>A new person with roles in a workspace.</summary>
    public async Task<User> Person(string workspace, params Role[] roles)
    {
        var store = await Store();
        var name = $"person-{Interlocked.Increment(ref _people)}";
        var user = (await store.SaveUser(new(Secrets.NewId(), name) { SecurityStamp = Secrets.NewId() }, "test")).Stored;
        if (roles.Length > 0) await store.SetMembership(new(workspace, user.Id, roles.ToHashSet(), "TLP:RED"), "test");
        return user;
    }

    async Task<Running> Start()
    {
        // All tests come from one address.
        var options = new ServerOptions { Urls = ["http://127.0.0.1:0"], Time = _clock, UnknownBurst = 100_000, MostFailures = 100_000, JobWorkers = _workers, RunLimit = _limit };
        var store = WorkspaceStores.OpenFolder(_folder, _clock);
        var app = Server.Create(options, store);
        var secret = await FirstStart.Prepare(store, app.Services.GetRequiredService<SignInLinks>(), false, CancellationToken.None);
        await app.StartAsync();
        return new(app, store, new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), secret!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated)
        {
            var (app, store, _, _) = await _running.Value;
            await app.DisposeAsync();
            store.Dispose();
        }
        Directory.Delete(_folder, true);
    }
}

/// <summary>A client of the server that keeps cookies and sends the token of forms as a browser does.</summary>
public sealed partial class TestClient : IDisposable
{
    readonly HttpClient _http;

    public TestClient(Uri address)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        // Tests look at what a page says, not at how far it is.
        _http.DefaultRequestHeaders.Add("Prefer", "wait=300");
    }

    /// <summary>Cookies it holds.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Where the server listens.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Who is signed in.</summary>
    public User? User { get; set; }

    /// <summary>Asks for an address.</summary>
    public Task<HttpResponseMessage> Get(string path) => _http.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The text of a page or file that must be there.</summary>
    public async Task<string> Text(string path)
    {
        using var answer = await Get(path);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}");
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends any request.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, HttpCompletionOption wait = HttpCompletionOption.ResponseContentRead) => _http.SendAsync(request, wait);

    /// <summary>Sends any request, and comes back before the whole answer is there.</summary>
    public Task<HttpResponseMessage> Begin(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Sends a form with the token that a page of this client holds.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", await FormToken())).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await _http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>The token that pages of this client hold.</summary>
    public async Task<string> FormToken()
    {
        using var page = await Get("/sign-in");
        return Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    /// <summary>Sends a form with files and a token.</summary>
    /// <param name="path">Address.</param>
    /// <param name="files">Names and contents of the field <c>files</c>.</param>
    /// <param name="asProgram">True to ask for JSON as a program does.</param>
    /// <param name="fields">Further fields.</param>
    public async Task<HttpResponseMessage> Upload(string path, IEnumerable<(string Name, byte[] Bytes)> files, bool asProgram, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await FormToken()))) form.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes), "files", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form };
        if (asProgram) request.Headers.Accept.ParseAdd("application/json");
        return await _http.SendAsync(request);
    }

    /// <summary>Sends a form without a token.</summary>
    public async Task<HttpResponseMessage> PostBare(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await _http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
