using Vauban.Core.Model;

namespace Vauban.Core.Procurement;

/// <summary>What Article 85(2) of Regulation (EU) 2025/2643 asks to be measured.</summary>
public enum ReadinessMeasure
{
    /// <summary>Value bought by several states together, of the value of all purchases.</summary>
    Joint,
    /// <summary>Value bought from makers inside, of the value of all purchases.</summary>
    FromInside,
    /// <summary>Value bought from makers inside another state of the perimeter, of the value of all purchases: trade within, of the market within.</summary>
    TradeWithin,
}

/// <summary>One contract of the base year, as far as the package knows it.</summary>
/// <param name="Id">Id that its facts share.</param>
/// <param name="Value">EUR; unknown where none is stated or it is stated in another currency.</param>
/// <param name="Date">Day of the award.</param>
/// <param name="Answers">Whether it counts for each measure; null where that is not known.</param>
public sealed record ReadinessContract(string Id, Quantity Value, DateOnly Date, IReadOnlyDictionary<ReadinessMeasure, bool?> Answers);

/// <summary>A share with its denominator.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Low">Least share that what is known allows; not a number where nothing was bought.</param>
/// <param name="High">Largest share.</param>
/// <param name="Known">Share among the contracts whose value and answer are known, by central value; not a number where there are none.</param>
/// <param name="KnownContracts">Contracts whose value and answer are known.</param>
/// <param name="Counted">EUR of them that count, central.</param>
/// <param name="Of">EUR of them all, central: the denominator of <paramref name="Known"/>.</param>
public sealed record ReadinessShare(ReadinessMeasure Measure, double Low, double High, double Known, int KnownContracts, double Counted, double Of)
{
    /// <summary>True where everything is known to a hundredth of a per cent.</summary>
    public bool IsCertain => High - Low <= 1e-4;
}

/// <summary>The measures of a base year.</summary>
/// <param name="Year">Base year.</param>
/// <param name="Perimeter">Who "we" are.</param>
/// <param name="Contracts">Contracts of the year with a buyer inside, by id: the denominator of every share.</param>
/// <param name="Shares">Shares, in the order of the measures.</param>
/// <param name="Outside">Contracts of the year without a buyer inside.</param>
/// <param name="Undated">Contracts without a day, or whose buyers' countries are not known; they stand in no year.</param>
public sealed record ReadinessResult(int Year, Perimeter Perimeter, IReadOnlyList<ReadinessContract> Contracts, IReadOnlyList<ReadinessShare> Shares, int Outside, int Undated);

/// <summary>How much is bought together, from inside, and across borders within: the three measures of Regulation (EU) 2025/2643 Article 85(2),
/// from the contracts that a package lists.</summary>
/// <remarks>
/// A contract is the facts of the table <c>contracts</c> whose ids begin alike up to a stroke: <c>c-1/value</c> (EUR), <c>c-1/buyer-1</c>, <c>c-1/supplier-1</c>, and
/// <c>c-1/joint</c> (yes or no) where the buyers do not tell. It is joint where its buyers stand in two states or more. It is from inside where every supplier is
/// inside by establishment, management and control; trade within where they are inside and stand in another state than every buyer. What is not known is in neither
/// the yes nor the no: the shares become ranges. The package is no statistic: shares are of what it lists.
/// </remarks>
public static class ReadinessEngine
{
    /// <summary>Measures one year.</summary>
    /// <param name="network">Network whose package has the facts.</param>
    /// <param name="perimeter">Who "we" are.</param>
    /// <param name="year">Base year.</param>
    public static ReadinessResult Run(Network network, Perimeter perimeter, int year)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(perimeter);
        var facts = network.Package["contracts"];
        var control = new ControlGraph(network);
        var parties = network.Parties.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var (contracts, outside, undated) = (new List<ReadinessContract>(), 0, 0);
        var groups = facts.Rows.Select(r => (Row: r, Id: facts.Cell(r, "id"))).Where(r => r.Id.Contains('/', StringComparison.Ordinal)).GroupBy(r => r.Id[..r.Id.IndexOf('/', StringComparison.Ordinal)], StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string[] Values(string fact) => [.. group.Where(r => facts.Cell(r.Row, "fact") == fact).Select(r => facts.Cell(r.Row, "value").Trim()).Where(v => v.Length > 0)];
            // Facts without a value of a contract are about lots.
            if (group.FirstOrDefault(r => facts.Cell(r.Row, "fact") == "value").Row is not { } value) continue;
            var day = Dates.TryParse(facts.Cell(value, "date"), false, out var date) ? date : (DateOnly?)null;
            var buyers = Values("buyer").Select(Place).ToArray();
            var isInside = buyers.Length == 0 ? null : buyers.Any(b => !b.IsEmpty && b.IsSubsetOf(perimeter.Members)) ? true : buyers.Any(b => b.IsEmpty) ? null : (bool?)false;
            if (day is null || isInside is null) undated++;
            else if (day.Value.Year == year)
            {
                if (isInside == false) outside++;
                else contracts.Add(new(group.Key, Quantity.TryParse(facts.Cell(value, "value"), out var money) ? money : Quantity.Unknown, day.Value, Answers(buyers, Values("supplier"), Values("joint"))));
            }
        }
        return new(year, perimeter, contracts, [.. Enum.GetValues<ReadinessMeasure>().Select(m => Share(contracts, m))], outside, undated);

