using System.Text;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Tests.Procurement;

/// <summary>Notices as texts: fictional buyers and makers in the forms of eForms and OCDS.</summary>
static class NoticeCases
{
    const string Names = "xmlns:cac=\"urn:cac\" xmlns:cbc=\"urn:cbc\" xmlns:efac=\"urn:efac\" xmlns:efbc=\"urn:efbc\" xmlns:ext=\"urn:ext\"";

    public static string Organization(string key, string name, string country, string size = "") =>
        $"<efac:Organization><efac:Company>{(size.Length > 0 ? $"<efbc:CompanySizeCode>{size}</efbc:CompanySizeCode>" : "")}<cac:PartyIdentification><cbc:ID>{key}</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>"
        + $"<cac:PostalAddress><cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress></efac:Company></efac:Organization>";

    public static string Lot(string id, string cpv, string value = "", string period = "", string quantity = "") =>
        $"<cac:ProcurementProjectLot><cbc:ID schemeName=\"Lot\">{id}</cbc:ID><cac:TenderingTerms><cac:AllowedSubcontractTerms><cbc:SubcontractingConditionsCode listName=\"subcontracting-obligation\">subc-chng</cbc:SubcontractingConditionsCode></cac:AllowedSubcontractTerms></cac:TenderingTerms>"
        + "<cac:TenderingProcess><cac:ContractingSystem><cbc:ContractingSystemTypeCode listName=\"framework-agreement\">fa-wo-rc</cbc:ContractingSystemTypeCode></cac:ContractingSystem></cac:TenderingProcess>"
        + $"<cac:ProcurementProject><cbc:Name>Lot {id}</cbc:Name>{quantity}<cac:RequestedTenderTotal>{value}</cac:RequestedTenderTotal>{(cpv.Length > 0 ? $"<cac:MainCommodityClassification><cbc:ItemClassificationCode listName=\"cpv\">{cpv}</cbc:ItemClassificationCode></cac:MainCommodityClassification>" : "")}{period}</cac:ProcurementProject></cac:ProcurementProjectLot>";

    public static string EForms(string root, string id, string issued, string extension, string lots, string regime = "32009L0081", string folder = "folder-1", string buyers = "ORG-0001") =>
        $"<{root} {Names}><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efac:EformsExtension>{extension}</efac:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
        + $"<cbc:ID schemeName=\"notice-id\">{id}</cbc:ID><cbc:ContractFolderID>{folder}</cbc:ContractFolderID><cbc:IssueDate>{issued}</cbc:IssueDate><cbc:RegulatoryDomain>{regime}</cbc:RegulatoryDomain>"
        + string.Concat(buyers.Split(' ').Select(b => $"<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>{b}</cbc:ID></cac:PartyIdentification><cac:ServiceProviderParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0009</cbc:ID></cac:PartyIdentification></cac:Party></cac:ServiceProviderParty></cac:Party></cac:ContractingParty>"))
        + $"{lots}</{root}>";

    public static readonly string Organizations = "<efac:Organizations>" + Organization("ORG-0001", "Bureau d'achat", "FRA") + Organization("ORG-0002", "Werk Ä", "DEU", "medium") + Organization("ORG-0003", "Unter GmbH", "AUT", "small") + Organization("ORG-0004", "Kontor", "BEL") + "</efac:Organizations>";

    public static readonly string Result = "<efac:NoticeResult><efac:LotResult><cbc:ID>RES-0001</cbc:ID><efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender><efac:SettledContract><cbc:ID>CON-0001</cbc:ID></efac:SettledContract></efac:LotResult>"
        + "<efac:LotTender><cbc:ID>TEN-0001</cbc:ID><cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"EUR\">1250000.50</cbc:PayableAmount></cac:LegalMonetaryTotal><efac:SubcontractingTerm><efbc:TermPercent>30</efbc:TermPercent><efbc:TermCode>yes</efbc:TermCode></efac:SubcontractingTerm>"
        + "<efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID></efac:TenderingParty><efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>"
        + "<efac:SettledContract><cbc:ID>CON-0001</cbc:ID><cbc:AwardDate>2026-05-20+02:00</cbc:AwardDate><efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender></efac:SettledContract>"
        + "<efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID><efac:Tenderer><cbc:ID>ORG-0002</cbc:ID></efac:Tenderer><efac:SubContractor><cbc:ID>ORG-0003</cbc:ID></efac:SubContractor></efac:TenderingParty></efac:NoticeResult>";

    public static readonly string Competition = EForms("ContractNotice", "11111111-0000-4000-8000-000000000000", "2026-01-15+01:00", Organizations,
        Lot("LOT-0001", "35330000", "<cbc:EstimatedOverallContractAmount currencyID=\"EUR\">2000000</cbc:EstimatedOverallContractAmount>", "<cac:PlannedPeriod><cbc:StartDate>2026-07-01+02:00</cbc:StartDate><cbc:DurationMeasure unitCode=\"MONTH\">12</cbc:DurationMeasure></cac:PlannedPeriod>",
            "<cbc:EstimatedOverallContractQuantity unitCode=\"H87\">3650</cbc:EstimatedOverallContractQuantity>") + Lot("LOT-0002", "35331000"));

    public static readonly string Award = EForms("ContractAwardNotice", "22222222-0000-4000-8000-000000000000", "2026-06-01+02:00", Result + Organizations, Lot("LOT-0001", "35330000"), buyers: "ORG-0001 ORG-0004");

    public const string Release = """
        {"ocid":"ocds-test-1","id":"r1","date":"2026-02-03T10:00:00Z","tag":["award"],"buyer":{"id":"B1"},
         "parties":[{"id":"B1","name":"Agency","roles":["buyer"],"address":{"countryName":"Norway"}},{"id":"S1","name":"Maker","roles":["supplier"],"address":{"countryName":"Poland"}}],
         "tender":{"id":"t1","title":"Vests","status":"complete","items":[{"id":"1","classification":{"scheme":"CPV","id":"35815100-1"},"quantity":120,"unit":{"name":"piece"}}],"contractPeriod":{"startDate":"2026-03-01","endDate":"2027-02-28"}},
         "awards":[{"id":"a1","date":"2026-02-01","value":{"amount":900,"currency":"NOK"},"suppliers":[{"id":"S1","name":"Maker"}]}]}
        """;

    public static (List<Notice> Notices, List<Finding> Findings) Read(params string[] texts) => Read([.. texts.Select(Encoding.UTF8.GetBytes)]);

    public static (List<Notice> Notices, List<Finding> Findings) Read(params byte[][] files)
    {
        var (notices, findings) = (new List<Notice>(), new List<Finding>());
        for (var i = 0; i < files.Length; i++)
        {
            using var stream = new MemoryStream(files[i]);
            NoticeFiles.Read(stream, new($"f{i}"), notices, findings);
        }
        return (notices, findings);
    }
}
