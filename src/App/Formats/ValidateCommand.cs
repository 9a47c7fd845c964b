using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Formats;

/// <summary><c>validate</c>: every problem of a package in one pass.</summary>
static class ValidateCommand
{
    public static Command Create(Shell shell)
    {
        var package = new Argument<string>("PACKAGE") { Description = Shell.Package().Description };
        var command = new Command("validate", "Checks everything in a package in one pass and lists every problem with its way out.") { package };
        return shell.Run(command, call =>
        {
            var path = call.Value(package)!;
            var findings = new List<Finding>();
            var network = PackageReader.LoadNetwork(call.PathOf(path), findings);
            if (call.IsJson) call.WriteJson(json => ValidateJson.Write(json, network, findings, call.Texts));
            else
            {
                FindingList.Write(call, findings, int.MaxValue, path);
                if (network is not null) Summarise(call, network.Package, findings);
            }
            return network is null ? ExitCode.InvalidInput : ExitCode.Ok;
        });
    }

    static void Summarise(Call call, Package package, List<Finding> findings)
    {
        var console = call.Terminal.Out;
        Lines.Write(console, call.Texts.Format("terminal.validate.ok", package.Head.Name, package.Tables.Sum(t => t.Rows.Count).ToString(CultureInfo.InvariantCulture),
            package.Tables.Count().ToString(CultureInfo.InvariantCulture)), 0, 2);
        Lines.Write(console, "  " + string.Join("  ", package.Tables.Select(t => $"{t.Spec.Name}\u00A0{t.Rows.Count.ToString(CultureInfo.InvariantCulture)}")), 0, 2);
        Lines.Write(console, call.Texts.Format("terminal.validate.hash", package.Hash), 0, 2);
        if (findings.Count == 0) Lines.Write(console, FindingList.Summary(call, findings), 0, 2);
    }
}
