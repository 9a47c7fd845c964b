using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench;

/// <summary>Two real servers talk over HTTP, so that their clocks are this machine's.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-oidc-").FullName;
    OidcProvider _provider = null!;
    IWorkspaceStore _store = null!;
    WebApplication _app = null!;

    Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async ValueTask InitializeAsync()
    {
        _provider = await OidcProvider.Start();
        _store = WorkspaceStores.OpenFolder(_folder, TimeProvider.System);
        await _store.SaveWorkspace(new("shells", "Shells"), "test");
        await _store.SaveUser(new(Secrets.NewId(), "local") { DisplayName = "Grace Keeper", IsAdministrator = true, SecurityStamp = Secrets.NewId() }, "test");
        _app = Server.Create(new() { Urls = ["http://127.0.0.1:0"], Oidc = new(_provider.Address, OidcProvider.Client, OidcProvider.Secret) }, _store);
        await _app.StartAsync();
        _provider.Callback = new Uri(Address, "/sign-in/oidc/callback").AbsoluteUri;
    }

    [Fact]
    public async Task A_person_of_the_provider_is_known_by_issuer_and_subject_and_has_no_right_at_first()
    {
        using var client = new TestClient(Address);
        Assert.Equal("/", await SignIn(client, "/"));
        var page = await client.Text("/");
        Assert.Contains("Grace Keeper", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Shells", page, StringComparison.Ordinal);
        using var closed = await client.Get("/w/shells");
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        var user = (await _store.FindUserBySubject(_provider.Address.AbsoluteUri, "subject-1"))!;
        Assert.Equal(("ADA EXAMPLE", "Ada Example", false, ""), (user.Name, user.DisplayName, user.IsAdministrator, user.PasswordHash));
        Assert.Equal(["S256"], _provider.Methods.Distinct());

        // The same person again, under another name: the account is the old one, and what it was given counts.
        await _store.SetMembership(new("shells", user.Id, new HashSet<Role> { Role.Viewer }, "TLP:CLEAR"), "test");
        _provider.Person = ("subject-1", "Ada Married");
        using var again = new TestClient(Address);
        Assert.Equal("/w/shells", await SignIn(again, "/w/shells"));
        await again.Text("/w/shells");
        // Another person with the old one's name is another person.
        _provider.Person = ("subject-2", "Ada Example");
        using var other = new TestClient(Address);
        await SignIn(other, "/");
        using var foreign = await other.Get("/w/shells");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(3, (await _store.Users()).Count);
    }

    [Fact]
    public async Task A_closed_account_and_a_forged_answer_are_refused()
    {
        using var client = new TestClient(Address);
        await SignIn(client, "/");
        var user = (await _store.FindUserBySubject(_provider.Address.AbsoluteUri, "subject-1"))!;
        await _store.SaveUser(user with { IsDisabled = true }, "test");
        using var closed = new TestClient(Address);
        Assert.Equal("/sign-in?failed=oidc", await SignIn(closed, "/"));
        // An answer that this browser did not ask for: the code of one person must not sign in another.
        using var victim = new TestClient(Address);
        using var forged = await victim.Get("/sign-in/oidc/callback?code=abc&state=def");
        Assert.Equal("/sign-in?failed=oidc", forged.Headers.Location?.ToString());
        Assert.Equal("/", await SignIn(new(Address), "//elsewhere.example/", "subject-9"));
    }

    [Fact]
    public async Task Signing_out_leads_to_the_provider_and_back()
    {
        using var client = new TestClient(Address);
        await SignIn(client, "/");
        using var left = await client.Post("/sign-out");
        Assert.Equal("/sign-in", left.Headers.Location?.ToString());
        using var there = await client.Get("/sign-in/oidc/end");
        Assert.StartsWith(new Uri(_provider.Address, "/connect/end").AbsoluteUri, there.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var back = await Visit(there.Headers.Location!);
        Assert.StartsWith(new Uri(Address, "/sign-in/oidc/ended").AbsoluteUri, back.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://login.example/tenant", true)]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://login.example/", false)]
    [InlineData("https://user:word@login.example/", false)]
    [InlineData("ftp://127.0.0.1/", false)]
    public void A_provider_is_trusted_over_https_or_on_this_machine(string address, bool isSafe) => Assert.Equal(isSafe, OidcOptions.IsSafe(new(address)));

    [Fact]
    public void The_secret_of_the_provider_reaches_no_log() => Assert.DoesNotContain("hidden", new OidcOptions(new("https://login.example"), "vauban", "hidden").ToString(), StringComparison.Ordinal);

    // As a browser: to the provider and back with the code. Gives where the person ends.
    async Task<string> SignIn(TestClient client, string to, string? subject = null)
    {
        if (subject is not null) _provider.Person = (subject, "Somebody");
        using var begun = await client.Get("/sign-in/oidc?return=" + Uri.EscapeDataString(to));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        using var asked = await Visit(begun.Headers.Location!);
        Assert.True(asked.StatusCode == HttpStatusCode.Redirect, await asked.Content.ReadAsStringAsync());
        Assert.Equal(Address.Authority, asked.Headers.Location!.Authority);
        using var told = await client.Get(asked.Headers.Location.PathAndQuery);
        return told.Headers.Location!.ToString();
    }

    static async Task<HttpResponseMessage> Visit(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return await http.GetAsync(address);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _store.Dispose();
        await _provider.DisposeAsync();
        Directory.Delete(_folder, true);
    }
}
