using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>What was found in the data, with its place; who may not see names gets codes and counts. With <c>id</c>, in a draft of the caller.</summary>
sealed class FindingsTable : ITableSource
{
    public static string Key => "findings";

    public static Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Content(request));
    }

    static TableContent? Content(TableRequest request)
    {
        if (request.Http.Request.Query["id"].ToString() is { Length: > 0 } id)
            return request.Caller.Has(Role.Steward) && request.Http.RequestServices.GetRequiredService<Drafts>().Find(id, request.Caller.Id, request.Caller.User.Id) is { } draft ? Of(draft.Upload.Findings, request.Texts) : null;
        return SeenData.MayName(request.Caller) ? Of(request.Caller.Findings, request.Texts) : Counted(request.Caller.Findings, request.Texts);
    }

    /// <summary>Findings one by one, errors first.</summary>
    public static TableContent Of(IReadOnlyList<Finding> findings, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(texts);
        return new(texts["workbench.data.findings.caption"], [new(texts["column.severity"]), new(texts["column.place"]), new(texts["column.what"]), new(texts["column.code"])],
            [.. findings.OrderByDescending(f => f.Severity).Select(f => (IReadOnlyList<TableCell>)[Severity(f, texts), texts.Place(f.Place), texts.Message(f), f.Code])]) { Nothing = texts["workbench.data.findings.none"] };
    }

    // A sentence may name who stands behind a row; its code does not.
    static TableContent Counted(IReadOnlyList<Finding> findings, Texts texts) =>
        new(texts["workbench.data.findings.caption"], [new(texts["column.severity"]), new(texts["workbench.data.table"]), new(texts["column.code"]), new(texts["workbench.data.count"], true)],
            [.. findings.GroupBy(f => (f.Severity, f.Code, Table: TableOf(f.Place))).OrderByDescending(g => g.Key.Severity).ThenBy(g => g.Key.Code, StringComparer.Ordinal).ThenBy(g => g.Key.Table, StringComparer.Ordinal)
                .Select(g => (IReadOnlyList<TableCell>)[Severity(g.First(), texts), g.Key.Table, g.Key.Code, TableCell.Number(g.Count(), g.Count().ToString(CultureInfo.InvariantCulture))])]) { Nothing = texts["workbench.data.findings.none"] };

    static string TableOf(Place place) => place.Sheet is { Length: > 0 } sheet ? sheet : Path.GetFileNameWithoutExtension(place.File ?? "");

    static TableCell Severity(Finding finding, Texts texts) => new(texts["terminal.finding." + FindingsJson.Word(finding.Severity)])
    {
        Mark = finding.Severity switch { Core.Model.Severity.Error => new("bad", "empty"), Core.Model.Severity.Warning => new("mid", "half"), _ => new("open", "dashed") },
    };
}

/// <summary>How much of what each verdict rests on is known.</summary>
sealed class CompletenessTable : ITableSource
{
    public static string Key => "completeness";

    public static async Task<TableContent?> Read(TableRequest request) => await Completeness.Of(request) is { } known ? Of(known, request) : null;

    /// <summary>The table of an assessment.</summary>
    public static TableContent Of(Completeness known, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(request);
        var texts = request.Texts;
        var say = new Sentences(known.Result.Network, texts, request.Caller.SeesNames);
        var rows = from grid in known.Result.Grids
                   from row in grid.Rows
                   where row.Goals.Count > 0 && row.Verb != SovereigntyEngine.Together && row.Reliance.ThetaIn is not null
                   let figure = row.Reliance.ThetaIn
                   select (IReadOnlyList<TableCell>)
                   [
                       grid.Technology.Name, say.Verb(row.Verb), new TableCell(say.Numbers.Share(figure.Coverage.Share)) { Value = figure.Coverage.Share, Figure = figure.Address }, say.Coverage(figure),
                   ];
        return new(texts["workbench.data.completeness"],
            [new(texts["column.technology"]), new(texts["column.verb"]), new(texts["workbench.data.known"], true), new(texts["column.coverage"])], [.. rows]) { Nothing = texts["terminal.nothing"] };
    }
}

/// <summary>How much of each column is filled in.</summary>
sealed class FieldsTable : ITableSource
{
    public static string Key => "fields";

    public static Task<TableContent?> Read(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult<TableContent?>(Of(request.Caller.Network.Package, request.Texts));
    }

    /// <summary>The table of a package; columns that must be filled in are left out, since they are.</summary>
    public static TableContent Of(Package package, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var numbers = new Numbers(texts);
        return new(texts["workbench.data.fields"], [new(texts["workbench.data.field"]), new(texts["workbench.data.table"]), new(texts["workbench.data.filled"], true), new(texts["workbench.data.of-rows"], true), new(texts["workbench.data.share"], true)],
            [.. FillList.Of(package).Where(f => !f.IsRequired).Select(f => (IReadOnlyList<TableCell>)
                [f.Field, f.Table, Count(f.Filled), Count(f.Rows), TableCell.Number(f.Share, numbers.Share(f.Share))])]);
    }

    static TableCell Count(int value) => TableCell.Number(value, value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>How complete the data are for their verdicts, and what to ask next.</summary>
/// <param name="Result">Assessment of what the caller sees.</param>
/// <param name="SeesNames">True where companies, sites and lines may be listed.</param>
sealed record Completeness(SovereigntyResult Result, bool SeesNames)
{
    // Kinds of gaps that list companies, sites or lines.
    static readonly GapKind[] Naming = [GapKind.Country, GapKind.Owner, GapKind.Capacity, GapKind.LeadTime];

    /// <summary>Of the current snapshot, for the first perimeter; null where there is none or nothing is asked of it.</summary>
    public static async Task<Completeness?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var services = request.Http.RequestServices;
        var network = request.Caller.Network;
        if (request.Query.Options(request.Caller, request.Texts, out _) is not { } options) return null;
        options = options with { Perimeters = [options.Perimeters[0]] };
        if (network.At(options.At, options.Status).Goals.Count == 0) return null;
        return new(await services.GetRequiredService<AssessmentRuns>().Assess(network, options, request.Stop), SeenData.MayName(request.Caller));
    }

    /// <summary>What is not known, what matters most first.</summary>
    public IReadOnlyList<Gap> Gaps => [.. GapList.Of(Result).Where(g => SeesNames || !Naming.Contains(g.Kind))];
}
