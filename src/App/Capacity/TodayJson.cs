using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Capacity;

/// <summary>What limits output today, as JSON, for the command and for the endpoint alike.</summary>
static class TodayJson
{
    /// <summary>The document: one result per perimeter.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TodayResult> results, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, results[0]);
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            // Every program was solved to its optimum, or there would be no result.
            json.WriteString("status", "optimal");
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            json.WriteList("rows", r.Rows, row => Row(json, row, r.Table));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Identity(Utf8JsonWriter json, TodayResult result)
    {
        var head = result.Table.Network.Package;
        CapacityJson.Identity(json, head, result.Solver, result.Date, () =>
        {
            CapacityJson.Counted(json, result.Options.Status, result.Options.Technologies);
            json.WriteNumber("rungs", result.Options.Rungs);
        });
    }

    static void Row(Utf8JsonWriter json, TodayRow row, SupplyTable table)
    {
        json.WriteStartObject();
        json.WriteString("technology", row.Technology.Id);
        json.WriteString("verb", row.Verb);
        json.WriteBoolean("isHolding", row.IsHolding);
        Target(json, row.Target);
        json.WritePropertyName("all");
        Scope(json, row.All, table);
        json.WritePropertyName("inside");
        Scope(json, row.Inside, table);
        json.WriteEndObject();
    }

    static void Target(Utf8JsonWriter json, TodayTarget target)
    {
        json.WriteStartObject("target");
        json.WriteString("kind", target.IsDemand ? "demand" : "goal");
        json.WritePropertyName("share");
        Readings(json, r => target[r]);
        json.WriteList("items", target.Items, i =>
        {
            json.WriteStartObject();
            json.WriteString("item", i.Item.Id);
            json.WriteString("unit", i.Item.Unit.Amount + "/month");
            json.WritePropertyName("goal");
            Readings(json, r => i.Goal[(int)r]);
            json.WritePropertyName("demand");
            Readings(json, r => i.Demand[(int)r]);
            json.WriteEndObject();
        });
        json.WriteNumber("demandsWithoutRate", target.Silent);
        json.WriteEndObject();
    }

    static void Readings(Utf8JsonWriter json, Func<Reading, double> value)
    {
        json.WriteStartObject();
        foreach (var (name, reading) in new[] { ("pessimistic", Reading.Pessimistic), ("central", Reading.Central), ("optimistic", Reading.Optimistic) }) json.WriteValue(name, value(reading));
        json.WriteEndObject();
    }

    static void Scope(Utf8JsonWriter json, TodayScope scope, SupplyTable table)
    {
        var network = table.Network;
        json.WriteStartObject();
        json.WritePropertyName("theta");
        AssessmentJson.Figure(json, scope.Theta);
        json.WriteStartObject("isCapped");
        foreach (var (name, reading) in new[] { ("low", Reading.Pessimistic), ("central", Reading.Central), ("high", Reading.Optimistic) })
            json.WriteBoolean(name, OutputProgram.IsCapped(scope.Theta[reading]));
        json.WriteEndObject();
        json.WriteList("outputs", scope.Outputs, o =>
        {
            json.WriteStartObject();
            json.WriteString("item", o.Item.Id);
            json.WriteText("rate", o.Rate.ToString());
            json.WritePropertyName("perMonth");
            AssessmentJson.Figure(json, o.PerMonth);
            json.WriteEndObject();
        });
        json.WriteValue("useLevel", scope.UseLevel);
        json.WriteList("uses", scope.Uses, u =>
        {
            json.WriteStartObject();
            json.WriteString("source", u.Supply.Id);
            json.WriteString("item", network.Items[u.Supply.Item].Id);
            json.WriteValue("output", u.Output);
            json.WriteValue("capacity", u.Capacity ?? double.NaN);
            json.WriteValue("share", u.Share ?? double.NaN);
            json.WriteValue("slack", u.Slack ?? double.NaN);
            json.WriteString("unit", network.Items[u.Supply.Item].Unit.Amount + "/month");
            json.WriteBoolean("isDenied", u.IsDenied);
            json.WriteEndObject();
        });
        json.WriteList("ladders", scope.Ladders, l => Ladder(json, l, network));
        json.WriteTexts("hidden", scope.Hidden.Select(i => network.Items[i].Id));
        json.WriteEndObject();
    }

    static void Ladder(Utf8JsonWriter json, TodayLadder ladder, Network network)
    {
        json.WriteStartObject();
        json.WriteString("reading", ladder.Reading.ToString().ToLowerInvariant());
        json.WriteString("end", ladder.End switch { LadderEnd.Met => "met", LadderEnd.Rungs => "rungs", _ => "nothing-helps" });
        json.WriteList("rungs", ladder.Rungs, r =>
        {
            json.WriteStartObject();
            json.WriteString("address", r.Address);
            json.WriteValue("theta", r.Theta);
            json.WriteValue("nextTheta", r.NextTheta);
            json.WriteBoolean("isSmallest", r.IsSmallest);
            json.WriteList("members", r.Reliefs.Select((m, i) => (Member: m, Amount: r.Price?.Amounts[i])), m => Member(json, m.Member, m.Amount, network));
            json.WriteValue("thetaGain", r.Price?.ThetaGain ?? double.NaN);
            json.WriteValue("outputGain", r.Price?.OutputGain ?? double.NaN);
            json.WriteValue("outputPerUnit", r.Price?.PerUnit ?? double.NaN);
            json.WriteBoolean("isConfirmed", r.Price?.IsConfirmed ?? false);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Member(Utf8JsonWriter json, TodayRelief member, double? amount, Network network)
    {
        var (kind, id) = member.Relief.Kind switch
        {
            ReliefKind.Supply => ("supply", network.Items[member.Relief.Index].Id),
            ReliefKind.Holding => ("holding", network.Items[member.Relief.Index].Id),
            ReliefKind.Consent => ("consent", network.Restrictions[member.Relief.Index].Id),
            _ => ("line", network.Lines[member.Relief.Index].Id),
        };
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteString("id", id);
        json.WriteValue("supply", member.Relief.Kind is ReliefKind.Supply or ReliefKind.Line ? member.Supply : double.NaN);
        json.WriteValue("need", member.Relief.Kind is ReliefKind.Supply or ReliefKind.Line ? member.Need : double.NaN);
        json.WriteTexts("full", member.Full.Select(s => s.Id));
        json.WriteValue("amount", amount ?? double.NaN);
        json.WriteEndObject();
    }
}
