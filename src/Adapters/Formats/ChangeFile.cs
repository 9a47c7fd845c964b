using System.Globalization;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Reads a list of changes (a scenario or a policy measure) from a JSON file.</summary>
public static class ChangeFile
{
    /// <summary>Most bytes of a file: 1 MB.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Most changes in a file.</summary>
    public const int MostChanges = 1_000;

    static readonly Dictionary<string, ChangeKind> Kinds = new(StringComparer.Ordinal)
    {
        ["set"] = ChangeKind.Set, ["times"] = ChangeKind.Times, ["plus"] = ChangeKind.Plus, ["at_most"] = ChangeKind.AtMost, ["at_least"] = ChangeKind.AtLeast, ["add"] = ChangeKind.Add,
    };

    /// <summary>Words of the operations, in the order of <see cref="ChangeKind"/>.</summary>
    public static IReadOnlyList<string> Operations { get; } = [.. Kinds.OrderBy(k => k.Value).Select(k => k.Key)];

    /// <summary>Reads a file. Null where it has errors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ChangeSet? Load(string path, ICollection<Finding> findings) => CheckedFile.Open(path, findings, (stream, place) => Read(stream, place, findings));

    /// <summary>Reads a stream. Null where it has errors.</summary>
    /// <param name="stream">JSON in UTF-8.</param>
    /// <param name="place">What it is called in findings.</param>
    /// <param name="findings">What was found, added to.</param>
    public static ChangeSet? Read(Stream stream, Place place, ICollection<Finding> findings) =>
        CheckedFile.Json(stream, place, MostBytes, findings, root => new Reader(place, findings).Set(root));

    sealed class Reader(Place place, ICollection<Finding> findings)
    {
        int _errors;

        public ChangeSet? Set(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                Error("E-CHANGE-12", "", "name", "changes");
                return null;
            }
            Known(root, "", ["$schema", "name", "title", "about", "changes"]);
            var name = Text(root, "name", "");
            if (name.Length > 0 && !PackageDescriptor.IsName(name)) Error("E-CHANGE-13", "name", "name", PackageDescriptor.NameOf(name));
            var changes = new List<Change>();
            if (!root.TryGetProperty("changes", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) Error("E-CHANGE-12", "changes", "changes");
            else if (list.GetArrayLength() > MostChanges) Error("E-CHANGE-14", "changes", MostChanges.ToString(CultureInfo.InvariantCulture));
            else foreach (var (change, i) in list.EnumerateArray().Select((c, i) => (c, i)))
                if (Change(change, $"changes[{(i + 1).ToString(CultureInfo.InvariantCulture)}]") is { } read) changes.Add(read);
            var title = Text(root, "title", "", isNeeded: false);
            var about = Text(root, "about", "", isNeeded: false);
            return _errors > 0 ? null : new(name, title.Length > 0 ? title : name, about, changes);
        }

        Change? Change(JsonElement json, string at)
        {
            if (json.ValueKind != JsonValueKind.Object)
            {
                Error("E-CHANGE-12", at, "table");
                return null;
            }
            Known(json, at, ["table", "where", "field", "unit", .. Operations]);
            var before = _errors;
            var table = Text(json, "table", at);
            var operations = Operations.Where(o => json.TryGetProperty(o, out _)).ToArray();
            if (operations.Length != 1)
            {
                Error("E-CHANGE-15", at, string.Join(", ", Operations));
                return null;
            }
            var (kind, value) = (Kinds[operations[0]], json.GetProperty(operations[0]));
            var change = new Change(table, kind, place with { Id = at });
            if (kind == ChangeKind.Add) change = change with { Cells = Cells(value, $"{at}.add") };
            else change = change with { Field = Text(json, "field", at), Value = Plain(value, at, operations[0]), Unit = Text(json, "unit", at, isNeeded: false), Where = Where(json, at) };
            return _errors > before ? null : change;
        }

        ChangeCondition[] Where(JsonElement json, string at)
        {
            if (!json.TryGetProperty("where", out var where)) return [];
            if (where.ValueKind == JsonValueKind.Object)
                return [.. where.EnumerateObject().Select(p => new ChangeCondition(p.Name, p.Value.ValueKind == JsonValueKind.Array
                    ? [.. p.Value.EnumerateArray().Select(v => Plain(v, at, p.Name))] : [Plain(p.Value, at, p.Name)]))];
            Error("E-CHANGE-13", at, "where", "{ \"country\": \"inside EU27\" }");
            return [];
        }

        Dictionary<string, string> Cells(JsonElement json, string at)
        {
            if (json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Any()) return json.EnumerateObject().ToDictionary(p => p.Name, p => Plain(p.Value, at, p.Name), StringComparer.Ordinal);
            Error("E-CHANGE-13", at, "add", "{ \"id\": \"new-line\" }");
            return [];
        }

        // Numbers keep the digits that stand in the file.
        string Plain(JsonElement value, string at, string name)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String: return value.GetString()!;
                case JsonValueKind.Number: return Quantity.TryNumber(value.GetRawText(), out var number) ? Quantity.Text(number) : value.GetRawText();
            }
            Error("E-CHANGE-13", at, name, "12");
            return "";
        }

        string Text(JsonElement json, string name, string at, bool isNeeded = true)
        {
            if (!json.TryGetProperty(name, out var value))
            {
                if (isNeeded) Error("E-CHANGE-12", at, name);
                return "";
            }
            if (value.ValueKind == JsonValueKind.String && (!isNeeded || value.GetString()!.Length > 0)) return value.GetString()!;
            Error("E-CHANGE-13", at, name, name);
            return "";
        }

        void Known(JsonElement json, string at, string[] names)
        {
            foreach (var property in json.EnumerateObject().Where(p => !names.Contains(p.Name)))
                Error("E-CHANGE-16", at, property.Name, Spelling.Nearest(property.Name, names) ?? "");
        }

        void Error(string code, string at, params string[] values)
        {
            _errors++;
            findings.Add(new(code, Severity.Error, at.Length == 0 ? place : place with { Id = at }, values));
        }
    }
}
