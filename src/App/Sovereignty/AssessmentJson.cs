using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary>A sovereignty assessment as JSON, for the command and for the endpoint alike.</summary>
/// <remarks>Cells stand by technology, perimeter, verb, danger. Rates are per month in the item's unit; shares are of the goal.
/// A number without an end is <c>"unlimited"</c>, an unknown one <c>null</c>.</remarks>
static class AssessmentJson
{
    /// <summary>The document.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="result">Assessment.</param>
    /// <param name="required">Policies that it was held against.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="texts">Language.</param>
    /// <param name="shown">How much is shown; null for everything.</param>
    public static void Write(Utf8JsonWriter json, SovereigntyResult result, RequirementCheck required, IReadOnlyList<Finding> findings, Texts texts, Disclosure? shown = null)
    {
        json.WriteStartObject();
        Identity(json, result);
        WriteResult(json, result, texts, shown);
        required.Write(json);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>What the result came from: the same identity gives the same bytes.</summary>
    public static void Identity(Utf8JsonWriter json, SovereigntyResult result)
    {
        var options = result.Options;
        var network = result.Network;
        json.WriteStartObject("identity");
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteString("version", ProductVersion.Text);
        json.WriteString("solver", result.Solver);
        json.WriteText("date", result.Date is { } date ? Dates.Text(date) : null);
        json.WriteStartObject("options");
        json.WriteString("status", FieldCatalog.Statuses[options.Status]);
        json.WriteTexts("technologies", options.Technologies);
        json.WriteList("perimeters", options.Perimeters, p =>
        {
            json.WriteStartObject();
            json.WriteString("name", p.Name);
            json.WriteTexts("members", p.Members.Codes);
            json.WriteEndObject();
        });
        json.WriteTexts("without", options.Without.Select(a => a.Id(network)));
        json.WriteValue("outageDays", options.OutageDays);
        json.WriteNumber("vetoSize", options.VetoSize);
        json.WriteNumber("vetoSolves", options.VetoSolves);
        json.WriteNumber("rungs", options.Rungs);
        json.WriteNumber("askRows", options.AskRows);
        json.WriteNumber("failureSolves", options.FailureSolves);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Cells and differences as properties.</summary>
    public static void WriteResult(Utf8JsonWriter json, SovereigntyResult result, Texts texts, Disclosure? shown = null)
    {
        shown ??= Disclosure.All;
        var sentences = new Sentences(result.Network, texts, shown.Names);
        json.WriteStartArray("cells");
        foreach (var grid in result.Grids)
            foreach (var row in grid.Rows)
            {
                Reliance(json, grid, row, sentences, shown);
                Exposure(json, grid, row, sentences, shown);
            }
        json.WriteEndArray();
        json.WriteList("differences", result.Differences, d =>
        {
            json.WriteStartObject();
            json.WriteString("technology", d.Technology.Id);
            json.WriteString("verb", d.Verb);
            json.WriteString("first", d.First.Name);
            json.WriteString("second", d.Second.Name);
            json.WriteString("firstVerdict", Word(d.FirstVerdict));
            json.WriteString("secondVerdict", Word(d.SecondVerdict));
            json.WriteText("item", d.Item < 0 ? null : result.Network.Items[d.Item].Id);
            if (d.Item >= 0)
            {
                Readings(json, "firstInside", d.FirstInside);
                Readings(json, "secondInside", d.SecondInside);
            }
            json.WriteEndObject();
        });
    }

    static void Head(Utf8JsonWriter json, Grid grid, VerbRow row, string danger, string verdict, string today)
    {
        json.WriteStartObject();
        json.WriteString("technology", grid.Technology.Id);
        json.WriteString("perimeter", grid.Perimeter.Name);
        json.WriteString("verb", row.Verb);
        json.WriteString("danger", danger);
        json.WriteString("verdict", verdict);
        json.WriteString("asKnownToday", today);
    }

    static void Reliance(Utf8JsonWriter json, Grid grid, VerbRow row, Sentences sentences, Disclosure shown)
    {
        var network = grid.Table.Network;
        var cell = row.Reliance;
        Head(json, grid, row, "reliance", Word(cell.Verdict), Word(cell.AsKnownToday));
        if (cell.Verdict is RelianceVerdict.Yes or RelianceVerdict.YesAlone) json.WriteBoolean("alone", cell.Verdict == RelianceVerdict.YesAlone);
        if (cell.SharedLine is { } shared) json.WriteText("sharedLine", shown.Names ? shared : null);
        json.WriteString("sentence", sentences.Reliance(grid, row));
        json.WriteList("figures", Figures(cell), f => Figure(json, f));
        if (row.Goals.Count > 0)
        {
            json.WriteString("ladderReading", Word(cell.LadderReading));
            json.WriteList("ladder", cell.Ladder, r => Rung(json, r, network));
            json.WriteValue("vetoLevel", cell.VetoLevel);
            // Sets of parties and owners are recipes; those of countries are for analysts.
            json.WriteList("vetoes", cell.Vetoes.Where(v => shown.Vetoes && (shown.Names || v.Kind == ActorKind.Country)), v => Veto(json, v, network));
            json.WriteTexts("bindingConsents", cell.BindingConsents.Select(c => network.Restrictions[c].Id));
            json.WriteList("asks", cell.Asks, a => Ask(json, a, network, shown.Names));
            json.WriteNumber("asksLeft", cell.AsksLeft);
            MakeYes(json, cell.MakeYes, network);
            json.WriteList("flows", cell.Flows, f =>
            {
                json.WriteStartObject();
                json.WriteText("supply", shown.Names ? f.Supply.Id : null);
                json.WriteString("item", network.Items[f.Supply.Item].Id);
                json.WriteValue("output", f.Output);
                json.WriteValue("capacity", f.Capacity);
                json.WriteEndObject();
            });
        }
        json.WriteEndObject();
    }

    static void Exposure(Utf8JsonWriter json, Grid grid, VerbRow row, Sentences sentences, Disclosure shown)
    {
        var network = grid.Table.Network;
        var cell = row.Exposure;
        Head(json, grid, row, "exposure", Sentences.Key(cell.Verdict), Sentences.Key(cell.AsKnownToday));
        json.WriteString("sentence", sentences.Exposure(row));
        json.WriteList<Figure>("figures", cell.Phi is { } phi ? [phi] : [], f => Figure(json, f));
        if (row.Goals.Count > 0)
        {
            json.WriteBoolean("isCoverUnknown", cell.IsCoverUnknown);
            json.WriteNumber("looked", cell.Looked);
            json.WriteNumber("left", cell.Left);
            json.WriteList("failures", cell.Failures.Where(f => shown.Names || IsOpen(f.Actor.Kind)), f =>
            {
                json.WriteStartObject();
                json.WriteString("actor", f.Actor.Id(network));
                json.WriteBoolean("decides", f.Decides);
                Readings(json, "windowDays", f.WindowDays);
                json.WriteBoolean("isRecoveryKnown", f.IsRecoveryKnown);
                Readings(json, "phi", f.Phi);
                json.WriteStartObject("holds");
                json.WriteBoolean("low", f.Holds[Reading.Pessimistic]);
                json.WriteBoolean("central", f.Holds[Reading.Central]);
                json.WriteBoolean("high", f.Holds[Reading.Optimistic]);
                json.WriteEndObject();
                json.WriteValue("lostShare", f.LostShare);
                json.WriteValue("lostUnits", f.LostUnits);
                json.WriteEndObject();
            });
        }
        json.WriteEndObject();
    }

    /// <summary>True for what may be said of an actor by name to everybody.</summary>
    public static bool IsOpen(ActorKind kind) => kind is ActorKind.Country or ActorKind.Item or ActorKind.Consent;

    static IEnumerable<Figure> Figures(RelianceCell cell) => new[] { cell.ThetaIn, cell.ThetaAll, cell.Goal, cell.OutputIn }.OfType<Figure>();

    /// <summary>A figure with what it rests on.</summary>
    public static void Figure(Utf8JsonWriter json, Figure figure)
    {
        json.WriteStartObject();
        json.WriteString("address", figure.Address);
        json.WriteValue("low", figure.Low);
        json.WriteValue("central", figure.Central);
        json.WriteValue("high", figure.High);
        json.WriteString("unit", figure.Unit);
        json.WriteString("basis", figure.Basis);
        json.WriteStartObject("coverage");
        json.WriteValue("known", figure.Coverage.Known);
        json.WriteValue("all", figure.Coverage.All);
        json.WriteValue("share", figure.Coverage.Share);
        json.WriteString("by", figure.Coverage.ByValue ? "value" : "rows");
        json.WriteEndObject();
        json.WriteString("marking", figure.Marking);
        json.WriteTexts("sources", figure.Sources);
        json.WriteEndObject();
    }

    /// <summary>A rung of the ladder of bottlenecks.</summary>
    public static void Rung(Utf8JsonWriter json, BottleneckRung rung, Network network)
    {
        json.WriteStartObject();
        json.WriteValue("theta", rung.Theta);
        json.WriteValue("nextTheta", rung.NextTheta);
        json.WriteList("rows", rung.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteString("kind", r.Relief.Kind switch { ReliefKind.Supply => "supply", ReliefKind.Holding => "holding", _ => "consent" });
            json.WriteString("id", r.Relief.Kind == ReliefKind.Consent ? network.Restrictions[r.Relief.Index].Id : network.Items[r.Relief.Index].Id);
            if (r.Relief.Kind == ReliefKind.Supply)
            {
                Readings(json, "inside", r.Inside);
                Readings(json, "need", r.Need);
                json.WriteString("unit", r.Unit + "/month");
            }
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Veto(Utf8JsonWriter json, VetoList list, Network network)
    {
        json.WriteStartObject();
        json.WriteString("kind", list.Kind switch { ActorKind.Party => "party", ActorKind.Owner => "owner", _ => "country" });
        json.WriteNumber("completeSize", list.CompleteSize);
        json.WriteList("sets", list.Sets, s =>
        {
            json.WriteStartObject();
            json.WriteTexts("actors", s.Actors.Select(a => a.Id(network)));
            json.WriteBoolean("certain", s.IsCertain);
            json.WriteValue("theta", s.Theta);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void Ask(Utf8JsonWriter json, Ask ask, Network network, bool names)
    {
        json.WriteStartObject();
        json.WriteString("about", ask.Kind switch { AskKind.Capacity => "capacity", AskKind.UnlistedSupply => "unlisted-supply", AskKind.Recipe => "recipe", _ => "control" });
        json.WriteString("settles", ask.Settles == AskAnswer.Alone ? "alone" : "with-others");
        json.WriteText("address", names ? ask.Address : null);
        json.WriteString("item", network.Items[ask.Item].Id);
        json.WriteValue("low", ask.Low);
        json.WriteValue("high", ask.High);
        json.WriteBoolean("decides", ask.Decides);
        json.WriteValue("breakEven", ask.BreakEven ?? double.NaN);
        json.WriteString("unit", ask.Unit);
        json.WriteText("partner", names ? ask.Partner?.Address : null);
        json.WriteText("addressee", names && ask.Addressee.Length > 0 ? ask.Addressee : null);
        json.WriteEndObject();
    }

    static void MakeYes(Utf8JsonWriter json, MakeYes? make, Network network)
    {
        if (make is null)
        {
            json.WriteNull("makeYes");
            return;
        }
        json.WriteStartObject("makeYes");
        json.WriteBoolean("isPossible", make.IsPossible);
        json.WriteText("blockedBy", make.BlockedBy);
        json.WriteString("reading", Word(make.Reading));
        json.WriteList("extra", make.Extra, e =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[e.Item].Id);
            json.WriteValue("perMonth", e.PerMonth);
            json.WriteValue("shareOfNeed", e.ShareOfNeed);
            json.WriteEndObject();
        });
        json.WriteTexts("holdings", make.Holdings.Select(i => network.Items[i].Id));
        json.WriteTexts("consents", make.Consents.Select(c => network.Restrictions[c].Id));
        json.WriteList("stockDays", make.StockDays, e =>
        {
            json.WriteStartObject();
            json.WriteString("item", network.Items[e.Item].Id);
            json.WriteValue("days", e.Days);
            json.WriteEndObject();
        });
        json.WriteTexts("secondHolders", make.SecondHolders.Select(i => network.Items[i].Id));
        json.WriteEndObject();
    }

    /// <summary>A value in three readings.</summary>
    public static void Readings(Utf8JsonWriter json, string name, (double Low, double Central, double High) value)
    {
        json.WriteStartObject(name);
        json.WriteValue("low", value.Low);
        json.WriteValue("central", value.Central);
        json.WriteValue("high", value.High);
        json.WriteEndObject();
    }

    // "Yes, alone" is a Yes whose cell says so: the words are exactly those of the documentation.
    static string Word(RelianceVerdict verdict) => verdict == RelianceVerdict.YesAlone ? "yes" : Sentences.Key(verdict);

    static string Word(Reading reading) => reading switch { Reading.Pessimistic => "pessimistic", Reading.Central => "central", _ => "optimistic" };
}
