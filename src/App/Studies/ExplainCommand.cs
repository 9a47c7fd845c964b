using System.CommandLine;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary><c>explain</c>: where a figure comes from, or what a row says and where it matters.</summary>
sealed class ExplainCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Argument<string> _address = new("ADDRESS") { Description = "Address of a figure, as --json gives it (field-radio/produce/theta_in, exposure/concentration/cell/country/hhi), or of a row (lines/board-fr)." };
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<string> _reading = new("--reading") { Description = "Reading of the terms: pessimistic, central or optimistic.", HelpName = "READING", DefaultValueFactory = _ => "central" };
    readonly Option<string?> _at = new("--at") { Description = "Day of the assessment; the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };

    public static Command Create(Shell shell)
    {
        var me = new ExplainCommand();
        return shell.Run(new Command("explain", "Shows the terms a figure adds up from, or what a row says and where it matters.") { me._package, me._address, me._perimeter, me._reading, me._at, me._status }, me.Run);
    }

    int Run(Call call)
    {
        var reading = ReadingOf(call, call.Value(_reading)!);
        var options = new SovereigntyOptions
        {
            Perimeters = [call.Perimeters(call.Value(_perimeter))[0]],
            At = AssessCommand.Date(call, call.Value(_at)),
            Status = AssessCommand.Status(call, call.Value(_status)!),
        };
        var (network, _) = call.Load(call.Value(_package)!);
        var address = call.Value(_address)!.Trim();
        if (ExplainStudy.Run(network, address, reading, options, LinearSolvers.Default, call.Stop) is not { } result) return Row(call, network, address, reading, options);
        if (call.IsJson) call.WriteJson(json => ExplainJson.Write(json, result));
        else ExplainText.Write(call, result);
        return double.IsNaN(result.Theta) || result.AddsUp ? ExitCode.Ok : ExitCode.Failed;
    }

    static int Row(Call call, Network network, string address, Reading reading, SovereigntyOptions options)
    {
        var exposure = new ExposureOptions { Perimeter = options.Perimeters[0], At = options.At, Status = options.Status };
        if (ExposureExplainStudy.Run(network, address, reading, exposure, LinearSolvers.Default, call.Stop) is { } figure)
        {
            if (call.IsJson) call.WriteJson(json => ExposureExplainJson.Write(json, figure));
            else ExposureExplainText.Write(call, figure);
            return figure.AddsUp ? ExitCode.Ok : ExitCode.Failed;
        }
        var row = ExplainRowStudy.Run(network, address, reading, options, LinearSolvers.Default, call.Stop) ?? throw Unknown(call, network.At(options.At, options.Status), address);
        if (call.IsJson) call.WriteJson(json => ExplainRowJson.Write(json, row));
        else ExplainRowText.Write(call, row);
        return ExitCode.Ok;
    }

    static InputException Unknown(Call call, Network network, string address)
    {
        // What starts like a row is compared with the rows of its table.
        var all = FieldCatalog.Find(address.Split('/')[0]) is { } table && network.Package[table.Name].Rows.Count > 0 ? [.. ExplainRowStudy.Addresses(network.Package, table.Name)] : ExplainStudy.Addresses(network);
        var nearest = all.OrderBy(a => Spelling.Distance(address, a)).ThenBy(a => a, StringComparer.Ordinal).Take(3).ToArray();
        return new(nearest.Length == 0 ? call.Texts["finding.W-GOAL-01"] : call.Texts.Format("terminal.explain.unknown", address, string.Join(", ", nearest)));
    }

    static Reading ReadingOf(Call call, string text) => text.ToLowerInvariant() switch
    {
        "pessimistic" => Reading.Pessimistic,
        "central" => Reading.Central,
        "optimistic" => Reading.Optimistic,
        _ => throw new InputException(call.Texts.Format("terminal.explain.reading", text)),
    };
}
