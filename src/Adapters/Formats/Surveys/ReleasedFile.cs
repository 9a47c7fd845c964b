using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Surveys;

/// <summary>Reads the JSON that a release leaves in. Drafts are refused: only what a second person approved may be used.</summary>
public static class ReleasedFile
{
    const int MostBytes = 16 << 20;

    /// <summary>Reads a file. Null where it has errors, or is a draft.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static IReadOnlyList<ReleasedSum>? Load(string path, ICollection<Finding> findings) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings));

    static IReadOnlyList<ReleasedSum>? Read(Stream stream, Place place, ICollection<Finding> findings) => CheckedFile.Json<IReadOnlyList<ReleasedSum>>(stream, place, MostBytes, findings, root =>
    {
        var reading = new JsonReading(place, findings);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.String)
        {
            reading.Error("E-PACK-01", "", "status");
            return null;
        }
        if (status.GetString() != "approved")
        {
            reading.Error("E-SURVEY-42", "status");
            return null;
        }
        var units = reading.List(root, "questions", "", isNeeded: true).Where(q => q.Json.ValueKind == JsonValueKind.Object).Select(q => (Question: reading.Text(q.Json, "question", q.At), Unit: reading.Text(q.Json, "unit", q.At)))
            .GroupBy(q => q.Question).ToDictionary(q => q.Key, q => q.First().Unit, StringComparer.Ordinal);
        var sums = new List<ReleasedSum>();
        foreach (var (cell, at) in reading.List(root, "cells", "", isNeeded: true))
        {
            if (cell.ValueKind != JsonValueKind.Object) continue;
            var question = reading.Text(cell, "question", at);
            var codes = cell.TryGetProperty("codes", out var given) && given.ValueKind == JsonValueKind.Object
                ? given.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.String).ToDictionary(c => c.Name, c => c.Value.GetString()!, StringComparer.Ordinal) : [];
            var low = cell.TryGetProperty("value", out var value) ? value : cell.TryGetProperty("from", out var from) ? from : default;
            if (low.ValueKind != JsonValueKind.Number || !low.TryGetDouble(out var number) || number < 0 || !units.TryGetValue(question, out var unit)) reading.Error("E-PACK-02", at, "\"value\": 12");
            else sums.Add(new(question, codes, number, unit));
        }
        return reading.IsClean ? sums : null;
    });
}
