using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Files;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cascade;

/// <summary>What <c>vauban disruption cascade --firm ID --json</c> gives; every firm and shocks are jobs of the kind cascade.</summary>
sealed class CascadeEndpoints : IWorkspaceEndpoints
{
    /// <summary>What names a network of firms.</summary>
    public static IReadOnlyList<ApiParameter> OfNetwork { get; } =
    [
        new("links", "Hash of a file of who sells how much to whom; the package where neither links nor firms are given."), new("firms", "Hash of a file of the firms and their sectors."),
        new("sectors", "What counts as a sector in a package.") { Choices = Vauban.App.Disruption.CascadeCommand.SectorWords }, new("verb", "Verb of the goals that the package serves.") { Choices = Core.Model.FieldCatalog.Verbs }, .. ApiParameters.Exposure.Where(p => p.Name != "item"),
        new("classes", "Hash of a file of how badly sectors need each other."), new("default-class", "Class of pairs of sectors that no file names.") { Choices = FirmFiles.ClassWords },
        new("weight", "Column of the firms that says what the loss of each weighs."), new("no-replacement", "true: no failed supplier is replaced.") { Type = "boolean" },
        new("tolerance", "A cascade ends after the first step in which no firm loses more than this part of its output.") { Type = "number" },
        new("firm", "Id of a firm that fails; several fail together.") { IsRequired = true, IsList = true, Example = "party:radio-maker" },
    ];

    public static void Map(IEndpointRouteBuilder workspace) => workspace.MapGet("disruption/cascade", async (CallerWorkspace caller, Texts texts, IWorkspaceStore store, CascadeRuns runs, HttpContext http, CancellationToken stop) =>
    {
        if (!caller.SeesNames) return Problems.Of(StatusCodes.Status403Forbidden, texts["workbench.names.who"]);
        if (!caller.HasNetwork) return Problems.Of(StatusCodes.Status409Conflict, texts["workbench.no-network"]);
        try
        {
            var question = CascadeQuestion.Of(new(JobKind.All[CascadeJob.Key], http.Request.Query, texts), new(store, caller.Id, caller.Clearance), caller.Network, caller.Findings, texts);
            if (question.Failing.Count == 0) return Problems.Of(StatusCodes.Status400BadRequest, texts["workbench.cascade.firm.which"]);
            FileMarking.Say(http, caller, question.Files);
            return TypedResults.Text((await runs.Course(caller.Id, question, texts, stop)).Json, ApiNotes.Json);
        }
        catch (InputException e)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, e.Message);
        }
    }).Needs(Role.Analyst).WithSummary("How the failure of a firm, or of several together, spreads step by step, as vauban disruption cascade --firm gives it; for analysts who gave a reason.").Takes(OfNetwork).Gives(ApiNotes.Json);
}
