using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Eligibility;
using Vauban.App.Reports;
using Vauban.Core.Eligibility;

namespace Vauban.App.Procurement;

/// <summary><c>procurement groups</c>: which groups of states meet each instrument's minimum membership, and what it pays them at most.</summary>
sealed class GroupsCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Option<string[]> _item = PoolChoice.Item();
    readonly Option<string[]> _states = PoolChoice.States();
    readonly Option<string[]> _packs = new("--pack") { Description = "Only this rule pack. May be repeated; without it, all that are built in.", HelpName = "NAME", DefaultValueFactory = _ => [] };
    readonly Option<string?> _candidates = new("--candidates") { Description = "Countries that might join beside other buyers of the item; those that the rules name where not given.", HelpName = "SET" };
    readonly Option<string?> _contract = new("--contract") { Description = "Facts of the contract or consortium (JSON); its form is docs/reference/contract.schema.json.", HelpName = "FILE" };
    readonly Option<string[]> _facts = new("--fact") { Description = "A fact of the contract (contract.value=250000000) or of a state (state-a/safe_loan=yes). May be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
    readonly Option<string?> _date = new("--date") { Description = "Day of the assessment; stands in for a decisive day that the contract does not state. Default: the day of the package.", HelpName = "DAY" };
    readonly AnswerFiles _files = new("Writes the groups as an HTML file that needs nothing else: who, what is missing, ceilings, links to the articles.", hasNames: false);

    public static Command Create(Shell shell)
    {
        var me = new GroupsCommand();
        var command = new Command("groups", "Which groups of states meet each instrument's minimum membership, which smallest additions would, and what does it pay at most?") { me._package };
        foreach (var option in new Option[] { me._item, me._states, me._packs, me._candidates, me._contract, me._facts, me._date }) command.Options.Add(option);
        me._files.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var packs = PacksOf(call, call.Value(_packs) ?? []);
        var contract = EligibilityChoice.Contract(call, call.Value(_contract), FactVocabulary.Of([.. packs]));
        var (network, findings) = call.Load(call.Value(_package)!);
        _files.Check(call);
        var question = new GroupQuestion
        {
            Items = call.Value(_item) ?? [], States = PoolChoice.Split(call.Value(_states)), Candidates = call.Value(_candidates), Facts = call.Value(_facts) ?? [], Date = EligibilityChoice.Date(call, call.Value(_date)), Contract = contract?.Facts ?? FactSet.Empty,
        };
        var result = question.Answer(network, packs, call.Texts, call.Stop);
        if (call.IsJson) call.WriteJson(json => GroupsJson.Write(json, network, question.Items, result, findings, call.Texts));
        else GroupsText.Write(call, network, question.Items, result);
        _files.Write(call, network.Package, (identity, _) => GroupReportWriter.Write(network, question.Items, result, findings, identity, call.Texts.Language), (identity, stream) => GroupWorkbook.Write(result, identity, call.Texts, stream));
        return ExitCode.Ok;
    }

    static Pack[] PacksOf(Call call, string[] names) => [.. (names.Length > 0 ? names : [.. RulePacks.Names]).Distinct(StringComparer.Ordinal).Select(n => EligibilityChoice.Pack(call, n))];
}
