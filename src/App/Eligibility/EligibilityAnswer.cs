using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>A product or contract under some instruments: one answer for commands, endpoints and pages.</summary>
/// <param name="Network">Network at the day of the assessment.</param>
/// <param name="Item">Item.</param>
/// <param name="Contract">What is stated of the contract; null for what the package knows alone.</param>
/// <param name="Date">Day of the assessment.</param>
/// <param name="Results">One for each pack, in their order.</param>
/// <param name="Findings">What was found while facts were completed.</param>
sealed record EligibilityAnswer(Network Network, Item Item, Contract? Contract, DateOnly? Date, IReadOnlyList<EligibilityResult> Results, IReadOnlyList<Finding> Findings)
{
    /// <summary>Checks an item against packs.</summary>
    /// <param name="network">Network, all of it.</param>
    /// <param name="item">Finds the item in the network as it counts on the day.</param>
    /// <param name="contract">What is stated; null for nothing.</param>
    /// <param name="packs">Packs.</param>
    /// <param name="date">Day; null for that of the package.</param>
    /// <param name="stop">Cancels.</param>
    public static EligibilityAnswer Of(Network network, Func<Network, Item> item, Contract? contract, IReadOnlyList<Pack> packs, DateOnly? date, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(item);
        date ??= network.Package.Head.AsOf;
        var counts = network.At(date, 0);
        var (bought, facts, found) = (item(counts), FactVocabulary.Of([.. packs]).Facts, new List<Finding>());
        EligibilityResult[] results = [.. packs.Select(p => EligibilityEngine.Run(p, ProductFacts.Of(counts, bought, contract?.Facts ?? FactSet.Empty, p.Instrument, facts, found), date, stop))];
        return new(counts, bought, contract, date, results, [.. found.DistinctBy(f => (f.Code, f.Place, string.Join('|', f.Values)))]);
    }

    /// <summary>What a report or a workbook is about.</summary>
    public EligibilitySubject Subject => new(Item, Contract?.Title ?? "", Contract?.About ?? "", Contract?.Basis ?? "");

    /// <summary>What it is known by.</summary>
    public ReportIdentity Identity => new(Network.Package.Hash, ProductVersion.Text);

    /// <summary>Every fact that the answer speaks of.</summary>
    public IEnumerable<FactUse> Uses => Results.SelectMany(r => r.Rules.SelectMany(x => x.Evidence.Concat(x.Missing)).Concat(r.Figures.SelectMany(f => f.Evidence.Concat(f.Missing))).Concat(r.Choices.SelectMany(c => c.Evidence.Concat(c.Missing))));
}
