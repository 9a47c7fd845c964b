using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.App.Workbench.Frame;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>One answer of the server, as text.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Status">Status.</param>
/// <param name="Text">Headers and body.</param>
sealed record WalkedAnswer(string Request, HttpStatusCode Status, string Text);

/// <summary>Asks for every page, endpoint and file of a workspace that the server knows of, with good and bad settings, and follows the links that come back.
/// What is added to the server later is found without being named here.</summary>
/// <param name="client">Who asks.</param>
/// <param name="endpoints">Everything that the server answers.</param>
/// <param name="workspace">Id of the workspace.</param>
sealed partial class LeakWalk(TestClient client, IEnumerable<Endpoint> endpoints, string workspace)
{
    // A page has links to itself in every setting; some of each kind are enough.
    const int MostPerPlace = 4, MostLinks = 30;

    // What everybody gets, and what would end the walk: pictures and scripts, and signing out.
    static readonly string[] Left = ["/assets/", "/sign-out", "/_framework", "/_blazor"];

    static readonly string[] Settings =
    [
        "", "?perimeter=EU27&technology=t&what=item:chip&item=chip&of=country&q=zq&search=zq",
        "?perimeter=nowhere&technology=nothing&without=nobody&what=nobody&address=nothing/nothing&at=never&item=nothing&of=nobody&most=-1&status=none&page=-1&sort=x",
    ];

    /// <summary>True to ask in one setting only: of somebody who sees what another does who is asked in all of them.</summary>
    public bool IsShort { get; init; }

    /// <summary>True to have files printed too, which takes seconds for each: in one setting.</summary>
    public bool Prints { get; init; }

    /// <summary>Settings asked for besides, for every page and endpoint whose last part is the key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> More { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Addresses asked for besides, which no page or endpoint leads to.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Goes everywhere.</summary>
    public async Task<IReadOnlyList<WalkedAnswer>> Run()
    {
        var answers = new List<WalkedAnswer>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var links = new Queue<string>();
        async Task Ask(string path, bool follows)
        {
            if (!asked.Add(path) || Left.Any(l => path.StartsWith(l, StringComparison.Ordinal)) || (!Prints && path.Contains(".pdf", StringComparison.Ordinal))) return;
            var answer = await Get(path);
            answers.Add(answer);
            if (!follows || answer.Status != HttpStatusCode.OK) return;
            foreach (var link in Links(answer.Text)) links.Enqueue(link);
        }
        foreach (var path in Paths().ToArray())
        {
            // The same table as JSON is asked for in every setting.
            foreach (var query in IsShort || path.EndsWith(".pdf", StringComparison.Ordinal) || path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".xlsx", StringComparison.Ordinal) ? Settings[1..2] : Settings) await Ask(path + query, true);
            foreach (var query in IsShort ? [] : More.GetValueOrDefault(path.Split('/')[^1], [])) await Ask(path + query, false);
        }
        foreach (var path in Also) await Ask(path, false);
        var perPlace = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var followed = 0; followed < MostLinks && links.TryDequeue(out var link);)
        {
            var place = Digits().Replace(link.Split('?')[0], "#");
            if (asked.Contains(link) || perPlace.GetValueOrDefault(place) >= MostPerPlace) continue;
            perPlace[place] = perPlace.GetValueOrDefault(place) + 1;
            followed++;
            await Ask(link, false);
        }
        foreach (var (method, path) in Changes().ToArray()) answers.Add(await Change(method, path));
        return answers;
    }

    /// <summary>Addresses of everything that can be looked at.</summary>
    public IEnumerable<string> Paths() =>
        endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { HttpMethods: var methods } || methods.Contains("GET"))
            .SelectMany(e => Filled(e.RoutePattern)).Concat(PageIndex.All.Select(p => $"/w/{workspace}/{p.Route}".TrimEnd('/'))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    IEnumerable<(string Method, string Path)> Changes() =>
        from e in endpoints.OfType<RouteEndpoint>()
        from method in e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method is not ("GET" or "HEAD" or "OPTIONS")
        from path in Filled(e.RoutePattern)
        where !Left.Any(l => path.StartsWith(l, StringComparison.Ordinal))
        orderby path, method
        select (method, path);

    // Optional parts are left out and filled in.
    IEnumerable<string> Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern)
    {
        foreach (var withOptional in new[] { false, true })
        {
            var parts = new List<string>();
            foreach (var segment in pattern.PathSegments)
            {
                var text = string.Concat(segment.Parts.Select(p => p switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { IsOptional: true } or Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { IsCatchAll: true } when !withOptional => "",
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => Value(parameter.Name),
                    _ => "",
                }));
                if (text.Length > 0) parts.Add(text);
            }
            yield return "/" + string.Join('/', parts);
        }
    }

    string Value(string parameter) => parameter switch { "workspace" => workspace, "technology" => "t", _ => "nothing" };

    IEnumerable<string> Links(string text) =>
        from Match match in Addresses().Matches(text)
        let address = match.Groups[1].Value
        where address.StartsWith($"/w/{workspace}", StringComparison.Ordinal) || address.StartsWith($"/api/workspaces/{workspace}/", StringComparison.Ordinal)
        select address.Split('#')[0];

    async Task<WalkedAnswer> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        return await Answer(request, path);
    }

    async Task<WalkedAnswer> Change(string method, string path)
    {
        if (method == "POST")
        {
            using var posted = await client.Post(path);
            return await Read(posted, $"{method} {path}");
        }
        using var request = new HttpRequestMessage(new(method), new Uri(path, UriKind.Relative));
        return await Answer(request, $"{method} {path}");
    }

    async Task<WalkedAnswer> Answer(HttpRequestMessage request, string said)
    {
        using var answer = await client.Begin(request);
        return await Read(answer, said);
    }

    static async Task<WalkedAnswer> Read(HttpResponseMessage answer, string said)
    {
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        // What goes on for ever is read as far as it has come.
        var body = type == "text/event-stream" ? await Head(answer) : await answer.Content.ReadAsByteArrayAsync();
        var headers = string.Concat(answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value, (h, v) => $"{h.Key}: {v}\n"));
        return new(said, answer.StatusCode, headers + PlantedSecrets.Read(body, type));
    }

    static async Task<byte[]> Head(HttpResponseMessage answer)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[1 << 16];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            return buffer[..await stream.ReadAsync(buffer, patience.Token)];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    [GeneratedRegex("(?:href|src|action)=\"(/[^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
