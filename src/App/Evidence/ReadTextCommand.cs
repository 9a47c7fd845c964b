using System.CommandLine;
using Vauban.Adapters.Formats.Extraction;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>The process that <see cref="ReadingProcess"/> starts: a file on standard input, its text as JSON on standard output. Hidden: it is for this program alone.</summary>
static class ReadTextCommand
{
    public const string Name = "read-text";

    public static Command Create(Shell shell)
    {
        var ending = new Argument<string>("ENDING");
        var seconds = new Argument<double>("SECONDS");
        var command = new Command(Name) { ending, seconds };
        command.Hidden = true;
        return shell.Run(command, call =>
        {
            var limits = new ExtractionLimits { Time = TimeSpan.FromSeconds(Math.Clamp(call.Value(seconds), 0.001, 600)) };
            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (input.Read(buffer) is > 0 and var count && bytes.Length <= limits.Bytes) bytes.Write(buffer, 0, count);
            var findings = new List<Finding>();
            var text = TextExtractor.Read("file" + call.Value(ending), bytes.ToArray(), findings, limits, call.Stop);
            call.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("paged", text.IsPaged);
                json.WriteTexts("pages", text.Pages);
                json.WriteList("findings", findings, f =>
                {
                    json.WriteStartObject();
                    json.WriteString("code", f.Code);
                    json.WriteBoolean("error", f.Severity == Severity.Error);
                    json.WriteTexts("values", f.Values);
                    json.WriteEndObject();
                });
                json.WriteEndObject();
            });
            return ExitCode.Ok;
        });
    }
}
