using System.CommandLine;
using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>What the commands of eligibility share: package, item, contract, day, and the files that they write.</summary>
sealed class EligibilityChoice
{
    readonly Argument<string> _package = Shell.Package();
    readonly AnswerFiles _files = EligibilityFiles.Options();
    readonly Option<string?> _item = new("--item", "-i") { Description = "Item that the contract buys or the action is about. May be left out where the package has one goal item.", HelpName = "ID" };
    readonly Option<string?> _contract = new("--contract") { Description = "Facts of the contract or consortium (JSON); its form is docs/reference/contract.schema.json.", HelpName = "FILE" };
    readonly Option<string?> _date = new("--date") { Description = "Day of the assessment; stands in for a decisive day that the contract does not state. Default: the day of the package.", HelpName = "DAY" };

    public void AddTo(Command command, Option pack)
    {
        command.Arguments.Add(_package);
        foreach (var option in new[] { pack, _item, _contract, _date }) command.Options.Add(option);
        _files.AddTo(command);
    }

    /// <summary>Reads what is asked, checks it, and writes the answer and its files.</summary>
    /// <exception cref="InputException">Something asked for cannot be.</exception>
    public EligibilityAnswer Answer(Call call, IReadOnlyList<string> names, Action<Utf8JsonWriter, EligibilityAnswer, IReadOnlyList<Finding>, Texts> json, Action<Call, EligibilityAnswer> text)
    {
        Pack[] packs = [.. names.Distinct(StringComparer.Ordinal).Select(n => Pack(call, n))];
        var contract = Contract(call, call.Value(_contract), FactVocabulary.Of(packs));
        var (loaded, findings) = call.Load(call.Value(_package)!);
        _files.Check(call);
        var answer = EligibilityAnswer.Of(loaded, n => Item(n, call.Value(_item) ?? "", call.Texts), contract, packs, Date(call, call.Value(_date)), call.Stop);
        FindingList.Write(call, answer.Findings, 20, call.Value(_package)!);
        IReadOnlyList<Finding> all = [.. findings, .. answer.Findings];
        if (call.IsJson) call.WriteJson(j => json(j, answer, all, call.Texts));
        else text(call, answer);
        _files.Write(call, answer, all);
        return answer;
    }

    /// <summary>A day as the user wrote it; null where he wrote none.</summary>
    /// <exception cref="InputException">It is no day.</exception>
    public static DateOnly? Date(Call call, string? text)
    {
        if (text is not { Length: > 0 }) return null;
        return Dates.TryParse(text, false, out var date) ? date : throw new InputException(call.Texts.Format("eligibility.date.wrong", text));
    }

    /// <summary>An item by its id; the one goal item where none is named.</summary>
    /// <exception cref="InputException">There is none of that name, or none is named and several are goals.</exception>
    public static Item Item(Network network, string id, Texts texts)
    {
        var goals = network.Goals.Select(g => g.Item).Distinct().ToArray();
        if (id.Length > 0)
        {
            if (network.Items.FirstOrDefault(i => i.Id == id) is { } item) return item;
            throw new InputException(texts.Format("eligibility.item.unknown", id, Spelling.Nearest(id, network.Items.Select(i => i.Id)) ?? string.Join(", ", goals.Select(g => network.Items[g].Id))));
        }
        return goals is [var only] ? network.Items[only] : throw new InputException(texts.Format("eligibility.item.needed", string.Join(", ", goals.Select(g => network.Items[g].Id))));
    }

    /// <summary>A contract's file, or null where none is given.</summary>
    /// <exception cref="InputException">It has errors; they are on standard error.</exception>
    public static Contract? Contract(Call call, string? path, FactVocabulary vocabulary)
    {
        if (path is not { Length: > 0 }) return null;
        var findings = new List<Finding>();
        var contract = ContractFile.Load(call.PathOf(path), findings, vocabulary);
        FindingList.Write(call, findings, int.MaxValue, path);
        return contract ?? throw new InputException("");
    }

    /// <summary>A pack by its name or folder.</summary>
    /// <exception cref="InputException">There is none, or it has errors; they are on standard error.</exception>
    public static Pack Pack(Call call, string text)
    {
        var findings = new List<Finding>();
        var pack = RulePacks.Find(text, call.PathOf(text), findings);
        FindingList.Write(call, findings, int.MaxValue, text);
        return pack ?? throw new InputException("");
    }
}
