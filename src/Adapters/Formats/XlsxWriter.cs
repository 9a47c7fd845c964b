using System.Globalization;
using System.Text;
using System.Xml;

namespace Vauban.Adapters.Formats;

/// <summary>Writes a plain workbook, part by part: texts, numbers, bold headings, frozen panes, drop-downs. Same content, same bytes: no clock, no random ids.</summary>
sealed class XlsxWriter
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    const string TypePrefix = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    readonly List<Sheet> _sheets = [];

    /// <summary>Adds a sheet.</summary>
    /// <param name="name">Name on its tab.</param>
    /// <param name="widths">Widths of the columns in characters.</param>
    /// <param name="frozenColumns">Columns that stay in view; the heading always does.</param>
    /// <param name="isHidden">True where a user does not see it.</param>
    public Sheet Add(string name, double[] widths, int frozenColumns, bool isHidden = false)
    {
        var sheet = new Sheet(name, widths, frozenColumns, _sheets.Count == 0) { IsHidden = isHidden };
        _sheets.Add(sheet);
        return sheet;
    }

    /// <summary>Writes the workbook.</summary>
    public void Save(Stream stream)
    {
        var files = new List<(string, byte[])>
        {
            ("[Content_Types].xml", Part(ContentTypes)), ("_rels/.rels", Part(x => Links(x, [("rId1", "officeDocument", "xl/workbook.xml")]))),
            ("xl/workbook.xml", Part(Workbook)),
            ("xl/_rels/workbook.xml.rels", Part(x => Links(x, [.. _sheets.Select((_, i) => ($"rId{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")), ($"rId{_sheets.Count + 1}", "styles", "styles.xml")]))),
            ("xl/styles.xml", Part(Styles)),
        };
        for (var i = 0; i < _sheets.Count; i++)
        {
            files.Add(($"xl/worksheets/sheet{i + 1}.xml", _sheets[i].Finish()));
            _sheets[i].Dispose();
        }
        PackageWriter.WriteZip(stream, files);
    }

    static XmlWriter Open(Stream stream) => XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None, CloseOutput = false });

    static byte[] Part(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = Open(stream))
        {
            xml.WriteStartDocument(true);
            write(xml);
            xml.WriteEndDocument();
        }
        return stream.ToArray();
    }

    void ContentTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", Types);
        Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
        Element(xml, "Default", ("Extension", "xml"), ("ContentType", "application/xml"));
        Element(xml, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", TypePrefix + "sheet.main+xml"));
        Element(xml, "Override", ("PartName", "/xl/styles.xml"), ("ContentType", TypePrefix + "styles+xml"));
        for (var i = 0; i < _sheets.Count; i++) Element(xml, "Override", ("PartName", $"/xl/worksheets/sheet{i + 1}.xml"), ("ContentType", TypePrefix + "worksheet+xml"));
        xml.WriteEndElement();
    }

    static void Links(XmlWriter xml, IEnumerable<(string Id, string Type, string Target)> links)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (id, type, target) in links) Element(xml, "Relationship", ("Id", id), ("Type", $"{Relations}/{type}"), ("Target", target));
        xml.WriteEndElement();
    }

    void Workbook(XmlWriter xml)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets");
        for (var i = 0; i < _sheets.Count; i++)
        {
            xml.WriteStartElement("sheet");
            xml.WriteAttributeString("name", _sheets[i].Name);
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            if (_sheets[i].IsHidden) xml.WriteAttributeString("state", "hidden");
            xml.WriteAttributeString("id", Relations, $"rId{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Style 0 plain, 1 heading, 2 text that a spreadsheet must not turn into a date or a number, 3 the same marked as wrong, 4 as doubtful;
    // of forms: 5 text that wraps, 6 a cell to fill in, 7 one for a day, 8 what is said about an entry.
    static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        xml.WriteRaw("""
            <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
            <fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FF9C1C0C"/><name val="Calibri"/></font></fonts>
            <fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF8CFC8"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFCE8B8"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFBE6"/></patternFill></fill></fills>
            <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="4" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="5" borderId="1" xfId="0" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf><xf numFmtId="164" fontId="0" fillId="5" borderId="1" xfId="0" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment horizontal="left" vertical="top"/><protection locked="0"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
            """.ReplaceLineEndings(""));
        xml.WriteEndElement();
    }

    static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (key, value) in attributes) xml.WriteAttributeString(key, value);
        xml.WriteEndElement();
    }

    /// <summary>One sheet while it is written.</summary>
    public sealed class Sheet : IDisposable
    {
        readonly MemoryStream _stream = new();
        readonly XmlWriter _xml;
        readonly List<(string Range, string Formula, bool IsStrict)> _lists = [];
        readonly List<XlsxCheck> _checks = [];
        readonly double[] _widths;
        int _row;

        internal Sheet(string name, double[] widths, int frozenColumns, bool isFirst)
        {
            Name = name;
            _widths = widths;
            _xml = Open(_stream);
            _xml.WriteStartDocument(true);
            _xml.WriteStartElement("worksheet", Main);
            _xml.WriteStartElement("sheetViews");
            _xml.WriteStartElement("sheetView");
            if (isFirst) _xml.WriteAttributeString("tabSelected", "1");
            _xml.WriteAttributeString("workbookViewId", "0");
            _xml.WriteStartElement("pane");
            if (frozenColumns > 0) _xml.WriteAttributeString("xSplit", frozenColumns.ToString(CultureInfo.InvariantCulture));
            _xml.WriteAttributeString("ySplit", "1");
            _xml.WriteAttributeString("topLeftCell", $"{XlsxRows.Letters(frozenColumns)}2");
            _xml.WriteAttributeString("activePane", frozenColumns > 0 ? "bottomRight" : "bottomLeft");
            _xml.WriteAttributeString("state", "frozen");
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.WriteStartElement("cols");
            for (var i = 0; i < widths.Length; i++)
            {
                var column = (i + 1).ToString(CultureInfo.InvariantCulture);
                Element(_xml, "col", ("min", column), ("max", column), ("width", widths[i].ToString("0.##", CultureInfo.InvariantCulture)), ("style", "2"), ("customWidth", "1"));
            }
            _xml.WriteEndElement();
            _xml.WriteStartElement("sheetData");
        }

        internal string Name { get; }

        internal bool IsHidden { get; init; }

        /// <summary>True where only cells to fill in can be changed, without a password: it guards against slips, not against people.</summary>
        public bool IsForm { get; set; }

        /// <summary>Writes the bold first row.</summary>
        public void Heading(IReadOnlyList<string> names)
        {
            StartRow();
            for (var i = 0; i < names.Count; i++) Text(i, names[i], "1");
            _xml.WriteEndElement();
        }

        /// <summary>Writes a row; blank cells are left out.</summary>
        public void Row(ReadOnlySpan<(string Text, bool IsNumber)> cells)
        {
            StartRow();
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Text.Length == 0) continue;
                if (cells[i].IsNumber) Number(i, cells[i].Text);
                else Text(i, cells[i].Text, "2");
            }
            _xml.WriteEndElement();
        }

        /// <summary>Writes a row at its place, all cells as texts; a marked one shows even where it is blank.</summary>
        /// <param name="number">Row, from 1; after the rows before.</param>
        /// <param name="cells">Texts with their marks.</param>
        public void RowAt(int number, IReadOnlyList<(string Text, CellMark Mark)> cells)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, _row);
            _row = number - 1;
            StartRow();
            for (var i = 0; i < cells.Count; i++)
            {
                if (cells[i].Text.Length == 0 && cells[i].Mark is CellMark.None) continue;
                Text(i, cells[i].Text, cells[i].Mark switch { CellMark.Heading => "1", CellMark.Wrong => "3", CellMark.Doubtful => "4", _ => "2" });
            }
            _xml.WriteEndElement();
        }

        /// <summary>Offers a list in a range; a strict one refuses other words.</summary>
        public void DropDown(string range, string formula, bool isStrict) => _lists.Add((range, formula, isStrict));

        /// <summary>Writes a row of a form; blank cells that are not to be filled in are left out.</summary>
        /// <param name="cells">Cells.</param>
        /// <param name="lines">Lines that formulas may come to need.</param>
        public void Form(IReadOnlyList<XlsxFormCell> cells, int lines = 1)
        {
            StartRow();
            // Some programs leave rows one line high, and the rest of a question unseen.
            var high = Math.Max(lines, cells.Select((c, i) => c.Formula.Length > 0 || c.Style != XlsxFormStyle.Plain ? 1 : LinesOf(c.Text, _widths[i])).Max());
            _xml.WriteAttributeString("ht", (high * 15).ToString(CultureInfo.InvariantCulture));
            _xml.WriteAttributeString("customHeight", "1");
            for (var i = 0; i < cells.Count; i++)
            {
                var cell = cells[i];
                if (cell.Formula.Length == 0 && cell.Text.Length == 0 && cell.Style is XlsxFormStyle.Plain or XlsxFormStyle.Remark) continue;
                var style = ((int)cell.Style).ToString(CultureInfo.InvariantCulture);
                if (cell.Formula.Length == 0 && cell.Text.Length > 0 && !cell.IsNumber)
                {
                    Text(i, cell.Text, style);
                    continue;
                }
                _xml.WriteStartElement("c");
                _xml.WriteAttributeString("r", $"{XlsxRows.Letters(i)}{_row}");
                _xml.WriteAttributeString("s", style);
                if (cell.Formula.Length > 0)
                {
                    _xml.WriteAttributeString("t", "str");
                    _xml.WriteElementString("f", cell.Formula);
                }
                if (cell.Text.Length > 0 || cell.Formula.Length > 0) _xml.WriteElementString("v", cell.IsNumber ? cell.Text : XlsxText.Do(cell.Text));
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
        }

        /// <summary>Lines that a text takes in a column, rather too many than too few.</summary>
        public static int LinesOf(string text, double width) => (int)Math.Ceiling(text.Length * 1.15 / width) is > 1 and var lines ? lines : 1;

        /// <summary>Checks what is entered in a range.</summary>
        public void Check(XlsxCheck check) => _checks.Add(check);

        void StartRow()
        {
            _row++;
            _xml.WriteStartElement("row");
            _xml.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
        }

        void Number(int column, string digits)
        {
            _xml.WriteStartElement("c");
            _xml.WriteAttributeString("r", $"{XlsxRows.Letters(column)}{_row}");
            _xml.WriteElementString("v", digits);
            _xml.WriteEndElement();
        }

        void Text(int column, string text, string style)
        {
            _xml.WriteStartElement("c");
            _xml.WriteAttributeString("r", $"{XlsxRows.Letters(column)}{_row}");
            _xml.WriteAttributeString("s", style);
            _xml.WriteAttributeString("t", "inlineStr");
            _xml.WriteStartElement("is");
            _xml.WriteStartElement("t");
            _xml.WriteAttributeString("xml", "space", null, "preserve");
            _xml.WriteString(XlsxText.Do(text));
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        internal byte[] Finish()
        {
            _xml.WriteEndElement();
            if (IsForm) Element(_xml, "sheetProtection", ("sheet", "1"), ("formatColumns", "0"), ("formatRows", "0"));
            if (_lists.Count + _checks.Count > 0)
            {
                _xml.WriteStartElement("dataValidations");
                _xml.WriteAttributeString("count", (_lists.Count + _checks.Count).ToString(CultureInfo.InvariantCulture));
                foreach (var check in _checks) WriteCheck(check);
                foreach (var (range, formula, isStrict) in _lists)
                {
                    _xml.WriteStartElement("dataValidation");
                    _xml.WriteAttributeString("type", "list");
                    if (!isStrict) _xml.WriteAttributeString("errorStyle", "warning");
                    _xml.WriteAttributeString("allowBlank", "1");
                    _xml.WriteAttributeString("showErrorMessage", "1");
                    _xml.WriteAttributeString("sqref", range);
                    _xml.WriteElementString("formula1", formula);
                    _xml.WriteEndElement();
                }
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
            _xml.WriteEndDocument();
            _xml.Flush();
            return _stream.ToArray();
        }

        void WriteCheck(XlsxCheck check)
        {
            _xml.WriteStartElement("dataValidation");
            _xml.WriteAttributeString("type", check.Type);
            if (check.Type is "date" or "textLength") _xml.WriteAttributeString("operator", "between");
            _xml.WriteAttributeString("allowBlank", "1");
            _xml.WriteAttributeString("showInputMessage", "1");
            _xml.WriteAttributeString("showErrorMessage", "1");
            // Excel takes titles of 32 and messages of 255 characters, and calls a file with longer ones damaged.
            _xml.WriteAttributeString("errorTitle", Cut(check.Title, 32));
            _xml.WriteAttributeString("error", Cut(check.Error, 255));
            _xml.WriteAttributeString("promptTitle", Cut(check.Title, 32));
            _xml.WriteAttributeString("prompt", Cut(check.Prompt, 255));
            _xml.WriteAttributeString("sqref", check.Range);
            _xml.WriteElementString("formula1", check.First);
            if (check.Second.Length > 0) _xml.WriteElementString("formula2", check.Second);
            _xml.WriteEndElement();
        }

        static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "\u2026";

        /// <inheritdoc/>
        public void Dispose()
        {
            _xml.Dispose();
            _stream.Dispose();
        }
    }
}

/// <summary>How a cell is marked.</summary>
enum CellMark
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As a heading.</summary>
    Heading,

    /// <summary>As wrong.</summary>
    Wrong,

    /// <summary>As doubtful.</summary>
    Doubtful,
}

