using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats.Matching;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Matching;

namespace Vauban.App.Matching;

/// <summary><c>match review</c>: suggestions with their reasons; decisions are written down and nothing else happens.</summary>
sealed class ReviewCommand
{
    const int MostShown = 30;
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string?> _decisions = MatchRun.Decisions();
    readonly Option<double> _least = new("--least") { Description = "Least likeness, 0 to 1, of a suggestion.", HelpName = "NUMBER", DefaultValueFactory = _ => new MatchOptions().Least };
    readonly Option<string[]> _same = new("--same") { Description = "Two parties by id that are one and the same: ID=ID. May be repeated.", HelpName = "ID=ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _different = new("--different") { Description = "Two parties by id that are two: ID=ID. May be repeated.", HelpName = "ID=ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _reason = new("--reason") { Description = "Why, for the decisions given here.", HelpName = "TEXT" };

    public static Command Create(Shell shell)
    {
        var me = new ReviewCommand();
        var command = new Command("review", "Suggests which parties may be one, with reasons, and writes down what you decide.") { me._package, me._decisions, me._least, me._same, me._different, me._reason };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var path = call.Value(_package)!;
        var file = MatchRun.FileOf(call, path, call.Value(_decisions));
        var package = call.Load(path).Network.Package;
        var decisions = MatchRun.Load(call, file).Where(d => d.IsSame is not null).ToList();
        var parties = MatchParty.Of(package).ToDictionary(p => p.Id, StringComparer.Ordinal);
        foreach (var (texts, isSame) in new[] { (call.Value(_same)!, true), (call.Value(_different)!, false) })
            foreach (var text in texts) decisions.Add(Decision(call, parties, text, isSame));
        var result = MatchRun.Run(call, package, decisions, call.Value(_least));
        MatchFile.Save(file, decisions, result);
        if (call.IsJson) call.WriteJson(json => Write(json, result));
        else Show(call, result, Path.GetRelativePath(call.PathOf("."), file));
        return ExitCode.Ok;
    }

    MatchDecision Decision(Call call, Dictionary<string, MatchParty> parties, string text, bool isSame)
    {
        if (text.Split('=') is [var a, var b] && a != b && parties.TryGetValue(a.Trim(), out var one) && parties.TryGetValue(b.Trim(), out var other)) return MatchDecision.Of(one, other, isSame, call.Value(_reason) ?? "");
        throw new InputException(call.Texts.Format("terminal.match.pair", text));
    }

    internal static void Write(Utf8JsonWriter json, MatchResult result)
    {
        json.WriteStartObject();
        json.WriteValue("least", result.Options.Least);
        json.WriteNumber("compared", result.Compared);
        json.WriteTexts("crowds", result.Crowds);
        json.WriteList("open", result.Open, s => Pair(json, s));
        json.WriteList("decided", result.Decided, s => Pair(json, s));
        json.WriteEndObject();
    }

    static void Pair(Utf8JsonWriter json, MatchSuggestion pair)
    {
        json.WriteStartObject();
        Party(json, "a", pair.A);
        Party(json, "b", pair.B);
        json.WriteValue("likeness", pair.Score.Likeness);
        json.WriteTexts("because", pair.Score.Reasons);
        json.WriteText("verdict", pair.Decision.IsSame switch { true => "same", false => "different", _ => null });
        json.WriteString("reason", pair.Decision.Reason);
        json.WriteEndObject();
    }

    static void Party(Utf8JsonWriter json, string name, MatchParty party)
    {
        json.WriteStartObject(name);
        json.WriteString("id", party.Id);
        json.WriteString("name", party.Name);
        json.WriteString("country", party.Country);
        json.WriteEndObject();
    }

    static void Show(Call call, MatchResult result, string file)
    {
        var console = call.Terminal.Out;
        foreach (var pair in result.Open.Take(MostShown))
        {
            Lines.Write(console, $"{pair.Score.Likeness.ToString("0.00", CultureInfo.InvariantCulture)}  {Named(pair.A)}", 0, 6);
            Lines.Write(console, $"      {Named(pair.B)}", 0, 6);
            Lines.Write(console, "      " + Because(call.Texts, pair.Score), 0, 6, Sheet.Quiet);
        }
        if (result.Open.Count > MostShown) Lines.Write(console, call.Texts.Format("sentence.more", Number(result.Open.Count - MostShown)), 0, 2);
        foreach (var crowd in result.Crowds.Take(5)) Lines.Write(console, call.Texts.Format("terminal.match.crowd", crowd, Number(result.Options.Crowd)), 0, 2);
        Lines.Write(console, call.Texts.Format("terminal.match.open", Number(result.Open.Count), Number(result.Decided.Count), file), 0, 2);
    }

    /// <summary>The reasons in words.</summary>
    internal static string Because(Texts texts, MatchScore score) => string.Join("; ", score.Reasons.Select(r => texts["match.reason." + (r.StartsWith('-') ? "not-" + r[1..] : r)]));

    static string Named(MatchParty party) => $"{(party.Name.Length > 0 ? party.Name : party.Lei)} ({string.Join(", ", new[] { party.Id, party.Country }.Where(t => t.Length > 0))})";

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
