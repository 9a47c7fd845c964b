using System.Globalization;
using System.Text.Json;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;

namespace Vauban.App.Workbench.Api;

/// <summary>The description of the API in the form of OpenAPI 3.1: the same endpoints give the same bytes.</summary>
static class OpenApiText
{
    const string About = "Everything the pages of the workbench do. Answers that mirror a command are the JSON of its --json. "
        + "A key is sent as \"Authorization: Bearer KEY\". With the cookie of a session, whatever changes something also needs the header X-Form-Token. "
        + "Addresses that carry an entity tag answer 304 to If-None-Match.";

    /// <summary>The document.</summary>
    public static string Of(IReadOnlyList<ApiEndpoint> endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var shared = Shared(endpoints);
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("openapi", "3.1.0");
            json.WriteStartObject("info");
            json.WriteString("title", "Vauban workbench");
            json.WriteString("version", ProductVersion.Text);
            json.WriteString("description", About);
            json.WriteStartObject("license");
            json.WriteString("name", "EUPL-1.2");
            json.WriteString("identifier", "EUPL-1.2");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteList("servers", ["/"], url =>
            {
                json.WriteStartObject();
                json.WriteString("url", url);
                json.WriteEndObject();
            });
            Security(json, ["key", "cookie"]);
            json.WriteStartObject("paths");
            foreach (var path in endpoints.GroupBy(e => e.Path))
            {
                json.WriteStartObject(path.Key);
                foreach (var endpoint in path) Operation(json, endpoint, shared);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            Components(json, shared, [.. endpoints.SelectMany(e => e.Refusals).Distinct().Order()]);
            json.WriteEndObject();
        });
    }

    static void Security(Utf8JsonWriter json, IEnumerable<string> schemes) => json.WriteList("security", schemes, scheme =>
    {
        json.WriteStartObject();
        json.WriteStartArray(scheme);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static void Operation(Utf8JsonWriter json, ApiEndpoint endpoint, SortedDictionary<string, (ApiParameter Parameter, string In)> shared)
    {
        json.WriteStartObject(endpoint.Method.ToLowerInvariant());
        json.WriteTexts("tags", [endpoint.Topic]);
        json.WriteString("operationId", Id(endpoint));
        json.WriteString("summary", endpoint.Summary);
        if (Notes(endpoint) is { Length: > 0 } notes) json.WriteString("description", notes);
        if (endpoint.IsOpen) Security(json, []);
        json.WriteList("parameters", Placed(endpoint), p =>
        {
            if (!shared.TryGetValue(p.Parameter.Name, out var common) || !IsSame(p, common)) Parameter(json, p.Parameter, p.In);
            else
            {
                json.WriteStartObject();
                json.WriteString("$ref", "#/components/parameters/" + p.Parameter.Name);
                json.WriteEndObject();
            }
        });
        if (endpoint.Body is { } body) Body(json, body);
        json.WriteStartObject("responses");
        foreach (var answers in endpoint.Answers.GroupBy(a => a.Status))
        {
            json.WriteStartObject(Text(answers.Key));
            json.WriteString("description", string.Join(' ', answers.Select(a => a.About.Length > 0 ? a.About : endpoint.Summary).Distinct()));
            if (answers.Any(a => a.ContentType.Length > 0)) Content(json, answers.Select(a => a.ContentType).Where(t => t.Length > 0));
            json.WriteEndObject();
        }
        if (endpoint.HasTag) Reference(json, "304", "#/components/responses/304");
        foreach (var status in endpoint.Refusals) Reference(json, Text(status), "#/components/responses/" + Text(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static IEnumerable<(ApiParameter Parameter, string In)> Placed(ApiEndpoint endpoint) => endpoint.Route.Select(p => (p, "path")).Concat(endpoint.Query.Select(p => (p, "query")));

    // What several endpoints read in the same way is described once; of two ways under one name, the more frequent.
    static SortedDictionary<string, (ApiParameter Parameter, string In)> Shared(IReadOnlyList<ApiEndpoint> endpoints)
    {
        var shared = new SortedDictionary<string, (ApiParameter Parameter, string In)>(StringComparer.Ordinal);
        foreach (var name in endpoints.SelectMany(Placed).GroupBy(p => p.Parameter.Name, StringComparer.Ordinal))
        {
            var most = name.MaxBy(p => name.Count(q => IsSame(p, q)));
            if (name.Count(q => IsSame(most, q)) > 1) shared[name.Key] = most;
        }
        return shared;
    }

    static bool IsSame((ApiParameter Parameter, string In) one, (ApiParameter Parameter, string In) other) => one.In == other.In && (one.Parameter with { Choices = [] }) == (other.Parameter with { Choices = [] })
        && one.Parameter.Choices.SequenceEqual(other.Parameter.Choices, StringComparer.Ordinal);

    static string Notes(ApiEndpoint endpoint)
    {
        var roles = endpoint.Roles.Count == 0 ? "" : endpoint.Roles.Count == 1 ? $"Needs the role {endpoint.Roles[0]}." : $"Needs one of the roles {string.Join(", ", endpoint.Roles)}.";
        var office = endpoint.IsOfInstallation ? "For administrators of the installation." : "";
        var scope = endpoint.IsOpen || endpoint.Scope == (endpoint.Method == "GET" ? KeyScopes.Read : KeyScopes.Write) ? "" : $"A key needs the scope {endpoint.Scope}.";
        return string.Join(' ', new[] { endpoint.About, roles, office, scope }.Where(t => t.Length > 0));
    }

    // getTablesPortfolioCsv: a name for generated clients.
    static string Id(ApiEndpoint endpoint) => endpoint.Method.ToLowerInvariant() + string.Concat(endpoint.Path.Replace("/api/workspaces/{workspace}", "/workspace", StringComparison.Ordinal)
        .Split('/', '.', '-', '{', '}', '_').Where(w => w is not ("" or "api")).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    static void Parameter(Utf8JsonWriter json, ApiParameter parameter, string place)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", place);
        json.WriteBoolean("required", parameter.IsRequired);
        if (parameter.About.Length > 0) json.WriteString("description", parameter.About);
        json.WritePropertyName("schema");
        Schema(json, parameter);
        if (parameter.Example.Length > 0)
        {
            json.WritePropertyName("example");
            if (parameter.IsList)
            {
                json.WriteStartArray();
                json.WriteStringValue(parameter.Example);
                json.WriteEndArray();
            }
            else json.WriteStringValue(parameter.Example);
        }
        json.WriteEndObject();
    }

    static void Schema(Utf8JsonWriter json, ApiParameter parameter)
    {
        json.WriteStartObject();
        if (parameter.IsList)
        {
            json.WriteString("type", "array");
            json.WritePropertyName("items");
            Schema(json, parameter with { IsList = false });
        }
        else
        {
            json.WriteString("type", parameter.Type == "file" ? "string" : parameter.Type);
            if (parameter.Type == "file") json.WriteString("format", "binary");
            else if (parameter.Format.Length > 0) json.WriteString("format", parameter.Format);
            if (parameter.Choices.Count > 0) json.WriteTexts("enum", parameter.Choices);
            if (parameter.Least is { } least) json.WriteValue("minimum", least);
            if (parameter.Most is { } most) json.WriteValue("maximum", most);
        }
        json.WriteEndObject();
    }

    static void Body(Utf8JsonWriter json, ApiBody body)
    {
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteStartObject("content");
        json.WriteStartObject(body.ContentType);
        json.WriteStartObject("schema");
        if (body.Fields.Count == 0) json.WriteString("type", body.ContentType == ApiNotes.Json ? "object" : "string");
        else
        {
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var field in body.Fields)
            {
                json.WritePropertyName(field.Name);
                Schema(json, field);
            }
            json.WriteEndObject();
            if (body.Fields.Any(f => f.IsRequired)) json.WriteTexts("required", body.Fields.Where(f => f.IsRequired).Select(f => f.Name));
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Content(Utf8JsonWriter json, IEnumerable<string> types)
    {
        json.WriteStartObject("content");
        foreach (var type in types)
        {
            json.WriteStartObject(type);
            json.WriteStartObject("schema");
            json.WriteString("type", type == ApiNotes.Json ? "object" : "string");
            if (type is ApiNotes.Xlsx or "application/zip" or "application/pdf") json.WriteString("format", "binary");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void Components(Utf8JsonWriter json, SortedDictionary<string, (ApiParameter Parameter, string In)> shared, IReadOnlyList<int> statuses)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("schemas");
        json.WriteStartObject("Problem");
        json.WriteString("type", "object");
        json.WriteString("description", "What went wrong (RFC 9457). The type stays; title and detail are for people.");
        json.WriteStartObject("properties");
        foreach (var (name, type, about) in new[]
        {
            ("type", "string", "Code that stays: /problems/not-found. Its address explains it."), ("title", "string", "What went wrong, in the caller's language."),
            ("status", "integer", "Status."), ("detail", "string", "Cause and way out, where one can be said."),
        })
        {
            json.WriteStartObject(name);
            json.WriteString("type", type);
            json.WriteString("description", about);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteTexts("required", ["type", "title", "status"]);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        foreach (var (name, (parameter, place)) in shared)
        {
            json.WritePropertyName(name);
            Parameter(json, parameter, place);
        }
        json.WriteEndObject();
        json.WriteStartObject("responses");
        json.WriteStartObject("304");
        json.WriteString("description", "The caller holds the answer.");
        json.WriteEndObject();
        foreach (var status in statuses)
        {
            json.WriteStartObject(Text(status));
            json.WriteString("description", Problems.Type(status));
            json.WriteStartObject("content");
            json.WriteStartObject(Problems.ContentType);
            Reference(json, "schema", "#/components/schemas/Problem");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("securitySchemes");
        json.WriteStartObject("key");
        json.WriteString("type", "http");
        json.WriteString("scheme", "bearer");
        json.WriteString("description", "A key of a person, with scopes and an end.");
        json.WriteEndObject();
        json.WriteStartObject("cookie");
        json.WriteString("type", "apiKey");
        json.WriteString("in", "cookie");
        json.WriteString("name", "vauban");
        json.WriteString("description", "The session of a browser; over https its name is __Host-vauban.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Reference(Utf8JsonWriter json, string name, string target)
    {
        json.WriteStartObject(name);
        json.WriteString("$ref", target);
        json.WriteEndObject();
    }

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
