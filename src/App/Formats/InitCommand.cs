using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Formats;

/// <summary><c>init</c>: empty tables to fill in, with a data dictionary.</summary>
static class InitCommand
{
    public static Command Create(Shell shell)
    {
        var to = new Argument<string>("TO") { Description = "New folder, or a file that ends in .xlsx (with drop-downs) or .zip; nothing may lie there yet." };
        var command = new Command("init", "Writes an empty package to fill in, with every table, every column and a data dictionary.") { to };
        return shell.Run(command, call =>
        {
            var path = call.Value(to)!;
            var full = call.PathOf(path);
            if (!TemplateWriter.CanWrite(full)) throw new InputException(call.Texts.Sentence(new Finding("E-FILE-08", Severity.Error, new Place(path))));
            TemplateWriter.Write(full);
            if (call.IsJson) call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("written", path);
                json.WriteEndObject();
            });
            else Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.init", path), 0, 2);
            return ExitCode.Ok;
        });
    }
}
