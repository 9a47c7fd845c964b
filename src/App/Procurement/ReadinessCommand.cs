using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary><c>procurement readiness</c>: the three measures of Regulation (EU) 2025/2643 Article 85(2) over the contracts of a package.</summary>
sealed class ReadinessCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<int> _year = new("--year") { Description = "Base year.", HelpName = "YEAR", Required = true };
    readonly Option<string> _perimeter = new("--perimeter", "-p") { Description = "Who \"we\" are: a named set or a list of countries.", HelpName = "SET", DefaultValueFactory = _ => "EU27" };

    public static Command Create(Shell shell)
    {
        var me = new ReadinessCommand();
        return shell.Run(new("readiness", "How much is bought together, from inside, and across borders within: the measures of EDIP Article 85(2).") { me._package, me._year, me._perimeter }, me.Run);
    }

    int Run(Call call)
    {
        if (call.Value(_year) is < 1950 or > 2200) throw new InputException(call.Texts["procurement.readiness.year"]);
        var perimeter = call.Perimeters([call.Value(_perimeter)!])[0];
        var (network, findings) = call.Load(call.Value(_package)!);
        var result = ReadinessEngine.Run(network, perimeter, call.Value(_year));
        if (call.IsJson) call.WriteJson(json => Json(json, network, result, findings, call));
        else Text(call, network, result);
        return ExitCode.Ok;
    }

    static void Text(Call call, Network network, ReadinessResult result)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("procurement.readiness." + key, values);
        var look = new Look(call, network, "procurement.readiness.head.");
        string Share(double share) => double.IsNaN(share) ? call.Texts["unit.unknown"] : look.Numbers.Share(share);
        look.Title(T("title", result.Year.ToString(CultureInfo.InvariantCulture), result.Perimeter.Name));
        look.Line(T("base", look.Count(result.Contracts.Count), look.Count(result.Contracts.Count(c => c.Value.IsKnown)), Money.Text(call.Texts, look.Numbers, result.Contracts.Where(c => c.Value.IsKnown).Sum(c => c.Value.Central))), 0, Sheet.Quiet);
        look.Blank();
        var sheet = look.Sheet(44, 24, 16, 30);
        sheet.Row(look.Heads("measure", "share", "known", "of"));
        foreach (var share in result.Shares)
            sheet.Row([new("  " + T("measure." + PoolJson.Word(share.Measure)), Hang: 2), double.IsNaN(share.Low) ? call.Texts["unit.unknown"] : share.IsCertain ? Share(share.Known) : share is { Low: <= 0, High: >= 1 } ? call.Texts["unit.unknown"] : call.Texts.Format("unit.range", look.Numbers.Percent(share.Low), look.Numbers.Share(share.High)),
                Share(share.Known), T("of", Money.Text(call.Texts, look.Numbers, share.Counted), Money.Text(call.Texts, look.Numbers, share.Of), look.Count(share.KnownContracts), look.Count(result.Contracts.Count))]);
        look.Blank();
        if (result.Outside > 0) look.Line(T("outside", look.Count(result.Outside)), 0);
        if (result.Undated > 0) look.Line(T("undated", look.Count(result.Undated)), 0);
        look.Line(T("legend"), 0, Sheet.Quiet);
    }

    static void Json(Utf8JsonWriter json, Network network, ReadinessResult result, IReadOnlyList<Finding> findings, Call call)
    {
        json.WriteStartObject();
        json.WriteString("package", network.Package.Head.Name);
        json.WriteString("snapshot", network.Package.Hash);
        json.WriteNumber("year", result.Year);
        json.WriteString("perimeter", result.Perimeter.Name);
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
        json.WriteList("contracts", result.Contracts, c =>
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
        FindingsJson.WriteList(json, findings, call.Texts);
        json.WriteEndObject();
    }
}
