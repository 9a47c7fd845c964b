namespace Vauban.Core.Model;

/// <summary>What a person may see of a package: rows up to a marking, and the rows about his own party.</summary>
/// <param name="Marking">Strictest marking that may be seen, one of <see cref="FieldCatalog.Markings"/>.</param>
/// <param name="Party">Id of the person's own party, whose rows are seen whatever their marking; null for none.</param>
public sealed record Clearance(string Marking, string? Party = null)
{
    /// <summary>Everything.</summary>
    public static Clearance All { get; } = new(FieldCatalog.Markings[^1]) { SeesPriorities = true };

    /// <summary>True for who keeps the data: he sees priorities of demands that were not declared public. Everybody else sees his own party's alone. Default false.</summary>
    public bool SeesPriorities { get; init; }

    /// <summary>What everybody may see.</summary>
    public static Clearance Public { get; } = new(FieldCatalog.Markings[0]);

    /// <summary>What a partner outside one's own organisation may see: up to TLP:GREEN (TLP 2.0: GREEN stays in the community, AMBER in the recipient's
    /// organisation and its clients), and the rows about itself.</summary>
    public static Clearance Partner(string party) => new("TLP:GREEN", party);

    /// <summary>True where a marking may be seen; a blank one is TLP:CLEAR, an unknown word is as strict as can be.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="marking"/> is null.</exception>
    public bool Covers(string marking)
    {
        ArgumentNullException.ThrowIfNull(marking);
        // What is no marking gives no right: whoever's clearance says nothing sees what everybody sees.
        return Rank(marking) <= Rank(Marking) % FieldCatalog.Markings.Count;
    }

    /// <summary>What both may see of rows with a marking; the party stays where both speak for it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    public Clearance And(Clearance other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(other.Covers(Marking) ? Marking : other.Marking, Party == other.Party ? Party : null) { SeesPriorities = SeesPriorities && other.SeesPriorities };
    }

    /// <summary>The strictest of some markings; TLP:CLEAR where there is none. An unknown word counts as the strictest there is.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="markings"/> is null.</exception>
    public static string Strictest(IEnumerable<string> markings)
    {
        ArgumentNullException.ThrowIfNull(markings);
        return FieldCatalog.Markings[Math.Min(markings.Select(Rank).DefaultIfEmpty(0).Max(), FieldCatalog.Markings.Count - 1)];
    }

    static int Rank(string marking)
    {
        if (marking.Length == 0) return 0;
        for (var i = 0; i < FieldCatalog.Markings.Count; i++)
            if (string.Equals(FieldCatalog.Markings[i], marking, StringComparison.OrdinalIgnoreCase)) return i;
        return FieldCatalog.Markings.Count;
    }
}
