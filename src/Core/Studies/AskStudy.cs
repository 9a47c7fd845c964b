using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Survey;

namespace Vauban.Core.Studies;

/// <summary>One thing worth asking: about which item, of whom, and what it would settle. It names a role and no company.</summary>
/// <param name="Item">Item it is about, by id.</param>
/// <param name="Stage">Item whose makers know, by id.</param>
/// <param name="Kind">What is uncertain.</param>
/// <param name="Low">Least share of the goal reached within what is uncertain.</param>
/// <param name="High">Most share of the goal reached.</param>
/// <param name="Decides">True where the answer alone settles a verdict.</param>
/// <param name="Groups">Independent owners among the makers that the package lists.</param>
/// <param name="Questions">Questions of the questionnaire that ask for it, by id.</param>
public sealed record AskProposal(string Item, string Stage, AskKind Kind, double Low, double High, bool Decides, int Groups, IReadOnlyList<string> Questions);

/// <summary>Turns "ask next" of the sovereignty engine into questions and the roles to ask them of.</summary>
/// <remarks>Rows of one item become one proposal with the widest swing: which company's row it is stays out of it, so that nobody who reads the proposal learns who is weak.</remarks>
public static class AskStudy
{
    /// <summary>Proposals, those that settle something first, then by swing, then by item.</summary>
    public static IReadOnlyList<AskProposal> Run(SovereigntyResult result, Questionnaire questionnaire)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(questionnaire);
        var network = result.Network;
        var groups = new OwnerGroups(network);
        var asks = result.Grids.SelectMany(g => g.Rows).SelectMany(r => r.Reliance.Asks).SelectMany(a => Stages(network, a).Select(s => (Stage: s, Ask: a)));
        return [.. asks.GroupBy(a => (a.Ask.Item, a.Stage, a.Ask.Kind))
            .Select(g => new AskProposal(network.Items[g.Key.Item].Id, network.Items[g.Key.Stage].Id, g.Key.Kind, g.Min(a => a.Ask.Low), g.Max(a => a.Ask.High), g.Any(a => a.Ask.Decides),
                network.Lines.Where(l => l.Item == g.Key.Stage).Select(groups.Of).OfType<string>().Distinct(StringComparer.Ordinal).Count(), Questions(questionnaire, network.Items[g.Key.Item].Id, network.Items[g.Key.Stage].Id, g.Key.Kind)))
            .OrderByDescending(p => p.Decides).ThenByDescending(p => p.High - p.Low).ThenBy(p => p.Stage, StringComparer.Ordinal).ThenBy(p => p.Item, StringComparer.Ordinal).ThenBy(p => p.Kind)];
    }

    // Who makes an item knows its capacity and its owner; how much of an input is used is known by who uses it.
    static IEnumerable<int> Stages(Network network, Ask ask) => ask.Kind != AskKind.Recipe ? [ask.Item]
        : network.Recipes.Where(r => r.From.Address == ask.Address).Select(r => r.Line >= 0 ? network.Lines[r.Line].Item : r.Item).Distinct();

    static string[] Questions(Questionnaire questionnaire, string item, string stage, AskKind kind) => [.. questionnaire.Questions.Where(q => q.Target is { } t && kind switch
    {
        AskKind.Recipe => t.Table == "recipes" && t.Item == stage && t.Input == item, AskKind.Control => t is { Table: "parties", Field: "control_country" }, _ => t is { Table: "lines", Field: "capacity" } && t.Item == item,
    }).Select(q => q.Id)];
}
