using Vauban.Core.Model;

namespace Vauban.Core.Workspaces;

/// <summary>Where people work together on one network: its snapshots, runs, scenarios and decisions.</summary>
/// <param name="Id">Short id for addresses: small letters, digits, hyphens.</param>
/// <param name="Name">Name for people.</param>
public sealed record Workspace(string Id, string Name)
{
    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The strictest marking it may hold, one of the catalogue's markings. Default the strictest there is.</summary>
    public string Marking { get; init; } = FieldCatalog.Markings[^1];

    /// <summary>Perimeters offered first, as the command line writes them; empty for the defaults.</summary>
    public IReadOnlyList<string> Perimeters { get; init; } = [];

    /// <summary>Hash of the snapshot that pages show; empty before the first.</summary>
    public string Current { get; init; } = "";

    /// <summary>When it was made; the store sets it.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Number of saves; 0 before the first. A save must bring the number it read.</summary>
    public long Version { get; init; }

    /// <summary>True where it may hold a value of a marking. What is no marking is held nowhere.</summary>
    public bool MayHold(string marking) => Rank(marking) is >= 0 and var rank && rank <= Rank(Marking);

    static int Rank(string marking)
    {
        for (var i = 0; i < FieldCatalog.Markings.Count; i++)
            if (FieldCatalog.Markings[i] == marking) return i;
        return -1;
    }

    /// <summary>True for a text that may be an id: 1 to 64 small letters, digits and hyphens, not at the ends.</summary>
    public static bool IsId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= 64 && text[0] != '-' && text[^1] != '-' && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
    }

    /// <summary>Equal where all fields are, perimeters in order.</summary>
    public bool Equals(Workspace? other) =>
        other is not null && (Id, Name, Description, Marking, Current, Created, Version) == (other.Id, other.Name, other.Description, other.Marking, other.Current, other.Created, other.Version)
        && Perimeters.SequenceEqual(other.Perimeters, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);
}
