using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>The measures of EDIP Article 85(2) as JSON, for the command and for the endpoint alike.</summary>
static class ReadinessJson
{
    /// <summary>The document.</summary>
    /// <param name="json">Writer.</param>
    /// <param name="network">Network.</param>
    /// <param name="result">Measures.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="texts">Language of findings.</param>
    /// <param name="hasContracts">False to leave single contracts out, for who may not see names.</param>
    public static void Write(Utf8JsonWriter json, Network network, ReadinessResult result, IReadOnlyList<Finding> findings, Texts texts, bool hasContracts = true)
    {
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteNumber("year", result.Year);
        json.WriteString("perimeter", result.Perimeter.Name);
        var words = new ReadinessWords(result, texts);
        json.WriteString("statement", words.Statement);
        json.WriteString("cites", words.Cites);
        json.WriteString("denominator", words.Denominator);
        json.WriteList("shares", result.Shares, s =>
        {
            json.WriteStartObject();
            json.WriteString("measure", PoolJson.Word(s.Measure));
            json.WriteValue("low", s.Low);
            json.WriteValue("high", s.High);
            json.WriteValue("known", s.Known);
            json.WriteNumber("knownContracts", s.KnownContracts);
            json.WriteValue("counted", s.Counted);
            json.WriteValue("of", s.Of);
            json.WriteEndObject();
        });
        json.WriteList("contracts", hasContracts ? result.Contracts : [], c =>
        {
            json.WriteStartObject();
            json.WriteString("id", c.Id);
            json.WriteString("date", Dates.Text(c.Date));
            json.WriteText("value", c.Value.IsKnown ? c.Value.ToString() : null);
            foreach (var measure in Enum.GetValues<ReadinessMeasure>()) json.WriteText(PoolJson.Word(measure), c.Answers[measure] switch { true => "yes", false => "no", _ => null });
            json.WriteEndObject();
        });
        json.WriteNumber("outside", result.Outside);
        json.WriteNumber("undated", result.Undated);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }
}
