using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Settings of a stress test.</summary>
public sealed record StressOptions
{
    /// <summary>Longest story in days: twenty years.</summary>
    public const int LongestDays = 7300;

    /// <summary>Most draws.</summary>
    public const int MostDraws = 100_000;

    /// <summary>Days that are played. Default 730.</summary>
    public int Days { get; init; } = 730;

    /// <summary>Draws of each scenario whose lengths or chances are drawn, spread evenly over their range. Default 100.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Seed of all draws. Default 7.</summary>
    public long Seed { get; init; } = 7;

    /// <summary>True where what is not delivered stays wanted. Default false: it is lost.</summary>
    public bool KeepsBacklog { get; init; }

    /// <summary>Technologies by id; empty: all that have goals of the verb.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verb whose goals are to be met. Default produce.</summary>
    public string Verb { get; init; } = "produce";

    /// <summary>Who "we" are: the word <c>perimeter</c> of a scenario, and where unlisted makers are counted. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day of the assessment; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>Which rows count: 0 running, 1 also funded, 2 also announced.</summary>
    public int Status { get; init; }

    /// <summary>True to ask how much of the loss the best possible response would spare. Default true.</summary>
    public bool AsksBestResponse { get; init; } = true;

    /// <summary>Of how many answers that is asked, the worst first; each costs up to seconds. Null, the default: of all where no more than
    /// <see cref="FewScenarios"/> scenarios are played, else of as many.</summary>
    public int? BestResponses { get; init; }

    /// <summary>Scenarios that are few enough to ask for every best response: 5.</summary>
    public const int FewScenarios = 5;

    /// <summary>What events on the transport network do to what lines send; null where the package has none, and then such events hit nothing.</summary>
    public TransportHits? Transport { get; init; }

    /// <summary>Most threads; as many as the thread pool gives where 0, the default, which may be more than there are processors. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(BestResponses ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(Days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Days, LongestDays);
        ArgumentOutOfRangeException.ThrowIfLessThan(Draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Draws, MostDraws);
        new SurviveOptions { Technologies = Technologies, Verb = Verb, Status = Status }.ThrowIfInvalid(network);
    }
}
