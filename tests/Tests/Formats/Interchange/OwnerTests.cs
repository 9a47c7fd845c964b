using System.Text;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Interchange.Owners;
using Vauban.Core.Model;
using Vauban.Tests.Exposure;

namespace Vauban.Tests.Formats.Interchange;

static class Shown
{
    /// <summary>Some cells of every row, with bars between them.</summary>
    public static string[] Cells(this Package package, string table, params string[] fields) => [.. package[table].Rows.Select(r => string.Join('|', fields.Select(f => package[table].Cell(r, f))))];

    public static (string Name, byte[] Bytes) Shared(string path) => (Path.GetFileName(path), File.ReadAllBytes(Chain.Shared("data/" + path)));
}

public sealed class GleifTests : ImporterContract
{
    // Identifiers with right check digits that belong to nobody.
    internal const string A = "ZZZZ00AAAAAAAAAAAA29", B = "ZZZZ00BBBBBBBBBBBB15", C = "ZZZZ00CCCCCCCCCCCC98";

    protected override IImporter Importer => new GleifImporter();

    protected override (string, byte[])[] Sample => [("level1.xml", Encoding.UTF8.GetBytes(Level1)), ("level2.xml", Encoding.UTF8.GetBytes(Level2("2020-01-01", "ACTIVE", "2026-01-01", "")))];

