using Vauban.Core.Model;

namespace Vauban.Core.Eligibility;

/// <summary>What one instrument could pay of one investment.</summary>
/// <param name="Pack">Pack.</param>
/// <param name="Funding">What it pays for.</param>
/// <param name="Result">The whole self-assessment of the investment as an industrial action.</param>
/// <param name="Outcome">All rules that decide together with what this funding asks.</param>
/// <param name="RateLow">Least rate that the facts allow, per cent.</param>
/// <param name="RateHigh">Largest rate that the facts allow, per cent.</param>
/// <param name="Grant">Largest payment, EUR; unknown where the cost is.</param>
/// <param name="Missing">Facts that the rate or the condition of the funding lack.</param>
public sealed record FundingOption(Pack Pack, PackFunding Funding, EligibilityResult Result, Outcome Outcome, double RateLow, double RateHigh, Quantity Grant, IReadOnlyList<FactUse> Missing);

/// <summary>What could fund one investment.</summary>
/// <param name="Expansion">Investment.</param>
/// <param name="Options">Instruments in force on its day, in the order of the packs.</param>
/// <param name="IsPaidAlready">True where the package says that it is funded or decided.</param>
public sealed record ExpansionFunding(Expansion Expansion, IReadOnlyList<FundingOption> Options, bool IsPaidAlready)
{
    /// <summary>True where the same cost might be paid twice: several instruments are not excluded, or it is funded already.</summary>
    public bool WarnsOfDoubleFunding => Options.Count(o => o.Outcome != Outcome.NotMet) > (IsPaidAlready ? 0 : 1);
}

/// <summary>Which instruments could fund the investments of a network, as an indication.</summary>
public static class FundingEngine
{
    /// <summary>Checks every investment against every pack that pays for capacity.</summary>
    /// <param name="network">Network at the day of the assessment.</param>
    /// <param name="packs">Packs.</param>
    /// <param name="contract">Facts that hold for all investments.</param>
    /// <param name="expansions">Ids of the investments; null for all.</param>
    /// <param name="date">Day of the assessment.</param>
    /// <param name="vocabulary">Facts there are.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<ExpansionFunding> Run(Network network, IReadOnlyList<Pack> packs, FactSet contract, IReadOnlyCollection<string>? expansions, DateOnly? date, IReadOnlyList<FactSpec> vocabulary, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(contract);
        var status = network.Package["expansions"];
        var funded = status.Rows.Where(r => status.Cell(r, "status") is "funded" or "running").Select(r => status.Cell(r, "id")).ToHashSet(StringComparer.Ordinal);
        var results = new List<ExpansionFunding>();
        foreach (var expansion in network.Expansions.Where(e => expansions is null || expansions.Contains(e.Id)))
        {
            stop.ThrowIfCancellationRequested();
            var options = packs.SelectMany(p => p.Funding.Select(f => Option(network, p, f, expansion, contract, date, vocabulary))).OfType<FundingOption>().ToArray();
            results.Add(new(expansion, options, expansion.IsDecided || funded.Contains(expansion.Id)));
        }
        return results;
    }

    static FundingOption? Option(Network network, Pack pack, PackFunding funding, Expansion expansion, FactSet contract, DateOnly? date, IReadOnlyList<FactSpec> vocabulary)
    {
        var facts = ProductFacts.Of(network, network.Items[expansion.Item], With(network, expansion, contract), pack.Instrument, vocabulary, []);
        var day = EligibilityEngine.DateOf(funding.Head, facts, date);
        if (EligibilityEngine.IsInForce(funding.Head.From, funding.Head.To, day) == Truth.No) return null;
        var result = EligibilityEngine.Run(pack, facts, date);
        var at = new Evaluation(pack, facts, day);
        var asked = funding.Requires is null ? Answer.Yes : at.Of(funding.Requires);
        var rate = at.Of(funding.Rate);
        var outcome = asked.Truth == Truth.No || result.Outcome == Outcome.NotMet ? Outcome.NotMet : asked.Truth == Truth.Missing || result.Outcome == Outcome.Missing ? Outcome.Missing : Outcome.Met;
        var (low, high) = (Math.Max(0, Evaluation.Tidy(rate.Low)), Math.Min(100, Evaluation.Tidy(rate.High)));
        var grant = expansion.Capex.IsKnown ? Quantity.Between(Math.Max(0, expansion.Capex.Low) * low / 100, high == 0 ? 0 : expansion.Capex.High * high / 100) : Quantity.Unknown;
        return new(pack, funding, result, outcome, low, high, grant, FactUse.Tidy(asked.Uses.Concat(rate.Uses).Where(u => u.IsMissing)));
    }

    // The investment as an industrial action of whoever builds it, where the facts do not say otherwise.
    static FactSet With(Network network, Expansion expansion, FactSet contract)
    {
        var origin = new FactOrigin(expansion.From.Address, expansion.From.Sources, expansion.From.Basis, expansion.From.Marking);
        var root = new Dictionary<string, FactValue>(contract.Root.Facts, StringComparer.Ordinal) { ["action.kind"] = new(FactKind.Word, origin) { Word = "industrial" } };
        root.TryAdd("action.cost", new(FactKind.Number, origin) { Number = expansion.Capex });
        if (contract.Lists.ContainsKey("parties")) return contract with { Root = new("", root) };
        var line = expansion.Line >= 0 ? network.Lines[expansion.Line] : null;
        var control = new ControlGraph(network);
        var party = expansion.Party >= 0 ? expansion.Party : line is null ? -1 : control.PartyOf(line);
        var place = !expansion.Country.IsEmpty ? expansion.Country : line is null ? CountrySet.Empty : control.PlaceOf(line);
        var facts = new Dictionary<string, FactValue>(StringComparer.Ordinal) { ["role"] = new(FactKind.Word, origin) { Word = "beneficiary" } };
        // Where it is built, all of it; who builds it is known only where the package names a party.
        if (!place.IsEmpty) facts["assets"] = new(FactKind.Countries, origin) { Countries = place, };
        var record = new FactRecord(party >= 0 ? network.Parties[party].Id : "builder", facts);
        return contract with { Root = new("", root), Lists = new Dictionary<string, IReadOnlyList<FactRecord>>(contract.Lists, StringComparer.Ordinal) { ["parties"] = [record] } };
    }
}
