namespace Vauban.Core.Model;

/// <summary>What a person may see of a package: rows up to a marking, and the rows about his own party.</summary>
/// <param name="Marking">Strictest marking that may be seen, one of <see cref="FieldCatalog.Markings"/>.</param>
/// <param name="Party">Id of the person's own party, whose rows are seen whatever their marking; null for none.</param>
public sealed record Clearance(string Marking, string? Party = null)
{
    /// <summary>Everything.</summary>
    public static Clearance All { get; } = new(FieldCatalog.Markings[^1]);

    /// <summary>What everybody may see.</summary>
    public static Clearance Public { get; } = new(FieldCatalog.Markings[0]);

    /// <summary>What a partner outside one's own organisation may see: up to TLP:GREEN (TLP 2.0: GREEN stays in the community, AMBER in the recipient's
    /// organisation and its clients), and the rows about itself.</summary>
    public static Clearance Partner(string party) => new("TLP:GREEN", party);

    /// <summary>True where a marking may be seen; a blank one is TLP:CLEAR, an unknown word is as strict as can be.</summary>
    public bool Covers(string marking) => Rank(marking) <= Rank(Marking);

    static int Rank(string marking)
    {
        if (marking.Length == 0) return 0;
        for (var i = 0; i < FieldCatalog.Markings.Count; i++)
            if (string.Equals(FieldCatalog.Markings[i], marking, StringComparison.OrdinalIgnoreCase)) return i;
        return FieldCatalog.Markings.Count;
    }
}
