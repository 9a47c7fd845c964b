using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Runs;

namespace Vauban.App.Workbench.Tables;

/// <summary>Every table of every page as a file.</summary>
static class TableEndpoints
{
    static readonly string[] Forms = ["csv", "xlsx", "json"];

    public static void Map(IEndpointRouteBuilder workspace)
    {
        foreach (var type in typeof(ITableSource).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ITableSource))).OrderBy(t => t.FullName, StringComparer.Ordinal))
            typeof(TableEndpoints).GetMethod(nameof(MapOne), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, [workspace]);
    }

    static void MapOne<T>(IEndpointRouteBuilder workspace) where T : ITableSource
    {
        foreach (var form in Forms)
        {
            var endpoint = workspace.MapGet($"tables/{T.Key}.{form}", (CallerWorkspace caller, Texts texts, HttpContext http, [Description("Number of the column to sort by, from 1; negative for falling.")] int sort = 0) => Answer<T>(form, caller, texts, http, sort))
                .Needs([.. T.Needs]).WithSummary($"{About(T.Key)}, as a table in {form.ToUpperInvariant()}.").Takes(T.Takes).Refuses(StatusCodes.Status409Conflict).Gives(form switch { "csv" => "text/csv", "xlsx" => ApiNotes.Xlsx, _ => ApiNotes.Json });
            if (form == "json") endpoint.Takes(ApiParameters.Paging);
            if (T.FollowsFromSnapshot) endpoint.FollowsFromSnapshot();
        }
    }

    // Its page says what it shows; a table without a page of its own is known by its key.
    static string About(string key) => Texts.For("en").Find("workbench.page." + key) ?? char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');

    static async Task<IResult> Answer<T>(string form, CallerWorkspace caller, Texts texts, HttpContext http, int sort) where T : ITableSource
    {
        if (T.NeedsNetwork && !caller.HasNetwork) return TypedResults.Problem(texts["workbench.no-network"], statusCode: StatusCodes.Status409Conflict);
        if (Paging.Of(http.Request) is not { } paging) return Problems.Of(StatusCodes.Status400BadRequest);
        if (await T.Read(new(caller, AssessmentQuery.Of(http.Request), texts, http)) is not { } content) return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        content = content.Sorted(sort);
        var name = $"{caller.Id}-{T.Key}.{form}";
        content = await Handling.Mark(content, T.Key, caller, texts, http);
        // A file travels alone: each of its rows says how it is to be handled.
        string[] headings = [.. content.Columns.Select(c => c.Title), texts["column.marking"]];
        IReadOnlyList<FileCell>[] rows = [.. content.Rows.Select(r => r.Select((c, i) => c.ForFile(content.Columns[i].IsNumber)).Append(new FileCell(content.Marking, false)).ToArray())];
        return form switch
        {
            "csv" => TypedResults.File(TableFile.Csv(headings, rows), "text/csv; charset=utf-8", name),
            "xlsx" => TypedResults.File(TableFile.Xlsx(content.Caption, headings, rows), ApiNotes.Xlsx, name),
            _ => TypedResults.Text(JsonText.Of(json => Write(json, content, paging.Take(content.Rows, http))), ApiNotes.Json),
        };
    }

    static void Write(Utf8JsonWriter json, TableContent content, IReadOnlyList<IReadOnlyList<TableCell>> rows)
    {
        json.WriteStartObject();
        json.WriteString("caption", content.Caption);
        json.WriteString("marking", content.Marking);
        json.WriteNumber("withheld", content.Withheld);
        if (content.Warning.Length > 0) json.WriteString("warning", content.Warning);
        json.WriteTexts("columns", content.Columns.Select(c => c.Title));
        json.WriteNumber("count", content.Rows.Count);
        json.WriteList("rows", rows, row =>
        {
            json.WriteStartArray();
            for (var i = 0; i < row.Count; i++)
            {
                if (content.Columns[i].IsNumber && row[i].Value is { } value) json.WriteValue(value);
                else json.WriteStringValue(row[i].ForFile(false).Text);
            }
            json.WriteEndArray();
        });
        json.WriteEndObject();
    }
}
