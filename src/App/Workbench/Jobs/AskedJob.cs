using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Jobs;

/// <summary>The job that an address names by <c>job</c>, with what came of it.</summary>
/// <param name="Job">Job.</param>
/// <param name="Document">What the command writes with <c>--json</c>.</param>
sealed record AskedJob(SeenJob Job, JsonElement Document)
{
    /// <summary>True where it speaks of single lines, false where it holds sums only.</summary>
    public bool IsOfLines => Job.Ticket.IsOfLines;

    /// <summary>The job of an address; null where the caller may not see it, it is of another kind, or nothing came of it.</summary>
    /// <param name="request">What asks for it.</param>
    /// <param name="kind">Kind that it must be of; any where null.</param>
    public static async Task<AskedJob?> Of(TableRequest request, string? kind = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var desk = request.Http.RequestServices.GetRequiredService<JobDesk>();
        return await desk.Find(request.Caller, request.Http.Request.Query["job"].ToString(), request.Stop) is { } job && (kind is null || job.Kind.Key == kind)
            && await desk.Document(job, request.Stop) is { } document ? new(job, document) : null;
    }
}
