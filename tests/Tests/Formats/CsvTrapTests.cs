using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

/// <summary>What files from real offices look like. Each trap has its expected code and place, or is read as if it were none.</summary>
public sealed class CsvTrapTests
{
    const string Items = "id,name,unit,unit_value\nround,Round,piece,12.5\npowder,Powder,t,\n";

    static string Hash(byte[] items) => Load(items).Hash;

    static Package Load(byte[] items)
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load("test", new Dictionary<string, byte[]> { ["items.csv"] = items }, findings);
        Assert.True(package is not null, string.Join("\n", findings.Select(Vauban.Adapters.Texts.Texts.For("en").Sentence)));
        return package;
    }

    static string Hash(string items) => Hash(Encoding.UTF8.GetBytes(items));

    [Fact]
    public void Byte_order_mark_line_ends_separators_blanks_and_quotes_do_not_change_the_package()
    {
        var plain = Hash(Items);
        Assert.Equal(plain, Hash([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Items)]));
        Assert.Equal(plain, Hash(Items.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(plain, Hash(Items.Replace('\n', '\r')));
        Assert.Equal(plain, Hash(Items.Replace(',', ';')));
        Assert.Equal(plain, Hash("sep=;\n" + Items.Replace(',', ';')));
        Assert.Equal(plain, Hash(Items.Replace(',', '\t')));
        Assert.Equal(plain, Hash(Items.Replace(",", " , ", StringComparison.Ordinal)));
        Assert.Equal(plain, Hash(Items.Replace("Round", "\"Round\u00A0\"", StringComparison.Ordinal)));
        Assert.Equal(plain, Hash(Items.TrimEnd('\n')));
        Assert.Equal(plain, Hash("\n\n" + Items + "\n,,,\n"));
        Assert.Equal(plain, Hash([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Items)]));
        Assert.Equal(plain, Hash([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Items)]));
        Assert.Equal(plain, Hash(Items.Replace("unit_value", "Unit Value", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_quoted_cell_keeps_its_newlines_and_the_rows_below_keep_their_numbers()
    {
        var findings = Data.Findings(("items.csv", "id,name,unit,note\nround,\"two\r\nlines\",piece,\"a \"\"b\"\"\"\npowder,,tonne,\n"));
        Assert.Equal("items.csv:4:unit tonne|t", findings.Only("E-UNIT-01"));
        var row = Load(Encoding.UTF8.GetBytes("id,name,unit,note\nround,\"two\r\nlines\",piece,\"a \"\"b\"\"\"\n"))["items"].Rows[0];
        Assert.Equal(["round", "two\nlines", "a \"b\""], [row.Cells[0], row.Cells[1], row.Cells[^1]]);
    }

    [Theory]
    [InlineData("12,5", "12.5")]
    [InlineData("1 234,5", "1234.5")]
    [InlineData("1\u00A0234\u202F567", "1234567")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1'234.50", "1234.5")]
    [InlineData("4,5..10,5", "4.5..10.5")]
    [InlineData("1 000..2 000", "1000..2000")]
    [InlineData("1234,567", "1234.567")]
    [InlineData("0,125", "0.125")]
    [InlineData("..1,5", "..1.5")]
    public void Numbers_written_otherwise_are_read_with_a_warning(string written, string read)
    {
        var findings = Data.Findings(("items.csv", $"id,unit,unit_value\nround,piece,\"{written}\"\n"));
        Assert.Equal($"items.csv:2:unit_value {written}|{read}|1".Replace('\u00A0', ' ').Replace('\u202F', ' '), findings.Only("W-NUM-01"));
        Assert.Equal(read, Load(Encoding.UTF8.GetBytes($"id,unit,unit_value\nround,piece,\"{written}\"\n"))["items"].Rows[0].Cells[4]);
    }

    [Theory]
    [InlineData("1,234", "1.234", "1234")]
    [InlineData("1,234..2,5", "1.234..2.5", "1234..2.5")]
    [InlineData("..12,000", "..12.000", "..12000")]
    public void A_number_that_can_be_read_in_two_ways_is_refused(string written, string one, string other) =>
        Assert.Equal($"items.csv:2:unit_value {written}|{one}|{other}", Data.Findings(("items.csv", $"id,unit,unit_value\nround,piece,\"{written}\"\n")).Only("E-NUM-06"));

    [Fact]
    public void Beside_decimal_commas_a_point_before_three_digits_is_ambiguous_too()
    {
        Assert.Equal("items.csv:3:unit_value 1.234|1.234|1234", Data.Findings(("items.csv", "id;unit;unit_value\nround;piece;12,5\npowder;t;1.234\n")).Only("E-NUM-06"));
        Assert.DoesNotContain(Data.Findings(("items.csv", "id;unit;unit_value\nround;piece;12.5\npowder;t;1.234\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void One_habit_of_writing_numbers_is_told_once_per_column() =>
        Assert.Equal("items.csv:2:unit_value 12,5|12.5|2", Data.Findings(("items.csv", "id;unit;unit_value\nround;piece;12,5\npowder;t;13,5\n")).Only("W-NUM-01"));

    [Theory]
    [InlineData("Infinity", "E-NUM-05")]
    [InlineData("-inf", "E-NUM-05")]
    [InlineData("∞", "E-NUM-05")]
    [InlineData("NaN", "E-NUM-05")]
    [InlineData("1e300", "E-NUM-05")]
    [InlineData("1e999", "E-NUM-05")]
    [InlineData("9999999999999999999", "E-NUM-05")]
    [InlineData("5..Infinity", "E-NUM-05")]
    [InlineData("-5", "E-NUM-02")]
    [InlineData("..-5", "E-NUM-02")]
    [InlineData("10..5", "E-NUM-07")]
    [InlineData("abc", "E-NUM-01")]
    [InlineData("..", "E-NUM-01")]
    [InlineData("1,23,4", "E-NUM-01")]
    [InlineData("12 34", "E-NUM-01")]
    [InlineData("١٢", "E-NUM-01")]
    public void What_is_no_figure_is_refused(string written, string code)
    {
        var findings = Data.Findings(("items.csv", $"id,unit,unit_value\nround,piece,\"{written}\"\n"));
        Assert.StartsWith($"items.csv:2:unit_value {written}", findings.Only(code));
    }

    [Theory]
    [InlineData("4500-10000", "4500..10000")]
    [InlineData("4500–10000", "4500..10000")]
    [InlineData("<500", "..500")]
    [InlineData(">= 500", "500..")]
    [InlineData("~ 5", "5")]
    [InlineData("500+", "500..")]
    [InlineData("unknown", "")]
    public void A_range_written_otherwise_is_refused_with_the_right_form(string written, string meant) =>
        Assert.Equal($"items.csv:2:unit_value {written}|{meant}", Data.Findings(("items.csv", $"id,unit,unit_value\nround,piece,{written}\n")).Only("E-NUM-01"));

    [Fact]
    public void Names_in_Greek_and_Cyrillic_are_ids_like_others_however_their_accents_are_typed()
    {
        var (network, findings) = Data.Bytes(("items.csv", Encoding.UTF8.GetBytes("id,unit\nγόμωση,t\nпоро\u0445,t\nй,t\n")),
            ("recipes.csv", Encoding.UTF8.GetBytes("item,input\nпорох,γο\u0301μωση\nи\u0306,порох\n")));
        Assert.True(network is not null, string.Join("\n", findings.Select(Vauban.Adapters.Texts.Texts.For("en").Sentence)));
        Assert.Equal(["γόμωση", "й", "порох"], network.Items.Select(i => i.Id));
    }

    [Fact]
    public void A_duplicate_id_is_an_error_also_in_other_capitals() => Assert.Equal("items.csv:3:id Round|2", Data.Findings(("items.csv", "id,unit\nround,piece\nRound,t\n")).Only("E-KEY-01"));

    [Fact]
    public void A_dangling_reference_names_the_nearest_id_and_one_in_wrong_capitals_the_right_one()
    {
        Assert.Equal("recipes.csv:2:input powdr|items|powder", Data.Findings(("items.csv", Items), ("recipes.csv", "item,input\nround,powdr\n")).Only("E-REF-01"));
        Assert.Equal("recipes.csv:2:input Powder|items|powder", Data.Findings(("items.csv", Items), ("recipes.csv", "item,input\nround,Powder\n")).Only("E-REF-01"));
        Assert.Equal("recipes.csv:2:input xyzxyzxyz|items|", Data.Findings(("items.csv", Items), ("recipes.csv", "item,input\nround,xyzxyzxyz\n")).Only("E-REF-01"));
        Assert.Equal("items.csv:2:source S9|sources|", Data.Findings(("items.csv", "id,unit,source\nround,piece,S9\n")).Only("E-REF-01"));
    }

    [Fact]
    public void A_wrong_heading_names_the_nearest_free_one()
    {
        Assert.Equal("items.csv:1:nmae nmae|items|name", Data.Findings(("items.csv", "id,nmae,unit\nround,x,piece\n")).Only("E-HEAD-01"));
        Assert.Equal("items.csv:1:name name", Data.Findings(("items.csv", "id,name,unit,name\nround,x,piece,y\n")).Only("E-HEAD-02"));
        Assert.Equal("items.csv:1: unit|items", Data.Findings(("items.csv", "id,name\nround,x\n")).Only("E-HEAD-03"));
        Assert.Equal("items.csv:1:x-mine x-mine", Data.Findings(("items.csv", "id,unit,x-mine\nround,piece,7\n")).Only("N-HEAD-01"));
    }

    [Fact]
    public void References_into_a_table_with_a_wrong_heading_are_not_told_as_well() =>
        Data.Findings(("items.csv", "id,nmae,unitt\nround,x,piece\n"), ("recipes.csv", "item,input\nround,powder\n")).FindAll(f => f.Severity == Severity.Error).ForEach(f => Assert.Equal("items.csv", f.Place.File));

    [Fact]
    public void A_table_may_be_missing_but_a_file_that_is_no_table_is_an_error()
    {
        Assert.DoesNotContain(Data.Findings(("items.csv", Items)), f => f.Severity == Severity.Error);
        Assert.Equal("recipies.csv:: recipies.csv|recipes.csv", Data.Findings(("items.csv", Items), ("recipies.csv", "item,input\n")).Only("E-FILE-01"));
        Assert.DoesNotContain(Data.Findings(("items.csv", Items), ("x-notes.csv", "anything")), f => f.Severity == Severity.Error);
        Assert.Equal("test:: ", Data.Findings(("readme.txt", "Hello")).Only("E-FILE-03"));
    }

    [Theory, InlineData(""), InlineData("\n\n"), InlineData("\uFEFF")]
    public void An_empty_file_is_a_warning(string text) => Assert.Equal("lines.csv:: lines", Data.Findings(("items.csv", Items), ("lines.csv", text)).Only("W-FILE-01"));

    [Fact]
    public void A_heading_without_rows_is_a_table_without_rows() => Assert.DoesNotContain(Data.Findings(("items.csv", Items), ("lines.csv", "id,item\n")), f => f.Place.File == "lines.csv");

    [Fact]
    public void Ragged_rows_are_errors_with_their_row()
    {
        Assert.Equal("items.csv:3: 2|3", Data.Findings(("items.csv", "id,name,unit\nround,x,piece\npowder,x\n")).FindAll(f => f.Code == "E-ROW-01").Only("E-ROW-01"));
        Assert.Equal("items.csv:2: piece|4", Data.Findings(("items.csv", "id,unit,name\nround,t,Round, piece\n")).Only("E-ROW-02"));
        Assert.DoesNotContain(Data.Findings(("items.csv", "id,unit,name\nround,t,Round,,\n")), f => f.Severity == Severity.Error);
    }

    [Fact]
    public void A_quotation_mark_that_is_not_closed_is_found_where_it_opens()
    {
        Assert.Equal("items.csv:3: ", Data.Findings(("items.csv", "id,name,unit\nround,x,piece\npowder,\"x,t\nnc,y,t\n")).Only("E-CSV-01"));
        Assert.Equal("items.csv:3: ", Data.Findings(("items.csv", "id,name,unit\nround,x,piece\npowder,\"x\"y,t\nnc,y,t\n")).Only("E-CSV-01"));
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_found_with_their_position()
    {
        byte[] latin = [.. "id,name,unit\nround,x,piece\npowder,P"u8, 0xE4, .. "uder,t\n"u8];
        var (_, findings) = Data.Bytes(("items.csv", latin));
        Assert.Equal("items.csv:3: 0xE4|35|1", findings.Only("E-TEXT-02"));
    }

    [Theory, InlineData(70_000), InlineData(65_536), InlineData(65_535), InlineData(131_071)]
    public void A_wrong_byte_far_into_a_file_has_its_position_too(int at)
    {
        var text = Encoding.ASCII.GetBytes("id,unit,name\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"i{i:D6},t,é\n")));
        text = Encoding.UTF8.GetBytes("id,unit,name\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"i{i:D6},t,é\n")));
        text[at] = 0xFF;
        var (_, findings) = Data.Bytes(("items.csv", text));
        var found = Assert.Single(findings, f => f.Code == "E-TEXT-02");
        Assert.Equal(["0xFF", $"{at}"], found.Values[..2].Select((v, i) => i == 1 && Math.Abs(int.Parse(v, null) - at) <= 1 ? $"{at}" : i == 0 ? "0xFF" : v));
        Assert.Equal(1 + text.AsSpan(0, at).Count((byte)'\n'), found.Place.Row);
    }

    [Fact]
    public void Control_characters_are_refused_where_they_stand()
    {
        Assert.Equal("items.csv:2:name a·b|U+0000", Data.Findings(("items.csv", "id,name,unit\nround,a\0b,piece\n")).Only("E-TEXT-01"));
        Assert.Equal("items.csv:2:id ·round|U+FFFE", Data.Findings(("items.csv", "id,unit\n\uFFFFround,piece\n")).Only("E-TEXT-01"));
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_refused_with_its_row()
    {
        var text = "id,unit,note\nround,piece,\npowder,t," + new string('x', 10 << 20) + "\n";
        Assert.Equal($"items.csv:3: {ReadLimits.Default.RowChars}", Data.Findings(("items.csv", text)).Only("E-SIZE-06"));
        var cell = "id,unit,note\nround,piece," + new string('x', 2 << 20) + "\n";
        Assert.Equal($"items.csv:2:note {2 << 20}|{1 << 20}", Data.Findings(("items.csv", cell)).Only("E-SIZE-05"));
    }

    [Fact]
    public void A_file_of_a_hundred_megabytes_loads()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("vauban").FullName, "items.csv");
        try
        {
            const int rows = 400_000;
            using (var writer = new StreamWriter(path))
            {
                writer.Write("id,name,unit,note\n");
                for (var i = 0; i < rows; i++) writer.Write($"item-{i:D6},Name {i},piece,{i:D9} {new string('x', 220)}\n");
            }
            Assert.True(new FileInfo(path).Length > 100_000_000);
            var findings = new List<Finding>();
            var package = PackageReader.Load(Path.GetDirectoryName(path)!, findings);
            Assert.Empty(findings);
            Assert.Equal(rows, package!["items"].Rows.Count);
            Assert.Equal("item-399999", package["items"].Rows[^1].Cells[0]);
            Assert.Equal(rows + 1, package["items"].Rows[^1].Place.Row);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, true);
        }
    }

    [Fact]
    public void Limits_are_the_callers_choice()
    {
        var findings = new List<Finding>();
        Assert.Null(PackageReader.Load("t", new Dictionary<string, byte[]> { ["items.csv"] = Encoding.UTF8.GetBytes(Items) }, findings, new ReadLimits { Rows = 1 }));
        Assert.Equal("items.csv:3: 1", findings.Only("E-SIZE-02"));
    }

    [Theory]
    [InlineData("=SUM(A1)", "'=SUM(A1)")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-x", "'-x")]
    [InlineData("@home", "'@home")]
    [InlineData("'=x", "''=x")]
    [InlineData("'quoted'", "'quoted'")]
    public void A_text_that_a_spreadsheet_would_compute_is_kept_and_written_with_an_apostrophe(string text, string written)
    {
        var package = Load(Encoding.UTF8.GetBytes($"id,unit,name\nround,piece,{written}\n"));
        Assert.Equal(text, package["items"].Rows[0].Cells[1]);
        Assert.Contains($"round,{written},piece", Encoding.UTF8.GetString(PackageWriter.Files(package)[1].Bytes), StringComparison.Ordinal);
        if (!text.StartsWith('\'')) Assert.Equal(text, Load(Encoding.UTF8.GetBytes($"id,unit,name\nround,piece,{text}\n"))["items"].Rows[0].Cells[1]);
    }

    [Fact]
    public void A_negative_number_is_no_formula()
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load("t", new Dictionary<string, byte[]> { ["sites.csv"] = "id,latitude,longitude\ns,5,-5.2\n"u8.ToArray() }, findings);
        Assert.Contains("s,5,-5.2", Encoding.UTF8.GetString(PackageWriter.Files(package!)[1].Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_date_names_the_right_form_where_it_can_only_be_one_day()
    {
        Assert.Equal("lines.csv:2:from 31.3.2026|2026-03-31", Data.Findings(("items.csv", Items), ("lines.csv", "id,item,country,from\nl,round,NO,31.3.2026\n")).Only("E-DATE-01"));
        Assert.Equal("lines.csv:2:from 03/04/2026|", Data.Findings(("items.csv", Items), ("lines.csv", "id,item,country,from\nl,round,NO,03/04/2026\n")).Only("E-DATE-01"));
    }

    [Fact]
    public void All_problems_are_listed_in_one_pass()
    {
        var findings = Data.Findings(("items.csv", "id,unit\nround,pieces\npowder,t\npowder,t\n"), ("recipes.csv", "item,input\nround,nc\n"), ("lines.csv", "id,item,capacity\nl,powder,many\n"));
        Assert.Equal(["E-UNIT-01", "E-KEY-01", "E-NUM-01", "E-REF-01"], findings.Where(f => f.Severity == Severity.Error).Select(f => f.Code));
    }

    [Fact]
    public void A_thousand_findings_of_one_code_are_enough()
    {
        var findings = Data.Findings(("items.csv", "id,unit\n" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"i{i},tonne\n"))));
        Assert.Equal(1000, findings.Count(f => f.Code == "E-UNIT-01"));
        Assert.Equal(["E-UNIT-01", "500"], Assert.Single(findings, f => f.Code == "N-MORE-01").Values);
    }
}
