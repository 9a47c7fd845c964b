using System.CommandLine;
using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary><c>mobility check</c>: which segments have the values that military transport asks for.</summary>
sealed class CheckCommand
{
    // Rows of segments that fail; the JSON has all of them.
    const int Shown = 40;

    readonly Argument<string> _package = Shell.Package();
    readonly Option<string?> _corridor = new("--corridor") { Description = "Corridor, as the links name it; all where not given.", HelpName = "NAME" };

    public static Command Create(Shell shell)
    {
        var me = new CheckCommand();
        return shell.Run(new("check", "Which segments, ports and airports have the values of the TEN-T and dual-use requirements.") { me._package, me._corridor }, me.Run);
    }

    int Run(Call call)
    {
        var (network, findings) = call.Load(call.Value(_package)!);
        if (network.TransportLinks.Count == 0) throw new InputException(call.Texts["mobility.check.nothing"]);
        var corridor = call.Value(_corridor);
        if (corridor is not null) RegimeChoice.Known(call, "corridor", corridor, network.TransportLinks.Select(l => l.Corridor).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal));
        var result = CheckEngine.Run(network, corridor);
        if (call.IsJson) call.WriteJson(json => CheckJson.Write(json, result, corridor, findings, call.Texts));
        else Text(call, result);
        return ExitCode.Ok;
    }

    static void Text(Call call, CheckResult result)
    {
        var words = new MobilityWords(result.Network, call.Texts);
        var look = new Look(call, result.Network, "mobility.head.");
        look.Title(words.T("check.title"));
        foreach (var corridor in result.Corridors.GroupBy(c => c.Corridor))
        {
            look.Blank();
            look.Head(corridor.Key.Length > 0 ? corridor.Key : words.T("check.no-corridor"), words.T("check.counts", look.Count(corridor.Count(c => c.IsMet == true)), look.Count(corridor.Count(c => c.IsMet == false)), look.Count(corridor.Count(c => c.IsMet is null))));
            var sheet = look.Sheet(44, 12, 8, 8, 8, 58);
            sheet.Row(look.Heads("requirement", "answer", "met", "not-met", "unknown", "article"));
            foreach (var answer in corridor)
                sheet.Row([new("  " + words.Requirement(answer.Requirement), Hang: 2), words.Answer(answer.IsMet), look.Count(answer.Met), look.Count(answer.NotMet), look.Count(answer.Unknown), answer.Requirement.Article]);
        }
        var failed = result.Rows.Where(r => r.IsMet == false).ToArray();
        if (failed.Length > 0)
        {
            look.Blank();
            look.Head(words.T("check.failed"), words.T("check.failed.count", look.Count(failed.Length)));
            var sheet = look.Sheet(56, 44, 14, 30);
            sheet.Row(look.Heads("segment", "requirement", "has", "by"));
            foreach (var row in failed.Take(Shown)) sheet.Row([new("  " + words.Where(row), Hang: 2), words.Requirement(row.Requirement), words.Has(row), words.By(row)]);
            if (failed.Length > Shown) look.Line(call.Texts.Format("exposure.more", look.Count(failed.Length - Shown)), 2);
        }
        look.Blank();
        look.Line(words.T("check.legend"), 0, Sheet.Quiet);
    }
}

/// <summary>Checks as JSON, for the command and for the endpoint alike.</summary>
static class CheckJson
{
    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, CheckResult result, string? corridor, IReadOnlyList<Finding> findings, Texts texts)
    {
        var network = result.Network;
        json.WriteStartObject();
        CapacityJson.Identity(json, network.Package, null, network.Package.Head.AsOf, () => json.WriteText("corridor", corridor));
        json.WriteList("requirements", result.Corridors.Select(c => c.Requirement).Distinct(), r =>
        {
            json.WriteStartObject();
            json.WriteString("id", r.Id);
            json.WriteString("rule", r.Rule);
            json.WriteString("article", r.Article);
            json.WriteString("force", JsonNamingPolicy.KebabCaseLower.ConvertName(r.Force.ToString()));
            json.WriteValue("least", double.IsInfinity(r.Least) ? double.NaN : r.Least);
            json.WriteValue("most", double.IsInfinity(r.Most) ? double.NaN : r.Most);
            json.WriteString("unit", r.Unit);
            json.WriteEndObject();
        });
        json.WriteList("corridors", result.Corridors, c =>
        {
            json.WriteStartObject();
            json.WriteString("corridor", c.Corridor);
            json.WriteString("requirement", c.Requirement.Id);
            json.WriteString("answer", Word(c.IsMet));
            json.WriteNumber("met", c.Met);
            json.WriteNumber("notMet", c.NotMet);
            json.WriteNumber("unknown", c.Unknown);
            json.WriteEndObject();
        });
        json.WriteList("rows", result.Rows, r =>
        {
            json.WriteStartObject();
            json.WriteText("link", r.Link >= 0 ? network.TransportLinks[r.Link].Id : null);
            json.WriteText("node", r.Node >= 0 ? network.TransportNodes[r.Node].Id : null);
            json.WriteString("corridor", r.Corridor);
            json.WriteString("requirement", r.Requirement.Id);
            json.WriteString("answer", Word(r.IsMet));
            json.WriteText("has", r.Value.IsKnown ? r.Value.ToString() : null);
            json.WriteText("by", r.By is { } by ? Dates.Text(by) : null);
            json.WriteText("basis", (r.Link >= 0 ? network.TransportLinks[r.Link].From : network.TransportNodes[r.Node].From).Basis is { Length: > 0 } basis ? basis : null);
            json.WriteEndObject();
        });
        json.WriteBoolean("isIndicative", true);
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>Word of an answer.</summary>
    public static string Word(bool? isMet) => isMet switch { true => "met", false => "not-met", _ => "unknown" };
}
