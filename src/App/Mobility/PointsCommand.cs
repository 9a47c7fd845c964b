using System.CommandLine;
using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary><c>mobility points</c>: what rests on the places and links of an invented network.</summary>
sealed class PointsCommand
{
    // Rows on a terminal; the JSON has all of them.
    const int Shown = 40;

    const string Steward = "steward";

    readonly Argument<string> _package = Shell.Package();
    readonly Option<string?> _as = new("--as") { Description = "Who asks: only a steward, who keeps the data, gets this answer.", HelpName = Steward };

    public static Command Create(Shell shell)
    {
        var me = new PointsCommand();
        return shell.Run(new("points", "Betweenness and single points, of invented networks only: every transport node and link has basis synthetic.") { me._package, me._as }, me.Run);
    }

    int Run(Call call)
    {
        if (call.Value(_as) != Steward) throw new InputException(call.Texts["mobility.points.steward"]);
        var (network, findings) = call.Load(call.Value(_package)!);
        if (Refused(network, call.Texts) is { } wrong) throw new InputException(wrong);
        var result = PointEngine.Run(network, call.Stop);
        if (call.IsJson) call.WriteJson(json => PointsJson.Write(json, result, findings, call.Texts));
        else Text(call, result);
        return ExitCode.Ok;
    }

    /// <summary>Why a network is not looked at, or null where it may be.</summary>
    public static string? Refused(Network network, Texts texts) => network.TransportLinks.Count == 0 ? texts["mobility.check.nothing"] : PointEngine.FirstReal(network) is { } real ? texts.Format("mobility.points.real", real) : null;

    static void Text(Call call, PointResult result)
    {
        var words = new MobilityWords(result.Network, call.Texts);
        var look = new Look(call, result.Network, "mobility.head.");
        look.Title(words.T("points.title"));
        look.Line(words.T("points.answer", look.Count(result.Rows.Count(r => r.IsSinglePoint)), look.Numbers.Text(result.Pairs)), 0);
        look.Blank();
        var sheet = look.Sheet(60, 18, 24);
        sheet.Row(look.Heads("segment", "separates", "betweenness"));
        foreach (var row in result.Rows.Take(Shown)) sheet.Row([new("  " + Where(row, words), Hang: 2), look.Numbers.Text(row.Separates), look.Numbers.Text(row.Betweenness)]);
        if (result.Rows.Count > Shown) look.Line(call.Texts.Format("exposure.more", look.Count(result.Rows.Count - Shown)), 2);
        look.Blank();
        look.Line(words.T("points.legend"), 0, Sheet.Quiet);
    }

    /// <summary>The place or link that a row is about.</summary>
    public static string Where(PointRow row, MobilityWords words) => row.Link >= 0 ? words.Segment(row.Link) : words.Place(row.Node);
}

/// <summary>Points as JSON, for the command and for the endpoint alike.</summary>
static class PointsJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, PointResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var network = result.Network;
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, null, network.Package.Head.AsOf, () => json.WriteString("of", "synthetic"));
        json.WriteNumber("pairs", result.Pairs);
        json.WriteList("rows", result.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteText("link", r.Link >= 0 ? network.TransportLinks[r.Link].Id : null);
            json.WriteText("node", r.Node >= 0 ? network.TransportNodes[r.Node].Id : null);
            json.WriteNumber("separates", r.Separates);
            json.WriteValue("betweenness", r.Betweenness);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }
}
