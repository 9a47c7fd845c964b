using System.Text.Json;
using Vauban.Adapters.Stores.Surveys;
using Vauban.Core.Survey;

namespace Vauban.App.Workbench.Survey;

/// <summary>What left with a release, read back from its JSON: units, and cells that are shown or given as a range.</summary>
public sealed record PublicRelease(StoredRelease Stored, string Period, IReadOnlyDictionary<string, string> Units, IReadOnlyList<ReleasedCell> Cells)
{
    /// <summary>Reads it.</summary>
    internal static PublicRelease Of(StoredRelease stored)
    {
        using var json = JsonDocument.Parse(stored.Public);
        var root = json.RootElement;
        return new(stored, root.GetProperty("period").GetString() ?? "",
            root.GetProperty("questions").EnumerateArray().ToDictionary(q => q.GetProperty("question").GetString()!, q => q.GetProperty("unit").GetString()!, StringComparer.Ordinal),
            [.. root.GetProperty("cells").EnumerateArray().Select(Cell)]);
    }

    static ReleasedCell Cell(JsonElement cell)
    {
        var codes = cell.GetProperty("codes");
        var isShown = cell.GetProperty("kind").GetString() == "shown";
        return new()
        {
            Question = cell.GetProperty("question").GetString()!, Codes = [.. SheetRound.Breakdowns.Select(b => codes.TryGetProperty(b, out var code) ? code.GetString()! : "")],
            Kind = isShown ? CellKind.Shown : CellKind.Range, Contributors = cell.GetProperty("contributors").GetInt32(),
            Low = cell.GetProperty(isShown ? "value" : "from").GetDouble(), High = cell.GetProperty(isShown ? "value" : "to").GetDouble(),
        };
    }
}
