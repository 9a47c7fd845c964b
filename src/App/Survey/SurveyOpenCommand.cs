using System.CommandLine;
using System.Text.Json;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Adapters.Sealing;
using Vauban.App.Cli;
using Vauban.App.Workbench;
using Vauban.App.Workbench.Survey;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary><c>survey open</c>: opens sealed answers of the workbench on the officer's own machine.</summary>
sealed class SurveyOpenCommand
{
    const int MostBytes = 256 << 20;

    readonly Argument<string> _sealed = new("SEALED") { Description = "Sealed answers of a round, as the workbench gives them." };
    readonly Option<string> _out = new("--out") { Description = "Book of answers to write. It holds them in plain: keep it as strictly as the key, and delete it after use.", HelpName = "FILE", Required = true };
    readonly KeyChoice _key = new();

    public static Command Create(Shell shell)
    {
        var me = new SurveyOpenCommand();
        var command = new Command("open", "Opens sealed answers of the workbench with your key and writes a book of answers, which survey collect and survey use read.") { me._sealed, me._out };
        me._key.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var path = call.Value(_sealed)!;
        var file = new FileInfo(call.PathOf(path));
        if (!file.Exists) throw new InputException(call.Texts.Format("survey.sealed.no-file", path));
        using var key = _key.Of(call) ?? throw new InputException(call.Texts["survey.open.key"]);
        var (sheets, lost) = (new List<AnswerSheet>(), new List<string>());
        foreach (var line in file.Length > MostBytes ? [] : File.ReadLines(file.FullName))
            if (Open(line, key) is { } sheet) sheets.Add(sheet);
            else lost.Add((sheets.Count + lost.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (sheets.Count == 0) throw new InputException(call.Texts.Format("survey.open.none", path));
        using (var book = AuditCommand.NewFile(call, call.Value(_out)!)) book.Write(AnswerSheetFile.Write(sheets));
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("opened", sheets.Count);
            json.WriteTexts("notOpened", lost);
            json.WriteEndObject();
        });
        else
        {
            Lines.Write(call.Terminal.Out, call.Texts.Format("survey.open.done", sheets.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), call.Value(_out)!), 0, 2, Sheet.Strong);
            if (lost.Count > 0) Lines.Write(call.Terminal.Out, call.Texts.Format("survey.open.lost", string.Join(", ", lost)), 0, 2);
        }
        return lost.Count > 0 ? ExitCode.PolicyFails : ExitCode.Ok;
    }

    // Null for a line that is none, was changed, or is sealed for another key.
    static AnswerSheet? Open(string line, OfficerKey key)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var (about, text) = (json.RootElement.GetProperty("about").GetString()!, json.RootElement.GetProperty("sealed").GetString()!);
            return SurveyDesk.Sheet(Envelope.Open(Convert.FromBase64String(text), about, key));
        }
        catch (Exception e) when (e is SealException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
