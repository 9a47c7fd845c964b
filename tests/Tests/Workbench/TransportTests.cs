using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Stores;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Cli;
using Vauban.Tests.Stores;

namespace Vauban.Tests.Workbench;

public sealed class TransportTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-transport-").FullName;

    [Fact]
    public async Task Over_https_every_cookie_is_bound_to_https_and_to_the_host()
    {
        using var key = RSA.Create(2048);
        var (from, to) = (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        await using var running = await Running.Start(_folder, new() { Urls = ["https://127.0.0.1:0"], Certificate = certificate });
        var secret = await running.App.Services.GetRequiredService<SignInLinks>().Create((await running.Store.SaveUser(new("u", "ann") { SecurityStamp = "s" }, "test")).Stored, "test");
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new() { RemoteCertificateValidationCallback = (_, other, _, _) => other!.GetCertHashString() == certificate.GetCertHashString() },
        }) { BaseAddress = running.Address };
        using var page = await http.GetAsync(new Uri("/sign-in?secret=" + secret, UriKind.Relative));
        Assert.Contains("max-age=", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var text = await page.Content.ReadAsStringAsync();
        var token = text.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("secret", secret), new("__RequestVerificationToken", token)]);
        using var signed = await http.PostAsync(new Uri("/sign-in/link", UriKind.Relative), form);
        Assert.Equal("/", signed.Headers.Location?.ToString());
        var cookies = page.Headers.GetValues("Set-Cookie").Concat(signed.Headers.GetValues("Set-Cookie")).ToArray();
        Assert.Equal(2, cookies.Length);
        Assert.All(cookies, c =>
        {
            Assert.StartsWith("__Host-vauban", c, StringComparison.Ordinal);
            foreach (var flag in new[] { "secure", "httponly", "path=/", "samesite=" }) Assert.Contains(flag, c, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task Forwarded_headers_count_only_from_the_proxy(string proxy, bool counts)
    {
        await using var running = await Running.Start(_folder, new() { Urls = ["http://127.0.0.1:0"], IsBehindProxy = true, Proxies = proxy.Length == 0 ? [] : [ServerOptions.Network(proxy)!.Value] });
        using var http = new HttpClient { BaseAddress = running.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var page = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal(counts, page.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Who_asks_too_often_without_signing_in_is_told_to_wait_and_health_is_not_counted()
    {
        await using var running = await Running.Start(_folder, new() { Urls = ["http://127.0.0.1:0"], UnknownBurst = 3 });
        using var http = new HttpClient { BaseAddress = running.Address };
        var answers = new List<HttpStatusCode>();
        // Tokens come back while this runs, four a second: not all of so many can be heard.
        for (var i = 0; i < 60; i++)
        {
            using var answer = await http.GetAsync(new Uri("/api/me", UriKind.Relative));
            answers.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var health = await http.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_provider_that_is_down_leads_back_to_the_sign_in_page()
    {
        // Port 1 of this machine: nobody listens there.
        await using var running = await Running.Start(_folder, new() { Urls = ["http://127.0.0.1:0"], Oidc = new(new("http://127.0.0.1:1/"), "vauban", "") });
        using var client = new TestClient(running.Address);
        foreach (var path in new[] { "/sign-in/oidc?return=/", "/sign-in/oidc/end" })
        {
            using var answer = await client.Get(path);
            Assert.Equal("/sign-in?failed=oidc", answer.Headers.Location?.ToString());
        }
        Assert.Contains("did not let you in", await client.Text("/sign-in?failed=oidc"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7/32")]
    [InlineData("10.0.0.0/24", "10.0.0.0/24")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("proxy.example", null)]
    [InlineData("", null)]
    public void A_proxy_is_an_address_or_a_network(string text, string? network) => Assert.Equal(network, ServerOptions.Network(text)?.ToString());

    [Fact]
    public void The_command_refuses_what_would_let_passwords_or_names_travel_in_clear_text()
    {
        foreach (var (expected, options) in new (string, string[])[]
        {
            ("no address to trust", ["--oidc-authority", "http://login.example/", "--oidc-client", "vauban"]),
            ("--oidc-client", ["--oidc-authority", "https://login.example/"]),
            ("cannot be read", ["--oidc-authority", "https://login.example/", "--oidc-client", "vauban", "--oidc-secret-file", Path.Combine(_folder, "none")]),
            ("needs a certificate", ["--urls", "https://127.0.0.1:0"]),
            ("PEM", ["--urls", "https://127.0.0.1:0", "--certificate", Path.Combine(_folder, "none.pem")]),
            ("neither an address nor a network", ["--behind-proxy", "--proxy", "proxy.example"]),
            ("--behind-proxy", ["--proxy", "10.0.0.7"]),
        })
        {
            var call = Refuse(["serve", "--data", _folder, .. options]);
            Assert.True(call.Contains(expected, StringComparison.Ordinal), $"{string.Join(' ', options)}: {call}");
        }
    }

    static string Refuse(string[] arguments)
    {
        var run = CommandRun.Of(arguments);
        Assert.NotEqual(0, run.Code);
        return string.Join(' ', run.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    sealed record Running(WebApplication App, IWorkspaceStore Store) : IAsyncDisposable
    {
        public Uri Address => new(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

        public static async Task<Running> Start(string folder, ServerOptions options)
        {
            var clock = new TestClock();
            var store = WorkspaceStores.OpenFolder(folder, clock);
            var app = Server.Create(options with { Time = clock }, store);
            await app.StartAsync();
            return new(app, store);
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Store.Dispose();
        }
    }
}
