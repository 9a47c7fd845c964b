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
    public Sheet Add(string name, double[] widths, int frozenColumns)
    {
        var sheet = new Sheet(name, widths, frozenColumns, _sheets.Count == 0);
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
            xml.WriteAttributeString("id", Relations, $"rId{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Style 0 plain, 1 heading, 2 text that a spreadsheet must not turn into a date or a number, 3 the same marked as wrong, 4 as doubtful.
    static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        xml.WriteRaw("""
            <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
            <fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF8CFC8"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFCE8B8"/></patternFill></fill></fills>
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="4" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/></cellXfs>
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
        int _row;

        internal Sheet(string name, double[] widths, int frozenColumns, bool isFirst)
        {
            Name = name;
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
            if (_lists.Count > 0)
            {
                _xml.WriteStartElement("dataValidations");
                _xml.WriteAttributeString("count", _lists.Count.ToString(CultureInfo.InvariantCulture));
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
