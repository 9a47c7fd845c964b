using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>Somebody who is in the group, or might join it.</summary>
/// <param name="Index">Position in <see cref="GroupResult.Members"/>.</param>
/// <param name="Id">Id of the buyer, or code of the country.</param>
/// <param name="Name">Name; the code where it is a country.</param>
/// <param name="Country">Where it is; more than one where only an area is known.</param>
/// <param name="IsGiven">True for a state of the group, false for one that might join.</param>
public sealed record GroupMember(int Index, string Id, string Name, CountrySet Country, bool IsGiven);

/// <summary>So many of these members, whichever.</summary>
/// <param name="Count">How many.</param>
/// <param name="Members">Which to choose from, as indices of <see cref="GroupResult.Members"/>; the rule does not tell them apart.</param>
public sealed record GroupPick(int Count, IReadOnlyList<int> Members);

/// <summary>Groups that a rule does not tell apart.</summary>
/// <param name="Picks">How many of whom.</param>
/// <param name="Outcome">What the membership comes to.</param>
/// <param name="Missing">Facts that are missing to decide, of one such group.</param>
public sealed record GroupPattern(IReadOnlyList<GroupPick> Picks, Outcome Outcome, IReadOnlyList<FactUse> Missing)
{
    /// <summary>Members of such a group.</summary>
    public int Size => Picks.Sum(p => p.Count);

    /// <summary>How many such groups there are.</summary>
    public double Groups => Picks.Aggregate(1.0, (n, p) => n * Binomial(p.Members.Count, p.Count));

    internal static double Binomial(int n, int k)
    {
        var number = 1.0;
        for (var i = 1; i <= k; i++) number = number * (n - k + i) / i;
        return Math.Round(number);
    }
}

/// <summary>One way to meet an instrument's minimum membership: a rule that counts those who take part.</summary>
/// <param name="Pack">Pack.</param>
/// <param name="Rule">Rule.</param>
/// <param name="List">List that the members stand in: <c>buyers</c>, <c>participants</c> or <c>parties</c> (one entity of each state).</param>
/// <param name="Date">Day that decided which law applies, or null.</param>
/// <param name="Outcome">Membership of the whole group; <see cref="Outcome.NotApplicable"/> outside the rule's dates, or where the stated facts exclude it.</param>
/// <param name="Missing">Facts that are missing to decide about the whole group.</param>
public sealed record GroupWay(Pack Pack, PackRule Rule, string List, DateOnly? Date, Outcome Outcome, IReadOnlyList<FactUse> Missing)
{
    /// <summary>Facts taken as given so that the rule applies.</summary>
    public IReadOnlyList<FactUse> Assumed { get; init; } = [];

    /// <summary>What the rule asks beside the membership, and what that comes to on the stated facts; <see cref="Outcome.Met"/> where it asks nothing more.</summary>
    public Outcome Besides { get; init; } = Outcome.Met;

    /// <summary>Facts that it asks for beside the membership and that are missing or stand against it.</summary>
    public IReadOnlyList<FactUse> BesidesFacts { get; init; } = [];

    /// <summary>Smallest groups among the given states that meet it: none of them does without any member.</summary>
    public IReadOnlyList<GroupPattern> Smallest { get; init; } = [];

    /// <summary>Smallest groups of which evidence leaves it open whether they do.</summary>
    public IReadOnlyList<GroupPattern> Open { get; init; } = [];

    /// <summary>How many groups of the given states meet it in all; null where there are too many kinds of them to look at all.</summary>
    public double? Eligible { get; init; }

    /// <summary>Smallest additions to the whole group that make it meet the rule; empty where it does, or where none of those who might join helps.</summary>
    public IReadOnlyList<GroupPattern> Additions { get; init; } = [];

    /// <summary>Ceilings and rates that the pack works out for the whole group under this rule.</summary>
    public IReadOnlyList<FigureResult> Figures { get; init; } = [];

    /// <summary>True where one kind of group after another was looked at until a limit, so that larger ones may be left out.</summary>
    public bool IsCut { get; init; }
}

/// <summary>Which groups of states meet which instrument's minimum membership, what would make them, and what the instruments pay at most. Indicative.</summary>
/// <param name="Members">The given states, then those who might join.</param>
/// <param name="Ways">One for each rule that counts those who take part, by pack and rule.</param>
/// <param name="Date">Day of the assessment, or null.</param>
/// <param name="Value">Contract value that ceilings rest on, EUR: as stated, else the range of what lines ask for the pooled demand; unknown where neither says.</param>
/// <param name="IsValueStated">True where a contract states it.</param>
public sealed record GroupResult(IReadOnlyList<GroupMember> Members, IReadOnlyList<GroupWay> Ways, DateOnly? Date, Quantity Value, bool IsValueStated)
{
    /// <summary>The given states.</summary>
    public IEnumerable<GroupMember> Given => Members.Where(m => m.IsGiven);

    /// <summary>What was found in the facts.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
