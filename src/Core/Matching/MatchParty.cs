using Vauban.Core.Model;

namespace Vauban.Core.Matching;

/// <summary>A party as matching sees it.</summary>
public sealed record MatchParty(string Id, string Name, string Country, string Lei, string Ncage, string Vat, string Kind)
{
    /// <summary>What decisions know the party by: its identifier where it has one, else its name and country. It outlives the id, and a new name asks anew. Two parties of one name and country share it.</summary>
    public string Key => Lei.Length > 0 ? "lei:" + Lei : $"name:{Name}/{Country}";

    internal PartyName Read { get; } = PartyName.Of(Name);

    /// <summary>The parties of a package that have a name or an identifier. Makers of an area are no company and are left out.</summary>
    public static IReadOnlyList<MatchParty> Of(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var parties = package["parties"];
        return [.. parties.Rows.Select(r => new MatchParty(r.Cells[0], parties.Cell(r, "name"), parties.Cell(r, "country"), parties.Cell(r, "lei").ToUpperInvariant() is var lei && Identifiers.IsLei(lei) ? lei : "",
            parties.Cell(r, "ncage").ToUpperInvariant() is var code && Identifiers.IsNcage(code) ? code : "", VatOf(parties.Cell(r, "note")), parties.Cell(r, "kind")))
            .Where(p => p.Kind is not ("makers" or "state" or "person") && p.Name.Length + p.Lei.Length > 0).OrderBy(p => p.Id, StringComparer.Ordinal)];
    }

    // The catalogue has no column for it: a note may say "VAT DE136695976".
    static string VatOf(string note)
    {
        var at = note.IndexOf("VAT ", StringComparison.Ordinal);
        if (at < 0) return "";
        var rest = note[(at + 4)..].TrimStart();
        var end = rest.IndexOfAny([' ', ',', ';', '"', '\n']);
        return Identifiers.Vat(end < 0 ? rest : rest[..end]);
    }
}
