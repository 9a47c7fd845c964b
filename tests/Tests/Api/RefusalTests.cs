using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Access;
using Vauban.Core.Workspaces;
using Vauban.Tests.Workbench;

namespace Vauban.Tests.Api;

/// <summary>What a server refuses before an endpoint sees it, on a server of its own: its limits are not those of other tests.</summary>
public sealed class RefusalTests(WorkbenchServer shared)
{
    [Fact]
    public async Task What_is_too_large_of_a_wrong_kind_or_fails_inside_is_a_problem_too()
    {
        await using var app = Server.Create(new() { Urls = ["http://127.0.0.1:0"] }, await shared.Store());
        // An exception says what it holds; nobody may read that.
        app.MapGet("/api/fails", string () => throw new InvalidOperationException("secret value 7331"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var made = await app.Services.GetRequiredService<ApiKeys>().Create(await shared.Person("hello", Role.Viewer, Role.Steward), new("test", KeyScopes.All, 1) { Reason = "Testing refusals" }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", made!.Value.Secret);

        using var text = new StringContent("not JSON", Encoding.UTF8, "text/plain");
        using var kind = await http.PostAsync(new Uri("/api/keys", UriKind.Relative), text);
        await IsProblem(kind, 415, "media-type");
        using var failed = await http.GetAsync(new Uri("/api/fails", UriKind.Relative));
        Assert.DoesNotContain("7331", await IsProblem(failed, 500, "failed"), StringComparison.Ordinal);
        // Nothing is read of what says that it is too long.
        Assert.Contains(" 413 ", await Head(address, $"POST /api/keys HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {made.Value.Secret}\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait()
    {
        await using var app = Server.Create(new() { Urls = ["http://127.0.0.1:0"] }, await shared.Store());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        for (var i = 0; i < 5000; i++)
        {
            using var answer = await http.GetAsync(new Uri("/api/me", UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.Unauthorized) continue;
            await IsProblem(answer, 429, "too-many");
            Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            return;
        }
        Assert.Fail("Nobody was told to wait.");
    }

    static async Task<string> IsProblem(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var text = await answer.Content.ReadAsStringAsync();
        using var problem = JsonDocument.Parse(text);
        Assert.Equal("/problems/" + code, problem.RootElement.GetProperty("type").GetString());
        return text;
    }

    static async Task<string> Head(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }
}
