using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Api;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Makes an event of a scenario from the fields of a form: who is hit is what several conditions leave, or a query in the words of the file.</summary>
static class ThreatForm
{
    static readonly string[] Amounts = ["from_day", "days", "ramp_days", "effect", "probability"];

    // Fields of the form that become one condition each, with its word in the file.
    static readonly (string Field, string Key)[] Conditions = [("item", "item"), ("item-kind", "item.kind"), ("uses", "uses"), ("uses-kind", "uses.kind"), ("technology", "item.technology")];

    /// <summary>Ways in which a place is meant.</summary>
    public static readonly IReadOnlyList<string> Ways = ["inside", "outside", "touches"];

    /// <summary>Fields of the form, for the description of the API.</summary>
    public static IReadOnlyList<ApiParameter> Fields { get; } =
    [
        new("kind", "What happens.") { IsRequired = true, Choices = [.. ScenarioFile.Kinds] },
        new("query", "Who is hit, as a scenario file says it (item.kind=energy; place=inside DE). Without it the following fields must all hold."), new("item", "Id of the item that is made."), new("item-kind", "Kind of the item that is made."),
        new("uses", "Id of an input."), new("uses-kind", "Kind of an input."), new("technology", "Id of a technology."),
        new("way", "How the area is meant.") { Choices = Ways }, new("area", "Country or area, or the word perimeter."), new("control", "Country or area from which the maker is controlled."),
        new("effect", "Outage and shortage: part that is left, 0 to 1. Delay: days. Price: factor."), new("from_day", "Day of the story on which it begins, from 0.") { Type = "integer", Least = 0 },
        new("days", "How long: 30, 30..90, triangular(30, 60, 180) and the like; until each line has recovered where blank."), new("ramp_days", "Days over which output comes back.") { Type = "integer", Least = 0 },
        new("probability", "Probability a year, 0 to 1; certain where blank.") { Type = "number", Least = 0, Most = 1 }, new("common_cause", "Events of one cause happen together and last alike."),
    ];

    const int MostText = 300;

    /// <summary>The event as JSON, as a scenario file has it. What cannot be is found when the scenario is read.</summary>
    /// <exception cref="InputException">Nobody is hit: no field says who.</exception>
    public static string Event(IFormCollection form, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(texts);
        string Value(string name) => form[name].ToString().Trim() is var text && text.Length > MostText ? throw new InputException(texts["workbench.job.long"]) : text;
        var target = Value("query");
        if (target.Length == 0)
        {
            var parts = Conditions.Where(c => Value(c.Field).Length > 0).Select(c => $"{c.Key}={Value(c.Field)}").ToList();
            if (Value("area").Length > 0) parts.Add($"place={(Ways.Contains(Value("way")) ? Value("way") : Ways[0])} {Value("area")}");
            if (Value("control").Length > 0) parts.Add($"party.control={Value("control")}");
            target = parts.Count > 0 ? string.Join("; ", parts) : throw new InputException(texts["workbench.threats.wrong.who"]);
        }
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", Value("kind"));
            json.WriteString("target", target);
            foreach (var name in Amounts)
            {
                if (Value(name) is not { Length: > 0 } text) continue;
                if (Quantity.TryNumber(text, out var number) && double.IsFinite(number)) json.WriteValue(name, number);
                else json.WriteString(name, text);
            }
            if (Value("common_cause").Length > 0) json.WriteString("common_cause", Value("common_cause"));
            json.WriteEndObject();
        }).Trim();
    }
}
