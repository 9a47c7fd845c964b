using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Frame;
using Vauban.Core.Exposure;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Explore;

/// <summary>What <c>vauban exposure ... --json</c> gives, for a workspace. Who may not see names is asked about countries only, and gets
/// what <c>--of country</c> gives; the lines of dependents are left out for him.</summary>
sealed class ExposureEndpoints : IWorkspaceEndpoints
{
    const string Xml = "application/xml";

    public static void Map(IEndpointRouteBuilder workspace)
    {
        workspace.MapGet("exposure/tree", (Asking asking) => asking.Answer((o, stop) => asking.Runs.Tree(asking.Caller.Network, o, stop), ExposureJson.Tree))
            .WithSummary("What the goals need, tier by tier, and whether there is enough of it inside.").AnswersJson([.. ApiParameters.Tree, .. ApiParameters.Exposure]);
        workspace.MapGet("exposure/concentration", (Asking asking) => asking.Answer((o, stop) => asking.Runs.Concentration(asking.Caller.Network, o, stop), ExposureJson.Concentration, isOfActors: true))
            .WithSummary("In how few hands the supply of each item lies.").AnswersJson([ApiParameters.Of, .. ApiParameters.Exposure]);
        workspace.MapGet("exposure/single-points", (Asking asking) => asking.Answer((o, stop) => asking.Runs.SinglePoints(asking.Caller.Network, o, stop), ExposureJson.SinglePoints, isOfActors: true))
            .WithSummary("Whose failure alone takes something away.").AnswersJson([ApiParameters.Of, .. ApiParameters.Exposure]);
        // Sets of whose failure stops everything are a recipe, of countries too.
        workspace.MapGet("exposure/cuts", (Asking asking) => asking.Caller.SeesNames
            ? asking.Answer(async (o, stop) => Cuts.PackageCuts.ThrowIfUnknown(await asking.Runs.Cuts(asking.Caller.Network, o, stop), asking.Texts), ExposureJson.Cuts) : Task.FromResult(asking.NoNames())).Needs(Role.Analyst)
            .WithSummary("The smallest sets of failures that leave nothing; for analysts who gave a reason.").AnswersJson([ApiParameters.Of, .. ApiParameters.Cuts, .. ApiParameters.Exposure]);
        workspace.MapGet("exposure/cuts/tree.xml", Tree).Needs(Role.Analyst)
            .WithSummary("The fault tree of one goal, whose sets those are, as Open-PSA XML for other tools or to add probabilities; for analysts who gave a reason.")
            .Takes([ApiParameters.Of, .. ApiParameters.Cuts.Where(p => p.Name == "verb").Select(p => p with { IsRequired = true, Example = "produce" }), .. ApiParameters.Exposure]).Gives(Xml).FollowsFromSnapshot();
        // Flows name countries and items only.
        workspace.MapGet("exposure/flows", (Asking asking) => asking.Query.HasOneMeasure
            ? asking.Answer((o, stop) => asking.Runs.Flows(asking.Caller.Network, o with { Of = [] }, stop), FlowsJson.Write)
            : Task.FromResult<IResult>(TypedResults.Problem(asking.Texts["exposure.flows.need-item"], statusCode: StatusCodes.Status400BadRequest)))
            .WithSummary("From which countries inputs come, over which tiers, to what the goals need.").AnswersJson([ApiParameters.By, .. ApiParameters.Exposure]);
        workspace.MapGet("exposure/dependents", Dependents).WithSummary("What depends on a country, an item, or with the right to names a party, owner, site or line.").AnswersJson([ApiParameters.What, .. ApiParameters.Exposure]);
    }

    // What the command writes with --write-tree.
    static async Task<IResult> Tree(Asking asking)
    {
        if (!asking.Caller.SeesNames) return asking.NoNames();
        if (!asking.Caller.HasNetwork) return Problems.Of(StatusCodes.Status409Conflict, asking.Texts["workbench.no-network"]);
        if (asking.Query.Narrowed(asking.Caller.Network).Options(asking.Caller, asking.Texts, out var wrong) is not [var options, ..]) return Problems.Of(StatusCodes.Status400BadRequest, wrong);
        var result = await asking.Runs.Cuts(asking.Caller.Network, options, asking.Stop);
        if (result.Verbs is not [var one])
            return Problems.Of(StatusCodes.Status400BadRequest, asking.Texts.Format("workbench.cuts.package.tree.which", result.Verbs.Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", result.Verbs.Select(v => v.Tree.Tree.Name))));
        if (one.Tree.Tree.Unfolded(OpenPsaWriter.MostGates) is not { } plain)
            return Problems.Of(StatusCodes.Status409Conflict, asking.Texts.Format("workbench.cuts.package.tree.loops", Cli.Look.Whole(OpenPsaWriter.MostGates)));
        using var bytes = new MemoryStream();
        OpenPsaWriter.Write(bytes, plain);
        return TypedResults.File(bytes.ToArray(), Xml, $"{asking.Caller.Id}-{one.Technology.Id}-{one.Verb}.xml");
    }

    static Task<IResult> Dependents(Asking asking)
    {
        if (!asking.Caller.HasNetwork || asking.Query.Options(asking.Caller, asking.Texts, out _) is not [var first, ..]) return asking.Answer<DependentsResult>((_, _) => throw new InvalidOperationException(), (_, _) => { });
        if (asking.Query.Subject(asking.Caller, first) is not { } subject)
            return Task.FromResult<IResult>(TypedResults.Problem(asking.Texts.Format("workbench.dependents.nobody", asking.Query.What), statusCode: StatusCodes.Status400BadRequest));
        return asking.Answer((o, stop) => asking.Runs.Dependents(asking.Caller.Network, subject, o, stop), (json, result) => ExposureJson.Dependents(json, result, asking.Caller.SeesNames));
    }

    /// <summary>What all of them need, taken from the request.</summary>
    sealed record Asking(CallerWorkspace Caller, ExposureRuns Runs, Texts Texts, ExposureQuery Query, CancellationToken Stop)
    {
        public static ValueTask<Asking?> BindAsync(HttpContext context)
        {
            var services = context.RequestServices;
            return ValueTask.FromResult<Asking?>(new(RightsCheck.Bound(services), (ExposureRuns)services.GetService(typeof(ExposureRuns))!, (Texts)services.GetService(typeof(Texts))!,
                ExposureQuery.From(context.Request), context.RequestAborted));
        }

        public IResult NoNames() => TypedResults.Problem(Texts["workbench.names.who"], statusCode: StatusCodes.Status403Forbidden);

        public async Task<IResult> Answer<T>(Func<ExposureOptions, CancellationToken, Task<T>> ask, Action<Utf8JsonWriter, T> write, bool isOfActors = false)
        {
            if (!Caller.HasNetwork) return TypedResults.Problem(Texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
            if (Query.NeedsNames && !Caller.SeesNames) return NoNames();
            if (Query.Options(Caller, Texts, out var wrong) is not { } options) return TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
            var results = new List<(ExposureOptions Options, T Result)>();
            try
            {
                foreach (var o in options.Select(o => isOfActors ? ExposureQuery.Seen(Caller, o) : o)) results.Add((o, await ask(o, Stop)));
            }
            catch (InputException e)
            {
                return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
            }
            return TypedResults.Text(JsonText.Of(json => ExposureJson.Document(json, Caller.Network, results, write, Caller.Findings, Texts)), "application/json");
        }
    }
}
