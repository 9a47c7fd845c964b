using System.Collections;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Administration;

namespace Vauban.App.Workbench.Api;

/// <summary>An endpoint as the description of the API shows it: taken from the endpoint itself, so that nobody keeps a list.</summary>
sealed record ApiEndpoint
{
    ApiEndpoint(RouteEndpoint endpoint, string method)
    {
        var metadata = endpoint.Metadata;
        Method = method;
        Path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Text))));
        Summary = metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "";
        About = metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description ?? "";
        IsOfWorkspace = endpoint.RoutePattern.Parameters.Any(p => p.Name == RightsCheck.RouteName);
        IsOpen = metadata.GetMetadata<IAllowAnonymous>() is not null;
        HasTag = metadata.GetMetadata<OfSnapshot>() is not null;
        Scope = KeyScopes.Needed(endpoint, method);
        IsOfInstallation = metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == InstallationEndpoints.Policy);
        Roles = IsOfWorkspace ? [.. RightsCheck.Needed(endpoint).Roles.Select(RoleText.Of)] : [];
        var bound = metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(b => !b.HasBindAsync && IsPlain(b.ParameterInfo.ParameterType)).ToArray();
        Route = [.. endpoint.RoutePattern.Parameters.Select(p => RouteParameter(p, bound))];
        var said = metadata.GetOrderedMetadata<ApiTakes>().SelectMany(t => t.Parameters).ToArray();
        var found = bound.Where(b => Route.All(r => r.Name != b.Name) && !IsOfForm(b) && !IsOfHeader(b)).Select(Argument);
        Query = [.. said.Concat(found).DistinctBy(p => p.Name)];
        Body = metadata.GetMetadata<ApiBody>() ?? Form([.. bound.Where(IsOfForm).Select(Argument)]) ?? Json(metadata.GetMetadata<IAcceptsMetadata>());
        Answers = [.. metadata.GetOrderedMetadata<ApiAnswer>().DistinctBy(a => (a.Status, a.ContentType)).OrderBy(a => a.Status)];
        Refusals = [.. Refused(metadata).Distinct().Order()];
    }

    /// <summary>Method: GET.</summary>
    public string Method { get; }

    /// <summary>Path with names in braces, without the server.</summary>
    public string Path { get; }

    /// <summary>What it gives or does, in one line.</summary>
    public string Summary { get; }

    /// <summary>What else is to be said; empty for nothing.</summary>
    public string About { get; }

    /// <summary>True where its path names a workspace.</summary>
    public bool IsOfWorkspace { get; }

    /// <summary>True where nobody has to sign in.</summary>
    public bool IsOpen { get; }

    /// <summary>True where its answers carry an entity tag.</summary>
    public bool HasTag { get; }

    /// <summary>Scope that a key needs.</summary>
    public string Scope { get; }

    /// <summary>True where it is for administrators of the installation.</summary>
    public bool IsOfInstallation { get; }

    /// <summary>Roles of which one is needed in the workspace.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Names in the path.</summary>
    public IReadOnlyList<ApiParameter> Route { get; }

    /// <summary>Names behind the question mark.</summary>
    public IReadOnlyList<ApiParameter> Query { get; }

    /// <summary>What is sent; null for nothing.</summary>
    public ApiBody? Body { get; }

    /// <summary>Answers that are no errors.</summary>
    public IReadOnlyList<ApiAnswer> Answers { get; }

    /// <summary>Statuses of its errors.</summary>
    public IReadOnlyList<int> Refusals { get; }

    /// <summary>What it is about: the first word of its path behind the workspace.</summary>
    public string Topic => Path.Split('/').SkipWhile(p => p is "" or "api" or "workspaces" || p.StartsWith('{')).FirstOrDefault()?.Split('.')[0] ?? "workspaces";

    /// <summary>All endpoints for programs, by path and method.</summary>
    public static IReadOnlyList<ApiEndpoint> All(EndpointDataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return [.. source.Endpoints.OfType<RouteEndpoint>().Where(IsForPrograms)
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [], (e, method) => new ApiEndpoint(e, method))
            .OrderBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Method, StringComparer.Ordinal)];
    }

    static bool IsForPrograms(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true }
        && endpoint.RoutePattern.RawText?.TrimStart('/') is { } path && (path.StartsWith("api/", StringComparison.Ordinal) || path is "health" or "metrics");

    IEnumerable<int> Refused(EndpointMetadataCollection metadata)
    {
        foreach (var status in metadata.GetOrderedMetadata<ApiRefusals>().SelectMany(r => r.Statuses)) yield return status;
        if (Query.Count > 0 || Body is not null || Method is not "GET") yield return 400;
        if (!IsOpen) yield return 401;
        if (IsOfWorkspace || IsOfInstallation) yield return 403;
        if (Route.Count > 0) yield return 404;
        if (HasTag) yield return 409;
        if (Body is not null)
        {
            yield return 413;
            yield return 415;
        }
        yield return 429;
        yield return 500;
    }

    static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => "",
    };

    static ApiParameter RouteParameter(RoutePatternParameterPart part, IParameterBindingMetadata[] bound)
    {
        if (part.Name == RightsCheck.RouteName) return new(part.Name, "Id of the workspace.") { IsRequired = true, Example = "hello" };
        var argument = bound.FirstOrDefault(b => b.Name == part.Name);
        var about = argument?.ParameterInfo.GetCustomAttribute<DescriptionAttribute>()?.Description ?? $"The {part.Name} meant.";
        return (argument is null ? new(part.Name, about) : Argument(argument) with { About = about }) with { IsRequired = true };
    }

    static ApiParameter Argument(IParameterBindingMetadata bound)
    {
        var info = bound.ParameterInfo;
        var isList = info.ParameterType != typeof(string) && info.ParameterType.IsAssignableTo(typeof(IEnumerable));
        var type = Nullable.GetUnderlyingType(info.ParameterType) ?? info.ParameterType;
        return new(bound.Name, info.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "")
        {
            IsList = isList, IsRequired = !bound.IsOptional && !isList,
            Type = type == typeof(bool) ? "boolean" : type == typeof(int) || type == typeof(long) ? "integer" : type == typeof(double) ? "number" : type.IsAssignableTo(typeof(IFormFile)) || type.IsAssignableTo(typeof(IFormFileCollection)) ? "file" : "string",
            Format = type == typeof(DateOnly) ? "date" : "",
        };
    }

    static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type);
        return type == typeof(string) || type.IsPrimitive || type == typeof(DateOnly) || type.IsAssignableTo(typeof(IFormFile)) || type.IsAssignableTo(typeof(IFormFileCollection));
    }

    static bool IsOfForm(IParameterBindingMetadata bound) =>
        bound.ParameterInfo.GetCustomAttributes().OfType<IFromFormMetadata>().Any() || bound.ParameterInfo.ParameterType.IsAssignableTo(typeof(IFormFile)) || bound.ParameterInfo.ParameterType.IsAssignableTo(typeof(IFormFileCollection));

    static bool IsOfHeader(IParameterBindingMetadata bound) => bound.ParameterInfo.GetCustomAttributes().Any(a => a is IFromHeaderMetadata or IFromServiceMetadata or IFromBodyMetadata);

    // Members of what is sent as JSON, where the endpoint says nothing more of them.
    static ApiBody? Json(IAcceptsMetadata? accepts) => accepts?.RequestType is not { } type || !accepts.ContentTypes.Contains(ApiNotes.Json) ? null
        : new(ApiNotes.Json, [.. type.GetProperties().Where(p => p.CanWrite).Select(p => new ApiParameter(JsonNamingPolicy.CamelCase.ConvertName(p.Name), p.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "")
        {
            Type = p.PropertyType == typeof(bool) ? "boolean" : p.PropertyType == typeof(int) || p.PropertyType == typeof(long) ? "integer" : p.PropertyType == typeof(double) ? "number" : "string",
            IsList = p.PropertyType != typeof(string) && p.PropertyType.IsAssignableTo(typeof(IEnumerable)),
        })]);

    static ApiBody? Form(ApiParameter[] fields) => fields.Length == 0 ? null : new(fields.Any(f => f.Type == "file") ? ApiNotes.Files : ApiNotes.Form, fields);
}
