using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;

namespace Vauban.App.Workbench.Api;

/// <summary>Says that an answer follows from the snapshot that the caller sees, the address and this version, and from nothing else.</summary>
sealed record OfSnapshot;

/// <summary>Entity tags of such answers: who holds the tag is told at once that nothing changed, and no engine runs.</summary>
static class SnapshotTag
{
    // Another build may give another answer under the same version.
    static readonly string Build = typeof(SnapshotTag).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>Marks an endpoint whose answer follows from the snapshot, the address and the version.</summary>
    public static TBuilder FollowsFromSnapshot<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new OfSnapshot());

    /// <summary>Answers 304 where the caller holds the answer, else names its tag.</summary>
    public static void UseSnapshotTags(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var method = context.Request.Method;
        if ((!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)) || context.GetEndpoint()?.Metadata.GetMetadata<OfSnapshot>() is null
            || context.Features.Get<CallerWorkspace>() is not { HasNetwork: true } caller)
        {
            await next(context);
            return;
        }
        var tag = Of(caller, context);
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Equals(EntityTagHeaderValue.Any)))
        {
            context.Response.GetTypedHeaders().ETag = tag;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK) context.Response.GetTypedHeaders().ETag = tag;
            return Task.CompletedTask;
        });
        await next(context);
    });

    // Whatever decides what this caller is shown: what he may see, who "we" are here, and his language.
    static EntityTagHeaderValue Of(CallerWorkspace caller, HttpContext context)
    {
        string[] parts =
        [
            Build, caller.Network.Package.Hash, caller.Member.Clearance, string.Join(' ', caller.Member.Roles.Order()), caller.SeesNames ? "names" : "", string.Join('\n', caller.Workspace.Perimeters),
            context.RequestServices.GetRequiredService<Look>().Texts.Language, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "",
        ];
        // Lengths keep one part from running into the next.
        var text = string.Concat(parts.Select(p => $"{p.Length}:{p}"));
        return new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"");
    }
}
