using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;

namespace Vauban.App.Workbench.Capacity;

/// <summary>Two plans side by side: what comes of what is wanted, starts, and costs.</summary>
sealed class PlanSideTable : ITableSource
{
    public static string Key => "plan-side";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Http.Request.Query;
        if (query["with"].ToString() is not { Length: > 0 } with || await PlanDocument.Of(request) is not { HasPlan: true } first) return null;
        var desk = request.Http.RequestServices.GetRequiredService<JobDesk>();
        if (await desk.Find(request.Caller, with, request.Stop) is not { Ticket.IsOfLines: true } job || job.Kind.Key != PlanJob.Key || await desk.Document(job, request.Stop) is not { } document
            || document.List("results") is not [var answer, ..] || PlanDocument.Of(answer, first.Say, first.Plan.Text("reading")) is not { HasPlan: true } second) return null;
        return Table(request, first, second);
    }

    static TableContent Table(TableRequest request, PlanView first, PlanView second)
    {
        var (say, texts) = (first.Say, request.Texts);
        var rows = new List<IReadOnlyList<TableCell>>
        {
            Row(texts["workbench.plan.side.status"], v => v.Status),
            Row(texts["capacity.plan.side.starts"], v => TableCell.Number(v.Plan.Part("digest").Number("chosen"), say.Number(v.Plan.Part("digest").Number("chosen")))),
            Row(texts["capacity.plan.side.cost"], v => TableCell.Number(v.Plan.Part("digest").Number("spent"), say.Euro(v.Plan.Part("digest").Number("spent")))),
        };
        foreach (var item in first.Plan.Part("digest").List("needs").Select(n => n.Text("item")).Union(second.Plan.Part("digest").List("needs").Select(n => n.Text("item")), StringComparer.Ordinal))
        {
            TableCell Need(PlanView view, string name) => view.Plan.Part("digest").List("needs").FirstOrDefault(n => n.Text("item") == item) is { ValueKind: System.Text.Json.JsonValueKind.Object } need
                ? TableCell.Number(need.Number(name), say.Amount(need.Number(name), item)) : "–";
            foreach (var name in new[] { "wanted", "delivered", "missing" }) rows.Add(Row(texts.Format("terminal.colon", say.Item(item), say.T("head." + name)), v => Need(v, name)));
        }
        foreach (var kind in new[] { "capex", "production", "shortfall" })
            rows.Add(Row(say.T("cost." + kind), v => v.Plan.List("costs").FirstOrDefault(c => c.Text("kind") == kind) is { ValueKind: System.Text.Json.JsonValueKind.Object } cost
                ? TableCell.Number(cost.Number("discounted"), say.Euro(cost.Number("discounted"))) : "–"));
        return new(texts["capacity.plan.side-by-side"], [new(""), new(texts["workbench.plan.this"], true), new(texts["workbench.plan.other"], true)], rows);

        IReadOnlyList<TableCell> Row(string name, Func<PlanView, TableCell> cell) => [name, cell(first), cell(second)];
    }
}
