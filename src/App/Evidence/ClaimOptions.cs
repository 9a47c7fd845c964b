using System.CommandLine;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>Options that say what a new claim says.</summary>
sealed class ClaimOptions
{
    readonly Option<string?> _paper = new("--paper") { Description = "Id of the paper that says it.", HelpName = "ID" };
    readonly Option<string?> _text = new("--text") { Description = "Its words, or the reader's: at most 600 characters.", HelpName = "TEXT" };
    readonly Option<string?> _about = new("--about") { Description = "Address of the figure that it speaks about, as \"vauban explain\" takes it.", HelpName = "ADDRESS" };
    readonly Option<bool> _quote = new("--quote") { Description = "The words are the paper's own; without it they are the reader's." };
    readonly Option<string?> _page = new("--page") { Description = "Page it stands on.", HelpName = "PAGE" };
    readonly Option<string?> _date = new("--date") { Description = "Time that the value is said of: a day, a month or a year; the paper's where not given.", HelpName = "DATE" };
    readonly Option<string?> _value = new("--value") { Description = "Value or interval that is said: 70, 65..70, 70.. for more than 70.", HelpName = "VALUE" };
    readonly Option<string?> _unit = new("--unit") { Description = "Unit of the value: the figure's own, or %.", HelpName = "UNIT" };
    readonly Option<string?> _stance = new("--stance") { Description = "How the paper stands to it: supports, contradicts or mentions.", HelpName = "STANCE" };
    readonly Option<string?> _said = new("--at-perimeter") { Description = "Perimeter that the value is said of; the one of the question where not given.", HelpName = "SET" };
    readonly Option<string?> _marking = new("--marking") { Description = "Who may see it, such as TLP:GREEN; TLP:CLEAR where not given.", HelpName = "MARKING" };
    readonly Option<string?> _note = new("--note") { Description = "Anything a reader should know.", HelpName = "TEXT" };

    IReadOnlyList<Option<string?>> Texts => [_paper, _text, _about, _page, _date, _value, _unit, _stance, _said, _marking, _note];

    public void AddTo(Command command)
    {
        foreach (var option in Texts) command.Options.Add(option);
        command.Options.Add(_quote);
    }

    /// <summary>The first of the options that is given; null where none is.</summary>
    public string? Given(Call call) => Texts.FirstOrDefault(o => call.Value(o) is not null)?.Name ?? (call.Value(_quote) ? _quote.Name : null);

    /// <summary>The claim.</summary>
    /// <exception cref="InputException">It is none that a library takes; the message says why.</exception>
    public Claim Of(Call call, string id, Network network, IPaperLibrary library)
    {
        var paper = LibraryChoice.Paper(call, library, call.Value(_paper) ?? throw new InputException(call.Texts.Format("evidence.claim.needs", _paper.Name)));
        var text = call.Value(_text) ?? throw new InputException(call.Texts.Format("evidence.claim.needs", _text.Name));
        var about = call.Value(_about) ?? throw new InputException(call.Texts.Format("evidence.claim.needs", _about.Name));
        var stance = call.Value(_stance) is { Length: > 0 } said ? StanceOf(said) ?? throw new InputException(call.Texts.Sentence(new("E-CLAIM-06", Severity.Error, new(), said))) : Stance.Supports;
        var claim = new Claim(id, paper.Id, PaperCheck.Plain(text), about.Trim())
        {
            IsQuote = call.Value(_quote), Page = Text(call, _page), Date = Text(call, _date), Package = network.Package.Head.Name, Perimeter = Text(call, _said), Stance = stance, Value = Text(call, _value), Unit = Text(call, _unit),
            Marking = call.Value(_marking) is { Length: > 0 } marking ? marking : paper.Marking, Note = PaperCheck.Plain(Text(call, _note)),
        };
        var findings = new List<Finding>();
        return claim.Check(new(), findings) ? claim : throw new InputException(string.Join(Environment.NewLine, findings.Select(call.Texts.Sentence)));
    }

    /// <summary>A stance by its word; null where it is none.</summary>
    public static Stance? StanceOf(string word) => Enum.GetValues<Stance>().Where(s => string.Equals(s.ToString(), word, StringComparison.OrdinalIgnoreCase)).Select(s => (Stance?)s).FirstOrDefault();

    static string Text(Call call, Option<string?> option) => call.Value(option)?.Trim() ?? "";
}
