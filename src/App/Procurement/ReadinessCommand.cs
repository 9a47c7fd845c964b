using System.CommandLine;
using System.Globalization;
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
        if (call.IsJson) call.WriteJson(json => ReadinessJson.Write(json, network, result, findings, call.Texts));
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
}
