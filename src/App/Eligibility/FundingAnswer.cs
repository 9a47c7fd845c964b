using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>An investment that a capacity plan starts.</summary>
/// <param name="Expansion">Id of the investment.</param>
/// <param name="Start">Day on which it starts, as the plan writes it.</param>
sealed record FundingStart(string Expansion, string Start)
{
    /// <summary>What a plan starts.</summary>
    public static IReadOnlyList<FundingStart> Of(PlanResult plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.HasPlan ? [.. plan.Plan.Starts.Select(s => new FundingStart(plan.Plan.Network.Expansions[s.Expansion].Id, Dates.Text(s.Start)))] : [];
    }

    /// <summary>What a plan starts in its first reading, by the document that <c>vauban capacity plan --json</c> gives; null for another document.</summary>
    public static IReadOnlyList<FundingStart>? Of(JsonElement document)
    {
        static JsonElement? First(JsonElement from, string list) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0 ? items[0] : null;
        if (First(document, "results") is not { } answer || First(answer, "readings") is not { } reading) return null;
        if (!reading.TryGetProperty("starts", out var starts) || starts.ValueKind != JsonValueKind.Array) return null;
        string Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        return [.. starts.EnumerateArray().Select(s => new FundingStart(Text(s, "expansion"), Text(s, "start"))).Where(s => s.Expansion.Length > 0)];
    }
}

/// <summary>Which instrument could fund which investment: one answer for the command, the endpoint and the page.</summary>
/// <param name="Network">Network at the day of the assessment, with announced rows.</param>
/// <param name="Contract">Facts that hold for all investments; null for none.</param>
/// <param name="Date">Day of the assessment.</param>
/// <param name="Starts">What the plan starts whose investments are looked at; null without a plan.</param>
/// <param name="Results">One for each investment.</param>
sealed record FundingAnswer(Network Network, Contract? Contract, DateOnly? Date, IReadOnlyList<FundingStart>? Starts, IReadOnlyList<ExpansionFunding> Results)
{
    /// <summary>Packs that pay for capacity.</summary>
    public static IReadOnlyList<Pack> Packs { get; } = [.. RulePacks.Names.Select(RulePacks.Of).Where(p => p.Funding.Count > 0)];

    /// <summary>Checks investments.</summary>
    /// <param name="network">Network, all of it.</param>
    /// <param name="contract">Facts for all; null for none.</param>
    /// <param name="named">Ids of investments; empty for those of the plan, or for all where there is no plan.</param>
    /// <param name="starts">What a plan starts; null for no plan.</param>
    /// <param name="date">Day; null for that of the package.</param>
    /// <param name="texts">Language.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="InputException">There is no investment of a name.</exception>
    public static FundingAnswer Of(Network network, Contract? contract, IReadOnlyList<string> named, IReadOnlyList<FundingStart>? starts, DateOnly? date, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(named);
        date ??= network.Package.Head.AsOf;
        var counts = network.At(date, FieldCatalog.Statuses.Count - 1);
        foreach (var id in named.Where(id => counts.Expansions.All(e => e.Id != id)))
            throw new InputException(texts.Format("eligibility.funding.unknown", id, Spelling.Nearest(id, counts.Expansions.Select(e => e.Id)) ?? string.Join(", ", counts.Expansions.Select(e => e.Id))));
        IReadOnlyCollection<string>? chosen = named.Count > 0 ? named : starts?.Select(s => s.Expansion).ToHashSet(StringComparer.Ordinal);
        return new(counts, contract, date, starts, FundingEngine.Run(counts, Packs, contract?.Facts ?? FactSet.Empty, chosen, date, FactVocabulary.BuiltIn.Facts, stop));
    }

    /// <summary>When the plan starts an investment; blank without a plan.</summary>
    public string Start(Expansion expansion)
    {
        ArgumentNullException.ThrowIfNull(expansion);
        return string.Join(", ", (Starts ?? []).Where(s => s.Expansion == expansion.Id).Select(s => s.Start).Distinct());
    }

    /// <summary>An amount of money in words.</summary>
    public static string Euro(Quantity amount, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!amount.IsKnown) return texts["unit.unknown"];
        var numbers = new Numbers(texts);
        var (low, high) = (Math.Max(0, amount.Low), amount.High);
        return low == high ? Money.Text(texts, numbers, low) : double.IsInfinity(high) ? texts.Format("unit.at-least", Money.Text(texts, numbers, low))
            : texts.Format("unit.range", Money.Text(texts, numbers, low), Money.Text(texts, numbers, high));
    }
}