    static string Level1 => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <lei:LEIData xmlns:lei="http://www.gleif.org/data/schema/leidata/2016"><lei:LEIRecords>
        {Entity(A, "Musterwerk GmbH", "DE", "DE")}{Entity(B, "Exemple Holding SA", "US-DE", "FR")}
        </lei:LEIRecords></lei:LEIData>
        """;

    static string Entity(string lei, string name, string law, string seat) => $"""
        <lei:LEIRecord><lei:LEI>{lei}</lei:LEI><lei:Entity><lei:LegalName xml:lang="de">{name}</lei:LegalName><lei:HeadquartersAddress><lei:City>Ort</lei:City><lei:Country>{seat}</lei:Country></lei:HeadquartersAddress>
        <lei:LegalJurisdiction>{law}</lei:LegalJurisdiction><lei:EntityCategory>GENERAL</lei:EntityCategory><lei:EntityStatus>ACTIVE</lei:EntityStatus></lei:Entity>
        <lei:Registration><lei:LastUpdateDate>2026-01-01T00:00:00Z</lei:LastUpdateDate><lei:RegistrationStatus>ISSUED</lei:RegistrationStatus></lei:Registration></lei:LEIRecord>
        """;

    static string Level2(string from, string status, string updated, string extension) => $"""
        <rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016" xmlns:gleif="http://www.gleif.org/data/schema/golden-copy/extensions/1.0"><rr:RelationshipRecords><rr:RelationshipRecord><rr:Relationship>
        <rr:StartNode><rr:NodeID>{A}</rr:NodeID></rr:StartNode><rr:EndNode><rr:NodeID>{B}</rr:NodeID></rr:EndNode><rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
        <rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2019-01-01T00:00:00Z</rr:StartDate><rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
        <rr:RelationshipPeriod><rr:StartDate>{from}T00:00:00Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>
        <rr:RelationshipStatus>{status}</rr:RelationshipStatus></rr:Relationship><rr:Registration><rr:LastUpdateDate>{updated}T00:00:00Z</rr:LastUpdateDate></rr:Registration>{extension}</rr:RelationshipRecord>
        </rr:RelationshipRecords></rr:RelationshipData>
        """;

    [Fact]
    public void Entities_are_parties_and_the_direct_parent_controls()
    {
        var package = Read(null, Sample).Package!;
        Assert.Equal([$"{A}|Musterwerk GmbH|company|DE||{A}", $"{B}|Exemple Holding SA|company|US|FR|{B}"], package.Cells("parties", "id", "name", "kind", "country", "management_country", "lei"));
        Assert.Equal([$"{B}|{A}|decisive|2020-01-01"], package.Cells("ownership", "owner", "owned", "control", "from"));
        Assert.Contains("\"Entity.HeadquartersAddress.City\":\"Ort\"", package["parties"].Rows[0].Cells[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Updates_replace_older_records_take_deleted_ones_away_and_older_updates_change_nothing()
    {
        (string, byte[]) File(string text) => ("update.xml", Encoding.UTF8.GetBytes(text));
        Assert.Equal("2021-05-01", Assert.Single(Read(null, [.. Sample, File(Level2("2021-05-01", "ACTIVE", "2026-02-01", ""))]).Package!.Cells("ownership", "from")));
        Assert.Equal("2020-01-01", Assert.Single(Read(null, [.. Sample, File(Level2("2021-05-01", "ACTIVE", "2025-02-01", ""))]).Package!.Cells("ownership", "from")));
        Assert.Empty(Read(null, [.. Sample, File(Level2("2020-01-01", "INACTIVE", "2026-02-01", ""))]).Package!["ownership"].Rows);
        Assert.Empty(Read(null, [.. Sample, File(Level2("2020-01-01", "ACTIVE", "2026-02-01", "<rr:Extension><gleif:Deletion><gleif:DeletedAt>2026-02-01</gleif:DeletedAt></gleif:Deletion></rr:Extension>"))]).Package!["ownership"].Rows);
    }

    [Fact]
    public void The_golden_copy_in_csv_and_json_gives_the_same_party()
    {
        var csv = Read(null, ("a.csv", Encoding.UTF8.GetBytes($"LEI,Entity.LegalName,Entity.HeadquartersAddress.Country,Entity.LegalJurisdiction,Entity.EntityCategory,Registration.RegistrationStatus\n{A},Musterwerk GmbH,DE,DE,GENERAL,ISSUED\n"))).Package!;
        var json = Read(null, ("a.json", Encoding.UTF8.GetBytes($$$$$$"""{"records":[{"LEI":{"$":"{{{{{{A}}}}}}"},"Entity":{"LegalName":{"@xml:lang":"de","$":"Musterwerk GmbH"},"HeadquartersAddress":{"Country":{"$":"DE"}},"LegalJurisdiction":{"$":"DE"},"EntityCategory":{"$":"GENERAL"}},"Registration":{"RegistrationStatus":{"$":"ISSUED"}}}]}"""))).Package!;
        Assert.Equal(csv.Cells("parties", "id", "name", "country", "note"), json.Cells("parties", "id", "name", "country", "note"));
        var relations = Read(null, ("r.csv", Encoding.UTF8.GetBytes($"Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.periodType\n{A},{C},IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2020-03-01T00:00:00Z,RELATIONSHIP_PERIOD\n"))).Package!;
        Assert.Equal([$"{C}|{A}|2020-03-01"], relations.Cells("ownership", "owner", "owned", "from"));
    }

    [Fact]
    public void An_identifier_with_wrong_check_digits_is_told_and_left_out()
    {
        var (package, findings) = Read(null, ("a.xml", Encoding.UTF8.GetBytes(Level1.Replace(A, A[..^1] + "0", StringComparison.Ordinal))));
        Assert.Equal([B], package!.Cells("parties", "id"));
        Assert.Contains(findings, f => f.Code == "W-IMPORT-24");
    }

    [Fact]
    public void Public_samples_are_read_whole()
    {
        var json = Read(null, Shown.Shared("gleif-samples/20240505-0000-gleif-goldencopy-lei2-intra-day.json")).Package!;
        Assert.InRange(json["parties"].Rows.Count, 560, 577);
        Assert.Contains("097900BID10000147476|ALFA REY s.r.o.|SK", json.Cells("parties", "id", "name", "country"));
        var rr = Read(null, Shown.Shared("gleif-samples/rr-data.xml"), Shown.Shared("gleif-samples/rr-updates-data2-new.xml")).Package!;
        Assert.All(rr.Cells("ownership", "control"), c => Assert.Equal("decisive", c));
        Assert.NotEmpty(rr["ownership"].Rows);
    }
}

public sealed class BodsTests : ImporterContract
{
    const string Statements = """
        [ {"statementId":"s1","statementDate":"2026-01-01","recordId":"a","recordType":"entity","recordStatus":"new","publicationDetails":{"publisher":{"name":"Register"}},"recordDetails":{"isComponent":false,"entityType":{"type":"registeredEntity"},"name":"Example Works","jurisdiction":{"code":"IE"},"identifiers":[{"scheme":"XI-LEI","id":"ZZZZ00AAAAAAAAAAAA29"}]}},
          {"statementId":"s2","statementDate":"2026-01-01","recordId":"p","recordType":"person","recordDetails":{"isComponent":false,"personType":"knownPerson","names":[{"fullName":"Person One"}],"nationalities":[{"code":"GB"}],"birthDate":"1965-11"}},
          {"statementId":"s3","statementDate":"2026-01-01","recordId":"r","recordType":"relationship","recordDetails":{"subject":"a","interestedParty":"p","interests":[{"type":"shareholding","directOrIndirect":"direct","share":{"minimum":25,"maximum":50},"startDate":"2020-01-01"}]}},
          {"statementId":"s4","statementDate":"2026-01-01","recordId":"q","recordType":"relationship","recordDetails":{"subject":"a","interestedParty":"p","interests":[{"type":"shareholding","directOrIndirect":"indirect","share":{"exact":30}}]}},
          {"statementId":"s5","statementDate":"2026-01-01","recordId":"u","recordType":"relationship","recordDetails":{"subject":"a","interestedParty":{"reason":"subjectUnableToConfirmOrIdentifyBeneficialOwner"},"interests":[]}} ]
        """;

    protected override IImporter Importer => new BodsImporter();

    protected override (string, byte[])[] Sample => [("statements.json", Encoding.UTF8.GetBytes(Statements))];

    [Fact]
    public void Entities_persons_and_direct_shares_are_read_and_no_birth_date_is_kept()
    {
        var (package, findings) = Read(null, Sample);
        Assert.NotNull(package);
        Assert.Equal(["Example Works|company|IE|ZZZZ00AAAAAAAAAAAA29", "Person One|person|GB|"], package.Cells("parties", "name", "kind", "country", "lei"));
        Assert.Equal(["person-one|example-works|25..50|2020-01-01"], package.Cells("ownership", "owner", "owned", "share", "from"));
        Assert.Contains(findings, f => f.Code == "W-IMPORT-23");
        Assert.Contains(findings, f => f.Code == "W-IMPORT-26");
        Assert.DoesNotContain("1965", package.Canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_statement_replaces_and_a_closed_one_takes_away()
    {
        var later = """[{"statementId":"s9","statementDate":"2026-03-01","recordId":"r","recordType":"relationship","recordStatus":"updated","recordDetails":{"subject":"a","interestedParty":"p","interests":[{"type":"shareholding","share":{"exact":60}}]}}]""";
        Assert.Equal(["60"], Read(null, [.. Sample, ("b.json", Encoding.UTF8.GetBytes(later))]).Package!.Cells("ownership", "share"));
        Assert.Empty(Read(null, [.. Sample, ("b.json", Encoding.UTF8.GetBytes(later.Replace("updated", "closed", StringComparison.Ordinal)))]).Package!["ownership"].Rows);
    }

    [Fact]
    public void The_public_samples_are_read()
    {
        // 76.5 % and 23.5 % directly; what is said of the chain as a whole is left out.
        var state = Read(null, Shown.Shared("bods-samples/bods-package-fi-soe.json")).Package!;
        Assert.Equal(["", "100", "23.5", "76.5"], state.Cells("ownership", "share").Order(StringComparer.Ordinal));
        Assert.Contains("state", state.Cells("parties", "kind"));
        Assert.Equal(["50", "50", "100"], Read(null, Shown.Shared("bods-samples/joint-ownership.json")).Package!.Cells("ownership", "share").OrderBy(s => s.Length));
    }
}

public sealed class FollowTheMoneyTests : ImporterContract
{
    protected override IImporter Importer => new FollowTheMoneyImporter();

    protected override (string, byte[])[] Sample =>
    [
        ("entities.ftm.json", """
            {"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["25-50%"],"startDate":["2021-04-01"],"role":["shareholder"]}}
            {"id":"c1","schema":"Company","properties":{"name":["Przykład Sp. z o.o."],"jurisdiction":["pl"],"registrationNumber":["123"]}}
            {"id":"p1","schema":"Person","properties":{"name":["Person One"],"nationality":["fr"],"birthDate":["1970"]}}
            {"id":"v1","schema":"Vessel","properties":{"name":["Ship"]}}

            """u8.ToArray()),
    ];

    [Fact]
    public void Companies_persons_and_ownership_are_read_and_the_rest_is_counted()
    {
        var (package, findings) = Read(null, Sample);
        Assert.NotNull(package);
        Assert.Equal(["Przykład Sp. z o.o.|company|PL", "Person One|person|FR"], package.Cells("parties", "name", "kind", "country"));
        Assert.Equal(["25..50|2021-04-01"], package.Cells("ownership", "share", "from"));
        Assert.Contains("\"registrationNumber\":[\"123\"]", package.Canonical, StringComparison.Ordinal);
        Assert.Contains(findings, f => f.Code == "W-IMPORT-27" && f.Values[0] == "Vessel");
    }
}
