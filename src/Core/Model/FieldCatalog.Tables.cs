namespace Vauban.Core.Model;

public static partial class FieldCatalog
{
    static List<TableSpec> Build() =>
    [
        Make("parties", "a company, an authority, a state, or the makers in an area", ["id"],
            Id("acme"), Text("name", "Name as people know it.", "Makers in EU and Norway"),
            Choice("kind", "What it is.", ["company", "authority", "state", "person", "makers", "other"]),
            Countries("country", "Where it is established; a set such as EU27+NO for the makers of an area.", "EU27+NO"),
            Countries("management_country", "Where its executive management sits; blank counts as the country of establishment.", "NO"),
            Countries("control_country", "Who has decisive influence over it, where that is known; otherwise it follows from ownership.", "EU27+NO"),
            Choice("guarantees", "Guarantees or screening on file for a party controlled from outside.", ["approved", "screened", "none"]),
            Choice("size", "Size class.", ["micro", "small", "medium", "mid-cap", "large"]),
            Text("lei", "Legal entity identifier (ISO 17442).", "529900T8BM49AURSDO55"),
            Text("ncage", "NATO commercial and government entity code.", "S1234")),
        Make("ownership", "who owns whom", ["owner", "owned", "from"],
            Ref("owner", "Who owns.", ["parties"], "state-no") with { Required = true }, Ref("owned", "Who is owned.", ["parties"], "acme") with { Required = true },
            Quantity("share", "Share of the capital, in per cent.", "50..50.1", "%") with { Highest = 100 },
            Choice("control", "Control as declared: decisive, joint, or none.", ["none", "joint", "decisive"]),
            Date("from", "First day."), Date("to", "Last day.")),
        Make("sites", "a place of work", ["id"],
            Id("acme-raufoss"), Text("name", "Name.", "Main works"), Ref("party", "Who runs it.", ["parties"], "acme"),
            Countries("country", "Country.", "NO"), Text("region", "NUTS region.", "NO020"),
            Number("latitude", "Degrees north.", "60.73") with { Unit = "degree", Highest = 90 }, Number("longitude", "Degrees east.", "10.61") with { Unit = "degree", Highest = 180 }),
        Make("technologies", "a technology that defence depends on", ["id"],
            Id("ammunition-155"), Text("name", "Name.", "155 mm artillery ammunition"), Text("area", "Field it belongs to.", "ammunition"),
            Text("capability", "What it serves.", "artillery"), Text("essential_by", "Who declared it essential.", "European Council, 2023-03-20")),
        Make("items", "anything that is made or needed", ["id"],
            Id("propellant-powder"), Text("name", "Name.", "Propellant powder"),
            Choice("kind", "What it is.", ["system", "assembly", "component", "material", "software", "service", "data", "tooling", "energy", "skill", "competence"]),
            Unit("unit", "Unit it is counted in.", "t") with { Required = true },
            Quantity("unit_value", "Value of one unit.", "30000..40000", "EUR"), Quantity("unit_mass", "Mass of one unit.", "1000", "kg"),
            Ref("technology", "Technology it belongs to.", ["technologies"], "ammunition-155"),
            Text("cn_code", "Combined Nomenclature code.", "3601 00 00"), Text("military_list", "Entry of the EU Common Military List.", "ML8"),
            Flag("shared", "Held and not used up (know-how, software, data, licences). Blank: yes for competence, software and data."),
            Flag("free", "Never a limit (water, air)."), Flag("complete", "The listed lines are all there are."),
            Quantity("unit_length", "Length of one unit as it is moved.", "5.9", "m"), Quantity("unit_width", "Width of one unit as it is moved.", "2.35", "m"), Quantity("unit_height", "Height of one unit as it is moved.", "2.39", "m"),
            Choice("hazard", "Class of dangerous goods (ADR, RID, IMDG); none: no dangerous goods. Blank is unknown.", [.. Hazards]),
            Text("unit_load", "What it is moved in.", "pallet"), Quantity("load_units", "Units in one unit load.", "8") with { MayBeZero = false }),
        Make("lines", "one party's (or area's) ability to make one item", ["id"],
            Id("powder-eu-no"), Text("name", "Name.", "Powder lines in EU and Norway"), Ref("party", "Who owns the output.", ["parties"], "acme"),
            Ref("site", "Where it stands.", ["sites"], "acme-raufoss"), Countries("country", "Country or area, where no site is given.", "EU27+NO"),
            Ref("item", "What it makes.", ["items"], "propellant-powder") with { Required = true },
            Quantity("capacity", "How much it can make; blank is unknown, not zero.", "4500..10000"), Unit("capacity_unit", "Unit per time, or share (per cent of the need).", "t/year"),
            Quantity("unit_cost", "Cost of one unit.", "35000", "EUR"), Quantity("lead_time_days", "Days from order to delivery.", "90", "days"),
            Quantity("recovery_days", "Days to work again after a full stop.", "180..365", "days"), Quantity("minimum_rate", "Least rate that keeps it alive, in its capacity unit.", "100"),
            Quantity("readiness_fee", "Cost of being kept ready.", "200000", "EUR/month"), Quantity("restart_days", "Days to start again after a planned stop.", "60", "days"),
            Quantity("restart_cost", "Cost of starting again after a planned stop.", "2000000", "EUR"),
            Quantity("units_made", "Units made so far (for learning).", "250000"),
            Quantity("learning", "Cost of a unit after the units made have doubled, in per cent of the cost before; blank: the cost stays.", "90", "%") with { Highest = 100, MayBeZero = false },
            Quantity("people", "People at work at full capacity.", "300", "person"), Date("from", "First day it counts."), Date("to", "Last day it counts."),
            Choice("status", "Running, funded or announced. Blank: running.", [.. Statuses])),
        Make("totals", "a published total of an item for an area", ["item", "area", "date", "status"],
            Ref("item", "What is made.", ["items"], "nitrocellulose") with { Required = true }, Countries("area", "Area the total covers.", "EU27+NO") with { Required = true },
            Quantity("capacity", "Total of all lines of the area.", "4500..10000"), Unit("capacity_unit", "Unit per time.", "t/year"),
            Date("date", "From when the total holds."), Choice("status", "Running, funded or announced. Blank: running.", [.. Statuses])),
        Make("recipes", "one input of an item, or of one line", ["item", "line", "input", "group", "from"],
            Ref("item", "Made item.", ["items"], "propellant-powder"), Ref("line", "One line, where its recipe differs from the item's.", ["lines"], "powder-eu-no"),
            Ref("input", "Needed item.", ["items"], "nitrocellulose") with { Required = true }, Quantity("quantity", "Needed per unit made; blank is unknown.", "0.6..0.9"),
            Unit("quantity_unit", "Unit of the quantity; blank: the input's unit.", "t"), Text("group", "Inputs of one group are alternatives.", "cellulose"),
            Choice("criticality", "Essential and important bind, minor never does. Blank: essential.", ["essential", "important", "minor"]),
            Flag("qualified", "Whether an alternative may be used. Blank: yes. No: it counts only once it is qualified."),
            QualifyCost("the alternative"), QualifyMonths("the alternative"), QualifyChance("the alternative"), Date("from", "First day it counts."), Date("to", "Last day it counts.")),
        Make("links", "which line supplies which line", ["supplier", "customer", "item"],
            Ref("supplier", "Supplying line.", ["lines"], "nc-1") with { Required = true }, Ref("customer", "Supplied line.", ["lines"], "powder-1") with { Required = true },
            Ref("item", "What is supplied.", ["items"], "nitrocellulose") with { Required = true }, Quantity("share", "Share of the customer's supply today, in per cent.", "60", "%") with { Highest = 100 },
            Flag("qualified", "Whether the customer may use it. Blank is unknown."), Quantity("switch_days", "Days until the customer can switch to it.", "180", "days"),
            Quantity("transport_days", "Days under way.", "5", "days"), QualifyCost("the supplier"), QualifyMonths("the supplier"), QualifyChance("the supplier")),
        Make("stocks", "what lies where", ["holder", "item"],
            Ref("holder", "Line or party that holds it.", ["lines", "parties"], "powder-eu-no") with { Required = true }, Ref("item", "What lies there.", ["items"], "nitrocellulose") with { Required = true },
            Quantity("quantity", "How much, in the item's unit.", "200"), Quantity("target", "How much should lie there.", "500"), Quantity("shelf_life_days", "Days it keeps.", "3650", "days"),
            Quantity("holding_cost", "Cost of keeping one unit for a month.", "2", "EUR")),
        Make("expansions", "a way to add capacity", ["id"],
            Id("powder-x1"), Text("name", "Name.", "Second powder line"), Ref("line", "Line that grows; blank for a new one.", ["lines"], "powder-eu-no"), Ref("item", "What a new line makes.", ["items"], "propellant-powder"),
            Ref("party", "Who builds a new line.", ["parties"], "acme"), Countries("country", "Where a new line stands.", "EU27"), Text("region", "NUTS region.", "NO020"), Quantity("adds", "Added capacity.", "1000"),
            Unit("adds_unit", "Unit per time.", "t/year"), Quantity("capex", "Cost to build.", "80000000", "EUR"), Quantity("permit_months", "Months of permits.", "6..24", "months"),
            Quantity("build_months", "Months of building.", "18", "months"), Quantity("ramp_months", "Months from first to full output.", "6", "months"),
            Quantity("people", "People at work once it runs.", "120", "person"), Quantity("unit_cost", "Cost of one unit made on a new line.", "35000", "EUR"),
            Quantity("lead_time_days", "Days from order to delivery of a new line.", "90", "days"), Quantity("chance", "Chance that it succeeds, in per cent.", "80", "%") with { Highest = 100 },
            Date("earliest", "First possible start."), Date("latest", "Last possible start; blank: any later day."), Quantity("most", "How often it may be chosen. Blank: once.", "2"),
            Choice("status", "Running or funded: decided, starts at its earliest. Announced or blank: a choice.", [.. Statuses])),
        Make("budgets", "who pays how much", ["payer", "year"],
            Ref("payer", "Who pays.", ["parties", "countries"], "DE") with { Required = true }, Date("year", "Year.") with { Required = true }, Quantity("amount", "Money in that year.", "500000000", "EUR"),
            Quantity("share", "Largest share of the cost of an expansion that it pays, in per cent.", "35", "%") with { Highest = 100 },
            Countries("area", "Where the money may be spent; blank is anywhere.", "EU27")),
        Make("demands", "who wants what when", ["buyer", "item", "from", "purpose", "certainty", "priority"],
            Ref("buyer", "Who buys.", ["parties", "countries"], "DE") with { Required = true }, Ref("item", "What.", ["items"], "round-155") with { Required = true },
            Date("from", "First day."), Date("to", "Last day."), Quantity("rate", "How much.", "10000"), Unit("rate_unit", "Unit per time.", "piece/month"),
            Choice("purpose", "Own need, commitment to a partner, export or stock.", ["own", "commitment", "export", "stock"]),
            Choice("certainty", "Firm, option or intention.", ["firm", "option", "intention"]), Quantity("priority", "1 is served first.", "1"),
            Quantity("shortfall_price", "Cost of one unit late or missing for a month.", "1000", "EUR"), Flag("priority_public", "Whether everybody may see the priority. Blank: no, only the buyer and who keeps the data.")),
        Make("goals", "what a verb means for a technology", ["technology", "verb", "item", "destination", "from"],
            Ref("technology", "Technology.", ["technologies"], "ammunition-155") with { Required = true }, Choice("verb", "Develop, produce, use or export.", [.. Verbs]) with { Required = true },
            Ref("item", "What must come out.", ["items"], "round-155") with { Required = true }, Quantity("rate", "How much.", "2000000") with { Required = true, MayBeZero = false },
            Unit("rate_unit", "Unit per time.", "piece/year") with { Required = true }, Countries("destination", "Where it goes; blank is anywhere.", "UA"),
            Date("from", "First day."), Date("to", "Last day.")),
        Make("restrictions", "somebody's right to say no", ["id"],
            Id("cn-61-2025"), Text("name", "Name.", "Announcement No 61/2025"), Text("regime", "Rule book; shares of one regime add up.", "CN-REE"), Ref("holder", "Party or country that may refuse.", ["parties", "countries"], "CN") with { Required = true },
            Ref("target", "Item, line or technology it reaches.", ["items", "lines", "technologies"], "neodymium-metal") with { Required = true },
            Choices("verbs", "Verbs it covers; blank is all.", [.. Verbs], "export"), Quantity("threshold", "Least value share in the goal item at which it applies, in per cent.", "0.1", "%") with { Highest = 100 },
            Countries("destinations", "Destinations it covers; blank is all.", "WORLD except US"), Date("from", "First day."), Date("to", "Last day."),
            Choice("status", "In force, suspended or proposed. Blank: in force.", ["in-force", "suspended", "proposed"])),
        Make("events", "a scenario's happenings", ["scenario", "kind", "target", "from"],
            Text("scenario", "Scenario it belongs to.", "port-closed") with { Required = true }, Text("kind", "Refusal, shortage, price, delay or outage.", "outage"), Text("target", "What it hits: an id or a query.", "country:CN"),
            Date("from", "First day."), Text("days", "Length: number, interval or distribution.", "30..90"), Text("effect", "What is left or added.", "0.5"), Quantity("probability", "Probability a year.", "0.1") with { Highest = 1 },
            Text("common_cause", "Events of one cause happen together.", "storm")),
        Make("series", "an indicator over time", ["indicator", "item", "party", "date"],
            Text("indicator", "What is measured: price, lead-time, stock-cover or order-book are watched in the direction that hurts, anything else in both.", "price") with { Required = true }, Ref("item", "Item.", ["items"], "nitrocellulose"), Ref("party", "Party.", ["parties"], "acme"),
            Date("date", "Day.") with { Required = true }, Number("value", "Value, always in the same unit; an interval where only a range is known.", "1.25") with { MayBeInterval = true }),
        .. MakeTransport(),
        Make("contracts", "a fact for eligibility and procurement", ["id"],
            Id("c-1"), Ref("party", "Who.", ["parties"], "acme"), Text("instrument", "Instrument it is meant for.", "EDIP"), Text("fact", "Name of the fact.", "component-share"),
            Text("value", "Value of the fact.", "70"), Ref("item", "About which item.", ["items"], "round-155"), Date("date", "When it held.")),
        Make("claims", "a statement of the evidence library", ["id"],
            Id("claim-1"), Text("text", "What is said.", "Europe depends on one source of linters."), Text("about", "Address of the figure it speaks about.", "ammunition-155/produce/theta_in"),
            Text("value", "Value that is claimed.", "70"), Text("stance", "Supports, contradicts or mentions.", "supports")),
        new TableSpec("sources", "where a figure comes from", ["id"],
            [Id("S01"), Text("title", "Title.", "Annual report 2024"), Text("publisher", "Publisher.", "European Commission"), Date("date", "Date of publication."), Text("url", "Address.", "https://example.org/report"),
             Choice("reliability", "Reliability of the source, A best; below C it stays out of the central reading.", ["A", "B", "C", "D", "E", "F"]),
             Choice("credibility", "Credibility of the statement, 1 best.", ["1", "2", "3", "4", "5", "6"]), Choice("marking", "Marking.", [.. Markings]), Text("note", "Note.", "")]),
    ];

