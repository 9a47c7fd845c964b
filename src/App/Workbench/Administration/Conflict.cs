using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Vauban.Adapters.Stores;

namespace Vauban.App.Workbench.Administration;

/// <summary>What the loser of two changes at once is shown: where they differ, and the way to save his all the same.</summary>
/// <param name="Differences">Where the two differ.</param>
/// <param name="Action">Where his form goes again.</param>
/// <param name="Back">The page with what is stored.</param>
/// <param name="Fields">His form, on top of what is stored now.</param>
public sealed record Conflict(IReadOnlyList<FieldDifference> Differences, string Action, string Back, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The page that says so.</summary>
    internal static RazorComponentResult<ConflictPage> Show(IReadOnlyList<FieldDifference> differences, HttpContext context, string back, IFormCollection form, params (string Name, string Value)[] now)
    {
        var fields = form.Where(f => f.Key != "__RequestVerificationToken" && now.All(n => n.Name != f.Key)).SelectMany(f => f.Value.Select(v => (f.Key, v ?? "")));
        return new(new { Found = new Conflict(differences, context.Request.Path, back, [.. fields, .. now]) }) { StatusCode = StatusCodes.Status409Conflict };
    }
}
