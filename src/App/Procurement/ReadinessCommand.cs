using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary><c>procurement readiness</c>: the three measures of Regulation (EU) 2025/2643 Article 85(2) over the contracts of a package.</summary>
sealed class ReadinessCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<int> _year = new("--year") { Description = "Base year.", HelpName = "YEAR", Required = true };
    readonly Option<string> _perimeter = new("--perimeter", "-p") { Description = "Who \"we\" are: a named set or a list of countries.", HelpName = "SET", DefaultValueFactory = _ => "EU27" };
    readonly AnswerFiles _files = new("Writes the measures as an HTML file that needs nothing else: base year, denominator, link to the act.");

    public static Command Create(Shell shell)
    {
        var me = new ReadinessCommand();
        var command = new Command("readiness", "How much is bought together, from inside, and across borders within: the measures of EDIP Article 85(2).") { me._package, me._year, me._perimeter };
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        if (call.Value(_year) is < 1950 or > 2200) throw new InputException(call.Texts["procurement.readiness.year"]);
        var perimeter = call.Perimeters([call.Value(_perimeter)!])[0];
        var (network, findings) = call.Load(call.Value(_package)!);
        _files.Check(call);
        var result = ReadinessEngine.Run(network, perimeter, call.Value(_year));
        if (call.IsJson) call.WriteJson(json => ReadinessJson.Write(json, network, result, findings, call.Texts));
        else Text(call, network, result);
        _files.Write(call, network.Package, (identity, names) => ReadinessReportWriter.Write(network, result, findings, identity, call.Texts.Language, names), (identity, stream) => ReadinessWorkbook.Write(result, identity, call.Texts, stream, true));
        return ExitCode.Ok;
    }

    static void Text(Call call, Network network, ReadinessResult result)
    {
        var words = new ReadinessWords(result, call.Texts);
        var look = new Look(call, network, "procurement.readiness.head.");
        look.Title(words.Title);
        look.Line(words.Statement, 0);
        look.Line(words.Cites, 0, Sheet.Quiet);
        look.Line(words.Denominator, 0);
        look.Blank();
        var sheet = look.Sheet(44, 24, 16, 40);
        sheet.Row(look.Heads("measure", "share", "known", "of"));
        foreach (var share in result.Shares) sheet.Row([new("  " + words.Measure(share.Measure), Hang: 2), words.Range(share), words.Share(share.Known), words.Of(share)]);
        look.Blank();
        foreach (var sentence in words.LeftOut) look.Line(sentence, 0);
        look.Line(call.Texts["procurement.readiness.legend"], 0, Sheet.Quiet);
    }
}
