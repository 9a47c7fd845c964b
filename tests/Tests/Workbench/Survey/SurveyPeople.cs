using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Sealing;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.Tests.Workbench.Survey;

/// <summary>Officers and companies of a test: what they do goes over the pages and endpoints of the real server.</summary>
sealed partial class SurveyPeople : IDisposable
{
    public const string Passphrase = "four words are better", Round = "spring", Password = "long enough for 12 people";

    readonly WorkbenchServer _server;
    readonly string _workspace;

    SurveyPeople(WorkbenchServer server, string workspace, TestClient ada, TestClient bo) => (_server, _workspace, Ada, Bo) = (server, workspace, ada, bo);

    // Keys take a second to make, and as long to open.
    static readonly Lazy<(string Private, string Public)> Keys = new(() =>
    {
        using var key = OfficerKey.Make();
        return (key.Write(Passphrase), key.Public.Pem);
    });

    public static string PrivateKey => Keys.Value.Private;

    public static string PublicKey => Keys.Value.Public;

    /// <summary>The officer.</summary>
    public TestClient Ada { get; }

    /// <summary>The second person.</summary>
    public TestClient Bo { get; }

    public static Questionnaire Questionnaire => new()
    {
        Survey = "powder", Title = Words("Powder"), Period = "2026", Officer = "survey@example.org",
        Questions =
        [
            new() { Id = "capacity", Topic = QuestionTopic.Capacity, Kind = QuestionKind.Number, Text = Words("How much powder?"), Unit = "t/month", Example = "12", Highest = 100_000, IsAdded = true },
            new() { Id = "bottleneck", Topic = QuestionTopic.Bottleneck, Kind = QuestionKind.Choice, Text = Words("What limits you?"), Choices = [new("people", Words("People")), new("machines", Words("Machines"))] },
            new() { Id = "shifts", Topic = QuestionTopic.Skills, Kind = QuestionKind.Flag, Text = Words("Could you work another shift?") },
            new() { Id = "obstacles", Topic = QuestionTopic.Obstacles, Kind = QuestionKind.Text, Text = Words("What keeps you from investing?") },
        ],
    };

    static QuestionText Words(string text) => new(new Dictionary<string, string> { ["en"] = text });

    /// <summary>A workspace with two officers and an open round.</summary>
    public static async Task<SurveyPeople> Open(WorkbenchServer server, string workspace)
    {
        await (await server.Store()).SaveWorkspace(new(workspace, "Survey"), "test");
        var people = new SurveyPeople(server, workspace, await server.SignIn(workspace, Role.SurveyOfficer), await server.SignIn(workspace, Role.SurveyOfficer));
        using var made = await people.Send(people.Ada, "survey/rounds", [("questionnaire", QuestionnaireFile.Write(Questionnaire)), ("key", Encoding.UTF8.GetBytes(PublicKey))], ("round", Round), ("ends", ""));
        Assert.Equal($"/w/{workspace}/survey-round/{Round}", made.Headers.Location?.ToString());
        return people;
    }

    public string Page(string path) => $"/w/{_workspace}/{path}";

    public string Api(string path) => $"/api/workspaces/{_workspace}/{path}";

    /// <summary>Sends a form with files.</summary>
    public async Task<HttpResponseMessage> Send(TestClient client, string path, IEnumerable<(string Field, byte[] Bytes)> files, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", await client.FormToken()))) form.Add(new StringContent(value), name);
        foreach (var (field, bytes) in files) form.Add(new ByteArrayContent(bytes), field, field);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Api(path), UriKind.Relative)) { Content = form };
        return await client.Send(request);
    }

    /// <summary>The officer invites a company; its link.</summary>
    public async Task<string> Invite(string company, string country = "SE", string size = "small")
    {
        using var answer = await Ada.Post(Api($"survey/rounds/{Round}/invite"), ("company", company), ("country", country), ("size", size), ("group", ""), ("items", ""));
        return LinkOf(await Ada.Text(answer.Headers.Location!.ToString()));
    }

    /// <summary>The link on a page.</summary>
    public static string LinkOf(string page) => Link().Match(page).Value;

    /// <summary>Somebody opens a link and speaks for the company from then on.</summary>
    public async Task<TestClient> Join(string link, string name)
    {
        var client = await _server.Client();
        Assert.Contains("Powder", await client.Text(link), StringComparison.Ordinal);
        using var answer = await client.Post("/survey/join", ("secret", link.Split('=')[1]), ("name", name), ("password", Password), ("again", Password));
        Assert.Equal(Page("my-survey"), answer.Headers.Location?.ToString());
        return client;
    }

    /// <summary>Answers, and gives the page with the receipt.</summary>
    public async Task<string> Answer(TestClient company, params (string Name, string Value)[] fields)
    {
        using var preview = await company.Post(Api($"survey/answers/{Round}/check"), fields);
        Assert.Equal(HttpStatusCode.OK, preview.StatusCode);
        using var sent = await company.Post(Api($"survey/answers/{Round}/send"), fields);
        Assert.Equal(Page("my-survey?done=sent"), sent.Headers.Location?.ToString());
        return await company.Text(Page("my-survey?done=sent"));
    }

    /// <summary>The reading code on a page with a receipt.</summary>
    public static string CodeOf(string page) => Code().Match(page).Groups[1].Value;

    /// <summary>The officer's form that needs the key.</summary>
    public async Task<string> WithKey(TestClient client, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await Send(client, path, [("key", Encoding.UTF8.GetBytes(PrivateKey))], [.. fields, ("passphrase", Passphrase)]);
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : answer.Headers.Location?.ToString() ?? answer.StatusCode.ToString();
    }

    public void Dispose()
    {
        Ada.Dispose();
        Bo.Dispose();
    }

    [GeneratedRegex("/survey/join\\?secret=[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();

    [GeneratedRegex("id=\"reading-code\">([^<]+)<")]
    private static partial Regex Code();
}
