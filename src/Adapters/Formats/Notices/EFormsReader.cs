using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Formats.Notices;

/// <summary>Reads one eForms notice (UBL 2.3, eForms SDK 1): buyers, lots, CPV, values, dates, winners, subcontracting.</summary>
/// <remarks>Document types, external entities and references are refused; size, depth and the number of things are bounded. Only the parts that are read are
/// ever in memory, one at a time. What a notice says nothing about stays unknown.</remarks>
static class EFormsReader
{
    /// <summary>Most characters of a notice: 64 million.</summary>
    public const long MostCharacters = 64L << 20;

    const int MostDepth = 64, MostThings = 100_000;

    static readonly string[] Roots = ["PriorInformationNotice", "ContractNotice", "ContractAwardNotice"];

    /// <summary>Reads a stream; null where it is broken or no notice.</summary>
    public static Notice? Read(Stream stream, Place place, ICollection<Finding> findings)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true };
        try
        {
            using var xml = XmlReader.Create(stream, settings);
            xml.MoveToContent();
            if (!Roots.Contains(xml.LocalName))
            {
                findings.Add(new("E-NOTICE-02", Severity.Error, place, xml.LocalName));
                return null;
            }
            var reading = new Reading(place, findings, xml.LocalName);
            reading.Document(xml);
            return reading.Notice();
        }
        catch (XmlException e)
        {
            findings.Add(new("E-NOTICE-01", Severity.Error, place with { Row = e.LineNumber > 0 ? e.LineNumber : null }, e.LinePosition.ToString(CultureInfo.InvariantCulture)));
            return null;
        }
    }

    sealed class Reading(Place place, ICollection<Finding> findings, string root)
    {
        readonly Dictionary<string, string> _head = new(StringComparer.Ordinal);
        readonly List<NoticeParty> _parties = [];
        readonly List<string> _buyers = [];
        readonly List<NoticeLot> _lots = [];
        readonly Dictionary<string, XElement> _tenders = new(StringComparer.Ordinal), _tendering = new(StringComparer.Ordinal), _contracts = new(StringComparer.Ordinal);
        XElement? _project;
        int _things;

        public void Document(XmlReader xml)
        {
            xml.Read();
            while (!xml.EOF)
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    xml.Read();
                    continue;
                }
                if (xml.Depth > MostDepth) throw new XmlException("", null, ((IXmlLineInfo)xml).LineNumber, ((IXmlLineInfo)xml).LinePosition);
                // What is a wrapper of parts is entered; a part is taken whole, so that a part inside a part is never taken twice.
                if (!Take(xml)) xml.Read();
            }
        }

        bool Take(XmlReader xml)
        {
            switch (xml.LocalName)
            {
                case "SubTypeCode" or "RegulatoryDomain" or "NoticeTypeCode" or "ContractFolderID" or "IssueDate" or "VersionID" or "ID" when xml.Depth == 1 || xml.LocalName == "SubTypeCode":
                    var name = xml.LocalName;
                    _head.TryAdd(name, Part(xml).Value.Trim());
                    return true;
                case "ContractingParty" when xml.Depth == 1:
                    foreach (var party in Part(xml).Elements().Where(Is("Party")))
                        if (Find(party, "PartyIdentification", "ID") is { } id) _buyers.Add(id);
                    return true;
                case "Organization":
                    Organization(Part(xml));
                    return true;
                case "ProcurementProject" when xml.Depth == 1:
                    _project = Part(xml);
                    return true;
                case "ProcurementProjectLot":
                    Lot(Part(xml));
                    return true;
                case "LotTender":
                    Keep(_tenders, Part(xml));
                    return true;
                case "TenderingParty":
                    Keep(_tendering, Part(xml));
                    return true;
                case "SettledContract":
                    Keep(_contracts, Part(xml));
                    return true;
                // A result names its tenders and contracts, which stand beside it as parts of their own.
                case "LotResult" or "TenderingTerms" or "TenderingProcess":
                    xml.Skip();
                    return true;
                default:
                    return false;
            }
        }

        XElement Part(XmlReader xml)
        {
            if (++_things > MostThings) throw new XmlException("", null, ((IXmlLineInfo)xml).LineNumber, ((IXmlLineInfo)xml).LinePosition);
            using var inner = xml.ReadSubtree();
            inner.MoveToContent();
            var part = Element(inner);
            inner.Close();
            xml.Skip();
            return part;
        }

        // As XElement.Load, with a bound on the depth.
        static XElement Element(XmlReader xml)
        {
            XElement? top = null, open = null;
            do
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    if (xml.Depth > MostDepth) throw new XmlException("", null, ((IXmlLineInfo)xml).LineNumber, ((IXmlLineInfo)xml).LinePosition);
                    var isEmpty = xml.IsEmptyElement;
                    var element = new XElement(xml.LocalName);
                    foreach (var attribute in new[] { "schemeName", "listName", "currencyID", "unitCode" })
                        if (xml.GetAttribute(attribute) is { } value) element.SetAttributeValue(attribute, value);
                    if (open is null) top ??= element;
                    else open.Add(element);
                    if (!isEmpty) open = element;
                }
                else if (xml.NodeType == XmlNodeType.EndElement) open = open?.Parent;
                else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) open?.Add(new XText(xml.Value));
            }
            while (xml.Read());
            return top!;
        }

        static Func<XElement, bool> Is(string name) => e => e.Name.LocalName == name;

        static IEnumerable<XElement> All(XElement? at, params ReadOnlySpan<string> path)
        {
            IEnumerable<XElement> found = at is null ? [] : [at];
            foreach (var name in path) found = found.SelectMany(e => e.Elements()).Where(Is(name));
            return found.ToArray();
        }

        static string? Find(XElement? at, params ReadOnlySpan<string> path) => All(at, path).FirstOrDefault()?.Value.Trim() is { Length: > 0 } text ? text : null;

        static void Keep(Dictionary<string, XElement> parts, XElement part)
        {
            if (Find(part, "ID") is { } id) parts.TryAdd(id, part);
        }

        void Organization(XElement part)
        {
            if (All(part, "Company").FirstOrDefault() is not { } company || Find(company, "PartyIdentification", "ID") is not { } id) return;
            var code = Find(company, "PostalAddress", "Country", "IdentificationCode") ?? "";
            var country = CountryCodes.Of(code);
            var name = Find(company, "PartyName", "Name") ?? "";
            if (country.IsEmpty) findings.Add(new("W-NOTICE-04", Severity.Warning, place with { Id = id }, name.Length > 0 ? name : id, code));
            _parties.Add(new(id, name, country, Find(company, "CompanySizeCode") switch { "micro" => "micro", "small" => "small", "medium" => "medium", "large" => "large", _ => "" }));
        }

        void Lot(XElement part)
        {
            var id = Find(part, "ID") ?? "";
            var project = All(part, "ProcurementProject").FirstOrDefault();
            var codes = Cpv(project) is { Count: > 0 } own ? own : Cpv(_project);
            var period = All(project, "PlannedPeriod").FirstOrDefault();
            var start = Day(Find(period, "StartDate"));
            var end = Day(Find(period, "EndDate")) ?? After(start, All(period, "DurationMeasure").FirstOrDefault());
            var quantity = All(project, "RequestedTenderTotal").Concat(project is null ? [] : [project]).SelectMany(e => All(e, "EstimatedOverallContractQuantity")).FirstOrDefault();
            var subcontracting = All(part, "TenderingTerms", "AllowedSubcontractTerms", "SubcontractingConditionsCode").Select(e => e.Value.Trim()).FirstOrDefault(v => v is not "" and not "none")
                ?? (All(part, "TenderingTerms").SelectMany(t => t.Descendants()).Any(e => e.Name.LocalName is "SubcontractingConditionsCode" or "TenderSubcontractingRequirementsCode") ? "none" : "");
            _lots.Add(new(id, Find(project, "Name") ?? Find(_project, "Name") ?? "", codes, Money(All(project, "RequestedTenderTotal", "EstimatedOverallContractAmount").FirstOrDefault()), start, end,
                Number(quantity?.Value), quantity?.Attribute("unitCode")?.Value ?? "", All(part, "TenderingProcess", "ContractingSystem", "ContractingSystemTypeCode").FirstOrDefault(e => e.Attribute("listName")?.Value == "framework-agreement")?.Value.Trim() ?? "", subcontracting));
            if (codes.Count == 0) findings.Add(new("W-NOTICE-03", Severity.Warning, place with { Id = id }, id));
        }

        static List<string> Cpv(XElement? project) => project is null ? [] : [.. All(project, "MainCommodityClassification", "ItemClassificationCode").Concat(All(project, "AdditionalCommodityClassification", "ItemClassificationCode"))
            .Where(e => e.Attribute("listName")?.Value is "cpv" or null).Select(e => NoticeText.Cpv(e.Value)).OfType<string>().Distinct()];

        public Notice Notice()
        {
            var regime = _head.GetValueOrDefault("RegulatoryDomain", "");
            if (regime != NoticeText.Defence) findings.Add(new("N-NOTICE-06", Severity.Note, place, regime));
            if (_buyers.Count == 0) findings.Add(new("W-NOTICE-05", Severity.Warning, place));
            foreach (var key in _buyers.Where(b => _parties.All(p => p.Key != b)).ToArray()) findings.Add(new("W-NOTICE-07", Severity.Warning, place, key));
            var id = _head.GetValueOrDefault("ID", "");
            return new()
            {
                Place = place, Format = "eforms", Id = id, Version = _head.GetValueOrDefault("VersionID", ""), Procedure = _head.GetValueOrDefault("ContractFolderID", id), Regime = regime, Issued = Day(_head.GetValueOrDefault("IssueDate")),
                Stage = root == "ContractAwardNotice" ? NoticeStage.Award : root == "ContractNotice" ? NoticeStage.Competition : NoticeStage.Planning,
                Parties = _parties, Buyers = [.. _buyers.Distinct()], Lots = _lots, Awards = [.. Awards()],
            };
        }

        // A contract names its tenders, a tender its price, its lot and the party behind it.
        IEnumerable<NoticeAward> Awards()
        {
            foreach (var (id, contract) in _contracts.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                var tenders = All(contract, "LotTender", "ID").Select(e => e.Value.Trim()).Where(_tenders.ContainsKey).Distinct().Select(t => _tenders[t]).ToArray();
                var prices = tenders.Select(t => Money(All(t, "LegalMonetaryTotal", "PayableAmount").FirstOrDefault())).ToArray();
                // A price that is missing makes the value of the contract unknown; so do two currencies.
                NoticeMoney? value = prices.Length > 0 && prices.All(p => p is not null) && prices.Select(p => p!.Value.Currency).Distinct().Count() == 1 ? new(prices.Sum(p => p!.Value.Value), prices[0]!.Value.Currency) : null;
                var behind = tenders.SelectMany(t => All(t, "TenderingParty", "ID")).Select(e => e.Value.Trim()).Where(_tendering.ContainsKey).Distinct().Select(t => _tendering[t]).ToArray();
                var terms = tenders.SelectMany(t => All(t, "SubcontractingTerm")).ToArray();
                var applies = terms.Select(t => Find(t, "TermCode")).OfType<string>().ToArray();
                var percents = terms.Select(t => Number(Find(t, "TermPercent"))).ToArray();
                yield return new(id, [.. tenders.SelectMany(t => All(t, "TenderLot", "ID")).Select(e => e.Value.Trim()).Distinct()], value, Day(Find(contract, "AwardDate")) ?? Day(Find(contract, "IssueDate")),
                    [.. behind.SelectMany(b => All(b, "Tenderer", "ID")).Select(e => e.Value.Trim()).Distinct()], [.. behind.SelectMany(b => All(b, "SubContractor", "ID")).Select(e => e.Value.Trim()).Distinct()],
                    applies.Contains("yes") ? true : applies.Length > 0 && applies.All(a => a == "no") ? false : null, tenders.Length == 1 && percents.Length == 1 ? percents[0] : null);
            }
        }

        NoticeMoney? Money(XElement? amount)
        {
            if (amount is null) return null;
            if (Number(amount.Value) is { } value && amount.Attribute("currencyID")?.Value is { Length: 3 } currency) return new(value, currency.ToUpperInvariant());
            findings.Add(new("W-NOTICE-08", Severity.Warning, place, amount.Value.Trim()));
            return null;
        }

        DateOnly? Day(string? text)
        {
            if (text is null) return null;
            if (NoticeText.Day(text) is { } day) return day;
            findings.Add(new("W-NOTICE-09", Severity.Warning, place, text));
            return null;
        }

        static double? Number(string? text) => text is not null && Quantity.TryNumber(text.Trim(), out var value) && value >= 0 ? value : null;

        static DateOnly? After(DateOnly? start, XElement? duration)
        {
            if (start is not { } day || Number(duration?.Value) is not { } length || length > 600) return null;
            return duration!.Attribute("unitCode")?.Value switch
            {
                "DAY" => day.AddDays((int)length - 1), "WEEK" => day.AddDays((int)(7 * length) - 1), "MONTH" => day.AddMonths((int)length).AddDays(-1), "YEAR" => day.AddYears((int)Math.Min(length, 60)).AddDays(-1), _ => null,
            };
        }
    }
}