    static TableSpec Make(string name, string description, string[] key, params FieldSpec[] fields) => new(name, description, key,
    [
        .. fields,
        new FieldSpec("source", FieldType.Sources, "Where the row's figures come from.", "S01") { Targets = ["sources"] },
        Choice("basis", "Observed, declared, estimated, assumed or synthetic.", [.. Bases]),
        Choice("marking", "Who may see the row. Blank: TLP:CLEAR.", [.. Markings]),
        Text("note", "Anything a reader should know.", "Sum of two published figures"),
    ]);

    static FieldSpec QualifyCost(string what) => Quantity("qualify_cost", $"Cost of qualifying {what}.", "500000", "EUR");

    static FieldSpec QualifyMonths(string what) => Quantity("qualify_months", $"Months to qualify {what}.", "12", "months");

    static FieldSpec QualifyChance(string what) => Quantity("qualify_chance", $"Chance that qualifying {what} succeeds, in per cent.", "80", "%") with { Highest = 100 };

    static FieldSpec Id(string example) => new("id", FieldType.Id, "Identifier, unique in the table.", example) { Required = true };

    static FieldSpec Text(string name, string description, string example) => new(name, FieldType.Text, description, example);

    static FieldSpec Ref(string name, string description, string[] targets, string example) => new(name, FieldType.Reference, description, example) { Targets = targets };

    static FieldSpec Quantity(string name, string description, string example, string? unit = null) => new(name, FieldType.Quantity, description, example) { Unit = unit };

    static FieldSpec Number(string name, string description, string example) => new(name, FieldType.Number, description, example);

    static FieldSpec Unit(string name, string description, string example) => new(name, FieldType.Unit, description, example);

    static FieldSpec Date(string name, string description) => new(name, FieldType.Date, description, "2026-01-31");

    static FieldSpec Choice(string name, string description, string[] choices) => new(name, FieldType.Choice, description, choices[0]) { Choices = choices };

    static FieldSpec Choices(string name, string description, string[] choices, string example) => new(name, FieldType.Choices, description, example) { Choices = choices };

    static FieldSpec Flag(string name, string description) => new(name, FieldType.Flag, description, "yes") { Choices = ["yes", "no"] };

    static FieldSpec Countries(string name, string description, string example) => new(name, FieldType.Countries, description, example);
}
