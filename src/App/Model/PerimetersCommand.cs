using System.CommandLine;
using System.Globalization;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Model;

/// <summary><c>perimeters</c>: names of country sets and who belongs to them.</summary>
static class PerimetersCommand
{
    public static Command Create(Shell shell)
    {
        var perimeter = Shell.Perimeter();
        var command = new Command("perimeters", "Shows the named sets of countries and their members.") { perimeter };
        return shell.Run(command, call =>
        {
            var sets = call.Value(perimeter) is { Length: > 0 } named ? call.Perimeters(named)
                : [.. Countries.SetNames.Where(n => n != "WORLD").Select(n => new Perimeter(n, Countries.Sets[n]))];
            if (call.IsJson) call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteList("perimeters", sets, p =>
                {
                    json.WriteStartObject();
                    json.WriteString("name", p.Name);
                    json.WriteTexts("members", p.Members.Codes);
                    json.WriteEndObject();
                });
                json.WriteEndObject();
            });
            else
                foreach (var set in sets)
                    Lines.Write(call.Terminal.Out, $"{set.Name,-16} {set.Members.Count.ToString(CultureInfo.InvariantCulture),3}  {string.Join(' ', set.Members.Codes)}", 0, 22);
            return ExitCode.Ok;
        });
    }
}
