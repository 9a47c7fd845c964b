using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Surveys;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Survey;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Survey;

/// <summary>Figures of surveys that left: approved releases, the newest first.</summary>
sealed class FiguresTable : ITableSource
{
    public static string Key => "survey-figures";

    public static IReadOnlyList<Role> Needs { get; } = [Role.Viewer, Role.Company, Role.SurveyOfficer];

    public static IReadOnlyList<ApiParameter> Takes => [];

    public static bool NeedsNetwork => false;

    public static async Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var store = request.Http.RequestServices.GetRequiredService<IWorkspaceStore>();
        return Of([.. (await store.SurveyReleases(request.Caller.Id, request.Stop)).Where(r => r.Status == ReleaseStatus.Approved).Select(PublicRelease.Of)], request.Texts);
    }

    /// <summary>Cells of some releases.</summary>
    public static TableContent Of(IReadOnlyList<PublicRelease> releases, Texts texts)
    {
        var numbers = new Numbers(texts);
        string T(string key) => texts["workbench.survey." + key];
        TableCell Value(double value) => double.IsNaN(value) ? "" : TableCell.Number(value, numbers.Exact(value));
        var rows = releases.SelectMany(r => r.Cells.Select(c => (IReadOnlyList<TableCell>)
            [
                r.Period.Length > 0 ? $"{r.Stored.Survey} {r.Period}" : r.Stored.Survey, c.Question, Code(c.Codes[0], texts), Code(c.Codes[1], texts), Value(c.Kind == CellKind.Shown ? c.Low : double.NaN),
                Value(c.Kind == CellKind.Range ? c.Low : double.NaN), Value(c.Kind == CellKind.Range ? c.High : double.NaN), r.Units.GetValueOrDefault(c.Question, ""), TableCell.Number(c.Contributors, numbers.Text(c.Contributors)),
            ]));
        return new(T("figures.caption"), [new(T("survey")), new(T("question")), new(T("country")), new(T("size")), new(T("sum"), true), new(T("from"), true), new(T("to"), true), new(T("unit")), new(T("groups"), true)], [.. rows])
        {
            Nothing = T("figures.nothing"),
        };
    }

    /// <summary>A code for people.</summary>
    public static string Code(string code, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return code.Length == 0 ? texts["survey.total"] : code == SheetRound.NotStated ? texts["workbench.survey.not-stated"] : code;
    }
}
