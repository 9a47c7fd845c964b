using System.Text.Json;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Answers about exposure as JSON, for the commands and for the endpoints alike. Shares and indices are fractions, 0 to 1.</summary>
static class ExposureJson
{
    /// <summary>What the answers came from.</summary>
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
        json.WriteNumber("order", options.Order);
        json.WriteNumber("searches", options.Searches);
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
            json.WriteNumber("completeOrder", verb.CompleteOrder);
            json.WriteList("sets", verb.Sets, s =>
            {
                json.WriteStartObject();
                json.WriteString("address", $"exposure/cuts/{verb.Technology.Id}/{verb.Verb}/{string.Join('+', s.Events.Select(e => e.Id(network)))}");
                json.WriteTexts("events", s.Events.Select(e => e.Id(network)));
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
    public static void Dependents(Utf8JsonWriter json, DependentsResult result)
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
            json.WriteList("lines", d.Lines, l =>
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
}
