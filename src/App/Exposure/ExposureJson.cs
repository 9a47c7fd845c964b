using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Exposure;

/// <summary>Answers about exposure as JSON, for the commands and for the endpoints alike. Shares and indices are fractions, 0 to 1.</summary>
static class ExposureJson
{
    /// <summary>The whole document: what the answers came from, one answer for each perimeter, and what was found in the data.</summary>
    public static void Document<T>(Utf8JsonWriter json, Network network, IReadOnlyList<(ExposureOptions Options, T Result)> results, Action<Utf8JsonWriter, T> write, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, network, results[0].Options);
        json.WriteList("results", results, r =>
        {
            json.WriteStartObject();
            json.WriteString("perimeter", r.Options.Perimeter.Name);
            write(json, r.Result);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>What an answer came from.</summary>
    public static void Identity(Utf8JsonWriter json, Network network, ExposureOptions options)
    {
        json.WriteStartObject("identity");
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteString("version", ProductVersion.Text);
        json.WriteText("date", (options.At ?? network.Package.Head.AsOf) is { } date ? Dates.Text(date) : null);
        json.WriteStartObject("options");
        json.WriteString("status", FieldCatalog.Statuses[options.Status]);
        json.WriteTexts("technologies", options.Technologies);
        json.WriteTexts("items", options.Items);
        json.WriteTexts("of", options.Of.Select(Word));
        WriteOrder(json, "order", options.Order);
        json.WriteNumber("list", options.List);
        json.WriteTexts("having", options.Having);
        json.WriteTexts("lacking", options.Lacking);
        json.WriteNumber("paths", options.Paths);
        json.WriteValue("thirdCountryLine", options.ThirdCountryLine);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Word of a kind in files and on the command line.</summary>
    public static string Word(ActorKind kind) => kind switch
    {
        ActorKind.Line => "line", ActorKind.Site => "site", ActorKind.Party => "party", ActorKind.Owner => "owner", ActorKind.Item => "item", _ => "country",
    };

    /// <summary>Concentration per item and level.</summary>
    public static void Concentration(Utf8JsonWriter json, ConcentrationResult result)
    {
        var network = result.Table.Network;
        json.WriteList("items", result.Items, item =>
        {
            json.WriteStartObject();
            json.WriteString("item", item.Item.Id);
            json.WriteBoolean("isShareOfNeed", item.IsShareOfNeed);
            json.WriteBoolean("isSizeKnown", item.IsSizeKnown);
            Figure(json, "outsideShare", item.OutsideShare);
            ThirdCountry(json, item.ThirdCountry, network);
            json.WriteList("levels", item.Levels, level => Level(json, level, network));
            json.WriteEndObject();
        });
    }

    static void ThirdCountry(Utf8JsonWriter json, ThirdCountryShare? third, Network network)
    {
        if (third is null)
        {
            json.WriteNull("thirdCountry");
            return;
        }
        json.WriteStartObject("thirdCountry");
        json.WriteString("country", third.Country.Id(network));
        json.WriteString("verdict", Verdict(third.Verdict));
        json.WriteString("asKnownToday", third.AsKnownToday ? "exceeds" : "within");
        json.WriteString("line", third.IsStrategic ? "CRMA" : "65 % line");
        Figure(json, "share", third.Share);
        json.WriteEndObject();
    }

    /// <summary>Word of a verdict on the line.</summary>
    public static string Verdict(LineVerdict verdict) => verdict switch { LineVerdict.Exceeds => "exceeds", LineVerdict.Within => "within", _ => "unknown" };

    static void Level(Utf8JsonWriter json, LevelConcentration level, Network network)
    {
        json.WriteStartObject();
        json.WriteString("level", Word(level.Level));
        Figure(json, "hhi", level.Hhi);
        json.WriteValue("hhiPoints", level.Hhi is { } hhi ? hhi.Central * HerfindahlIndex.PointsPerUnit : double.NaN);
        Figure(json, "effective", level.Effective);
        json.WriteText("largest", level.Largest is { } largest ? largest.Holder.Id(network) : null);
        json.WriteValue("unattributed", level.Unattributed);
        json.WriteList("holders", level.Holders, h =>
        {
            json.WriteStartObject();
            json.WriteString("holder", h.Holder.Id(network));
            json.WriteValue("low", h.Low);
            json.WriteValue("central", h.Central);
            json.WriteValue("high", h.High);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Figure(Utf8JsonWriter json, string name, Figure? figure)
    {
        json.WritePropertyName(name);
        if (figure is null) json.WriteNullValue();
        else AssessmentJson.Figure(json, figure);
    }

    /// <summary>Single points per technology and verb.</summary>
    public static void SinglePoints(Utf8JsonWriter json, SinglePointsResult result)
    {
        var network = result.Table.Network;
        json.WriteList("verbs", result.Verbs, verb =>
        {
            json.WriteStartObject();
            json.WriteString("technology", verb.Technology.Id);
            json.WriteString("verb", verb.Verb);
            Figure(json, "thetaAll", verb.ThetaAll);
            json.WriteValue("level", verb.Level);
            json.WriteNumber("looked", verb.Looked);
            json.WriteNumber("passed", verb.Passed);
            json.WriteList("points", verb.Points, p =>
            {
                json.WriteStartObject();
                json.WriteString("actor", p.Actor.Id(network));
                json.WriteBoolean("certain", p.IsCertain);
                json.WriteBoolean("outside", p.IsOutside);
                Figure(json, "theta", p.Theta);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
    }

    const int MostImportances = 1000;

    // All sizes are no number.
    static void WriteOrder(Utf8JsonWriter json, string name, int order)
    {
        if (order == ExposureOptions.AnyOrder) json.WriteNull(name);
        else json.WriteNumber(name, order);
    }

    /// <summary>Cut sets per technology, verb and kind.</summary>
    public static void Cuts(Utf8JsonWriter json, CutsResult result)
    {
        var network = result.Table.Network;
        json.WriteList("verbs", result.Verbs, verb =>
        {
            json.WriteStartObject();
            json.WriteString("technology", verb.Technology.Id);
            json.WriteString("verb", verb.Verb);
            json.WriteString("of", Word(verb.Of));
            json.WriteBoolean("isImpossible", verb.IsImpossible);
            WriteOrder(json, "completeOrder", verb.CompleteOrder);
            // Whole numbers beyond what readers of JSON hold exactly are texts.
            json.WriteString("total", verb.Total.ToString(CultureInfo.InvariantCulture));
            json.WriteTexts("countsByOrder", verb.IsImpossible ? [] : verb.Diagram.Counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
            json.WriteTexts("selectedByOrder", verb.IsImpossible ? [] : verb.Diagram.Selected.Select(c => c.ToString(CultureInfo.InvariantCulture)));
            json.WriteList("sets", verb.Sets, s =>
            {
                json.WriteStartObject();
                json.WriteString("address", $"exposure/cuts/{verb.Technology.Id}/{verb.Verb}/{string.Join('+', s.Events.Select(e => e.Id(network)))}");
                json.WriteTexts("events", s.Events.Select(e => e.Id(network)));
                json.WriteEndObject();
            });
            json.WriteList("importances", verb.IsImpossible ? [] : verb.Diagram.Importances.Take(MostImportances), i =>
            {
                json.WriteStartObject();
                json.WriteString("event", verb.Tree.Tree.Events[i.Event].Name);
                json.WriteString("sets", i.Sets.ToString(CultureInfo.InvariantCulture));
                json.WriteEndObject();
            });
            json.WriteList("necessary", verb.Necessary, n =>
            {
                json.WriteStartObject();
                json.WriteString("item", n.Item.Id);
                json.WriteTexts("events", n.Events.Select(e => e.Id(network)));
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
    }

    /// <summary>Dependents of one subject.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="result">Result.</param>
    /// <param name="namesLines">False to say only how many lines there are: their ids may name who stands behind them.</param>
    public static void Dependents(Utf8JsonWriter json, DependentsResult result, bool namesLines)
    {
        var network = result.Table.Network;
        json.WriteString("subject", result.Subject.Id(network));
        json.WriteList("dependents", result.Dependents, d =>
        {
            json.WriteStartObject();
            json.WriteString("item", d.Item.Id);
            json.WriteNumber("tiers", d.Tiers);
            json.WriteBoolean("isGoal", d.IsGoal);
            Figure(json, "share", d.Share);
            json.WriteValue("perMonth", d.PerMonth ?? double.NaN);
            json.WriteString("unit", d.Item.Unit.Amount);
            if (!namesLines) json.WriteNumber("linesWithheld", d.Lines.Count);
            json.WriteList("lines", namesLines ? d.Lines : [], l =>
            {
                json.WriteStartObject();
                json.WriteString("line", l.Line.Id);
                json.WriteValue("share", l.Share);
                json.WriteEndObject();
            });
            json.WriteList("paths", d.Paths, p =>
            {
                json.WriteStartObject();
                json.WriteTexts("items", p.Items.Select(i => network.Items[i].Id));
                json.WriteText("perUnit", p.PerUnit.IsKnown ? p.PerUnit.ToString() : null);
                json.WriteValue("share", p.Share);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
    }

    /// <summary>What goals need, unfolded. Rates are per month in the item's unit, in the pessimistic, central and optimistic reading.</summary>
    public static void Tree(Utf8JsonWriter json, TreeResult result)
    {
        var network = result.Table.Network;
        json.WriteNumber("most", result.Options.Most);
        json.WriteTexts("opened", result.Options.Opened);
        json.WriteNumber("nodes", result.Tree.Count);
        json.WriteNumber("items", result.Tree.Items.Count);
        json.WriteNumber("hiddenItems", result.Tree.HiddenItems);
        json.WriteTexts("short", result.Tree.Short.Select(i => network.Items[i].Id));
        json.WriteList("roots", result.Tree.Roots, node => Node(json, node, network));
    }

    static void Node(Utf8JsonWriter json, SupplyNode node, Network network)
    {
        var item = network.Items[node.Item];
        json.WriteStartObject();
        json.WriteString("item", item.Id);
        json.WriteString("unit", item.Unit.Amount);
        json.WriteNumber("tier", node.Tier);
        json.WriteText("perUnit", node.PerUnit.IsKnown ? node.PerUnit.ToString() : null);
        json.WriteString("group", node.Group);
        json.WriteBoolean("shared", item.IsShared);
        json.WriteBoolean("free", item.IsFree);
        json.WriteText("enough", node.IsEnough is { } enough ? Word(enough) : null);
        Readings(json, "need", node.Need);
        Readings(json, "inside", node.Inside);
        Readings(json, "all", node.All);
        json.WriteNumber("unknownSupplies", node.Unknown);
        json.WriteBoolean("repeated", node.IsRepeated);
        json.WriteNumber("hidden", node.Hidden);
        json.WriteList("inputs", node.Children, child => Node(json, child, network));
        json.WriteEndObject();
    }

    static void Readings(Utf8JsonWriter json, string name, (double Low, double Central, double High) value)
    {
        json.WriteStartObject(name);
        json.WriteValue("pessimistic", value.Low);
        json.WriteValue("central", value.Central);
        json.WriteValue("optimistic", value.High);
        json.WriteEndObject();
    }

    /// <summary>Word of an answer in three readings: yes, no or unknown.</summary>
    public static string Word(ThreeReadings answer) => !answer.IsCertain ? "unknown" : answer.Central ? "yes" : "no";
}
