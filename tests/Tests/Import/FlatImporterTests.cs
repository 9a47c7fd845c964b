using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.Tests.Import;

public sealed class FlatImporterTests
{
    static Package Bicycle()
    {
        var result = Sheets.Import(Sheets.Bicycle, out var findings);
        Assert.Empty(findings.Where(f => f.Severity != Severity.Note && f.Code != "W-NUM-01").Select(Texts.For("en").Sentence));
        return result.Package!;
    }

    [Fact]
    public void A_companys_sheet_becomes_items_recipes_makers_and_a_goal()
    {
        var package = Bicycle();
        Assert.Equal(["battery Battery piece 510", "battery-cell Battery cell piece 3.1", "brake Brake piece 38..45", "cargo-bicycle Cargo bicycle piece 2400 yes", "frame Frame piece 310", "motor Motor piece 420 yes",
            "paint Paint kg", "steel-tube Steel tube kg 2.2"], package.Show("items", "id", "name", "unit", "unit_value", "complete"));
        Assert.Equal(["battery battery-cell 40 piece", "cargo-bicycle battery 1 piece", "cargo-bicycle brake 2 piece", "cargo-bicycle frame 1 piece", "cargo-bicycle motor 1 piece", "frame paint 0.4 kg", "frame steel-tube 6.5 kg"],
            package.Show("recipes", "item", "input", "quantity", "quantity_unit"));
        Assert.Equal(["cargo-bicycle produce cargo-bicycle 200 piece/month declared"], package.Show("goals", "technology", "verb", "item", "rate", "rate_unit", "basis"));
    }