/// <summary>How a cell of a form looks; the number is the style's.</summary>
enum XlsxFormStyle
{
    /// <summary>Text that wraps.</summary>
    Plain = 5,

    /// <summary>To be filled in.</summary>
    Entry = 6,

    /// <summary>To be filled in with a day.</summary>
    Day = 7,

    /// <summary>What is said about an entry.</summary>
    Remark = 8,
}

/// <summary>A cell of a form.</summary>
/// <param name="Text">Text, or digits of a number; with a formula what it gives as long as nothing is changed.</param>
/// <param name="Style">How it looks.</param>
/// <param name="IsNumber">True where the text is digits.</param>
/// <param name="Formula">Formula that gives a text, or empty.</param>
readonly record struct XlsxFormCell(string Text, XlsxFormStyle Style = XlsxFormStyle.Plain, bool IsNumber = false, string Formula = "");

/// <summary>A check of what is entered in a range.</summary>
/// <param name="Range">Range.</param>
/// <param name="Type">list, custom, date or textLength.</param>
/// <param name="First">Formula, or the lower end.</param>
/// <param name="Title">Heading of both messages.</param>
/// <param name="Error">What is said to a wrong entry.</param>
/// <param name="Prompt">What is said beside the cell.</param>
/// <param name="Second">Upper end, or empty.</param>
sealed record XlsxCheck(string Range, string Type, string First, string Title, string Error, string Prompt, string Second = "");
