using System.CommandLine;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>What the commands of eligibility share: item, contract, day.</summary>
sealed class EligibilityChoice
{
    readonly Option<string?> _item = new("--item", "-i") { Description = "Item that the contract buys or the action is about. May be left out where the package has one goal item.", HelpName = "ID" };
    readonly Option<string?> _contract = new("--contract") { Description = "Facts of the contract or consortium (JSON); its form is docs/reference/contract.schema.json.", HelpName = "FILE" };
    readonly Option<string?> _date = new("--date") { Description = "Day of the assessment; stands in for a decisive day that the contract does not state. Default: the day of the package.", HelpName = "DAY" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _item, _contract, _date }) command.Options.Add(option);
    }

    public DateOnly? Date(Call call) => Date(call, call.Value(_date));

    /// <summary>A day as the user wrote it; null where he wrote none.</summary>
    /// <exception cref="InputException">It is no day.</exception>
    public static DateOnly? Date(Call call, string? text)
    {
        if (text is not { Length: > 0 }) return null;
        return Dates.TryParse(text, false, out var date) ? date : throw new InputException(call.Texts.Format("eligibility.date.wrong", text));
    }

    public Item Item(Call call, Network network)
    {
        if (call.Value(_item) is { Length: > 0 } id)
        {
            if (network.Items.FirstOrDefault(i => i.Id == id) is { } item) return item;
            throw new InputException(call.Texts.Format("eligibility.item.unknown", id, Spelling.Nearest(id, network.Items.Select(i => i.Id)) ?? string.Join(", ", network.Goals.Select(g => network.Items[g.Item].Id).Distinct())));
        }
        var goals = network.Goals.Select(g => g.Item).Distinct().ToArray();
        return goals is [var only] ? network.Items[only] : throw new InputException(call.Texts.Format("eligibility.item.needed", string.Join(", ", goals.Select(g => network.Items[g].Id))));
    }

    /// <summary>The contract's file, or null where none is given.</summary>
    /// <exception cref="InputException">It has errors; they are on standard error.</exception>
    public Contract? Contract(Call call, FactVocabulary vocabulary) => Contract(call, call.Value(_contract), vocabulary);

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