    [Fact]
    public void Every_supplier_is_a_party_with_a_line_and_a_second_source_is_a_line_of_unknown_capacity()
    {
        var package = Bicycle();
        Assert.Equal(["battery-akku-nord akku-nord", "battery-cell-makers-of-battery-cell makers-of-battery-cell CN", "battery-zellpack zellpack PL 400 piece/month 56", "brake-frein-sa frein-sa FR 600 piece/month",
            "brake-stopper stopper TW 2000 piece/month 70", "cargo-bicycle-velowerk velowerk DE 250 piece/month", "frame-rahmenbau rahmenbau DE 300 piece/month 42", "motor-motoriq motoriq JP 84",
            "paint-farben-co farben-co NL", "steel-tube-roehrenwerk roehrenwerk CZ 5 t/month 28"], package.Show("lines", "id", "party", "country", "capacity", "capacity_unit", "lead_time_days").Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains("zellpack Zellpack company PL KR", package.Show("parties", "id", "name", "kind", "country", "control_country"));
        Assert.Contains("makers-of-battery-cell  makers CN CN", package.Show("parties", "id", "name", "kind", "country", "control_country"));
        Assert.Equal(["45", "38"], package["lines"].Rows.Where(r => r.Cells[0].StartsWith("brake", StringComparison.Ordinal)).Select(r => package["lines"].Cell(r, "unit_cost")));
    }

    [Fact]
    public void Stocks_lie_at_the_maker_of_the_end_product_and_sources_become_rows()
    {
        var package = Bicycle();
        Assert.Equal(["velowerk battery 60", "velowerk cargo-bicycle 20", "velowerk frame 40", "velowerk steel-tube 900"], package.Show("stocks", "holder", "item", "quantity"));
        Assert.Equal(["offer-2025 Offer 2025", "own-planning-2026 Own planning 2026"], package.Show("sources", "id", "title"));
        Assert.Contains("battery offer-2025 declared company-confidential", package.Show("items", "id", "source", "basis", "marking"));
    }

    [Fact]
    public void The_package_builds_a_network_without_errors()
    {
        var findings = new List<Finding>();
        Assert.NotNull(NetworkBuilder.Build(Bicycle(), findings));
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("bom.csv", ',')]
    [InlineData("bom.csv", ';')]
    [InlineData("bom.tsv", '\t')]
    public void The_same_sheet_gives_the_same_package_whatever_the_separator(string name, char separator) =>
        Assert.Equal(Bicycle().Hash, Sheets.LoadText(name, Sheets.Csv(Sheets.Bicycle, separator), out _).Package!.Hash);

    [Fact]
    public void A_workbook_gives_the_same_package_as_CSV() =>
        Assert.Equal(Bicycle().Hash, Sheets.LoadFile("bom.xlsx", Sheets.Workbook(Sheets.Bicycle), out _).Package!.Hash);

    [Fact]
    public void The_order_of_rows_and_columns_makes_no_difference()
    {
        string[][] turned = [[.. Sheets.Bicycle[0].Reverse()], .. Sheets.Bicycle.Skip(1).Reverse().Select(r => r.Reverse().ToArray())];
        Assert.Equal(Bicycle().Hash, Sheets.Import(turned, out _).Package!.Hash);
    }

    [Theory]
    [InlineData("Artikel;verwendet in;Menge;Lieferant;Land;Land des Eigentümers;Stückpreis;Kapazität pro Monat;Lieferzeit (Tage);Bestand;Zweitquelle;Quelle")]
    [InlineData("Désignation;Utilisé dans;Quantité;Fournisseur;Pays;Pays du propriétaire;Prix unitaire (€);Capacité mensuelle;Délai (jours);Stock;Seconde source;Référence")]
    [InlineData("PART NAME;Next Assembly;QTY.;Manufacturer;Country of origin;Owner country;Unit cost;Monthly capacity;Lead time days;On hand;Alternative supplier;Data source")]
    public void Headings_in_other_words_and_languages_name_the_twelve_columns(string headings)
    {
        var result = Sheets.Import([headings.Split(';'), ["A", "", "", "", "", "", "", "", "", "", "", ""]], out var findings);
        Assert.Equal(FlatColumns.Names, result.Headings.Values);
        Assert.DoesNotContain(findings, f => f.Code.StartsWith("W-FLAT-0", StringComparison.Ordinal) && f.Code is "W-FLAT-01" or "W-FLAT-02");
    }

    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void The_headings_that_are_written_are_read_again(string language)
    {
        var result = Sheets.Import([[.. FlatColumns.Names.Select(n => Texts.For(language)["flat.heading." + n])], ["A"]], out var findings);
        Assert.Equal(FlatColumns.Names, result.Headings.Values);
        Assert.DoesNotContain(findings, f => f.Code is "N-FLAT-04" or "N-FLAT-05");
    }

    [Fact]
    public void A_misspelt_heading_is_an_error_with_the_nearest_and_a_foreign_one_is_said_to_be_left_out()
    {
        Assert.Equal(["E-FLAT-02 1 Suplier supplier"], Sheets.Errors("Item | Suplier", "A | B"));
        Sheets.Import([["Item", "Colour", "x-shelf"], ["A", "red", "7"]], out var findings);
        Assert.Contains(findings, f => f.Code == "W-FLAT-01" && f.Values is ["Colour", "1"]);
    }

    [Fact]
    public void A_sheet_without_an_item_column_says_which_columns_there_could_be() =>
        Assert.Equal(["E-FLAT-01 1 Foo, Bar"], Sheets.Errors("Foo | Bar", "A | B"));

    [Fact]
    public void Rows_above_the_heading_are_passed_over_and_said_so()
    {
        var result = Sheets.Import([["Bill of materials"], ["Item", "Supplier"], ["A", "B"]], out var findings);
        Assert.Equal(1, result.Rows);
        Assert.Contains(findings, f => f.Code == "N-FLAT-03");
    }

    [Theory]
    [InlineData("2.5 kg", "2.5", "kg", "kg")]
    [InlineData("2,5kg", "2.5", "kg", "kg")]
    [InlineData("250 g", "0.25", "kg", "kg")]
    [InlineData("1..2 l", "1..2", "l", "l")]
    [InlineData("4 Stück", "4", "piece", "piece")]
    [InlineData("1 234 pcs", "1234", "piece", "piece")]
    [InlineData("", "", "", "piece")]
    public void A_quantity_may_carry_its_unit(string cell, string quantity, string unit, string itemUnit)
    {
        var package = Sheets.Package("Item | Used in | Quantity", "A | |", $"B | A | {cell}");
        Assert.Equal($"{quantity} {unit}".Trim(), package.Show("recipes", "quantity", "quantity_unit").Single());
        Assert.Equal(["A piece", $"B {itemUnit}"], package.Show("items", "name", "unit"));
    }

    [Fact]
    public void A_unit_behind_the_name_counts_for_the_item_and_the_name_is_kept_without_it()
    {
        var package = Sheets.Package("Item | Used in | Quantity | Stock", "Glue [kg] | Box | 0.2 |", "Glue (kg) | Crate | 0.3 | 50", "Box | | |", "Crate | | |");
        Assert.Equal(["Box piece", "Crate piece", "Glue kg"], package.Show("items", "name", "unit"));
        Assert.Equal(["box glue 0.2 kg", "crate glue 0.3 kg"], package.Show("recipes", "item", "input", "quantity", "quantity_unit"));
        Assert.Equal(["sheet-owner glue 50"], package.Show("stocks", "holder", "item", "quantity"));
    }

    [Theory]
    [InlineData("100", "100 piece/month")]
    [InlineData("1200/year", "1200 piece/year")]
    [InlineData("1200 p.a.", "1200 piece/year")]
    [InlineData("30 Stück pro Woche", "30 piece/week")]
    [InlineData("80..120 par mois", "80..120 piece/month")]
    public void A_capacity_may_carry_its_period(string cell, string expected) =>
        Assert.Equal([expected], Sheets.Package("Item | Supplier | Capacity", $"A | S | {cell}").Show("lines", "capacity", "capacity_unit"));

    [Theory]
    [InlineData("Lead time", "10", "10")]
    [InlineData("Lead time", "6 weeks", "42")]
    [InlineData("Lead time", "3 Monate", "91.25")]
    [InlineData("Lead time (weeks)", "2..4", "14..28")]
    [InlineData("Lead time (weeks)", "5 days", "5")]
    public void A_lead_time_is_kept_in_days(string heading, string cell, string expected) =>
        Assert.Equal([expected], Sheets.Package($"Item | Supplier | {heading}", $"A | S | {cell}").Show("lines", "lead_time_days"));

    [Theory]
    [InlineData("12.50 EUR", "12.5")]
    [InlineData("€ 12,50", "12.5")]
    [InlineData("1 200 €/piece", "1200")]
    public void A_value_may_carry_the_euro(string cell, string expected) =>
        Assert.Equal([expected], Sheets.Package("Item | Value", $"A | {cell}").Show("items", "unit_value"));

    [Fact]
    public void Contradicting_rows_are_named_with_both_values() =>
        Assert.Equal(["E-FLAT-12 3 B 2 4 piece 6 piece"], Sheets.Errors("Item | Used in | Quantity", "B | A | 4", "B | A | 6"));

    [Fact]
    public void All_problems_are_listed_at_once() =>
        Assert.Equal(["E-FLAT-11 2 Germny Germany", "E-FLAT-06 3 30 USD", "E-FLAT-04 4 5 boxes", "E-NUM-02 5 -3", "E-FLAT-10 6 NA Namibia", "E-FLAT-16 7 F", "E-FLAT-09 8"],
            Sheets.Errors("Item | Used in | Quantity | Supplier | Country | Value", "A | | | S | Germny |", "B | | | | | 30 USD", "C | A | 5 boxes | | |", "D | A | -3 | | |", "E | A | | T | NA |", "F | F | 1 | | |", " | A | 1 | | |")
                .OrderBy(e => e.Split(' ')[1], StringComparer.Ordinal));

    [Theory]
    [InlineData("Value (k€)", "k€")]
    [InlineData("Value (USD)", "USD")]
    [InlineData("Quantity (thousands)", "thousands")]
    [InlineData("Capacity (kilo per fortnight)", "kilo per fortnight")]
    public void A_heading_whose_unit_is_not_understood_stops_rather_than_giving_wrong_figures(string heading, string hint) =>
        Assert.Equal([$"E-FLAT-05 1 {heading} {hint}"], Sheets.Errors($"Item | {heading}", "A | 5"));

    [Fact]
    public void Kilograms_and_tonnes_are_one_thing_and_pieces_are_another()
    {
        var package = Sheets.Package("Item | Used in | Quantity | Stock | Supplier | Capacity", "A | | | | |", "B | A | 2 kg | 0.5 t | S | 3 t");
        Assert.Equal(["500"], package.Show("stocks", "quantity"));
        Assert.Equal(["3 t/month"], package.Show("lines", "capacity", "capacity_unit"));
        Assert.Equal(["E-FLAT-13 3 B kg piece"], Sheets.Errors("Item | Used in | Quantity | Supplier | Capacity", "A | | | |", "B | A | 2 kg | S | 3 pcs"));
    }

    [Fact]
    public void A_figure_that_can_be_read_in_two_ways_is_not_read()
    {
        Assert.Equal(["E-NUM-06 2 1,234 1.234 1234"], Sheets.Errors("Item | Value", "A | 1,234"));
        Assert.Equal(["E-NUM-06 3 1.500 1.500 1500"], Sheets.Errors("Item | Value", "A | 2,5", "B | 1.500"));
    }

    [Theory]
    [InlineData(new[] { "100/month" }, "100 piece/month declared")]
    [InlineData(new[] { "A=1200/year" }, "1200 piece/year declared")]
    [InlineData(new string[0], "80 piece/month assumed")]
    public void Without_a_stated_need_the_end_products_capacity_is_taken_and_said(string[] goals, string expected)
    {
        var result = Sheets.Import([["Item", "Supplier", "Capacity per month"], ["A", "S", "50"], ["A", "T", "30"]], out var findings, new() { Goals = goals });
        Assert.Equal([expected], result.Package!.Show("goals", "rate", "rate_unit", "basis"));
        Assert.Equal(goals.Length == 0 ? 1 : 0, findings.Count(f => f.Code == "W-FLAT-06"));
        Assert.Equal(goals.Length == 0 ? ["A"] : [], result.AssumedGoals);
    }

    [Fact]
    public void Without_capacity_either_one_a_month_is_taken_and_said()
    {
        var result = Sheets.Import([["Item", "Used in"], ["B", "A"]], out var findings);
        Assert.Equal(["1 piece/month assumed"], result.Package!.Show("goals", "rate", "rate_unit", "basis"));
        Assert.Equal(["W-FLAT-03", "W-FLAT-08"], findings.Select(f => f.Code).Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("0/month"), InlineData("many"), InlineData("-1/month"), InlineData("Z=1/month")]
    public void A_goal_that_is_none_is_an_error(string goal)
    {
        Assert.Null(Sheets.Import([["Item"], ["A"]], out var findings, new() { Goals = [goal] }).Package);
        Assert.Contains(findings, f => f.Code is "E-FLAT-18" or "E-FLAT-15");
    }

    [Fact]
    public void Names_in_Greek_and_Cyrillic_are_kept_and_get_plain_ids()
    {
        var package = Sheets.Package("Item | Supplier", "Κινητήρας | Завод «Молния»", "Getriebe für Größe ß | Łódź Śruby");
        Assert.Equal(["getriebe-fuer-groesse-ss Getriebe für Größe ß", "kinitiras Κινητήρας"], package.Show("items", "id", "name"));
        Assert.Equal(["lodz-sruby Łódź Śruby", "zavod-molniya Завод «Молния»"], package.Show("parties", "id", "name"));
    }

    [Fact]
    public void Names_that_give_the_same_id_are_told_apart_whatever_their_order()
    {
        string[] one = ["Item", "A+B", "A-B"], two = ["Item", "A-B", "A+B"];
        Assert.Equal(["a-b A+B", "a-b-2 A-B"], Sheets.Package(one).Show("items", "id", "name"));
        Assert.Equal(Sheets.Package(one).Hash, Sheets.Package(two).Hash);
    }

    [Fact]
    public void A_supplier_in_two_countries_keeps_both_lines_and_its_seat_is_unknown()
    {
        var result = Sheets.Import([["Item", "Supplier", "Country"], ["A", "S", "DE"], ["B", "S", "CN"]], out var findings);
        Assert.Equal(["a-s DE", "b-s CN"], result.Package!.Show("lines", "id", "country"));
        Assert.Equal(["S"], result.Package!.Show("parties", "name", "country"));
        Assert.Contains(findings, f => f.Code == "W-FLAT-07" && f.Values is ["S", "CN, DE"]);
    }

    [Fact]
    public void A_formula_without_a_value_and_a_wrong_encoding_are_refused_with_their_place()
    {
        Assert.Null(Sheets.LoadFile("bom.csv", [.. "Item\n"u8, 0xC4, 0xFF, (byte)'\n'], out var findings).Package);
        Assert.Equal("E-TEXT-02", Assert.Single(findings).Code);
        Assert.Null(Sheets.LoadText("bom.csv", "Item,Supplier\n\"A,B\n", out findings).Package);
        Assert.Contains(findings, f => f.Code == "E-CSV-01");
        Assert.Null(Sheets.LoadText("bom.csv", "", out findings).Package);
        Assert.Equal("E-FLAT-08", Assert.Single(findings).Code);
    }

    [Theory]
    [InlineData("Frame; Wheel", "2", new[] { "frame screw 2 piece", "wheel screw 2 piece" })]
    [InlineData("Frame, Wheel", "2", new[] { "frame screw 2 piece", "wheel screw 2 piece" })]
    [InlineData("Frame; Wheel", "2; 3", new[] { "frame screw 2 piece", "wheel screw 3 piece" })]
    [InlineData("Frame, Wheel", "2, 3", new[] { "frame screw 2 piece", "wheel screw 3 piece" })]
    [InlineData("Frame; Wheel", "2,5; 3..4", new[] { "frame screw 2.5 piece", "wheel screw 3..4 piece" })]
    [InlineData("Frame; Wheel", "?; 3", new[] { "frame screw", "wheel screw 3 piece" })]
    [InlineData("Wheel; Lamp, small; Frame;", "", new[] { "frame screw", "lamp-small screw", "wheel screw" })]
    [InlineData("Lamp, small", "1", new[] { "lamp-small screw 1 piece" })]
    public void Several_parents_in_one_cell_are_a_recipe_row_each(string parents, string quantity, string[] expected)
    {
        var result = Sheets.Import([["Item", "Used in", "Quantity", "Stock"], ["Frame"], ["Wheel"], ["Lamp, small"], ["Screw", parents, quantity, "70"]], out var findings);
        Assert.DoesNotContain(findings, f => f.Severity is Severity.Error or Severity.Warning && f.Code is not ("W-NUM-01" or "W-FLAT-08"));
        Assert.Equal(expected, result.Package!.Show("recipes", "item", "input", "quantity", "quantity_unit"));
        Assert.Equal(["70"], result.Package!.Show("stocks", "quantity"));
        Assert.Equal(4, result.Rows);
    }

    [Fact]
    public void A_row_with_several_parents_says_what_a_row_for_each_says() =>
        Assert.Equal(Sheets.Package("Item | Used in | Quantity | Supplier | Capacity | Source", "A | | | | |", "B | A | 1 | | |", "C | A | 3 | S | 40 | X; Y", "C | B | 5 | | | X; Y").Hash,
            Sheets.Package("Item | Used in | Quantity | Supplier | Capacity | Source", "A | | | | |", "B | A | 1 | | |", "C | A; B | 3; 5 | S | 40 | X; Y").Hash);

    [Fact]
    public void Parents_and_quantities_that_do_not_match_are_refused()
    {
        Assert.Equal(["E-FLAT-20 4 3 2"], Sheets.Errors("Item | Used in | Quantity", "A", "B", "C | A; B | 1; 2; 3"));
        Assert.Equal(["E-FLAT-19 3 A, D A"], Sheets.Errors("Item | Used in | Quantity", "A", "C | A, D | 1"));
        Assert.Equal(["E-FLAT-12 4 C 4 1 piece 2 piece"], Sheets.Errors("Item | Used in | Quantity", "A", "B", "C | A; A | 1; 2"));
        // A semicolon is never part of a figure.
        Assert.Equal(["E-NUM-01 3 1; 2"], Sheets.Errors("Item | Used in | Quantity", "A", "C | A | 1; 2"));
    }

    [Fact]
    public void A_formula_is_read_by_its_last_value_and_said()
    {
        var parts = Formats.ReaderFuzzTests.Unzip(Sheets.Workbook([["Item", "Used in", "Quantity"], ["Frame", "Bicycle", "2"], ["Wheel", "Bicycle", "3"]]));
        var with = parts.Select(p => (p.Name, System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(p.Bytes).Replace("<v>", "<f>1+1</f><v>", StringComparison.Ordinal))));
        var result = Sheets.LoadFile("bom.xlsx", Formats.ReaderFuzzTests.Zip(with), out var findings);
        Assert.Equal(["2 piece", "3 piece"], result.Package!.Show("recipes", "quantity", "quantity_unit"));
        var formula = Assert.Single(findings, f => f.Code == "W-XLSX-01");
        Assert.Equal((2, "C", "2 2"), (formula.Place.Row, formula.Place.Column, string.Join(' ', formula.Values)));
    }
}