        CountrySet Place(string text) => parties.TryGetValue(text, out var party) ? party.Country : CountrySet.TryParse(text, out var set, out _) ? set : CountrySet.Empty;

        Dictionary<ReadinessMeasure, bool?> Answers(CountrySet[] buyers, string[] suppliers, string[] joint)
        {
            bool? isJoint = joint.Length > 0 ? joint[0] == "yes" ? true : joint[0] == "no" ? false : null
                : buyers.Where(b => b.Count == 1).Distinct().Count() >= 2 ? true : buyers.All(b => b.Count == 1) ? false : null;
            var inside = suppliers.Select(s => parties.TryGetValue(s, out var party) ? control.IsInside(party.Index, perimeter) is { IsCertain: true } sure ? (bool?)sure.Central : null : null).ToArray();
            bool? fromInside = inside.Length == 0 ? null : inside.All(i => i == true) ? true : inside.All(i => i == false) ? false : null;
            var places = suppliers.Select(Place).ToArray();
            bool? crosses = places.Length == 0 || places.Any(p => p.Count != 1) || buyers.Any(b => b.Count != 1) ? null
                : places.All(p => buyers.All(b => b != p)) ? true : places.All(p => buyers.All(b => b == p)) ? false : null;
            bool? within = fromInside == false || crosses == false ? false : fromInside == true && crosses == true ? true : null;
            return new() { [ReadinessMeasure.Joint] = isJoint, [ReadinessMeasure.FromInside] = fromInside, [ReadinessMeasure.TradeWithin] = within };
        }
    }

    /// <summary>Year of the latest contract that a package lists; null where it lists none.</summary>
    /// <param name="network">Network whose package has the facts.</param>
    public static int? LastYear(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var facts = network.Package["contracts"];
        return facts.Rows.Where(r => facts.Cell(r, "fact") == "value").Select(r => Dates.TryParse(facts.Cell(r, "date"), false, out var date) ? date.Year : (int?)null).Max();
    }

    // The least share: what counts for certain at its low ends, everything else at its high ends; the largest the other way round.
    static ReadinessShare Share(List<ReadinessContract> contracts, ReadinessMeasure measure)
    {
        double Low(Quantity value) => value.IsKnown ? Math.Max(0, value.Low) : 0;
        double High(Quantity value) => value.IsKnown ? value.High : double.PositiveInfinity;
        var yes = contracts.Where(c => c.Answers[measure] == true).ToArray();
        var no = contracts.Where(c => c.Answers[measure] == false).ToArray();
        var open = contracts.Where(c => c.Answers[measure] is null).ToArray();
        var known = contracts.Where(c => c.Value.IsKnown && c.Answers[measure] is not null).ToArray();
        var (counted, of) = (known.Where(c => c.Answers[measure] == true).Sum(c => c.Value.Central), known.Sum(c => c.Value.Central));
        var (least, others) = (yes.Sum(c => Low(c.Value)), no.Concat(open).Sum(c => High(c.Value)));
        var (most, rest) = (yes.Concat(open).Sum(c => High(c.Value)), no.Sum(c => Low(c.Value)));
        return new(measure, Part(least, others, 0), Part(most, rest, 1), of > 0 ? counted / of : double.NaN, known.Length, counted, of);

        // Nothing against nothing may be anything, unless nobody bought at all.
        double Part(double part, double other, double unsure) => contracts.Count == 0 ? double.NaN
            : double.IsInfinity(part) ? 1 : double.IsInfinity(other) ? 0 : part + other > 0 ? part / (part + other) : unsure;
    }
}
