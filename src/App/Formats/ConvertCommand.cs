using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Formats;

/// <summary><c>convert</c>: the same package in another container.</summary>
static class ConvertCommand
{
    public static Command Create(Shell shell)
    {
        var from = Shell.Package();
        var to = new Argument<string>("TO") { Description = "Where to write it: a folder, or a file that ends in .zip or .xlsx." };
        var command = new Command("convert", "Writes a package as a folder of CSV files, a ZIP or a workbook; content and hash stay the same.") { from, to };
        return shell.Run(command, call =>
        {
            var path = call.Value(to)!;
            var (network, findings) = call.Load(call.Value(from)!, isWhole: true);
            var full = call.PathOf(path);
            var obstacles = new List<Finding>();
            if (!PackageWriter.CanWrite(full, obstacles)) throw new InputException(call.Texts.Sentence(obstacles[0]));
            try
            {
                PackageWriter.Write(network.Package, full);
            }
            catch (ArgumentException e)
            {
                // A name or a cell that this container cannot hold; the message says which.
                throw new InputException(e.Message);
            }
            if (call.IsJson) call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("written", path);
                json.WriteString("snapshot", network.Package.Hash);
                FindingsJson.WriteList(json, findings, call.Texts);
                json.WriteEndObject();
            });
            else Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.written", path, network.Package.Hash), 0, 2);
            return ExitCode.Ok;
        });
    }
}
