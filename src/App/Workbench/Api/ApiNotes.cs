using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Vauban.App.Workbench.Api;

/// <summary>Parts of the address that an endpoint reads.</summary>
sealed record ApiTakes(IReadOnlyList<ApiParameter> Parameters);

/// <summary>What an endpoint is sent: fields of a form, or the body as it is.</summary>
/// <param name="ContentType">Content type of the body.</param>
/// <param name="Fields">Fields of the form; empty for another body.</param>
sealed record ApiBody(string ContentType, IReadOnlyList<ApiParameter> Fields);

/// <summary>An answer that is no error.</summary>
/// <param name="Status">Status.</param>
/// <param name="ContentType">Content type; empty for an answer without a body.</param>
/// <param name="About">What it is, in one sentence.</param>
sealed record ApiAnswer(int Status, string ContentType, string About);

/// <summary>Errors beyond those that every endpoint may answer with.</summary>
sealed record ApiRefusals(IReadOnlyList<int> Statuses);

/// <summary>What an endpoint says of itself for the description at <c>/api/openapi.json</c>, beside the framework's <c>WithSummary</c>.</summary>
static class ApiNotes
{
    /// <summary>Content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Content type of a workbook.</summary>
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Content type of a form with files.</summary>
    public const string Files = "multipart/form-data";

    /// <summary>Content type of a plain form.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>Parts of the address that the handler reads itself; those that are its arguments are found.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> parameters) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ApiTakes([.. parameters]));

    /// <summary>Fields of the form that the handler reads itself.</summary>
    public static TBuilder TakesForm<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> fields) where TBuilder : IEndpointConventionBuilder
    {
        ApiParameter[] all = [.. fields];
        return endpoint.WithMetadata(new ApiBody(all.Any(f => f.Type == "file") ? Files : Form, all));
    }

    /// <summary>Members of the JSON object that is sent.</summary>
    public static TBuilder TakesJson<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> members) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiBody(Json, [.. members]));

    /// <summary>A body that is no form.</summary>
    public static TBuilder TakesBody<TBuilder>(this TBuilder endpoint, string contentType) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiBody(contentType, []));

    /// <summary>What it answers where all is well. May be said several times.</summary>
    public static TBuilder Gives<TBuilder>(this TBuilder endpoint, string contentType, int status = StatusCodes.Status200OK, string about = "") where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ApiAnswer(status, contentType, about));

    /// <summary>An answer to a form of a page: back to the page.</summary>
    public static TBuilder GoesBack<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.Gives("", StatusCodes.Status302Found, "Done; the address of a page to go on with.");

    /// <summary>Errors beyond those that every endpoint may answer with.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params IEnumerable<int> statuses) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ApiRefusals([.. statuses]));

    /// <summary>The JSON of a command about the snapshot, by its options.</summary>
    public static TBuilder AnswersJson<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> parameters) where TBuilder : IEndpointConventionBuilder =>
        endpoint.Takes(parameters).Gives(Json).FollowsFromSnapshot();
}
