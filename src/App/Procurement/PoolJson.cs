using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>A joint procurement as JSON, for the command and for the endpoint alike. Costs are EUR, amounts are in the item's unit.</summary>
static class PoolJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, PoolResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (network, options) = (result.Network, result.Options);
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteTexts("items", result.Items.Select(i => network.Items[i].Id));
        json.WriteTexts("states", result.States);
        json.WriteString("from", Dates.Text(result.First));
        json.WriteNumber("months", result.WantedMonths);
        json.WriteString("reading", Word(options.Reading));
        json.WriteString("perimeter", options.Perimeter.Name);
        json.WriteBoolean("inside", options.Inside);
        json.WriteString("counted", FieldCatalog.Statuses[options.Status]);
        json.WriteNumber("early", options.Early);
        json.WriteNumber("late", options.Late);
        json.WriteList("demand", result.Pooled, p =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[p.Item].Id);
            json.WriteString("month", Month(result, p.Month));
            json.WriteString("certainty", p.Certainty);
            json.WriteValue("low", p.Low);
            json.WriteValue("central", p.Central);
            json.WriteValue("high", p.High);
            json.WriteEndObject();
        });
        json.WriteList("publicPriorities", result.Wants.Where(w => w.Priority is not null), w =>
        {
            json.WriteStartObject();
            json.WriteString("state", result.States[w.State]);
            json.WriteString("item", network.Items[w.Item].Id);
            json.WriteString("certainty", w.Certainty);
            json.WriteValue("priority", w.Priority!.Value);
            json.WriteValue("units", w.Due.Sum());
            json.WriteEndObject();
        });
        json.WriteList("schedule", Enumerable.Range(0, result.Months), m =>
        {
            json.WriteStartObject();
            json.WriteString("month", Month(result, m));
            json.WriteValue("wanted", result.WantedIn(m));
            json.WriteValue("joint", result.Joint.DeliveredIn(m));
            if (result.Separate is { } separate) json.WriteValue("separate", separate.DeliveredIn(m));
            json.WriteValue("capacity", result.CapacityIn(m));
            json.WriteValue("othersWant", result.OthersWant[m]);
            json.WriteEndObject();
        });
        Plan(json, "joint", result, result.Joint);
        if (result.Separate is { } alone) Plan(json, "separate", result, alone);
        else json.WriteNull("separate");
        json.WriteList("offered", result.Spares, s =>
        {
            json.WriteStartObject();
            json.WriteString("month", Month(result, s.Month));
            json.WriteString("line", result.Sources[s.Source].Id);
            json.WriteValue("units", s.Units);
            json.WriteEndObject();
        });
        json.WriteList("reliefs", result.Reliefs, r =>
        {
            json.WriteStartObject();
            json.WriteString("limit", Word(r.Kind));
            json.WriteString("name", r.Name);
            json.WriteValue("lateUnitMonths", r.LateUnitMonths);
            json.WriteValue("missing", r.Missing);
            json.WriteValue("cost", r.Cost);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, [.. findings, .. result.Findings], texts);
        json.WriteEndObject();
    }

    /// <summary>Word of a limit in files and keys.</summary>
    public static string Word<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    static string Month(PoolResult result, int month) => Dates.Text(result.Month(month))[..7];

    static void Plan(Utf8JsonWriter json, string name, PoolResult result, PoolPlan plan)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("isOptimal", plan.IsOptimal);
        json.WriteValue("wanted", plan.Wanted);
        json.WriteValue("delivered", plan.Delivered);
        json.WriteValue("missing", plan.Missing);
        json.WriteValue("lateUnitMonths", plan.LateUnitMonths);
        json.WriteValue("cost", plan.Cost);
        json.WriteValue("costPassedOn", plan.CostPassedOn);
        json.WriteValue("unitPrice", plan.UnitPrice);
        json.WriteNumber("variants", plan.Variants);
        json.WriteNumber("linesUsed", plan.Lines);
        json.WriteList("states", Enumerable.Range(0, result.States.Count), s =>
        {
            var o = plan.Outcomes[s];
            json.WriteStartObject();
            json.WriteString("state", result.States[s]);
            json.WriteValue("wanted", o.Wanted);
            json.WriteValue("delivered", o.Delivered);
            json.WriteValue("missing", o.Missing);
            json.WriteValue("lateUnitMonths", o.LateUnitMonths);
            json.WriteValue("cost", o.Cost);
            json.WriteValue("transportCost", o.TransportCost);
            json.WriteValue("unitPrice", o.UnitPrice);
            json.WriteText("first", o.First < 0 ? null : Month(result, o.First));
            json.WriteText("last", o.Last < 0 ? null : Month(result, o.Last));
            json.WriteValue("meanDelayMonths", o.MeanDelay);
            json.WriteNumber("variants", o.Variants);
            json.WriteNumber("lines", o.Lines);
            json.WriteValue("work", o.Work);
            json.WriteValue("bought", o.Bought);
            json.WriteValue("workshare", plan.Workshare(s));
            json.WriteValue("return", o.Return);
            json.WriteEndObject();
        });
        json.WriteList("lines", result.Sources, x =>
        {
            json.WriteStartObject();
            json.WriteString("id", x.Id);
            json.WriteString("item", result.Network.Items[x.Item].Id);
            json.WriteText("home", x.Home < 0 ? null : result.States[x.Home]);
            json.WriteNumber("variant", x.Variant + 1);
            json.WriteValue("unitCost", x.UnitCost ?? double.NaN);
            json.WriteValue("units", plan.UnitsOf(x.Index));
            json.WriteValue("capacity", x.Capacity.Sum());
            json.WriteList("months", Enumerable.Range(0, result.Months), m => json.WriteValue(plan.UnitsOf(x.Index, m)));
            json.WriteEndObject();
        });
        json.WriteList("callOffs", plan.CallOffs, c =>
        {
            json.WriteStartObject();
            json.WriteString("state", result.States[c.State]);
            json.WriteString("month", Month(result, c.Month));
            json.WriteString("line", result.Sources[c.Source].Id);
            json.WriteValue("units", c.Units);
            json.WriteValue("cost", c.Cost);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
