using System.CommandLine;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity trough</c>: the cheapest way to keep a line warm through months of low orders.</summary>
sealed class TroughCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly RoleChoice _role = new();
    readonly Option<string> _line = new("--line") { Description = "Line by its id.", HelpName = "ID", Required = true };
    readonly Option<int> _months = new("--months") { Description = "Months of low orders, 1 to 120.", HelpName = "N", DefaultValueFactory = _ => 12 };
    readonly Option<double> _load = new("--load") { Description = "Orders in those months, in per cent of the capacity.", HelpName = "PERCENT", DefaultValueFactory = _ => 0 };
    readonly Option<double> _after = new("--after") { Description = "Orders when they come back, in per cent of the capacity.", HelpName = "PERCENT", DefaultValueFactory = _ => 100 };
    readonly Option<double?> _worth = new("--worth") { Description = "What a unit made beyond the orders is worth later, in per cent of its unit cost; 100 where the package has a stock of the item, else 0.", HelpName = "PERCENT" };
    readonly Option<double?> _lost = new("--lost") { Description = "EUR that a unit ordered and not delivered costs; the highest shortfall price of its demands, else its unit value, where not given.", HelpName = "EUR" };
    readonly Option<string?> _at = new("--at") { Description = "Day (2028-01-31, 2028-01 or 2028); the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };

    public static Command Create(Shell shell)
    {
        var me = new TroughCommand();
        var command = new Command("trough", "How to keep a line warm through months of low orders: run, keep ready, or close and start again.") { me._package, me._line, me._months, me._load, me._after, me._worth, me._lost, me._at, me._status };
        me._role.AddRole(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        _role.Refuse(call, "capacity trough");
        var (network, findings) = call.Load(call.Value(_package)!);
        var (at, status) = (AssessCommand.Date(call, call.Value(_at)), AssessCommand.Status(call, call.Value(_status)!));
        var id = call.Value(_line)!;
        var lines = network.At(at, status).Lines.Select(l => l.Id).ToArray();
        if (!lines.Contains(id)) throw new InputException(Spelling.Nearest(id, lines) is { } near ? call.Texts.Format("capacity.line.nearest", id, near) : call.Texts.Format("capacity.line.unknown", id));
        if (call.Value(_months) is < 1 or > TroughOptions.Longest) throw new InputException(call.Texts["capacity.trough.months"]);
        foreach (var share in new[] { call.Value(_load), call.Value(_after), call.Value(_worth) ?? 0 })
            if (!(share is >= 0 and <= 100)) throw new InputException(call.Texts["capacity.trough.percent"]);
        if (call.Value(_lost) is { } lost && !(lost >= 0)) throw new InputException(call.Texts["capacity.trough.lost"]);
        var result = TroughEngine.Run(network, new()
        {
            Line = id, Months = call.Value(_months), Load = call.Value(_load) / 100, After = call.Value(_after) / 100, Worth = call.Value(_worth) / 100, LostPrice = call.Value(_lost), At = at, Status = status,
        });
        if (call.IsJson) call.WriteJson(json => TroughJson.Write(json, result, findings, call.Texts));
        else TroughText.Write(call, result);
        return ExitCode.Ok;
    }
}
