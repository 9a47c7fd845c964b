using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>What happens.</summary>
public enum ThreatKind
{
    /// <summary>Whoever is hit no longer delivers to anybody outside his own country.</summary>
    Refusal,
    /// <summary>A part of what is made is left.</summary>
    Shortage,
    /// <summary>It costs more; amounts stay.</summary>
    Price,
    /// <summary>It comes later.</summary>
    Delay,
    /// <summary>Nothing is made, or the part that is stated.</summary>
    Outage,
}

/// <summary>One happening of a scenario.</summary>
public sealed record ThreatEvent
{
    /// <summary>What happens.</summary>
    public ThreatKind Kind { get; init; }

    /// <summary>What is hit: an actor (<c>country:CN</c>), a link (<c>link:a&gt;b</c>), or conditions (<c>uses.kind=energy; place=inside DE</c>).</summary>
    public string Target { get; init; } = "";

    /// <summary>Day of the story on which it begins; 0 is the first.</summary>
    public int FromDay { get; init; }

    /// <summary>How long it lasts; null: until each line has recovered (its own <c>recovery_days</c>).</summary>
    public Duration? Days { get; init; }

    /// <summary>Days over which output comes back after it has ended.</summary>
    public int RampDays { get; init; }

    /// <summary>Share of the output that is left (outage, shortage), days that are added (delay), or factor of the cost (price).</summary>
    public double Effect { get; init; }

    /// <summary>Probability a year; null: it happens for certain.</summary>
    public double? Probability { get; init; }

    /// <summary>Events of one cause happen together and last alike; empty: by itself.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Where it is written.</summary>
    public Place Place { get; init; } = new();
}

/// <summary>A scenario: what may happen, said by query so that it fits any package.</summary>
/// <param name="Name">Short name: letters, digits, hyphens.</param>
/// <param name="Title">Title for people.</param>
/// <param name="About">What it stands for and its limits.</param>
/// <param name="Events">What happens.</param>
public sealed record ThreatScenario(string Name, string Title, string About, IReadOnlyList<ThreatEvent> Events)
{
    /// <summary>The thirteen domains of the model of the Joint Research Centre and the Hybrid CoE.</summary>
    public static IReadOnlyList<string> KnownDomains { get; } =
        ["infrastructure", "cyber", "space", "economy", "defence", "culture", "social", "administration", "legal", "intelligence", "diplomacy", "political", "information"];

    /// <summary>Domains it touches.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Tool that is used.</summary>
    public string Tool { get; init; } = "";

    /// <summary>Legal acts that speak to it.</summary>
    public IReadOnlyList<string> LegalHooks { get; init; } = [];

    /// <summary>Played once for each of these that it hits: <c>country</c>, <c>item</c> or empty.</summary>
    public string Each { get; init; } = "";
}
